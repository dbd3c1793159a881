/** How a text is meant: models embed a question and what may answer it each in a way of its own. */
export type Role = 'question' | 'passage';

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
  /** Waits for what runs and lets the process end. Nothing may be asked afterwards. */
  close(): Promise<void>;
}
