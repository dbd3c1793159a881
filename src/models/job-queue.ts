import type { Role } from './e5-tokens.ts';
import type { Job } from './worker-message.ts';

/** A job and the vectors it has so far, in the order of its texts. */
export type Progress = { readonly job: Job; readonly vectors: Float32Array[] };

/**
 * What the worker has to do: questions before passages, each in the order they came. A job is done text by text, so
 * a question that comes while a book is embedded waits for one text and no more.
 */
export class JobQueue {
  readonly #waiting: Readonly<Record<Role, Progress[]>> = { question: [], passage: [] };

  add(job: Job): void {
    this.#waiting[job.role].push({ job, vectors: [] });
  }

  /** The job whose next text comes next; it stays in the queue. */
  next(): Progress | undefined {
    return this.#waiting.question[0] ?? this.#waiting.passage[0];
  }

  /** @returns whether it was still there */
  remove(number: number): boolean {
    return Object.values(this.#waiting).some((jobs) => {
      const at = jobs.findIndex(({ job }) => job.number === number);
      if (at >= 0) jobs.splice(at, 1);
      return at >= 0;
    });
  }
}
