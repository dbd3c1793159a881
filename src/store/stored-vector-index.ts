import { InvariantError } from '../domain/errors.ts';
import { bestHits, byScore } from '../retrieval/best-hits.ts';
import type { Hit, Range, VectorIndex } from '../retrieval/passage-index.ts';
import type { Graph } from './hnsw.ts';
import type { VectorMemory } from './vector-memory.ts';

/**
 * Where a range leaves no more passages than this, looking at each (some 50 µs per 1,000) is as fast as the graph, and exact.
 * Where it leaves few of many, filtering the graph is slow.
 */
const exactUpTo = 10_000;

/** Unit vectors, and the graph over them where there is one. */
export class StoredVectorIndex implements VectorIndex {
  readonly size: number;
  readonly #memory: VectorMemory;
  readonly #graph: Graph | undefined;

  /** @param graph holds the same vectors, labelled by position; without it every search is exact */
  constructor(memory: VectorMemory, graph: Graph | undefined) {
    this.size = memory.size;
    this.#memory = memory;
    this.#graph = graph;
  }

  nearest(vector: Float32Array, k: number, range?: Range): Hit[] {
    const run = this.#rangeFor(vector, range);
    const wanted = Math.min(k, run.to - run.from);
    if (wanted <= 0) return [];
    const graph = this.#graphFor(run);
    const near = graph ? this.#approximate(graph, vector, wanted, run) : [];
    return near.length < wanted ? bestHits(this.#memory.cosines(vector, run), run, wanted) : near;
  }

  cosines(vector: Float32Array, range?: Range): Float64Array | undefined {
    const run = this.#rangeFor(vector, range);
    return this.#graphFor(run) ? undefined : this.#memory.cosines(vector, run);
  }

  vector(at: number): Float32Array {
    const { vectors, dimension } = this.#memory;
    return vectors.subarray(at * dimension, (at + 1) * dimension);
  }

  /** @throws InvariantError if `vector` has another dimension */
  #rangeFor(vector: Float32Array, range: Range | undefined): Range {
    const { dimension } = this.#memory;
    if (vector.length !== dimension)
      throw new InvariantError(`a vector of ${vector.length} in an index of ${dimension} dimensions`);
    return within(range, this.size);
  }

  /** Undefined where every vector of the range is looked at. */
  #graphFor({ from, to }: Range): Graph | undefined {
    return to - from > exactUpTo ? this.#graph : undefined;
  }

  /** Its sums have 32 bits, those of exact search 64: cosines differ by less than 1e-6. */
  #approximate(graph: Graph, vector: Float32Array, k: number, { from, to }: Range): Hit[] {
    const filter = to - from < this.size ? (label: number) => from <= label && label < to : undefined;
    const { neighbors, distances } = graph.searchKnn(Array.from(vector), k, filter);
    return neighbors.map((at, index) => ({ at, score: 1 - distances[index]! })).sort(byScore);
  }
}

/** A range cut to the positions there are. */
export const within = (range: Range | undefined, size: number): Range => ({
  from: Math.max(0, range?.from ?? 0),
  to: Math.min(size, range?.to ?? size),
});
