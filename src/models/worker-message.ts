import type { Role } from '../retrieval/embedder.ts';

/** One forward pass. It gives a row of numbers: what kind of them, each member says. */
export type Run =
  /** The text's unit vector. */
  | { readonly kind: 'embed'; readonly role: Role; readonly text: string }
  /** The logit, alone. */
  | { readonly kind: 'read'; readonly question: string; readonly window: string }
  /** No pass, and nothing: the reader is loaded unless it is. */
  | { readonly kind: 'load-reader' };

/** Runs that are answered together. `number` names the job in both directions; urgent jobs go before the others. */
export type Job = { readonly number: number; readonly urgent: boolean; readonly runs: readonly Run[] };

/** What the model worker is told. */
export type ToWorker =
  | { readonly kind: 'do'; readonly job: Job }
  /** Leave out what of the job has not run. It is answered: `dropped`, or `done` where it was done before. */
  | { readonly kind: 'drop'; readonly number: number }
  /** End, and release the models. Jobs that wait are not answered. */
  | { readonly kind: 'stop' };

export type ModelName = 'embedder' | 'reader';

/** What the model worker tells. Every job is answered once, unless the worker stops. */
export type FromWorker =
  | { readonly kind: 'loaded'; readonly model: ModelName; readonly tookMs: number }
  /** The model cannot be used. `userMessage` tells the operator what to do. Without its embedder the worker ends. */
  | { readonly kind: 'unusable'; readonly model: ModelName; readonly userMessage: string }
  /** What each run gave, in the order of the job's runs. */
  | { readonly kind: 'done'; readonly number: number; readonly results: Float32Array[] }
  | { readonly kind: 'dropped'; readonly number: number }
  /** `userMessage` where the operator can put it right. */
  | {
      readonly kind: 'failed';
      readonly number: number;
      readonly message: string;
      readonly userMessage: string | undefined;
    };
