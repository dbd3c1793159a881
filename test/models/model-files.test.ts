import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkContent, checkSize, embedderFiles, readerFiles } from '../../src/models/model-files.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const vendored = join(root, 'models', 'embedder');
const file = embedderFiles.tokenizer;
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hearsay-model-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('a model file', () => {
  it.each([
    ...Object.values(embedderFiles).map((each) => ({ ...each, model: 'embedder' })),
    ...Object.values(readerFiles).map((each) => ({ ...each, model: 'reader' })),
  ])('$model/$name is vendored as its constants and its provenance say', async ({ model, ...each }) => {
    const from = join(root, 'models', model);
    const provenance = (await readFile(join(from, 'PROVENANCE.md'), 'utf8')).replaceAll(/ \d+ bytes, sha256/g, '');
    expect(provenance.replaceAll(/` sha256 /g, '` ')).toContain(`\`${each.name}\` ${each.sha256}`);
    expect((await stat(join(from, each.name))).size).toBe(each.bytes);
    await expect(checkSize(from, each)).resolves.toBeUndefined();
    await expect(checkContent(from, each)).resolves.toBeUndefined();
  });

  it.each(['train.py', 'windows.py', 'sources.py', 'pairs.py', 'written.py', 'vary.py'])(
    'of the reader was made by the %s that is vendored',
    async (script) => {
      const provenance = await readFile(join(root, 'models', 'reader', 'PROVENANCE.md'), 'utf8');
      expect(provenance).toContain(
        `\`${script}\` sha256 ${sha256(await readFile(join(root, 'scripts', 'reader', script)))}`,
      );
    },
  );

  it('that is missing is named, with the fix', async () => {
    const sentence = `${join(folder, 'none.bin')} is missing. Restore it with \`git checkout -- models\` or clone again.`;
    const missing = { ...file, name: 'none.bin' };
    await expect(checkSize(folder, missing)).rejects.toMatchObject({ userMessage: sentence });
    await expect(checkContent(folder, missing)).rejects.toMatchObject({ userMessage: sentence });
  });

  it('that is a folder is named, with the reason', async () => {
    await expect(checkContent(folder, { ...file, name: '.' })).rejects.toMatchObject({
      userMessage: expect.stringMatching(/cannot be read \(EISDIR.*Restore it/),
    });
  });

  it('that was cut off is named, with both lengths', async () => {
    await writeFile(join(folder, file.name), 'short');
    await expect(checkSize(folder, file)).rejects.toMatchObject({
      userMessage: expect.stringContaining(`${file.name} is damaged: it has 5 bytes where 711396 were expected`),
    });
  });

  it('in which one byte changed is named, with the fix', async () => {
    const bytes = await readFile(join(vendored, file.name));
    bytes[bytes.length >> 1]! ^= 1;
    await writeFile(join(folder, file.name), bytes);
    await expect(checkSize(folder, file)).resolves.toBeUndefined();
    await expect(checkContent(folder, file)).rejects.toMatchObject({
      userMessage: expect.stringMatching(/tokenizer\.json is damaged: its sha256 begins .*git checkout -- models/),
    });
  });
});
