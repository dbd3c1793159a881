import type { Reader } from '../answer/reader.ts';
import type { ModelThread } from './model-thread.ts';

/** The reader of a model thread. A read goes before passages, as a question does; warming goes behind what waits. */
export class WorkerReader implements Reader {
  readonly id: string;
  readonly languages = ['en'];
  readonly #thread: ModelThread;

  constructor(id: string, thread: ModelThread) {
    this.id = id;
    this.#thread = thread;
  }

  async read(question: string, window: string): Promise<number> {
    const [logit] = await this.#thread.do({ urgent: true, runs: [{ kind: 'read', question, window }] });
    return logit![0]!;
  }

  async warm(): Promise<void> {
    // Logged where it happened.
    await this.#thread.do({ urgent: false, runs: [{ kind: 'load-reader' }] }).catch(() => {});
  }
}
