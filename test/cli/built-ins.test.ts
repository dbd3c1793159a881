import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeDataDir } from './data-dir.ts';
import { hearsay, projectFolder, temporaryFolder } from './run-program.ts';

const builtIn = 'meo-mossalaha';
const folder = join(projectFolder, 'corpus', builtIn);

let prepared = '';
beforeAll(async () => {
  prepared = await makeDataDir();
});

async function without(...options: string[]): Promise<string> {
  const dataDir = await temporaryFolder();
  await cp(prepared, dataDir, { recursive: true });
  const { code, stdout } = await hearsay(['remove', builtIn, ...options], { dataDir });
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Removed meo-mossalaha.* `hearsay documents --restore` brings it back\.\n$/u);
  return dataDir;
}

describe('a built-in document that was removed', () => {
  it('stays removed; a question says how to go on, and restoring brings it back with its ledger', async () => {
    const dataDir = await without();
    const asked = await hearsay(['ask', 'What is Mossalaha?'], { dataDir });
    expect(asked).toMatchObject({ code: 1, stdout: '' });
    expect(asked.stderr).toMatch(/^hearsay: There is no document to ask\. .*hearsay index FILE.*--restore.*\n$/u);
    const listed = await hearsay(['documents'], { dataDir });
    expect(listed).toMatchObject({ code: 0, stdout: expect.stringContaining('hearsay documents --restore') });
    const restored = await hearsay(['documents', '--restore'], { dataDir });
    expect(restored).toMatchObject({ code: 0, stderr: 'Brought back meo-mossalaha.\n' });
    expect(restored.stdout).toMatch(/^meo-mossalaha /u);
    const claims = await hearsay(['claims'], { dataDir });
    expect(claims.stdout).toBe((await hearsay(['claims'], { dataDir: prepared })).stdout);
    const again = await hearsay(['documents', '--restore'], { dataDir });
    expect(again).toMatchObject({ code: 0, stderr: 'No built-in document was removed.\n' });
  });

  it('comes back with its ledger where that was removed too', async () => {
    const dataDir = await without('--ledger');
    await hearsay(['documents', '--restore'], { dataDir });
    const claims = await hearsay(['claims'], { dataDir });
    expect(claims.stdout).toBe((await hearsay(['claims'], { dataDir: prepared })).stdout);
  });

  it('leaves its id to another document, which no start and no restoring overwrites', async () => {
    const dataDir = await without('--ledger');
    const path = join(dataDir, 'other.txt');
    await writeFile(path, 'The harbour was built in 1904.');
    expect(await hearsay(['index', path, '--id', builtIn], { dataDir })).toMatchObject({ code: 0 });
    const refused = await hearsay(['documents', '--restore'], { dataDir });
    expect(refused).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('hearsay remove meo-mossalaha --ledger'),
    });
    const asked = await hearsay(['ask', 'When was the harbour built?'], { dataDir });
    expect(asked.stdout).toContain('“The harbour was built in 1904.”');
  });

  it('keeps a ledger that was imported by hand for the same text', async () => {
    const dataDir = await without('--ledger');
    const text = join(folder, 'text.txt');
    expect(await hearsay(['index', text, '--id', builtIn], { dataDir })).toMatchObject({ code: 0 });
    const shipped = await readFile(join(folder, 'ledger.yaml'), 'utf8');
    const ledger = join(dataDir, 'own.yaml');
    await writeFile(ledger, shipped.replace('verdict: Supported', 'verdict: Refuted'));
    expect(await hearsay(['import', ledger], { dataDir })).toMatchObject({ code: 0, stderr: '' });
    expect(await hearsay(['remove', builtIn], { dataDir })).toMatchObject({ code: 0 });
    expect(await hearsay(['documents', '--restore'], { dataDir })).toMatchObject({ code: 0 });
    const again = await hearsay(['import', ledger], { dataDir });
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('nothing was written') });
  });

  it('is told of in the help of the command that removes it', async () => {
    const { stdout } = await hearsay(['remove', '--help'], { dataDir: prepared });
    expect(stdout).toContain('hearsay documents --restore');
  });
});
