import { InvariantError } from '../domain/errors.ts';
import type { Hit, Range, VectorIndex } from '../retrieval/passage-index.ts';
import { dot } from '../retrieval/rank-passages.ts';
import type { Graph } from './hnsw.ts';

/**
 * Where a range leaves fewer passages than this, looking at each (.4 ms per 1,000) beats filtering the graph; unless it
 * leaves most of them, which costs the graph hardly anything.
 */
const exactBelow = 5_000;

/** Unit vectors in one array, and the graph over them where there is one. */
export class StoredVectorIndex implements VectorIndex {
  readonly size: number;
  readonly #vectors: Float32Array;
  readonly #dimension: number;
  readonly #graph: Graph | undefined;

  /** @param graph holds the same vectors, labelled by position; without it every search is exact */
  constructor(vectors: Float32Array, dimension: number, graph: Graph | undefined) {
    this.#vectors = vectors;
    this.#dimension = dimension;
    this.#graph = graph;
    this.size = vectors.length / dimension;
  }

  /** @throws InvariantError if `vector` has another dimension */
  nearest(vector: Float32Array, k: number, range?: Range): Hit[] {
    if (vector.length !== this.#dimension)
      throw new InvariantError(`a vector of ${vector.length} in an index of ${this.#dimension} dimensions`);
    const run = within(range, this.size);
    const wanted = Math.min(k, run.to - run.from);
    if (wanted <= 0) return [];
    const near = this.#approximate(vector, wanted, run);
    return near.length < wanted ? this.#exact(vector, wanted, run) : near;
  }

  vector(at: number): Float32Array {
    return this.#vectors.subarray(at * this.#dimension, (at + 1) * this.#dimension);
  }

  /** Empty where the graph is not the way in. Its sums have 32 bits, those below 64: cosines differ by less than 1e-6. */
  #approximate(vector: Float32Array, k: number, { from, to }: Range): Hit[] {
    const part = to - from < this.size;
    const few = part && to - from < Math.min(exactBelow, this.size / 2);
    if (this.#graph === undefined || few) return [];
    const filter = part ? (label: number) => from <= label && label < to : undefined;
    const { neighbors, distances } = this.#graph.searchKnn(Array.from(vector), k, filter);
    return best(neighbors.map((at, index) => ({ at, score: 1 - distances[index]! })));
  }

  #exact(vector: Float32Array, k: number, { from, to }: Range): Hit[] {
    const scores = new Float64Array(to - from);
    for (let offset = 0; offset < scores.length; offset++) scores[offset] = this.#cosine(vector, from + offset);
    const least = scores.slice().sort()[scores.length - k]!;
    const hits: Hit[] = [];
    for (const [offset, score] of scores.entries()) if (score >= least) hits.push({ at: from + offset, score });
    return best(hits).slice(0, k);
  }

  /** Unit vectors: the inner product is the cosine. */
  #cosine(vector: Float32Array, at: number): number {
    return dot(vector, this.#vectors, at * this.#dimension);
  }
}

const best = (hits: Hit[]): Hit[] => hits.sort((a, b) => b.score - a.score || a.at - b.at);

/** A range cut to the positions there are. */
export const within = (range: Range | undefined, size: number): Range => ({
  from: Math.max(0, range?.from ?? 0),
  to: Math.min(size, range?.to ?? size),
});
