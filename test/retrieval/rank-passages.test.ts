import { describe, expect, it } from 'vitest';
import { fuseScores } from '../../src/retrieval/fuse-scores.ts';
import { dot, type Query, rankPassages } from '../../src/retrieval/rank-passages.ts';
import type { IndexedDocument } from '../../src/retrieval/searchable.ts';
import { outlineOfLines } from '../contract/revisions.ts';
import { documentOf, indexedOf } from '../helpers/documents.ts';
import { type HandMade, searchableOf } from '../helpers/hand-made-index.ts';

const query: Query = { vector: Float32Array.of(1, 0), words: ['river'] };
const wordsOf = (document: IndexedDocument, span: { start: number; end: number }): string =>
  document.document.text.slice(span.start, span.end);

/** A unit vector whose cosine with the question's is `cosine`. */
const at = (cosine: number): number[] => [cosine, Math.sqrt(1 - cosine ** 2)];

/** A document of `count` lines, one block and one sentence each; `first` passages stand before it in the library. */
function linesOf(count: number, id = 'lines', first = 0): IndexedDocument {
  const document = documentOf(Array.from({ length: count }, (_, line) => `${id} ${line}`).join('\n'), { id });
  return { document, outline: outlineOfLines(document.text), firstBlock: first, firstSentence: first };
}

describe('a ranking', () => {
  const document = indexedOf('Alpha is first. Beta is second.\n\nGamma is third.');
  const [title, paragraph] = document.outline.blocks;
  const blocks: HandMade[] = [{ vector: at(0.5), bm25: 4 }, { vector: at(0.9) }];
  const sentences: HandMade[] = [{ vector: at(0.2), bm25: 3 }, { vector: at(0.6) }, { vector: at(0.8), bm25: 1 }];
  const ranking = rankPassages(searchableOf([document], blocks, sentences), query);

  it('scores blocks by z(bm25) + 2 z(their cosine + that of their best sentence)', () => {
    expect([title, paragraph]).toHaveLength(2);
    const expected = fuseScores(2, [
      { name: 'bm25', weight: 1, values: [4, 0] },
      { name: 'dense', weight: 2, values: [0.5 + 0.6, 0.9 + 0.8] },
    ]);
    expect(ranking.blocks.map(({ block, score }) => [block.number, score])).toEqual([
      [2, expect.closeTo(expected[1]!, 5)],
      [1, expect.closeTo(expected[0]!, 5)],
    ]);
  });

  it('scores sentences by z(bm25) + 2 z(cosine) + a third of their block’s score', () => {
    const blockScore = new Map(ranking.blocks.map(({ block, score }) => [block.number, score]));
    const own = fuseScores(3, [
      { name: 'bm25', weight: 1, values: [3, 0, 1] },
      { name: 'dense', weight: 2, values: [0.2, 0.6, 0.8] },
    ]);
    const expected = [1, 1, 2].map((block, ordinal) => own[ordinal]! + 0.33 * blockScore.get(block)!);
    const found = ranking.sentences.map(({ sentence, score }) => [sentence.ordinal, score] as const);
    expect(found).toEqual(
      expected
        .map((score, ordinal) => [ordinal, expect.closeTo(score, 5)] as const)
        .sort((a, b) => expected[b[0]]! - expected[a[0]]!),
    );
  });

  it('tells each sentence’s own cosine, fused or not', () => {
    const cosines = new Map(ranking.sentences.map(({ sentence, cosine }) => [sentence.ordinal, cosine]));
    expect([0, 1, 2].map((ordinal) => cosines.get(ordinal))).toEqual(
      [0.2, 0.6, 0.8].map((own) => expect.closeTo(own, 6)),
    );
  });

  it('says where each passage stands', () => {
    expect(ranking.sentences.map((ranked) => wordsOf(ranked.in, ranked.sentence)).sort()).toEqual([
      'Alpha is first.',
      'Beta is second.',
      'Gamma is third.',
    ]);
  });
});

describe('candidates', () => {
  it('are all passages of a small library, those too that neither way in finds', () => {
    const document = linesOf(600);
    const passages = Array.from({ length: 600 }, (_, line) => ({ vector: at(line / 1000) }));
    const ranking = rankPassages(searchableOf([document], passages), query);
    expect(ranking.blocks).toHaveLength(600);
    expect(ranking.sentences).toHaveLength(600);
  });

  it('that score alike keep the order of the text', () => {
    const document = linesOf(50);
    const ranking = rankPassages(
      searchableOf(
        [document],
        Array.from({ length: 50 }, () => ({ vector: at(0.5) })),
      ),
      query,
    );
    expect(ranking.sentences.map(({ sentence }) => sentence.ordinal)).toEqual(
      Array.from({ length: 50 }, (_, at) => at),
    );
  });

  const count = 5_000;
  /** Nearest by meaning are the first lines; the words stand only in the last. */
  const large = Array.from({ length: count }, (_, line) =>
    line === count - 1 ? { vector: at(-1), bm25: 9 } : { vector: at(1 - line / count) },
  );

  it('of a large library are the best of each way in', () => {
    const ranking = rankPassages(searchableOf([linesOf(count)], large), query);
    const ordinals = ranking.sentences.map(({ sentence }) => sentence.ordinal);
    expect(ordinals).toHaveLength(101);
    expect(ordinals).toContain(0);
    expect(ordinals).toContain(99);
    expect(ordinals).not.toContain(100);
    expect(ordinals).toContain(count - 1);
    expect(ranking.blocks).toHaveLength(101);
  });

  it('found by words alone have their cosine computed, and by meaning alone no score for words', () => {
    const ranking = rankPassages(searchableOf([linesOf(count)], large), query);
    const byWords = ranking.sentences.find(({ sentence }) => sentence.ordinal === count - 1)!;
    expect(byWords.cosine).toBeCloseTo(-1, 6);
    expect(ranking.sentences.every(({ score }) => Number.isFinite(score))).toBe(true);
  });

  it('of a large library are the sentences of its best blocks too, and the blocks of its best sentences', () => {
    const document = linesOf(count);
    // The block of line 4,000 is near; its sentence is not. With line 4,500 it is the other way round.
    const far = { vector: at(0) };
    const blocks = Array.from({ length: count }, (_, line) =>
      line === 4_000 ? { vector: at(1) } : line < 300 ? { vector: at(0.4) } : far,
    );
    const sentences = Array.from({ length: count }, (_, line) =>
      line === 4_500 ? { vector: at(1) } : line < 300 ? { vector: at(0.4) } : far,
    );
    const ranking = rankPassages(searchableOf([document], blocks, sentences), query);
    expect(ranking.sentences.map(({ sentence }) => sentence.ordinal)).toContain(4_000);
    expect(ranking.blocks.map(({ block }) => block.number)).toContain(4_501);
  });

  it('of a large library are found once each', () => {
    const ranking = rankPassages(searchableOf([linesOf(count)], large), query);
    expect(new Set(ranking.sentences.map(({ sentence }) => sentence.ordinal)).size).toBe(ranking.sentences.length);
  });
});

describe('one document of several', () => {
  const first = linesOf(3, 'first');
  const second = linesOf(2, 'second', 3);
  const third = linesOf(4, 'third', 5);
  const passages = [0.9, 0.9, 0.9, 0.3, 0.1, 0.9, 0.9, 0.9, 0.9].map((cosine) => ({
    vector: at(cosine),
    bm25: cosine,
  }));
  const library = searchableOf([first, second, third], passages);

  it('is ranked alone, with nothing of its neighbours', () => {
    const ranking = rankPassages(library, query, second);
    expect(ranking.sentences.map((ranked) => wordsOf(ranked.in, ranked.sentence))).toEqual(['second 0', 'second 1']);
    expect(ranking.blocks.map((ranked) => ranked.in)).toEqual([second, second]);
  });

  it('is ranked as if it were alone: the others’ scores do not move its own', () => {
    const alone = searchableOf([{ ...second, firstBlock: 0, firstSentence: 0 }], passages.slice(3, 5));
    expect(rankPassages(library, query, second).sentences.map(({ score }) => score)).toEqual(
      rankPassages(alone, query).sentences.map(({ score }) => score),
    );
  });

  it('is ranked whole where it is small, however large its library', () => {
    const large = linesOf(6_000, 'large');
    const small = linesOf(300, 'small', 6_000);
    const all = Array.from({ length: 6_300 }, (_, line) => ({ vector: at(line < 6_000 ? 0.9 : 0.1) }));
    const ranking = rankPassages(searchableOf([large, small], all), query, small);
    expect(ranking.sentences).toHaveLength(300);
    expect(ranking.sentences.every((ranked) => ranked.in === small)).toBe(true);
  });

  it('or all: each passage is told with its own document', () => {
    const ranking = rankPassages(library, query);
    expect(ranking.sentences).toHaveLength(9);
    for (const ranked of ranking.sentences)
      expect(wordsOf(ranked.in, ranked.sentence)).toContain(ranked.in.document.id);
  });
});

describe('an inner product', () => {
  it('of unit vectors is their cosine', () => {
    expect(dot(Float32Array.from(at(0.6)), Float32Array.of(1, 0))).toBeCloseTo(0.6, 6);
    expect(dot(Float32Array.of(1, 0), Float32Array.of(0, 1))).toBe(0);
  });
});
