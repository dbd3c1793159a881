/** A passage by its position in a library's index, and a score; higher is better. */
export type Hit = { readonly at: number; readonly score: number };

/** A contiguous run of positions, `[from, to)`: the passages of one document stand together. */
export type Range = { readonly from: number; readonly to: number };

/** The nearest passages by meaning. */
export interface VectorIndex {
  readonly size: number;
  /** At most `k` hits, best first; `score` is the cosine. */
  nearest(vector: Float32Array, k: number, range?: Range): Hit[];
  /**
   * The cosines of all passages in the range, by position, until it is called again; undefined where there are so many
   * that `nearest` and a look at each of the others is faster.
   */
  cosines(vector: Float32Array, range?: Range): Float64Array | undefined;
  /** The stored unit vector; a view, not to be changed. */
  vector(at: number): Float32Array;
}

/** The best passages by words. */
export interface WordIndex {
  readonly size: number;
  /** At most `k` hits for passages holding at least one of the words (any case, Porter stems), by BM25, best first. */
  matching(words: readonly string[], k: number, range?: Range): Hit[];
}

/** Both ways into one kind of passage. */
export type PassageIndex = { readonly vectors: VectorIndex; readonly words: WordIndex };

/** The words that occur in a library, lower case, unstemmed. */
export interface Vocabulary {
  has(word: string): boolean;
  /** Words of the library within one edit (insert, delete, replace, swap of neighbours) of `word`. */
  within1Edit(word: string): string[];
}
