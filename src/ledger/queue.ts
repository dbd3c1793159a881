import { type Ledger, standingOf } from './ledger.ts';

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
  /** Stable, safe in a custom_id: `c11`, `o11`, `a<appeal>`, `f<answer>`, `p<proposal>`. */
  readonly key: string;
  readonly kind: QueueKind;
  /** null for flagged answers. */
  readonly claim: number | null;
  /** The shown answer that was flagged. */
  readonly answer: string | null;
  /** Since when it waits: ISO 8601, UTC. */
  readonly since: string;
  /** Discord id; null where nobody works on it. */
  readonly takenBy: string | null;
};

export type QueueInput = {
  /** Claims whose words are no longer found. */
  readonly orphans: Iterable<number>;
  readonly flags: readonly { readonly shownId: string; readonly at: string }[];
  readonly takes: readonly Take[];
  readonly now: Date;
};

type Waiting = Omit<QueueItem, 'takenBy'>;

/**
 * What waits for the moderators, most urgent first: accusations nobody has checked, other unchecked claims, orphans,
 * appeals, flagged answers, and proposals that wait for a second person; among each the oldest first.
 */
export function queueOf(ledger: Ledger, { orphans, flags, takes, now }: QueueInput): QueueItem[] {
  const takenBy = holders(takes, now);
  const items = [
    ...unchecked(ledger),
    ...[...orphans].map((claim) => onClaim('orphan', `o${claim}`, claim, ledger.since.get(claim) ?? '')),
    ...ledger.appeals.map(({ appeal, claim, at }) => onClaim('appeal', `a${appeal}`, claim, at)),
    ...flaggedAnswers(flags),
    ...[...ledger.proposals].map(([claim, { proposal, at }]) => onClaim('proposal', `p${proposal.id}`, claim, at)),
  ];
  return items.sort(byUrgency).map((item) => ({ ...item, takenBy: takenBy.get(item.key) ?? null }));
}

/** Claims without a verdict that nobody has proposed one for. */
const unchecked = (ledger: Ledger): Waiting[] =>
  ledger.claims
    .filter(({ number }) => standingOf(ledger, number) === 'not-checked' && !ledger.proposals.has(number))
    .map(({ number, accused }) => {
      const since = ledger.reopened.get(number)?.at ?? ledger.since.get(number) ?? '';
      return onClaim(accused.length > 0 ? 'accusation' : 'unchecked', `c${number}`, number, since);
    });

/** An answer that several people flagged waits once, since the first. */
function flaggedAnswers(flags: QueueInput['flags']): Waiting[] {
  const since = new Map<string, string>();
  for (const { shownId, at } of flags) {
    const known = since.get(shownId);
    if (known === undefined || at < known) since.set(shownId, at);
  }
  return [...since].map(([answer, at]) => ({ key: `f${answer}`, kind: 'flag', claim: null, answer, since: at }));
}

const onClaim = (kind: QueueKind, key: string, claim: number, since: string): Waiting => ({
  key,
  kind,
  claim,
  answer: null,
  since,
});

const rank: Readonly<Record<QueueKind, number>> = {
  accusation: 0,
  unchecked: 1,
  orphan: 2,
  appeal: 3,
  flag: 4,
  proposal: 5,
};

const byUrgency = (a: Waiting, b: Waiting): number =>
  rank[a.kind] - rank[b.kind] || compare(a.since, b.since) || (a.claim ?? 0) - (b.claim ?? 0) || compare(a.key, b.key);

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** Who holds each item; takes that were not renewed for a day have fallen back. */
function holders(takes: readonly Take[], now: Date): ReadonlyMap<string, string> {
  const since = new Date(now.getTime() - takeHours * 60 * 60_000).toISOString();
  return new Map(takes.filter(({ at }) => at > since).map(({ key, who }) => [key, who]));
}
