import type { Block, Sentence } from '../domain/passage.ts';
import { fuseScores } from './fuse-scores.ts';
import type { Hit, PassageIndex, Range } from './passage-index.ts';
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
  const [blockRange, sentenceRange] = [blocksOf(only, library), sentencesOf(only, library)];
  const rankAll = sentenceRange.to - sentenceRange.from < rankAllBelow;
  const blockWays = new Ways(library.blocks, query.vector, byWords.blocks, blockRange, rankAll);
  const sentenceWays = new Ways(library.sentences, query.vector, byWords.sentences, sentenceRange, rankAll);

  const blockAts = rankAll
    ? blockWays.all()
    : inOrder([...blockWays.best(), ...sentenceWays.nearest().map((at) => places.blockOfSentence(at))]);
  const found = blockAts.map((at) => places.block(at));
  const blockScores = blockWays.fuse(
    blockAts,
    blockAts.map((at, index) => blockWays.cosine(at) + sentenceWays.highestCosine(sentencesIn(found[index]!))),
  );
  const blocks = found
    .map(({ in: document, block }, index): RankedBlock => ({ in: document, block, score: blockScores[index]! }))
    .sort(byScore);

  const sentenceAts = rankAll
    ? sentenceWays.all()
    : inOrder([
        ...sentenceWays.best(),
        ...blocks.slice(0, blocksOpened).flatMap((block) => positionsIn(sentencesIn(block))),
      ]);
  const cosines = sentenceAts.map((at) => sentenceWays.cosine(at));
  const sentenceScores = sentenceWays.fuse(sentenceAts, cosines);
  const scoreOfBlock = new Map(blockAts.map((at, index) => [at, blockScores[index]!]));
  // A sentence whose block was no candidate takes the lowest score a candidate had.
  const lowest = Math.min(0, blocks.at(-1)?.score ?? 0);
  const sentences = sentenceAts
    .map((at, index): RankedSentence => {
      const { in: document, sentence } = places.sentence(at);
      const ofBlock = scoreOfBlock.get(blockOf(document, sentence)) ?? lowest;
      const score = sentenceScores[index]! + blockWeight * ofBlock;
      return { in: document, sentence, score, cosine: cosines[index]! };
    })
    .sort(byScore);
  return { blocks, sentences };
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
  readonly #words: ReadonlyMap<number, number>;
  readonly #range: Range;
  /** Of every passage, where all are ranked. */
  readonly #all: Float64Array | undefined;
  readonly #cosines = new Map<number, number>();
  #near: ReadonlyMap<number, number> | undefined;

  constructor(
    index: PassageIndex,
    vector: Float32Array,
    words: ReadonlyMap<number, number>,
    range: Range,
    rankAll: boolean,
  ) {
    this.#index = index;
    this.#vector = vector;
    this.#words = words;
    this.#range = range;
    this.#all = rankAll ? cosinesOf(index, vector, range) : undefined;
  }

  all(): number[] {
    return positionsIn(this.#range);
  }

  nearest(): number[] {
    return [...this.#searched().keys()];
  }

  /** The nearest, and the best by words. */
  best(): number[] {
    return [...this.#searched().keys(), ...this.#words.keys()];
  }

  /** Computed once a passage. */
  cosine(at: number): number {
    if (this.#all) return this.#all[at - this.#range.from]!;
    const known = this.#searched().get(at) ?? this.#cosines.get(at);
    if (known !== undefined) return known;
    const cosine = dot(this.#vector, this.#index.vectors.vector(at));
    this.#cosines.set(at, cosine);
    return cosine;
  }

  /** Of the passages in a range, −1 where it is empty. Whatever the search did not find is no nearer than what it found. */
  highestCosine({ from, to }: Range): number {
    let highest = -1;
    if (this.#all === undefined) {
      const near = this.#searched();
      let found = false;
      for (let at = from; at < to; at++) {
        const cosine = near.get(at);
        if (cosine === undefined) continue;
        found = true;
        highest = Math.max(highest, cosine);
      }
      if (found) return highest;
    }
    for (let at = from; at < to; at++) highest = Math.max(highest, this.cosine(at));
    return highest;
  }

  /** z(bm25) + 2 z(dense). */
  fuse(ats: readonly number[], dense: readonly number[]): Float64Array {
    return fuseScores(ats.length, [
      { name: 'bm25', weight: 1, values: ats.map((at) => this.#words.get(at) ?? 0) },
      { name: 'dense', weight: denseWeight, values: dense },
    ]);
  }

  /** Cosines by position, nearest first; searched for when first asked for. */
  #searched(): ReadonlyMap<number, number> {
    this.#near ??= scoresByPosition(this.#index.vectors.nearest(this.#vector, perSignal, this.#range));
    return this.#near;
  }
}

function cosinesOf({ vectors }: PassageIndex, vector: Float32Array, { from, to }: Range): Float64Array {
  const cosines = new Float64Array(to - from);
  for (let at = from; at < to; at++) cosines[at - from] = dot(vector, vectors.vector(at));
  return cosines;
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
const inOrder = (ats: readonly number[]): number[] => [...new Set(ats)].sort((a, b) => a - b);

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

type FoundBlock = { readonly in: IndexedDocument; readonly block: Block };

/** The position of a sentence's block. */
const blockOf = (document: IndexedDocument, sentence: Sentence): number => document.firstBlock + sentence.block - 1;

/** From positions in the indexes to passages of documents. */
class Places {
  readonly #documents: readonly IndexedDocument[];
  constructor(documents: readonly IndexedDocument[]) {
    this.#documents = documents;
  }
  block(at: number): FoundBlock {
    const document = this.#holding(at, 'firstBlock');
    return { in: document, block: document.outline.blocks[at - document.firstBlock]! };
  }
  sentence(at: number): { readonly in: IndexedDocument; readonly sentence: Sentence } {
    const document = this.#holding(at, 'firstSentence');
    return { in: document, sentence: document.outline.sentences[at - document.firstSentence]! };
  }
  blockOfSentence(at: number): number {
    const { in: document, sentence } = this.sentence(at);
    return blockOf(document, sentence);
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

const firstSentences = new WeakMap<IndexedDocument, Uint32Array>();

/** Where the sentences of a block stand in the index: together, as they do in the document. */
function sentencesIn({ in: document, block }: FoundBlock): Range {
  const first = firstSentences.get(document) ?? countSentences(document);
  return { from: document.firstSentence + first[block.number - 1]!, to: document.firstSentence + first[block.number]! };
}

/** How many sentences stand before each block of a document, and how many there are. */
function countSentences(document: IndexedDocument): Uint32Array {
  const { blocks, sentences } = document.outline;
  const first = new Uint32Array(blocks.length + 1);
  for (const { block } of sentences) first[block]! += 1;
  for (let block = 1; block < first.length; block++) first[block]! += first[block - 1]!;
  firstSentences.set(document, first);
  return first;
}
