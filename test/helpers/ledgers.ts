import type { Claim, Evidence, Label, Source, Verdict } from '../../src/domain/claim.ts';
import type { NameGroup } from '../../src/domain/name.ts';
import type { Span } from '../../src/domain/span.ts';
import type { Entry, EntryBody, StoredEvidence } from '../../src/ledger/entry.ts';
import { foldLedger, type Ledger } from '../../src/ledger/ledger.ts';

/** What a test says of a claim; the rest is made up. */
export type ClaimInTest = {
  readonly number: number;
  readonly spans: readonly Span[];
  readonly label?: Label;
  readonly fact?: string;
  readonly asOf?: string;
  readonly accused?: readonly string[];
  readonly statement?: string;
  /** The records that were read; one independent record where left out. */
  readonly sources?: readonly Source[];
};

export const sourceOf = (source: Partial<Source> = {}): Source => ({
  id: 'courier-2020',
  publisher: 'The Courier',
  title: 'High water',
  describedAs: null,
  author: null,
  date: '2020-05-01',
  dateNote: null,
  url: 'https://courier.example/high-water',
  language: 'en',
  independence: 'independent',
  origin: 'courier.example',
  read: true,
  ...source,
});

export const evidenceOf = (evidence: Partial<Evidence> = {}): StoredEvidence => ({
  claim: 1,
  source: 'courier-2020',
  stance: 'supports',
  locator: null,
  paraphrase: 'The river rose in May.',
  quote: null,
  read: true,
  ...evidence,
});

export const verdictOf = (verdict: Partial<Verdict> = {}): Verdict => ({
  claim: 1,
  label: 'supported',
  reason: 'Two papers report it.',
  fact: 'The river rose by two metres in May 2020.',
  asOf: null,
  reviewed: { by: 'starter ledger', at: '2026-11-22', rule: 'starter/1' },
  ...verdict,
});

export const claimOf = (claim: Partial<Claim> = {}): Claim => ({
  number: 1,
  key: 'river-rose',
  spans: [{ start: 0, end: 5 }],
  statement: 'The article claims that the river rose.',
  kind: 'factual',
  subjects: [],
  accused: [],
  checkable: 'yes',
  ...claim,
});

export const entriesOf = (bodies: readonly EntryBody[], rule = 'starter/1'): Entry[] =>
  bodies.map((body, at) => ({ seq: at + 1, at: '2026-11-22T00:00:00.000Z', by: 'starter ledger', rule, body }));

/** A ledger of these claims; one without a label has not been checked. */
export function ledgerOf(claims: readonly ClaimInTest[], names: readonly NameGroup[] = []): Ledger {
  const bodies = claims.flatMap(
    ({ number, spans, label, fact, asOf, accused = [], statement, sources }): EntryBody[] => [
      {
        kind: 'claim',
        claim: claimOf({ number, key: `claim-${number}`, spans, accused, ...(statement ? { statement } : {}) }),
      },
      ...(sources ?? [sourceOf()]).flatMap((source): EntryBody[] => [
        { kind: 'source', source },
        { kind: 'evidence', evidence: evidenceOf({ claim: number, source: source.id, read: source.read }) },
      ]),
      ...(label
        ? [
            {
              kind: 'imported-verdict' as const,
              verdict: verdictOf({ claim: number, label, fact: fact ?? null, asOf: asOf ?? null }),
            },
          ]
        : []),
    ],
  );
  const header: EntryBody = { kind: 'header', checked: '2026-11-22', excludedPublishers: [] };
  return foldLedger(entriesOf([header, ...names.map((name): EntryBody => ({ kind: 'name', name })), ...bodies]));
}
