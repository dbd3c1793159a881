import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { randomNumbers } from '../../scripts/bench/random-numbers.ts';
import { InvariantError } from '../../src/domain/errors.ts';
import type { Hit, Range } from '../../src/retrieval/passage-index.ts';
import { dot } from '../../src/retrieval/rank-passages.ts';
import type { Hnsw } from '../../src/store/hnsw.ts';
import { type Derived, openDerived } from '../../src/store/passage-index-files.ts';
import { contentOf, sourceOf, type TestDocument, testDocument, unitVector } from '../store/libraries.ts';
import { folderOfSuite } from './stores.ts';

const missing = (): Promise<Hnsw> => Promise.reject(new Error('Cannot find module'));
const implementations = [
  { name: 'files, with hnswlib', options: {} },
  { name: 'files, without hnswlib', options: { loadHnsw: missing } },
];
const dimension = 8;

const openOf = async (folder: string, documents: readonly TestDocument[], options: object): Promise<Derived> =>
  openDerived(folder, contentOf(documents), sourceOf(documents), { log: () => {}, ...options });

const positions = (hits: readonly Hit[]): number[] => hits.map(({ at }) => at);

describe.each(implementations)('a vector index in $name', ({ options }) => {
  const documents = [testDocument('small', 40), testDocument('large', 12_000, dimension, 2)];
  const all = documents.flatMap(({ passages }) =>
    Array.from({ length: passages.blocks.texts.length }, (_, at) =>
      passages.blocks.vectors.subarray(at * dimension, (at + 1) * dimension),
    ),
  );
  const cosine = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, at) => sum + value * b[at]!, 0);
  const exactly = (query: Float32Array, k: number, { from, to }: Range): Hit[] =>
    all
      .map((vector, at) => ({ at, score: cosine(query, vector) }))
      .slice(from, to)
      .sort((a, b) => b.score - a.score || a.at - b.at)
      .slice(0, k);
  const folder = folderOfSuite();
  let opened: Derived;
  beforeAll(async () => {
    opened = await openOf(folder(), documents, options);
  });
  afterAll(() => opened.close());

  it('knows its size and gives back every vector', () => {
    const { vectors } = opened.blocks;
    expect(vectors.size).toBe(all.length);
    for (const at of [0, 39, 40, 12_039]) expect(vectors.vector(at)).toEqual(all[at]);
  });

  it.each<{ where: string; range: Range | undefined }>([
    { where: 'everywhere', range: undefined },
    { where: 'in a short document', range: { from: 0, to: 40 } },
    { where: 'in half of them', range: { from: 0, to: 6_000 } },
    { where: 'in a long run', range: { from: 20, to: 11_900 } },
    { where: 'in all, said as a range', range: { from: 0, to: 12_040 } },
    { where: 'in a range that goes past the end', range: { from: 12_000, to: 19_999 } },
  ])('finds the nearest $where, with their cosines, best first', ({ range }) => {
    const random = randomNumbers(3);
    for (let query = 0; query < 10; query++) {
      const vector = unitVector(random, dimension);
      const hits = opened.sentences.vectors.nearest(vector, 10, range);
      const expected = exactly(vector, 10, range ?? { from: 0, to: all.length });
      expect(positions(hits)).toEqual(positions(expected));
      for (const [at, hit] of hits.entries()) expect(hit.score).toBeCloseTo(expected[at]!.score, 5);
    }
  });

  it('finds .95 of the 200 nearest', () => {
    const vector = unitVector(randomNumbers(4), dimension);
    const hits = new Set(positions(opened.blocks.vectors.nearest(vector, 200)));
    const found = exactly(vector, 200, { from: 0, to: all.length }).filter(({ at }) => hits.has(at));
    expect(found.length).toBeGreaterThanOrEqual(190);
  });

  it.each<{ k: number; range: Range | undefined; expected: number }>([
    { k: 0, range: undefined, expected: 0 },
    { k: -1, range: undefined, expected: 0 },
    { k: 99_999, range: undefined, expected: 12_040 },
    { k: 9_999, range: { from: 100, to: 5_500 }, expected: 5_400 },
    { k: 5, range: { from: 7, to: 9 }, expected: 2 },
    { k: 5, range: { from: 7, to: 7 }, expected: 0 },
    { k: 5, range: { from: 9, to: 7 }, expected: 0 },
    { k: 5, range: { from: 19_000, to: 19_001 }, expected: 0 },
  ])('gives $expected hits for k = $k in $range', ({ k, range, expected }) => {
    const vector = unitVector(randomNumbers(5), dimension);
    const hits = positions(opened.blocks.vectors.nearest(vector, k, range));
    expect(new Set(hits).size).toBe(expected);
    expect(hits).toHaveLength(expected);
    expect(hits.every((at) => (range?.from ?? 0) <= at && at < (range?.to ?? 12_040))).toBe(true);
  });

  it.each<{ range: Range | undefined }>([
    { range: { from: 0, to: 40 } },
    { range: { from: 11_000, to: 99_999 } },
    { range: { from: 7, to: 7 } },
    { range: undefined },
  ])('gives the cosines of all in $range, to the last digit, unless a search is faster', ({ range }) => {
    const vector = unitVector(randomNumbers(6), dimension);
    const cosines = opened.blocks.vectors.cosines(vector, range);
    const searches = range === undefined && options === implementations[0]!.options;
    expect(cosines === undefined).toBe(searches);
    for (let at = range?.from ?? 0; cosines && at < Math.min(range?.to ?? all.length, all.length); at++)
      expect(cosines[at]).toBe(dot(vector, all[at]!));
  });

  it('refuses a vector of another dimension', () => {
    expect(() => opened.blocks.vectors.nearest(new Float32Array(7), 1)).toThrow(InvariantError);
    expect(() => opened.blocks.vectors.cosines(new Float32Array(7))).toThrow(InvariantError);
  });
});

describe.each(implementations)('vectors that stand several times, in $name', ({ options }) => {
  const [width, different, copies] = [384, 150, 4];
  const one = testDocument('one', different, width).passages.blocks.vectors;
  const vectors = new Float32Array(copies * one.length);
  for (let copy = 0; copy < copies; copy++) vectors.set(one, copy * one.length);
  const texts = Array.from({ length: copies * different }, (_, at) => `word${at}`);
  const documents = [{ id: 'again', passages: { blocks: { texts, vectors }, sentences: { texts, vectors } } }];
  const folder = folderOfSuite();
  let opened: Derived;
  beforeAll(async () => {
    const content = contentOf(documents, 'model/1', width);
    opened = await openDerived(folder(), content, sourceOf(documents), { log: () => {}, ...options });
  });
  afterAll(() => opened.close());

  it('are found with the inner product of what is stored, alike, in their order', () => {
    const { vectors: index } = opened.blocks;
    const random = randomNumbers(6);
    for (let query = 0; query < 20; query++) {
      const vector = unitVector(random, width);
      const hits = index.nearest(vector, 40);
      for (const { at, score } of hits) expect(Math.abs(score - dot(vector, index.vector(at)))).toBeLessThan(1e-6);
      const inOrder = hits.toSorted((a, b) => b.score - a.score || a.at - b.at);
      expect(hits).toEqual(inOrder);
      for (let first = 0; first < hits.length; first += copies) {
        const alike = hits.slice(first, first + copies);
        expect(new Set(alike.map(({ at, score }) => `${at % different} ${score}`)).size).toBe(1);
        expect(alike).toHaveLength(copies);
      }
    }
  });
});

describe.each(implementations)('an index of nothing in $name', ({ options }) => {
  const folder = folderOfSuite();
  it.each([{ documents: [] }, { documents: [testDocument('empty', 0)] }])('finds nothing', async ({ documents }) => {
    const opened = await openOf(folder(), documents, options);
    expect(opened.blocks.vectors.size).toBe(0);
    expect(opened.blocks.vectors.nearest(new Float32Array(dimension), 5)).toEqual([]);
    expect(opened.sentences.words.matching(['anything'], 5)).toEqual([]);
    expect(opened.vocabulary.has('anything')).toBe(false);
    opened.close();
  });
});

describe('a word index in files', () => {
  const texts = [
    'The river rose behind the mill.',
    'Rivers rise; the RIVER fell.',
    'Nothing here about water',
    'محمد حاجب and Café Müller',
    'An emoji 🕊 and a nul \0 behind it',
    'the the the',
    'कार', // which FTS5 cuts in two
    'र, क',
    `${'漢'.repeat(12_000)} by a lantern`, // which FTS5 cuts after 32,768 bytes, within a character
  ];
  const vectors = new Float32Array(texts.length * dimension);
  const documents = [{ id: 'words', passages: { blocks: { texts, vectors }, sentences: { texts, vectors } } }];
  const folder = folderOfSuite();
  let opened: Derived;
  beforeAll(async () => {
    opened = await openOf(folder(), documents, {});
  });
  afterAll(() => opened.close());

  it.each([
    { words: ['का'], found: [6, 7] },
    { words: ['mill', 'कार'], found: [0, 6] },
    { words: ['river'], found: [0, 1] },
    { words: ['RIVERS'], found: [0, 1] },
    { words: ['mill', 'water'], found: [0, 2] },
    { words: ['حاجب'], found: [3] },
    { words: ['cafe', 'muller'], found: [3] },
    { words: ['behind'], found: [0, 4] },
    { words: [], found: [] },
    { words: [''], found: [] },
    { words: ['absent'], found: [] },
    { words: ['absent', 'mill'], found: [0] },
    { words: ['"'], found: [] },
    { words: ['mi"ll', 'water" OR "mill'], found: [] },
    { words: ['NOT', 'NEAR', 'AND', 'text:', '*', '^', '(', 'mill'], found: [0, 3, 4] },
    { words: ['mill\0', '\0'], found: [0] },
    { words: ['\uD83D', '🕊', 'mill'], found: [0, 4] },
  ])('finds $found by $words', ({ words, found }) => {
    for (const kind of ['blocks', 'sentences'] as const)
      expect(positions(opened[kind].words.matching(words, 10)).sort((a, b) => a - b)).toEqual(found);
  });

  it('takes a text and a question with a word that is longer than FTS5 keeps', () => {
    for (const kind of ['blocks', 'sentences'] as const) {
      const { words } = opened[kind];
      expect(positions(words.matching(['lantern'], 10))).toEqual([8]);
      expect(positions(words.matching(['漢'.repeat(12_000), 'mill'], 10))).toEqual([0]);
    }
  });

  it('scores by BM25, higher for more and rarer matches, best first', () => {
    const hits = opened.blocks.words.matching(['river', 'mill'], 10);
    expect(positions(hits)).toEqual([0, 1]);
    expect(hits[0]!.score).toBeGreaterThan(hits[1]!.score);
    expect(hits[1]!.score).toBeGreaterThan(0);
  });

  it.each<{ k: number; range: Range | undefined; found: number[] }>([
    { k: 1, range: undefined, found: [1] },
    { k: 0, range: undefined, found: [] },
    { k: Number.POSITIVE_INFINITY, range: { from: 0, to: 1 }, found: [0] },
    { k: 5, range: { from: 1, to: 99 }, found: [1] },
    { k: 5, range: { from: 2, to: 6 }, found: [] },
  ])('keeps to k = $k and $range', ({ k, range, found }) => {
    expect(positions(opened.blocks.words.matching(['river'], k, range))).toEqual(found);
  });

  it('takes any words, and many', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 20 }), (words) => {
        expect(() => opened.blocks.words.matching(words, 5)).not.toThrow();
        expect(positions(opened.blocks.words.matching([...words, 'mill'], 9))).toContain(0);
      }),
    );
    const many = Array.from({ length: 3_000 }, (_, at) => `word${at}`);
    expect(positions(opened.blocks.words.matching([...many, 'mill'], 5))).toEqual([0]);
  });
});

describe('a vocabulary in files', () => {
  const texts = [
    'Hajib met Müller; Morocco, morocco MOROCCO!',
    'Moroccan 1st 𐌰𐌱𐌲 e\u0301t\u00E9 constructor',
    'murocco',
  ];
  const vectors = new Float32Array(texts.length * dimension);
  const documents = [{ id: 'words', passages: { blocks: { texts, vectors }, sentences: { texts, vectors } } }];
  const folder = folderOfSuite();
  let opened: Derived;
  beforeAll(async () => {
    opened = await openOf(folder(), documents, {});
  });
  afterAll(() => opened.close());

  it.each(['hajib', 'müller', 'morocco', 'moroccan', '1st', '𐌰𐌱𐌲', 'e\u0301t\u00E9', 'constructor'])(
    'has %s',
    (word) => {
      expect(opened.vocabulary.has(word)).toBe(true);
    },
  );

  it.each(['Hajib', 'moroc', 'rivers', '', 'toString', 'morocco met'])('has no "%s"', (word) => {
    expect(opened.vocabulary.has(word)).toBe(false);
  });

  it.each([
    { word: 'hajeb', found: ['hajib'] },
    { word: 'hajb', found: ['hajib'] },
    { word: 'haijb', found: ['hajib'] },
    { word: 'moroccos', found: ['morocco'] },
    { word: 'mrocco', found: ['morocco', 'murocco'] },
    { word: 'merocco', found: ['morocco', 'murocco'] },
    { word: '𐌰𐌲', found: ['𐌰𐌱𐌲'] },
    { word: 'nothing', found: [] },
  ])('knows $found within one edit of $word, the more frequent first', ({ word, found }) => {
    expect(opened.vocabulary.within1Edit(word)).toEqual(found);
  });
});
