/** Reads a question and a window of a document together, word by word. `answer` owns this; `models/` implements it. */
export interface Reader {
  /** Model, precision and how the two are put together. Logits with different ids are never compared. */
  readonly id: string;
  /** BCP 47 languages it was trained on. */
  readonly languages: readonly string[];
  /**
   * The logit that the window answers the question; higher is likelier. Windows are the best sentence with the one
   * before and after it; of a longer text only the beginning is read (192 tokens, the question's among them).
   * @throws DependencyError if the model fails, OperatorError if its files cannot be used
   */
  read(question: string, window: string): Promise<number>;
  /** Loads the model before the first read does. Never rejects, so nobody has to wait for it: what is wrong, a read says. */
  warm(): Promise<void>;
}
