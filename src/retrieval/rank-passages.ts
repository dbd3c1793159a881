import type { Block, Sentence } from '../domain/passage.ts';
import { fuseScores } from './fuse-scores.ts';
import type { PassageIndex, Range } from './passage-index.ts';
import type { IndexedDocument, Searchable } from './searchable.ts';

/** What is looked for: the question's vector and its words, spellings already widened. */
export type Query = { readonly vector: Float32Array; readonly words: readonly string[] };

export type RankedBlock = { readonly in: IndexedDocument; readonly block: Block; readonly score: number };
export type RankedSentence = {
  readonly in: IndexedDocument;
  readonly sentence: Sentence;
  /** Fused; only its order and distances within one question mean anything. */
  readonly score: number;
  /** Of the question and the sentence, −1 to 1. */
  readonly cosine: number;
};
/** Both best first. */
export type Ranking = { readonly blocks: readonly RankedBlock[]; readonly sentences: readonly RankedSentence[] };

/** Version of the weights and candidate rules below; shown with every answer. */
export const rankerVersion = 'z-fusion/2';

/** Where fewer sentences than this are looked in, every passage is a candidate; else the best of each way in. */
const rankAllBelow = 5_000;
/** Of 200 and 100, 100 ranked XQuAD's paragraphs and sentences as well and costs a quarter less (docs/decisions). */
const perSignal = 100;
/** Sentences of this many best blocks are candidates too. */
const blocksOpened = 20;
const denseWeight = 2;
const blockWeight = 0.33;

/**
 * Ranks blocks by z(bm25) + 2 z(dense block + best dense sentence in it), and sentences by
 * z(bm25) + 2 z(dense) + .33 × the score of their block. Missing bm25 counts 0; missing dense scores are computed.
 * Source of rule and weights: measured on XQuAD-en and COVID-QA (paragraph R@1 .974 and .679), see docs/decisions.
 * @param only the one document to look in; all of the library's where left out
 * @param byWords what `matchWords` gives for the same question and document
 */
export function rankPassages(
  library: Searchable,
  query: Query,
  only?: IndexedDocument,
  byWords: WordMatches = matchWords(library, query.words, only),
): Ranking {
  const places = new Places(library.documents);
  const blockWays = new Ways(library.blocks, query.vector, byWords.blocks, blocksOf(only, library));
  const sentenceWays = new Ways(library.sentences, query.vector, byWords.sentences, sentencesOf(only, library));
  const rankAll = sentenceWays.size < rankAllBelow;

  const blockAts = rankAll
    ? blockWays.all()
    : inOrder([...blockWays.best(), ...sentenceWays.nearest().map((at) => places.blockOfSentence(at))]);
  const denseOf = (block: number): number => {
    const sentences = positionsIn(places.sentencesOfBlock(block));
    const near = sentences.filter((at) => sentenceWays.isNear(at)); // none where nothing was searched
    const best = Math.max(-1, ...(near.length > 0 ? near : sentences).map((at) => sentenceWays.cosine(at)));
    return blockWays.cosine(block) + best;
  };
  const blockScores = fuseScores(blockAts.length, [
    { name: 'bm25', weight: 1, values: blockAts.map((at) => blockWays.bm25(at)) },
    { name: 'dense', weight: denseWeight, values: blockAts.map(denseOf) },
  ]);
  const blocks = blockAts.map((at, index) => ({ at, score: blockScores[index]! })).sort(byScore);

  const opened = blocks.slice(0, blocksOpened).flatMap(({ at }) => positionsIn(places.sentencesOfBlock(at)));
  const sentenceAts = rankAll ? sentenceWays.all() : inOrder([...sentenceWays.best(), ...opened]);
  const cosines = sentenceAts.map((at) => sentenceWays.cosine(at));
  const sentenceScores = fuseScores(sentenceAts.length, [
    { name: 'bm25', weight: 1, values: sentenceAts.map((at) => sentenceWays.bm25(at)) },
    { name: 'dense', weight: denseWeight, values: cosines },
  ]);
  const blockScore = new Map(blocks.map(({ at, score }) => [at, score]));
  // A sentence whose block was no candidate takes the lowest score a candidate had.
  const lowest = Math.min(0, blocks.at(-1)?.score ?? 0);
  const sentences = sentenceAts.map((at, index): RankedSentence => {
    const { in: document, sentence } = places.sentence(at);
    const block = blockScore.get(document.firstBlock + sentence.block - 1) ?? lowest;
    return { in: document, sentence, score: sentenceScores[index]! + blockWeight * block, cosine: cosines[index]! };
  });
  return {
    blocks: blocks.map(({ at, score }) => {
      const { in: document, block } = places.block(at);
      return { in: document, block, score };
    }),
    sentences: sentences.sort(byScore),
  };
}

/** The best passages by words: bm25 by position. */
export type WordMatches = Readonly<Record<'blocks' | 'sentences', ReadonlyMap<number, number>>>;

/** The half of the ranking that needs no vector, so that it can be done while the model makes one. */
export function matchWords(library: Searchable, words: readonly string[], only?: IndexedDocument): WordMatches {
  const scores = ({ words: index }: PassageIndex, range: Range): ReadonlyMap<number, number> =>
    new Map(index.matching(words, perSignal, range).map(({ at, score }) => [at, score]));
  return {
    blocks: scores(library.blocks, blocksOf(only, library)),
    sentences: scores(library.sentences, sentencesOf(only, library)),
  };
}

const blocksOf = (only: IndexedDocument | undefined, { blocks }: Searchable): Range =>
  only
    ? { from: only.firstBlock, to: only.firstBlock + only.outline.blocks.length }
    : { from: 0, to: blocks.vectors.size };

const sentencesOf = (only: IndexedDocument | undefined, { sentences }: Searchable): Range =>
  only
    ? { from: only.firstSentence, to: only.firstSentence + only.outline.sentences.length }
    : { from: 0, to: sentences.vectors.size };

/** What one question finds in one kind of passage. */
class Ways {
  readonly #index: PassageIndex;
  readonly #vector: Float32Array;
  readonly #words: ReadonlyMap<number, number>;
  readonly #range: Range;
  readonly #cosines = new Map<number, number>();
  readonly #near = new Set<number>();
  #nearest: readonly number[] | undefined;

  constructor(index: PassageIndex, vector: Float32Array, words: ReadonlyMap<number, number>, range: Range) {
    this.#index = index;
    this.#vector = vector;
    this.#words = words;
    this.#range = range;
  }

  get size(): number {
    return this.#range.to - this.#range.from;
  }

  all(): number[] {
    return positionsIn(this.#range);
  }

  /** Searched for when first asked for: where every passage is ranked, nobody asks. */
  nearest(): readonly number[] {
    this.#nearest ??= this.#index.vectors.nearest(this.#vector, perSignal, this.#range).map(({ at, score }) => {
      this.#cosines.set(at, score);
      this.#near.add(at);
      return at;
    });
    return this.#nearest;
  }

  /** Whether the search found it among the nearest; whatever it did not find is no nearer. */
  isNear(at: number): boolean {
    return this.#near.has(at);
  }

  /** The nearest, and the best by words. */
  best(): number[] {
    return [...this.nearest(), ...this.#words.keys()];
  }

  bm25(at: number): number {
    return this.#words.get(at) ?? 0;
  }

  /** Computed once a passage. */
  cosine(at: number): number {
    const known = this.#cosines.get(at);
    if (known !== undefined) return known;
    const cosine = dot(this.#vector, this.#index.vectors.vector(at));
    this.#cosines.set(at, cosine);
    return cosine;
  }
}

const byScore = (a: { readonly score: number }, b: { readonly score: number }): number => b.score - a.score;

const positionsIn = ({ from, to }: Range): number[] => Array.from({ length: to - from }, (_, offset) => from + offset);

/** Each position once, in the order of the text, so that equal scores keep it. */
const inOrder = (ats: readonly number[]): number[] => [...new Set(ats)].sort((a, b) => a - b);

/**
 * The inner product of a vector and of the one that begins at `start` of `others`; of unit vectors, their cosine.
 * Four sums at a time, which is three times as fast as one.
 */
export function dot(vector: Float32Array, others: Float32Array, start = 0): number {
  const fours = vector.length - (vector.length % 4);
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let at = 0; at < fours; at += 4) {
    a += vector[at]! * others[start + at]!;
    b += vector[at + 1]! * others[start + at + 1]!;
    c += vector[at + 2]! * others[start + at + 2]!;
    d += vector[at + 3]! * others[start + at + 3]!;
  }
  for (let at = fours; at < vector.length; at++) a += vector[at]! * others[start + at]!;
  return a + b + c + d;
}

/** From positions in the indexes to passages of documents. */
class Places {
  readonly #documents: readonly IndexedDocument[];
  constructor(documents: readonly IndexedDocument[]) {
    this.#documents = documents;
  }
  block(at: number): { in: IndexedDocument; block: Block } {
    const document = this.#holding(at, 'firstBlock');
    return { in: document, block: document.outline.blocks[at - document.firstBlock]! };
  }
  sentence(at: number): { in: IndexedDocument; sentence: Sentence } {
    const document = this.#holding(at, 'firstSentence');
    return { in: document, sentence: document.outline.sentences[at - document.firstSentence]! };
  }
  blockOfSentence(at: number): number {
    const { in: document, sentence } = this.sentence(at);
    return document.firstBlock + sentence.block - 1;
  }
  /** `[from, to)`: the sentences of a block stand together. */
  sentencesOfBlock(at: number): Range {
    const { in: document, block } = this.block(at);
    const ranges = sentenceRanges(document);
    const { from, to } = ranges[block.number - 1]!;
    return { from: document.firstSentence + from, to: document.firstSentence + to };
  }
  #holding(at: number, first: 'firstBlock' | 'firstSentence'): IndexedDocument {
    let low = 0;
    let high = this.#documents.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#documents[middle]![first] <= at) low = middle;
      else high = middle - 1;
    }
    return this.#documents[low]!;
  }
}

const rangesOf = new WeakMap<IndexedDocument, Range[]>();

/** For each block, which of the document's sentences are its own. */
function sentenceRanges(document: IndexedDocument): Range[] {
  const known = rangesOf.get(document);
  if (known) return known;
  const ranges: Range[] = document.outline.blocks.map(() => ({ from: 0, to: 0 }));
  document.outline.sentences.forEach((sentence, at) => {
    const range = ranges[sentence.block - 1]!;
    ranges[sentence.block - 1] = { from: range.to === 0 ? at : range.from, to: at + 1 };
  });
  rangesOf.set(document, ranges);
  return ranges;
}
