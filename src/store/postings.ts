import { byScore, kthHighest } from '../retrieval/best-hits.ts';
import type { Hit, Range } from '../retrieval/passage-index.ts';

/** Which passages the terms of an index stand in, and how often. A term's run ends where the next one's begins. */
export type Postings = {
  readonly terms: readonly string[];
  /** Of each term, where its run ends. */
  readonly ends: Int32Array;
  /** Run after run, each in the order of positions. */
  readonly passages: Int32Array;
  readonly counts: Int32Array;
};

/** FTS5's own: how soon a repeated word counts no more, and how much the length of a passage tells. */
const [k1, b] = [1.2, 0.75];
/** So much counts a term that stands in half of the passages or more. */
const leastFrequency = 1e-6;

/**
 * BM25 over postings in memory, added up in the order in which SQLite's FTS5 does it: the same scores but for rounding,
 * ten times as fast. FTS5 looks up the length of each passage and every place of each word, and says scores in digits.
 */
export class Bm25 {
  readonly #postings: Postings;
  readonly #runs: ReadonlyMap<string, number>;
  /** What BM25 adds to a count for the length of its passage. */
  readonly #lengths: Float64Array;
  /** All 0 between two questions. */
  readonly #scores: Float64Array;

  /** @param size how many passages there are, those without a term among them */
  constructor(postings: Postings, size: number) {
    this.#postings = postings;
    this.#runs = new Map(postings.terms.map((term, at) => [term, at]));
    this.#lengths = lengthNorms(postings, size);
    this.#scores = new Float64Array(size);
  }

  /** At most `k` hits, best first, equal ones in their order. A term that is given twice counts twice. */
  best(terms: readonly string[], k: number, { from, to }: Range): Hit[] {
    const scores = this.#scores;
    const found: number[] = [];
    for (const term of terms) this.#add(term, from, to, found);
    const values = new Float64Array(found.length);
    for (let index = 0; index < found.length; index++) {
      values[index] = scores[found[index]!]!;
      scores[found[index]!] = 0;
    }
    const least = kthHighest(values, k);
    const hits: Hit[] = [];
    for (let index = 0; index < found.length; index++)
      if (values[index]! >= least) hits.push({ at: found[index]!, score: values[index]! });
    return hits.sort(byScore).slice(0, k);
  }

  /** Adds a term's share to the scores, and to `found` the passages that had none. */
  #add(term: string, from: number, to: number, found: number[]): void {
    const run = this.#runs.get(term);
    if (run === undefined) return;
    const { ends, passages, counts } = this.#postings;
    const [lengths, scores] = [this.#lengths, this.#scores];
    const [start, end] = [run === 0 ? 0 : ends[run - 1]!, ends[run]!];
    const frequency = Math.log((scores.length - (end - start) + 0.5) / (end - start + 0.5));
    const weight = frequency > 0 ? frequency : leastFrequency;
    for (let index = start; index < end; index++) {
      const at = passages[index]!;
      if (at < from || at >= to) continue;
      if (scores[at] === 0) found.push(at);
      const count = counts[index]!;
      scores[at]! += weight * ((count * (k1 + 1)) / (count + lengths[at]!));
    }
  }
}

function lengthNorms({ passages, counts }: Postings, size: number): Float64Array {
  const lengths = new Float64Array(size);
  for (const [index, at] of passages.entries()) lengths[at]! += counts[index]!;
  const mean = lengths.reduce((sum, length) => sum + length, 0) / size;
  return lengths.map((length) => k1 * (1 - b + (b * length) / mean));
}
