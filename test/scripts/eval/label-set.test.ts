import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readLabels } from '../../../scripts/eval/label-set.ts';
import { LabelFile } from '../../../src/cli/label-file.ts';
import { temporaryFolder } from '../../cli/run-program.ts';

const golden = fileURLToPath(new URL('../../golden/', import.meta.url));
const document = 'meo-mossalaha';
const { sha256: revision } = JSON.parse(readFileSync(join(golden, '../../corpus', document, 'document.json'), 'utf8'));

const label = (id: string) => ({
  id,
  kind: 'labelled' as const,
  language: 'es',
  question: '¿Qué dice?',
  outcome: 'answered' as const,
  right: ['a number of'],
  document,
  revision: String(revision),
});

describe('labels', () => {
  it('as they were written down are golden questions, every other one held out', async () => {
    const file = await LabelFile.open(await temporaryFolder());
    for (const id of ['a', 'b', 'c']) await file.add(label(id));
    await file.add({ ...label('changed'), revision: 'f'.repeat(64) });
    await file.add({ ...label('elsewhere'), document: 'somebodys-own' });
    const { documents, leftOut } = readLabels(file.path, golden);
    expect(documents.map(({ id, folder }) => ({ id, folder }))).toEqual([{ id: document, folder: undefined }]);
    expect(documents[0]?.questions.map(({ id, kind, split }) => [id, kind, split])).toEqual([
      ['a', 'labelled', 'fitted'],
      ['b', 'labelled', 'held-out'],
      ['c', 'labelled', 'fitted'],
    ]);
    expect(leftOut).toBe(2);
  });

  it('are none in an empty file', async () => {
    const file = join(await temporaryFolder(), 'labels.jsonl');
    await writeFile(file, '\n');
    expect(readLabels(file, golden)).toEqual({ documents: [], leftOut: 0 });
  });

  it.each(['{"id": "a"', '{"id": "a"}', '[]', '7'])('name the line that is none: %s', async (line) => {
    const file = join(await temporaryFolder(), 'labels.jsonl');
    await writeFile(file, `${JSON.stringify(label('a'))}\n${line}\n`);
    expect(() => readLabels(file, golden)).toThrow(/^Line 2 of .*labels\.jsonl is no label\. Mend it/);
  });

  it('say so where there is no such file', async () => {
    const file = join(await temporaryFolder(), 'labels.jsonl');
    expect(() => readLabels(file, golden)).toThrow(
      /^There is no file .*labels\.jsonl\. Give the path of a labels\.jsonl/,
    );
  });
});
