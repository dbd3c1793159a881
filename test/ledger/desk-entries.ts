import type { Proposal, Source, Stance } from '../../src/domain/claim.ts';
import type { Entry, EntryBody } from '../../src/ledger/entry.ts';
import { claimOf, evidenceOf, sourceOf } from '../helpers/ledgers.ts';

/** Something done at the desk. */
export type Done = { readonly by: string; readonly body: EntryBody };

export const by = (who: string, body: EntryBody): Done => ({ by: who, body });

/** Entries of the desk, one a minute. */
export const deskEntries = (done: readonly Done[]): Entry[] =>
  done.map((one, at) => ({
    seq: at + 1,
    at: new Date(Date.UTC(2026, 10, 23, 0, at)).toISOString(),
    rule: 'desk/1',
    ...one,
  }));

export const filed = (number = 1, claim: Parameters<typeof claimOf>[0] = {}): EntryBody => ({
  kind: 'claim',
  claim: claimOf({ number, key: `claim-${number}`, ...claim }),
  textSha256: 'text',
});

/** A record and its source, both of one person. */
export const record = (
  who: string,
  id: string,
  { claim = 1, stance = 'supports', ...source }: Partial<Source> & { claim?: number; stance?: Stance } = {},
): Done[] => [
  by(who, { kind: 'source', source: sourceOf({ id: `of-${id}`, origin: `${id}.example`, ...source }) }),
  by(who, {
    kind: 'evidence',
    evidence: evidenceOf({ id, claim, source: `of-${id}`, stance, read: source.read ?? true }),
  }),
];

export const proposalOf = (proposal: Partial<Proposal> = {}): Proposal => ({
  id: 'p1',
  claim: 1,
  label: 'supported',
  reason: 'Two papers report it.',
  fact: null,
  asOf: null,
  evidence: ['e1', 'e2'],
  bornOutBy: [],
  primary: null,
  ...proposal,
});

export const proposed = (who: string, proposal: Partial<Proposal> = {}): Done =>
  by(who, { kind: 'proposed', proposal: proposalOf(proposal) });

export const approved = (who: string, proposal = 'p1', mode: 'two-persons' | 'one-person' = 'two-persons'): Done =>
  by(who, { kind: 'approved', proposal, mode });
