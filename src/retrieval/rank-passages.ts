import type { Block, Sentence } from '../domain/passage.ts';
import { bestFirst, bestPositions } from './best-hits.ts';
import { fuseScores } from './fuse-scores.ts';
import type { Hit, PassageIndex, Range } from './passage-index.ts';
import type { IndexedDocument, Searchable } from './searchable.ts';
import { pairCounter } from './shared-pairs.ts';

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
export const rankerVersion = 'z-fusion/4';

/** Where fewer sentences than this are looked in, every passage is a candidate; else the best of each way in. */
const rankAllBelow = 5_000;
/** Of 200 and 100, 100 ranked XQuAD's paragraphs and sentences as well and costs a quarter less (docs/decisions). */
const perSignal = 100;
/** Sentences of this many best blocks are candidates too. */
const blocksOpened = 20;
/**
 * Fitted on the SQuAD 2.0 articles that are not held out (docs/decisions/2026-11-22-reader-and-ranking.md), but for the
 * dense weight of sentences (2026-11-23-embedder.md).
 */
const weights = {
  block: { words: 0.5, sentenceWords: 0.5, dense: 2.2, pair: 0.8 },
  sentence: { words: 1, dense: 4, block: 0.7 },
} as const;
/** Of this many best blocks the words are compared with the question's, pair by pair. */
const pairsRead = 5;

/**
 * Ranks blocks by .5 z(bm25) + .5 z(best sentence's bm25) + 2.2 z(dense block + best dense sentence in it), the best
 * five of them again with .8 for each pair of neighbouring words they share with the question; and sentences by
 * z(bm25) + 4 z(dense) + .7 × the score of their block. Missing bm25 counts 0; missing dense scores are computed.
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
  const [blockRange, sentenceRange] = [blocksOf(only, library), sentencesOf(only, library)];
  const rankAll = sentenceRange.to - sentenceRange.from < rankAllBelow;
  const blockWays = new Ways(library.blocks, query.vector, byWords.blocks, blockRange);
  const sentenceWays = new Ways(library.sentences, query.vector, byWords.sentences, sentenceRange);

  const blockAts = rankAll
    ? positionsIn(blockRange)
    : inOrder([...blockWays.best(), ...sentenceWays.nearest().map((at) => places.blockOfSentence(at))]);
  const blocks = withPairs(rankBlocks(blockAts, places, blockWays, sentenceWays), places, query.words);
  const sentenceAts = rankAll
    ? positionsIn(sentenceRange)
    : inOrder([
        ...sentenceWays.best(),
        ...blocks.slice(0, blocksOpened).flatMap(({ at }) => positionsIn(places.sentencesIn(at))),
      ]);
  return {
    blocks: blocks.map(({ at, score }): RankedBlock => {
      const { in: document, block } = places.block(at);
      return { in: document, block, score };
    }),
    sentences: rankSentences(sentenceAts, places, sentenceWays, blocks),
  };
}

function rankBlocks(ats: readonly number[], places: Places, blocks: Ways, sentences: Ways): Hit[] {
  const bestWords = bestByBlock(sentences.words, places);
  const scores = fuseScores(ats.length, [
    { name: 'bm25', weight: weights.block.words, values: valuesAt(ats, (at) => blocks.bm25(at)) },
    {
      name: 'best bm25',
      weight: weights.block.sentenceWords,
      values: valuesAt(ats, (at) => bestWords.get(at) ?? 0),
    },
    {
      name: 'dense',
      weight: weights.block.dense,
      values: valuesAt(ats, (at) => blocks.cosine(at) + sentences.highestCosine(places.sentencesIn(at))),
    },
  ]);
  const hits: Hit[] = [];
  for (const index of bestFirst(scores)) hits.push({ at: ats[index]!, score: scores[index]! });
  return hits;
}

/** @param blocks best first */
function rankSentences(
  ats: readonly number[],
  places: Places,
  sentences: Ways,
  blocks: readonly Hit[],
): RankedSentence[] {
  const cosines = valuesAt(ats, (at) => sentences.cosine(at));
  const scores = fuseScores(ats.length, [
    { name: 'bm25', weight: weights.sentence.words, values: valuesAt(ats, (at) => sentences.bm25(at)) },
    { name: 'dense', weight: weights.sentence.dense, values: cosines },
  ]);
  const scoreOfBlock = scoresByPosition(blocks);
  // A sentence whose block was no candidate takes the lowest score a candidate had.
  const lowest = Math.min(0, blocks.at(-1)?.score ?? 0);
  for (let index = 0; index < ats.length; index++)
    scores[index]! += weights.sentence.block * (scoreOfBlock.get(places.blockOfSentence(ats[index]!)) ?? lowest);
  const ranked: RankedSentence[] = [];
  for (const index of bestFirst(scores)) {
    const { in: document, sentence } = places.sentence(ats[index]!);
    ranked.push({ in: document, sentence, score: scores[index]!, cosine: cosines[index]! });
  }
  return ranked;
}

function valuesAt(ats: readonly number[], scoreAt: (at: number) => number): Float64Array {
  const values = new Float64Array(ats.length);
  for (let index = 0; index < ats.length; index++) values[index] = scoreAt(ats[index]!);
  return values;
}

/** The best passages by words: bm25 by position. */
export type WordMatches = Readonly<Record<'blocks' | 'sentences', ReadonlyMap<number, number>>>;

/** The half of the ranking that needs no vector, so that it can be done while the model makes one. */
export function matchWords(library: Searchable, words: readonly string[], only?: IndexedDocument): WordMatches {
  const scores = ({ words: index }: PassageIndex, range: Range): ReadonlyMap<number, number> =>
    scoresByPosition(index.matching(words, perSignal, range));
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
  /** bm25 by position, of the best by words. */
  readonly words: ReadonlyMap<number, number>;
  readonly #range: Range;
  /** Of all passages, by position, where that is the faster way. */
  readonly #cosines: Float64Array | undefined;
  /** Of those that were found or asked for, where it is not. */
  readonly #known = new Map<number, number>();
  #near: readonly number[] | undefined;

  constructor(index: PassageIndex, vector: Float32Array, words: ReadonlyMap<number, number>, range: Range) {
    this.#index = index;
    this.#vector = vector;
    this.words = words;
    this.#range = range;
    this.#cosines = index.vectors.cosines(vector, range);
  }

  /** Positions of the nearest, in no order; searched for when first asked for. */
  nearest(): readonly number[] {
    this.#near ??= this.#search();
    return this.#near;
  }

  /** The nearest, and the best by words. */
  best(): number[] {
    return [...this.nearest(), ...this.words.keys()];
  }

  /** Computed once a passage. */
  cosine(at: number): number {
    if (this.#cosines) return this.#cosines[at]!;
    const known = this.#known.get(at);
    if (known !== undefined) return known;
    const cosine = dot(this.#vector, this.#index.vectors.vector(at));
    this.#known.set(at, cosine);
    return cosine;
  }

  /** Of the passages in a range, −1 where it is empty. Whatever the search did not find is no nearer than what it found. */
  highestCosine({ from, to }: Range): number {
    let highest = -1;
    if (this.#cosines === undefined) {
      for (let at = from; at < to; at++) highest = Math.max(highest, this.#known.get(at) ?? -1);
      if (highest > -1) return highest;
    }
    for (let at = from; at < to; at++) highest = Math.max(highest, this.cosine(at));
    return highest;
  }

  /** 0 where the passage is not among the best by words. */
  bm25(at: number): number {
    return this.words.get(at) ?? 0;
  }

  #search(): number[] {
    if (this.#cosines) return bestPositions(this.#cosines, this.#range, perSignal);
    const hits = this.#index.vectors.nearest(this.#vector, perSignal, this.#range);
    for (const { at, score } of hits) this.#known.set(at, score);
    return hits.map(({ at }) => at);
  }
}

const scoresByPosition = (hits: readonly Hit[]): ReadonlyMap<number, number> =>
  new Map(hits.map(({ at, score }) => [at, score]));

const byScore = (a: { readonly score: number }, b: { readonly score: number }): number => b.score - a.score;

function positionsIn({ from, to }: Range): number[] {
  const ats: number[] = [];
  for (let at = from; at < to; at++) ats.push(at);
  return ats;
}

/** Each position once, in the order of the text, so that equal scores keep it. */
const inOrder = (ats: readonly number[]): number[] => {
  const sorted = new Float64Array(ats).sort();
  const once: number[] = [];
  for (const at of sorted) if (at !== once[once.length - 1]) once.push(at);
  return once;
};

/**
 * The inner product of a vector and of the one that begins at `start` of `others`; of unit vectors, their cosine.
 * Four sums at a time, which is three times as fast as one.
 */
export function dot(vector: Float32Array, others: Float32Array, start = 0): number {
  const fours = vector.length - (vector.length % 4);
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let at = 0, other = start; at < fours; at += 4, other += 4) {
    a += vector[at]! * others[other]!;
    b += vector[at + 1]! * others[other + 1]!;
    c += vector[at + 2]! * others[other + 2]!;
    d += vector[at + 3]! * others[other + 3]!;
  }
  for (let at = fours; at < vector.length; at++) a += vector[at]! * others[start + at]!;
  return a + b + c + d;
}

/** From positions in the indexes to passages of documents. */
class Places {
  readonly #documents: readonly IndexedDocument[];
  /** Neighbours are mostly asked for one after the other, so the document found last is looked at first. */
  #found: Found | undefined;

  constructor(documents: readonly IndexedDocument[]) {
    this.#documents = documents;
  }
  block(at: number): { readonly in: IndexedDocument; readonly block: Block } {
    const { document } = this.#holding(at, 'firstBlock');
    return { in: document, block: document.outline.blocks[at - document.firstBlock]! };
  }
  sentence(at: number): { readonly in: IndexedDocument; readonly sentence: Sentence } {
    const { document } = this.#holding(at, 'firstSentence');
    return { in: document, sentence: document.outline.sentences[at - document.firstSentence]! };
  }
  blockOfSentence(at: number): number {
    const { document, numbers } = this.#holding(at, 'firstSentence');
    return document.firstBlock + numbers.blockOf[at - document.firstSentence]!;
  }
  /** Of a block: together, as they stand in the document. */
  sentencesIn(at: number): Range {
    const { document, numbers } = this.#holding(at, 'firstBlock');
    const block = at - document.firstBlock;
    return {
      from: document.firstSentence + numbers.firstOf[block]!,
      to: document.firstSentence + numbers.firstOf[block + 1]!,
    };
  }
  #holding(at: number, first: 'firstBlock' | 'firstSentence'): Found {
    if (this.#found === undefined || !holds(this.#found, at, first)) this.#found = this.#search(at, first);
    return this.#found;
  }
  #search(at: number, first: 'firstBlock' | 'firstSentence'): Found {
    let low = 0;
    let high = this.#documents.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#documents[middle]![first] <= at) low = middle;
      else high = middle - 1;
    }
    const document = this.#documents[low]!;
    return { document, next: this.#documents[low + 1], numbers: numbersOf(document) };
  }
}

/** A document, and the one that stands after it in the indexes. */
type Found = {
  readonly document: IndexedDocument;
  readonly next: IndexedDocument | undefined;
  readonly numbers: Numbers;
};

const holds = ({ document, next }: Found, at: number, first: 'firstBlock' | 'firstSentence'): boolean =>
  at >= document[first] && (next === undefined || at < next[first]);

/** The highest bm25 of a block's sentences, by the block's position. */
function bestByBlock(sentences: ReadonlyMap<number, number>, places: Places): ReadonlyMap<number, number> {
  const best = new Map<number, number>();
  for (const [at, score] of sentences) {
    const block = places.blockOfSentence(at);
    best.set(block, Math.max(score, best.get(block) ?? 0));
  }
  return best;
}

/** The first few read for pairs of the question's words, and put in order anew. @param blocks best first */
function withPairs(blocks: readonly Hit[], places: Places, words: readonly string[]): Hit[] {
  const pairsIn = pairCounter(words);
  const read = blocks.slice(0, pairsRead).map(({ at, score }): Hit => {
    const { in: indexed, block } = places.block(at);
    const pairs = pairsIn(indexed.document.text.slice(block.start, block.end));
    return { at, score: score + weights.block.pair * pairs };
  });
  return [...read.sort(byScore), ...blocks.slice(pairsRead)];
}

/** Where a document's blocks and sentences stand to one another, both counted from 0. */
type Numbers = {
  /** The block of each sentence. */
  readonly blockOf: Uint32Array;
  /** How many sentences stand before each block, and how many there are. */
  readonly firstOf: Uint32Array;
};

/**
 * Once a document: hundreds of candidates are looked up for a question, and the vectors compared before have driven a
 * large document's passages out of the processor's cache, where these few numbers are soon again.
 */
const numbers = new WeakMap<IndexedDocument, Numbers>();

function numbersOf(document: IndexedDocument): Numbers {
  const known = numbers.get(document);
  if (known) return known;
  const { blocks, sentences } = document.outline;
  const blockOf = Uint32Array.from(sentences, ({ block }) => block - 1);
  const firstOf = new Uint32Array(blocks.length + 1);
  for (const block of blockOf) firstOf[block + 1]! += 1;
  for (let block = 1; block < firstOf.length; block++) firstOf[block]! += firstOf[block - 1]!;
  numbers.set(document, { blockOf, firstOf });
  return { blockOf, firstOf };
}
