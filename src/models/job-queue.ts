import type { Job } from './worker-message.ts';

/** A job and what its runs gave so far, in their order. */
export type Progress = { readonly job: Job; readonly results: Float32Array[] };

/**
 * What the worker has to do: urgent jobs before the others, each in the order they came. A job is done run by run, so
 * a question that comes while a book is embedded waits for one text and no more.
 */
export class JobQueue {
  readonly #urgent: Progress[] = [];
  readonly #patient: Progress[] = [];

  add(job: Job): void {
    (job.urgent ? this.#urgent : this.#patient).push({ job, results: [] });
  }

  /** The job whose next run comes next; it stays in the queue. */
  next(): Progress | undefined {
    return this.#urgent[0] ?? this.#patient[0];
  }

  /** @returns whether it was still there */
  remove(number: number): boolean {
    return [this.#urgent, this.#patient].some((jobs) => {
      const at = jobs.findIndex(({ job }) => job.number === number);
      if (at >= 0) jobs.splice(at, 1);
      return at >= 0;
    });
  }
}
