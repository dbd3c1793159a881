import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { InvariantError } from '../../src/domain/errors.ts';
import type { RevisionSummary } from '../../src/library/document-store.ts';
import { openIndexIn } from '../../src/store/open-index.ts';
import { revisionRow } from '../contract/revisions.ts';
import { temporaryFolder } from '../contract/stores.ts';

const rows = [
  revisionRow({ id: 'first' }, 'The river rose.\nThe mill stood.'),
  revisionRow({ id: 'second', owner: '123' }, 'Nobody saw it.'),
];
const summaries = rows.map(
  ({ facts, sha256, bytesSha256, splitter, addedAt, outline }): RevisionSummary => ({
    ...{ facts, sha256, bytesSha256, splitter, addedAt },
    blocks: outline.blocks.length,
    sentences: outline.sentences.length,
  }),
);
const axes = (from: number, count: number): Float32Array =>
  Float32Array.from({ length: count * 3 }, (_, at) => (at % 3 === from + Math.floor(at / 3) ? 1 : 0));
const vectors = [axes(0, 2), axes(2, 1)];

const source = async ({ facts }: RevisionSummary) => {
  const at = rows.findIndex((row) => row.facts.id === facts.id);
  return { row: rows[at]!, vectors: { blocks: vectors[at]!, sentences: vectors[at]! } };
};

describe("a library's index", () => {
  it('stands in a folder of its own and holds the passages of its documents one after the other', async () => {
    const folder = await temporaryFolder();
    const opened = await openIndexIn(folder, { log: () => {} })(
      '123',
      { id: 'model/1', dimension: 3 },
      summaries,
      source,
    );
    onTestFinished(() => opened.close());
    await access(join(folder, 'derived', '123', 'header.json'));
    const found = ['river', 'mill', 'nobody'].map((word) => opened.blocks.words.matching([word], 5)[0]?.at);
    expect(found).toEqual([0, 1, 2]);
    const nearest = [0, 1, 2].map((at) => opened.sentences.vectors.nearest(opened.sentences.vectors.vector(at), 1));
    expect(nearest).toEqual([0, 1, 2].map((at) => [{ at, score: 1 }]));
    expect(opened.vocabulary.within1Edit('rivers')).toEqual(['river']);
  });

  it.each(['..', 'a/b', ''])('is not made under the name "%s"', async (library) => {
    const openIndex = openIndexIn(await temporaryFolder(), { log: () => {} });
    await expect(openIndex(library, { id: 'model/1', dimension: 3 }, [], source)).rejects.toThrow(InvariantError);
  });
});
