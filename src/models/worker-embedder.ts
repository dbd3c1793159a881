import type { Embedder } from '../retrieval/embedder.ts';
import type { ModelThread } from './model-thread.ts';

type Traits = Pick<Embedder, 'id' | 'dimension' | 'languages'>;

/** The embedder of a model thread. Closing it ends the thread, and with it the other model. */
export class WorkerEmbedder implements Embedder {
  readonly id: string;
  readonly dimension: number;
  readonly languages: readonly string[] | 'any';
  readonly #thread: ModelThread;

  constructor(traits: Traits, thread: ModelThread) {
    this.id = traits.id;
    this.dimension = traits.dimension;
    this.languages = traits.languages;
    this.#thread = thread;
  }

  async embedQuestion(text: string): Promise<Float32Array> {
    const [vector] = await this.#thread.do({ urgent: true, runs: [{ kind: 'embed', role: 'question', text }] });
    return vector!;
  }

  async embedPassages(texts: readonly string[], options?: { readonly signal?: AbortSignal }): Promise<Float32Array[]> {
    options?.signal?.throwIfAborted();
    if (texts.length === 0) return [];
    const runs = texts.map((text) => ({ kind: 'embed', role: 'passage', text }) as const);
    return this.#thread.do({ urgent: false, runs }, options?.signal);
  }

  close(): Promise<void> {
    return this.#thread.close();
  }
}
