import type { Role } from './e5-tokens.ts';

/** Texts that are embedded together; `number` names the job in both directions. */
export type Job = { readonly number: number; readonly role: Role; readonly texts: readonly string[] };

/** What the embedding worker is told. */
export type ToWorker =
  | { readonly kind: 'embed'; readonly job: Job }
  /** Leave out what of the job has not run. It is answered: `dropped`, or `embedded` where it was done before. */
  | { readonly kind: 'drop'; readonly number: number }
  /** End, and release the model. Jobs that wait are not answered. */
  | { readonly kind: 'stop' };

/** What the embedding worker tells. Every job is answered once, unless the worker stops. */
export type FromWorker =
  | { readonly kind: 'loaded'; readonly tookMs: number }
  /** The model cannot be used. `userMessage` tells the operator what to do; the worker ends. */
  | { readonly kind: 'unusable'; readonly userMessage: string }
  /** Unit vectors, in the order of the job's texts. */
  | { readonly kind: 'embedded'; readonly number: number; readonly vectors: Float32Array[] }
  | { readonly kind: 'dropped'; readonly number: number }
  | { readonly kind: 'failed'; readonly number: number; readonly message: string };
