import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Label, LabelFile, labelId } from '../../src/cli/label-file.ts';
import { InputError, InvariantError, OperatorError } from '../../src/domain/errors.ts';
import { temporaryFolder } from './run-program.ts';

const label = (id: string, question = 'What is\u2028it?'): Label => ({
  id,
  kind: 'labelled',
  language: 'en',
  question,
  outcome: 'answered',
  right: ['The river\nrose.'],
  document: 'op-ed',
  revision: 'a'.repeat(64),
});

describe('a file of labels', () => {
  it('gets a line a label, read by its owner alone, and knows afterwards what it holds', async () => {
    const folder = await temporaryFolder();
    const file = await LabelFile.open(folder);
    expect(file.has('a')).toBe(false);
    await file.add(label('a'));
    await file.add(label('b'));
    const again = await LabelFile.open(folder);
    expect([again.has('a'), again.has('b'), again.has('c')]).toEqual([true, true, false]);
    await again.add(label('c'));
    const lines = (await readFile(file.path, 'utf8')).split('\n');
    expect(lines.map((line) => (line === '' ? null : JSON.parse(line)))).toEqual([
      label('a'),
      label('b'),
      label('c'),
      null,
    ]);
    expect((await stat(file.path)).mode & 0o077).toBe(0);
  });

  it('begins a new line where a hand left the last one open', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'labels.jsonl'), '\n{"id": "a"}');
    const file = await LabelFile.open(folder);
    expect(file.has('a')).toBe(true);
    await file.add(label('b'));
    expect((await LabelFile.open(folder)).has('b')).toBe(true);
  });

  it('never takes a label twice', async () => {
    const file = await LabelFile.open(await temporaryFolder());
    await file.add(label('a'));
    await expect(file.add(label('a', 'Another?'))).rejects.toThrow(InvariantError);
  });

  it.each(['{"id": "a"', '[]', '{"id": 7}', 'null'])('names the line that is none: %s', async (line) => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'labels.jsonl'), `{"id": "a"}\n${line}\n`);
    const failure = await LabelFile.open(folder).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(OperatorError);
    expect(String(failure)).toMatch(/Line 2 of .*labels\.jsonl is no label\. Mend it/);
  });

  it('says so where it cannot be read', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'labels.jsonl'));
    await expect(LabelFile.open(folder)).rejects.toThrow(InputError);
  });

  it('names labels by their answers without saying which', () => {
    const ids = ['A'.repeat(22), 'B'.repeat(22)].map(labelId);
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) expect(id).toMatch(/^labelled-[0-9a-f]{16}$/);
    expect(labelId('A'.repeat(22))).toBe(ids[0]);
  });
});
