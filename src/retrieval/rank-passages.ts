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
export const rankerVersion = 'z-fusion/1';

/** Below this many passages every one is a candidate; above, the best of each way in. */
const rankAllBelow = 5_000;
const perSignal = 200;
/** Sentences of this many best blocks are candidates too. */
const blocksOpened = 20;
const denseWeight = 2;
const blockWeight = 0.33;

/**
 * Ranks blocks by z(bm25) + 2 z(dense block + best dense sentence in it), and sentences by
 * z(bm25) + 2 z(dense) + .33 × the score of their block. Missing bm25 counts 0; missing dense scores are computed.
 * Source of rule and weights: measured on XQuAD-en and COVID-QA (paragraph R@1 .974 and .679), see docs/decisions.
 * @param only the one document to look in; all of the library's where left out
 */
export function rankPassages(library: Searchable, query: Query, only?: IndexedDocument): Ranking {
  const blockRange = only && { from: only.firstBlock, to: only.firstBlock + only.outline.blocks.length };
  const sentenceRange = only && { from: only.firstSentence, to: only.firstSentence + only.outline.sentences.length };
  const places = new Places(library.documents);
  const sentenceWays = waysIn(library.sentences, query, sentenceRange);
  const blockWays = waysIn(library.blocks, query, blockRange);

  const blockAts = candidates(library.blocks, blockRange, blockWays, () =>
    sentenceWays.dense.map((hit) => places.blockOfSentence(hit.at)),
  );
  const bestSentence = new Map<number, number>();
  const sentenceCosine = new Map<number, number>();
  const cosineOfSentence = (at: number): number => {
    let cosine = sentenceCosine.get(at);
    if (cosine === undefined) {
      cosine = dot(query.vector, library.sentences.vectors.vector(at));
      sentenceCosine.set(at, cosine);
    }
    return cosine;
  };
  for (const at of blockAts) {
    const { from, to } = places.sentencesOfBlock(at);
    let best = -1;
    for (let sentence = from; sentence < to; sentence++) best = Math.max(best, cosineOfSentence(sentence));
    bestSentence.set(at, best);
  }
  const blockDense = Float64Array.from(
    blockAts,
    (at) => dot(query.vector, library.blocks.vectors.vector(at)) + bestSentence.get(at)!,
  );
  const blockScores = fuseScores(blockAts.length, [
    { name: 'bm25', weight: 1, values: lexical(blockAts, blockWays.words) },
    { name: 'dense', weight: denseWeight, values: blockDense },
  ]);
  const blockScore = new Map(blockAts.map((at, index) => [at, blockScores[index]!]));
  const blocks = blockAts
    .map((at, index): RankedBlock => ({ ...places.block(at), score: blockScores[index]! }))
    .sort((a, b) => b.score - a.score);

  const sentenceAts = candidates(library.sentences, sentenceRange, sentenceWays, () =>
    [...blockScore]
      .sort((a, b) => b[1] - a[1])
      .slice(0, blocksOpened)
      .flatMap(([at]) => {
        const { from, to } = places.sentencesOfBlock(at);
        return Array.from({ length: to - from }, (_, offset) => from + offset);
      }),
  );
  const cosines = Float64Array.from(sentenceAts, cosineOfSentence);
  const sentenceScores = fuseScores(sentenceAts.length, [
    { name: 'bm25', weight: 1, values: lexical(sentenceAts, sentenceWays.words) },
    { name: 'dense', weight: denseWeight, values: cosines },
  ]);
  // A sentence whose block was no candidate takes the lowest score a candidate had.
  const lowest = Math.min(0, ...blockScores);
  const sentences = sentenceAts
    .map((at, index): RankedSentence => {
      const block = blockScore.get(places.blockOfSentence(at)) ?? lowest;
      return { ...places.sentence(at), score: sentenceScores[index]! + blockWeight * block, cosine: cosines[index]! };
    })
    .sort((a, b) => b.score - a.score);
  return { blocks, sentences };
}

type Ways = { readonly dense: readonly Hit[]; readonly words: ReadonlyMap<number, number> };

function waysIn(index: PassageIndex, query: Query, range: Range | undefined): Ways {
  return {
    dense: index.vectors.nearest(query.vector, perSignal, range),
    words: new Map(index.words.matching(query.words, perSignal, range).map((hit) => [hit.at, hit.score])),
  };
}

/** Positions to be ranked, in the order of the text, so that equal scores keep it. */
function candidates(index: PassageIndex, range: Range | undefined, ways: Ways, more: () => number[]): number[] {
  const { from, to } = range ?? { from: 0, to: index.vectors.size };
  if (to - from < rankAllBelow) return Array.from({ length: to - from }, (_, offset) => from + offset);
  const union = new Set([...ways.dense.map((hit) => hit.at), ...ways.words.keys(), ...more()]);
  return [...union].filter((at) => from <= at && at < to).sort((a, b) => a - b);
}

const lexical = (ats: readonly number[], words: ReadonlyMap<number, number>): Float64Array =>
  Float64Array.from(ats, (at) => words.get(at) ?? 0);

export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at]! * b[at]!;
  return sum;
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
