import { setImmediate as turn } from 'node:timers/promises';
import type { Worker } from 'node:worker_threads';
import { DependencyError, OperatorError } from '../domain/errors.ts';
import type { FromWorker, Job, ToWorker } from './worker-message.ts';

/** The two methods of a pino logger that are called here. */
export type ModelLog = {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

type Asked = {
  readonly resolve: (results: Float32Array[]) => void;
  readonly reject: (reason: unknown) => void;
  readonly signal: AbortSignal | undefined;
};

/**
 * Speaks with the worker in which the models run. The worker keeps the process alive while it loads and while something
 * is asked, and not otherwise. It is never terminated: that would abort the process (exit 134) in the middle of a run.
 */
export class ModelThread {
  readonly #worker: Worker;
  readonly #log: ModelLog;
  readonly #ended: Promise<void>;
  readonly #asked = new Map<number, Asked>();
  #count = 0;
  #loading = true;
  #closing = false;
  /** Why nothing can be asked any more. */
  #failure: Error | undefined;

  constructor(worker: Worker, log: ModelLog) {
    this.#worker = worker;
    this.#log = log;
    worker.on('message', (message: FromWorker) => this.#hear(message));
    worker.on('error', (cause) => this.#fail(new DependencyError('model', cause)));
    this.#ended = new Promise((resolve) => {
      worker.once('exit', (code) => {
        this.#fail(new DependencyError('model', new Error(`the model worker ended with code ${code}`)));
        resolve();
      });
    });
  }

  /**
   * @returns what each run gave, in their order
   * @throws the signal's reason when aborted between runs, OperatorError where a model's files cannot be used,
   * DependencyError if the model fails
   */
  do({ urgent, runs }: Omit<Job, 'number'>, signal?: AbortSignal): Promise<Float32Array[]> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    const number = ++this.#count;
    const drop = (): void => this.#tell({ kind: 'drop', number });
    const answer = new Promise<Float32Array[]>((resolve, reject) => {
      this.#asked.set(number, { resolve, reject, signal });
      this.#tell({ kind: 'do', job: { number, urgent, runs } });
      signal?.addEventListener('abort', drop, { once: true });
      this.#stayOnlyForWork();
    });
    return answer.finally(() => signal?.removeEventListener('abort', drop));
  }

  /** Waits for the run that is under way and lets the process end. What still waits is rejected. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#failure ??= new DependencyError('model', new Error('the models were closed'));
    this.#tell({ kind: 'stop' });
    this.#stayOnlyForWork();
    await this.#ended;
    // Whoever was still waiting hears of it before the process may exit.
    await turn();
  }

  #hear(message: FromWorker): void {
    if (message.kind === 'loaded') {
      const { model, tookMs } = message;
      if (model === 'embedder') this.#loading = false;
      this.#log.info({ model, tookMs }, 'model loaded');
    } else if (message.kind === 'unusable') {
      const failure = new OperatorError(message.userMessage);
      if (message.model === 'embedder') this.#fail(failure);
      else this.#log.error({ err: failure, model: message.model }, 'model failed');
    } else this.#settle(message);
    this.#stayOnlyForWork();
  }

  #settle(message: Extract<FromWorker, { readonly number: number }>): void {
    const asked = this.#asked.get(message.number);
    if (asked === undefined) return;
    this.#asked.delete(message.number);
    if (asked.signal?.aborted) asked.reject(asked.signal.reason);
    else if (message.kind === 'done') asked.resolve(message.results);
    else if (message.kind === 'failed') asked.reject(failureIn(message));
  }

  /** The first failure counts: what follows it, such as the worker's end, is its consequence. */
  #fail(failure: Error): void {
    if (this.#failure === undefined) this.#log.error({ err: failure }, 'model failed');
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

const failureIn = ({ message, userMessage }: Extract<FromWorker, { readonly kind: 'failed' }>): Error =>
  userMessage === undefined ? new DependencyError('model', new Error(message)) : new OperatorError(userMessage);
