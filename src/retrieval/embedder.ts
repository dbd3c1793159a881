/** How a text is meant: models embed a question and what may answer it each in a way of its own. */
export type Role = 'question' | 'passage';

/** The words of a text, lower case, in order, and their vectors in one row: the i-th begins at i × dimension. */
export type WordVectors = { readonly words: readonly string[]; readonly vectors: Float32Array };

/** Turns words into vectors whose inner product is their cosine. `retrieval` owns this; `models/` implements it. */
export interface Embedder {
  /** Model, precision and batching rule. Vectors with different ids are never compared. */
  readonly id: string;
  readonly dimension: number;
  /** BCP 47 languages the model was made for, or `any`. */
  readonly languages: readonly string[] | 'any';
  /** A unit vector. Questions go before passages, whatever waits. @throws DependencyError if the model fails. */
  embedQuestion(text: string): Promise<Float32Array>;
  /** Unit vectors in the order of `texts`. @throws the signal's reason when aborted between batches. */
  embedPassages(texts: readonly string[], options?: { readonly signal?: AbortSignal }): Promise<Float32Array[]>;
  /**
   * A unit vector for each word of a short text (4,000 characters), in the light of the others; zeros for a word that the
   * model does not see. Goes before passages, whatever the role. Models that give one vector a text do not have it.
   * @throws DependencyError if the model fails
   */
  embedWords?(text: string, role: Role): Promise<WordVectors>;
  /** Waits for what runs and lets the process end. Nothing may be asked afterwards. */
  close(): Promise<void>;
}
