import { setImmediate as turn } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { DependencyError, OperatorError } from '../domain/errors.ts';
import type { Embedder } from '../retrieval/embedder.ts';
import type { Role } from './e5-tokens.ts';
import type { FromWorker, ToWorker } from './worker-message.ts';

/** The two methods of a pino logger that are called here. */
export type ModelLog = {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

type Traits = Pick<Embedder, 'id' | 'dimension' | 'languages'>;

type Asked = {
  readonly resolve: (vectors: Float32Array[]) => void;
  readonly reject: (reason: unknown) => void;
  readonly signal: AbortSignal | undefined;
};

/**
 * Speaks for a model that runs in a worker. The worker keeps the process alive while it loads and while something is
 * asked, and not otherwise. It is never terminated: that would abort the process (exit 134) in the middle of a run.
 */
export class WorkerEmbedder implements Embedder {
  readonly id: string;
  readonly dimension: number;
  readonly languages: readonly string[] | 'any';
  readonly #worker: Worker;
  readonly #log: ModelLog;
  readonly #ended: Promise<void>;
  readonly #asked = new Map<number, Asked>();
  #count = 0;
  #loading = true;
  #closing = false;
  /** Why nothing can be asked any more. */
  #failure: Error | undefined;

  constructor(traits: Traits, worker: Worker, log: ModelLog) {
    this.id = traits.id;
    this.dimension = traits.dimension;
    this.languages = traits.languages;
    this.#worker = worker;
    this.#log = log;
    worker.on('message', (message: FromWorker) => this.#hear(message));
    worker.on('error', (cause) => this.#fail(new DependencyError('model', cause)));
    this.#ended = new Promise((resolve) => {
      worker.once('exit', (code) => {
        this.#fail(new DependencyError('model', new Error(`the embedding worker ended with code ${code}`)));
        resolve();
      });
    });
  }

  async embedQuestion(text: string): Promise<Float32Array> {
    const [vector] = await this.#ask('question', [text], undefined);
    return vector!;
  }

  async embedPassages(texts: readonly string[], options?: { readonly signal?: AbortSignal }): Promise<Float32Array[]> {
    options?.signal?.throwIfAborted();
    return texts.length === 0 ? [] : this.#ask('passage', texts, options?.signal);
  }

  async close(): Promise<void> {
    this.#closing = true;
    this.#failure ??= new DependencyError('model', new Error('the embedder was closed'));
    this.#tell({ kind: 'stop' });
    this.#stayOnlyForWork();
    await this.#ended;
    // Whoever was still waiting hears of it before the process may exit.
    await turn();
  }

  #ask(role: Role, texts: readonly string[], signal: AbortSignal | undefined): Promise<Float32Array[]> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    const number = ++this.#count;
    const drop = (): void => this.#tell({ kind: 'drop', number });
    const answer = new Promise<Float32Array[]>((resolve, reject) => {
      this.#asked.set(number, { resolve, reject, signal });
      this.#tell({ kind: 'embed', job: { number, role, texts } });
      signal?.addEventListener('abort', drop, { once: true });
      this.#stayOnlyForWork();
    });
    return answer.finally(() => signal?.removeEventListener('abort', drop));
  }

  #hear(message: FromWorker): void {
    if (message.kind === 'loaded') {
      this.#loading = false;
      this.#log.info({ model: this.id, tookMs: message.tookMs }, 'embedding model loaded');
    } else if (message.kind === 'unusable') this.#fail(new OperatorError(message.userMessage));
    else this.#settle(message);
    this.#stayOnlyForWork();
  }

  #settle(message: Extract<FromWorker, { readonly number: number }>): void {
    const asked = this.#asked.get(message.number);
    if (asked === undefined) return;
    this.#asked.delete(message.number);
    if (asked.signal?.aborted) asked.reject(asked.signal.reason);
    else if (message.kind === 'embedded') asked.resolve(message.vectors);
    else if (message.kind === 'failed') asked.reject(new DependencyError('model', new Error(message.message)));
  }

  /** The first failure counts: what follows it, such as the worker's end, is its consequence. */
  #fail(failure: Error): void {
    if (this.#failure === undefined) this.#log.error({ err: failure, model: this.id }, 'embedding model failed');
    this.#failure ??= failure;
    this.#loading = false;
    for (const { reject } of this.#asked.values()) reject(this.#failure);
    this.#asked.clear();
  }

  #tell(message: ToWorker): void {
    this.#worker.postMessage(message);
  }

  #stayOnlyForWork(): void {
    if (this.#loading || this.#closing || this.#asked.size > 0) this.#worker.ref();
    else this.#worker.unref();
  }
}
