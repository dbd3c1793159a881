import type { Document } from '../domain/document.ts';
import { deskRule, type Entry, type StarterState } from './entry.ts';
import { cleanerFor, type ExportInput, type ExportView } from './export-view.ts';
import { foldLedger, type Ledger } from './ledger.ts';
import type { LedgerEntries } from './ledgers.ts';

/**
 * A document and every entry of its ledger that counted, in their order, for other programs. Spans count UTF-16 code
 * units. Who of the desk wrote an entry is not said.
 */
export const entriesOf = (view: ExportView, input: ExportInput): object => ({
  ...view.document.facts,
  revision: view.document.sha256,
  ledger: exportedEntries(input, view.ledger),
});

/** Documents in the envelope that says what they are. */
export const jsonExport = (documents: readonly object[]): object => ({
  format: 'hearsay-export/1',
  offsets: 'utf-16',
  documents,
});

/** @param input with `withHidden`, also hidden claims, proposals that were not approved, and appeals */
export function exportedEntries(
  input: LedgerEntries & { readonly document: Pick<Document, 'id'>; readonly withHidden?: boolean },
  ledger: Ledger = foldLedger(input.base, input.own),
): object[] {
  const clean = cleanerFor(ledger, input.document);
  const isHidden = (claim: number): boolean => ledger.hidden.has(ledger.merged.get(claim) ?? claim);
  const seen = [...ledger.history].flatMap(([claim, entries]) => (input.withHidden || !isHidden(claim) ? entries : []));
  const counted = new Set(seen);
  const sources = new Set(seen.flatMap(({ body }) => (body.kind === 'evidence' ? [body.evidence.source] : [])));
  const approved = new Set(seen.flatMap(({ body }) => (body.kind === 'approved' ? [body.proposal] : [])));
  const leaves = ({ body }: Entry): boolean => {
    if (input.withHidden) return true;
    if (body.kind === 'source') return sources.has(body.source.id);
    return body.kind !== 'proposed' || approved.has(body.proposal.id);
  };
  return [...tagged('everyone', baseOf(ledger.starter, input.base)), ...tagged('server', input.own)]
    .filter(({ entry }) => (ofNoClaim.has(entry.body.kind) || counted.has(entry)) && leaves(entry))
    .filter(({ entry }) => input.withHidden || !internal.has(entry.body.kind))
    .map((entry) => exported(entry, clean));
}

type Tagged = { readonly of: 'everyone' | 'server'; readonly entry: Entry };
const tagged = (of: Tagged['of'], entries: readonly Entry[]): Tagged[] => entries.map((entry) => ({ of, entry }));

/** Of a starter ledger that is switched off, only whose own words are no evidence still counts. */
const baseOf = (starter: StarterState, base: readonly Entry[]): readonly Entry[] =>
  starter === 'off' ? base.filter(({ body }) => body.kind === 'header') : base;

const ofNoClaim: ReadonlySet<Entry['body']['kind']> = new Set(['header', 'name', 'source', 'starter']);
/** What moderators look at before anything is decided. */
const internal: ReadonlySet<Entry['body']['kind']> = new Set(['sent-back', 'appealed', 'appeal-closed']);

const exported = ({ of, entry: { seq, at, by, rule, body } }: Tagged, clean: <T>(value: T) => T): object => ({
  of,
  seq,
  at,
  by: isPerson(by, rule) ? 'a moderator' : by,
  rule,
  body: clean(body.kind === 'claim' ? { ...body, claim: withoutKey(body.claim) } : body),
});

const isPerson = (by: string, rule: string): boolean => by !== '' && (rule === deskRule || /^\d+$/u.test(by));

/** The key is internal and may hold a name. */
function withoutKey<T extends { readonly key: string }>({ key: _, ...rest }: T): Omit<T, 'key'> {
  return rest;
}
