import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fuseScores } from '../../src/retrieval/fuse-scores.ts';
import type { Range } from '../../src/retrieval/passage-index.ts';
import { dot, type Query, rankPassages } from '../../src/retrieval/rank-passages.ts';
import type { IndexedDocument, Searchable } from '../../src/retrieval/searchable.ts';
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

  it('scores blocks by half z(bm25) + half z(best sentence’s bm25) + 2.2 z(their cosine + that of their best sentence)', () => {
    expect([title, paragraph]).toHaveLength(2);
    const expected = fuseScores(2, [
      { name: 'bm25', weight: 0.5, values: [4, 0] },
      { name: 'best bm25', weight: 0.5, values: [3, 1] },
      { name: 'dense', weight: 2.2, values: [0.5 + 0.6, 0.9 + 0.8] },
    ]);
    expect(ranking.blocks.map(({ block, score }) => [block.number, score])).toEqual([
      [2, expect.closeTo(expected[1]!, 5)],
      [1, expect.closeTo(expected[0]!, 5)],
    ]);
  });

  it('scores sentences by z(bm25) + 4 z(cosine) + .7 of their block’s score', () => {
    const blockScore = new Map(ranking.blocks.map(({ block, score }) => [block.number, score]));
    const own = fuseScores(3, [
      { name: 'bm25', weight: 1, values: [3, 0, 1] },
      { name: 'dense', weight: 4, values: [0.2, 0.6, 0.8] },
    ]);
    const expected = [1, 1, 2].map((block, ordinal) => own[ordinal]! + 0.7 * blockScore.get(block)!);
    const found = ranking.sentences.map(({ sentence, score }) => [sentence.ordinal, score] as const);
    expect(found).toEqual(
      expected
        .map((score, ordinal) => [ordinal, expect.closeTo(score, 5)] as const)
        .sort((a, b) => expected[b[0]]! - expected[a[0]]!),
    );
  });

  it('raises the best blocks by .8 for each pair of neighbouring words that they share with the question', () => {
    const library = searchableOf([document], blocks, sentences);
    const [without, withPair] = [['alpha'], ['alpha', 'first']].map((words) =>
      rankPassages(library, { vector: query.vector, words }).blocks.find(({ block }) => block.number === 1),
    );
    expect(withPair!.score).toBeCloseTo(without!.score + 0.8, 6);
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

/** A document of which the first block has `counts[0]` sentences, the second `counts[1]` and so on. */
function madeOf(counts: readonly number[], firstBlock: number, firstSentence: number): IndexedDocument {
  const document = documentOf('word. '.repeat(counts.length + 1), { id: `from-${firstBlock}` });
  const blocks = counts.map((_, at) => ({ kind: 'paragraph', number: at + 1, under: 0, start: 0, end: 5 }) as const);
  const sentences = counts
    .flatMap((count, at) => Array.from({ length: count }, () => at + 1))
    .map((block, ordinal) => ({ ordinal, block, start: 0, end: 5 }));
  return { document, outline: { blocks, sentences }, firstBlock, firstSentence };
}

/** The rule of a ranking of questions of one word, said in sets and lists: `[position, score]` of blocks and sentences, best first. */
function rankedSimply(
  { documents, ...ways }: Searchable,
  { vector, words }: Query,
  only?: IndexedDocument,
): Scored[][] {
  const all = documents.flatMap((one) =>
    one.outline.sentences.map(({ block }, at) => ({ at: one.firstSentence + at, block: one.firstBlock + block - 1 })),
  );
  const blockCount = (only ?? documents.at(-1)!).outline.blocks.length;
  const blocks = { from: only?.firstBlock ?? 0, to: (only ?? documents.at(-1)!).firstBlock + blockCount };
  const own = all.filter(({ block }) => blocks.from <= block && block < blocks.to);
  const sentences = { from: own[0]?.at ?? 0, to: (own.at(-1)?.at ?? -1) + 1 };
  const small = own.length < 5_000;
  const near = (kind: Kind, range: Range) => ways[kind].vectors.nearest(vector, small ? 0 : 100, range);
  const bm25 = (kind: Kind, range: Range) =>
    new Map(ways[kind].words.matching(words, 100, range).map((hit) => [hit.at, hit.score]));
  const cosine = (kind: Kind, at: number) => dot(vector, ways[kind].vectors.vector(at));
  const scored = (
    ats: ReadonlySet<number>,
    ways: readonly { readonly weight: number; readonly of: (at: number) => number }[],
  ) => {
    const inText = [...ats].sort((a, b) => a - b);
    const fused = fuseScores(
      inText.length,
      ways.map(({ weight, of }, way) => ({ name: `${way}`, weight, values: inText.map(of) })),
    );
    return inText.map((at, index): Scored => [at, fused[index]!]);
  };
  const best = (list: readonly Scored[]): Scored[] => list.toSorted((a, b) => b[1] - a[1]);

  const nearSentences = new Set(near('sentences', sentences).map(({ at }) => at));
  const [blockWords, sentenceWords] = [bm25('blocks', blocks), bm25('sentences', sentences)];
  const blockAts = small
    ? Array.from({ length: blocks.to - blocks.from }, (_, at) => blocks.from + at)
    : [
        ...near('blocks', blocks).map(({ at }) => at),
        ...blockWords.keys(),
        ...own.filter(({ at }) => nearSentences.has(at)).map(({ block }) => block),
      ];
  const insideOf = (at: number) => own.filter(({ block }) => block === at).map((sentence) => sentence.at);
  const denseOf = (at: number) => {
    const inside = insideOf(at);
    const found = inside.filter((sentence) => nearSentences.has(sentence));
    const counted = found.length > 0 ? found : inside;
    return cosine('blocks', at) + Math.max(-1, ...counted.map((sentence) => cosine('sentences', sentence)));
  };
  const rankedBlocks = best(
    scored(new Set(blockAts), [
      { weight: 0.5, of: (at) => blockWords.get(at) ?? 0 },
      { weight: 0.5, of: (at) => Math.max(0, ...insideOf(at).map((sentence) => sentenceWords.get(sentence) ?? 0)) },
      { weight: 2.2, of: denseOf },
    ]),
  );
  const opened = new Set(rankedBlocks.slice(0, 20).map(([at]) => at));
  const candidates = own.filter(
    ({ at, block }) => small || nearSentences.has(at) || sentenceWords.has(at) || opened.has(block),
  );
  const ofBlock = new Map(rankedBlocks);
  const lowest = Math.min(0, rankedBlocks.at(-1)?.[1] ?? 0);
  const rankedSentences = scored(new Set(candidates.map(({ at }) => at)), [
    { weight: 1, of: (at) => sentenceWords.get(at) ?? 0 },
    { weight: 4, of: (at) => cosine('sentences', at) },
  ]).map(([at, score], index): Scored => [at, score + 0.7 * (ofBlock.get(candidates[index]!.block) ?? lowest)]);
  return [rankedBlocks, best(rankedSentences)];
}
type Scored = readonly [at: number, score: number];
type Kind = 'blocks' | 'sentences';

describe('any library', () => {
  const passage = fc.record({
    vector: fc.integer({ min: -20, max: 20 }).map((tenths) => at(tenths / 20)),
    bm25: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined, freq: 8 }),
  });
  const passages = (count: number) =>
    fc
      .array(passage, { minLength: 1, maxLength: 30 })
      .map((some) => Array.from({ length: count }, (_, index) => some[(index * 7) % some.length]!))
      .map((some) => some.map(({ vector, bm25 }): HandMade => (bm25 === undefined ? { vector } : { vector, bm25 })));

  it.each([
    { size: 'small', blocks: 12, runs: 200 },
    { size: 'large', blocks: 3_000, runs: 12 },
  ])('that is $size is ranked by the rule, equal scores in the order of the text', ({ blocks, runs }) => {
    const counts = fc
      .array(fc.integer({ min: 1, max: 4 }), { minLength: 4, maxLength: 12 })
      .map((some) => Array.from({ length: blocks }, (_, index) => (index === 3 ? 0 : some[index % some.length]!)));
    const library = fc.tuple(counts, counts).chain(([one, two]) => {
      const first = madeOf(one, 0, 0);
      const second = madeOf(two, one.length, first.outline.sentences.length);
      const total = first.outline.sentences.length + second.outline.sentences.length;
      return fc
        .tuple(passages(one.length + two.length), passages(total))
        .map(([ofBlocks, ofSentences]) => searchableOf([first, second], ofBlocks, ofSentences));
    });
    fc.assert(
      fc.property(library, fc.constantFrom(undefined, 0, 1), (made, which) => {
        const only = which === undefined ? undefined : made.documents[which];
        const ranking = rankPassages(made, query, only);
        expect([
          ranking.blocks.map((ranked) => [ranked.in.firstBlock + ranked.block.number - 1, ranked.score]),
          ranking.sentences.map((ranked) => [ranked.in.firstSentence + ranked.sentence.ordinal, ranked.score]),
        ]).toEqual(rankedSimply(made, query, only));
      }),
      { numRuns: runs },
    );
  });
});

describe('an inner product', () => {
  it('of unit vectors is their cosine', () => {
    expect(dot(Float32Array.from(at(0.6)), Float32Array.of(1, 0))).toBeCloseTo(0.6, 6);
    expect(dot(Float32Array.of(1, 0), Float32Array.of(0, 1))).toBe(0);
  });
});
