import type { Ledger } from './ledger.ts';

/** Why something waits for a moderator, in the order of the queue. */
export const queueKinds = ['accusation', 'unchecked', 'orphan', 'appeal', 'flag', 'proposal'] as const;
export type QueueKind = (typeof queueKinds)[number];

/** Somebody of the desk who works on an item, so that nobody else does the same. */
export type Take = {
  readonly key: string;
  /** Discord id. */
  readonly who: string;
  /** ISO 8601, UTC. */
  readonly at: string;
};

/** A take falls back after this long. */
export const takeHours = 24;

export type QueueItem = {
  /** Stable, safe in a custom_id: `c11`, `a<appeal>`, `f<answer>`, `p<proposal>`. */
  readonly key: string;
  readonly kind: QueueKind;
  /** null for flagged answers. */
  readonly claim: number | null;
  /** The shown answer that was flagged. */
  readonly answer: string | null;
  /** ISO 8601, UTC. */
  readonly since: string;
  /** Discord id; null where nobody works on it. */
  readonly takenBy: string | null;
};

export type QueueInput = {
  /** Claims whose words are no longer found. */
  readonly orphans: readonly number[];
  readonly flags: readonly { readonly shownId: string; readonly at: string }[];
  readonly takes: readonly Take[];
  readonly now: Date;
};

/** What waits for the moderators, most urgent first. */
export function queueOf(_ledger: Ledger, _input: QueueInput): QueueItem[] {
  return [];
}
