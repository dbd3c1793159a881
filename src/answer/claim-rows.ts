import { type Claim, labels, type Standing } from '../domain/claim.ts';
import type { Document } from '../domain/document.ts';
import { spanAt } from '../domain/span.ts';
import { claimId } from '../ledger/claim-id.ts';
import { type Ledger, standingOf } from '../ledger/ledger.ts';
import type { IndexedDocument } from '../retrieval/searchable.ts';
import { standingWords } from './message.ts';

/** What a list says of a claim without its words. */
export type ClaimRow = {
  readonly number: number;
  readonly id: string;
  /** The block of its main place; null where its words are not found any more. */
  readonly block: number | null;
  readonly standing: Standing;
  readonly kind: string;
  readonly accuses: boolean;
  readonly hidden: boolean;
  readonly orphaned: boolean;
  /** A proposal waits for a second person. */
  readonly waits: boolean;
  readonly reopened: boolean;
  /** Its verdict was imported, and nobody here stands by it yet. */
  readonly unconfirmed: boolean;
  readonly appeals: number;
};

/** Standings in the order in which lists and menus name them: what is to be done first. */
export const standings: readonly Standing[] = ['not-checked', ...labels];

/** What a list can be narrowed to, beside standing and kind. */
export const onlyFilters = [
  'unchecked',
  'waiting',
  'reopened',
  'unconfirmed',
  'orphaned',
  'hidden',
  'appealed',
] as const;
export type OnlyFilter = (typeof onlyFilters)[number];

export type ClaimFilter = {
  readonly standing?: Standing | undefined;
  readonly kind?: string | undefined;
  readonly accuses?: boolean | undefined;
  readonly only?: OnlyFilter | undefined;
};

/** Every listed claim of a document: those nobody has checked first, accusations before others, then by number. */
export function claimRows(indexed: IndexedDocument, ledger: Ledger, orphans: ReadonlySet<number>): ClaimRow[] {
  const appeals = new Map<number, number>();
  for (const { claim } of ledger.appeals) appeals.set(claim, (appeals.get(claim) ?? 0) + 1);
  return ledger.claims
    .map((claim): ClaimRow => {
      const { number } = claim;
      const orphaned = orphans.has(number);
      return {
        number,
        id: claimId(indexed.document, number),
        block: blockOf(claim, indexed),
        standing: standingOf(ledger, number),
        kind: claim.kind,
        accuses: claim.accused.length > 0,
        hidden: ledger.hidden.has(number),
        orphaned,
        waits: ledger.proposals.has(number),
        reopened: ledger.reopened.has(number),
        unconfirmed: ledger.unconfirmed.has(number),
        appeals: appeals.get(number) ?? 0,
      };
    })
    .sort((a, b) => urgency(a) - urgency(b) || a.number - b.number);
}

const urgency = ({ standing, accuses }: ClaimRow): number => (standing === 'not-checked' ? 0 : 2) + (accuses ? 0 : 1);

const fits: Readonly<Record<OnlyFilter, (row: ClaimRow) => boolean>> = {
  unchecked: ({ standing }) => standing === 'not-checked',
  waiting: ({ waits }) => waits,
  reopened: ({ reopened }) => reopened,
  unconfirmed: ({ unconfirmed }) => unconfirmed,
  orphaned: ({ orphaned }) => orphaned,
  hidden: ({ hidden }) => hidden,
  appealed: ({ appeals }) => appeals > 0,
};

export const filterClaims = (rows: readonly ClaimRow[], { standing, kind, accuses, only }: ClaimFilter): ClaimRow[] =>
  rows.filter(
    (row) =>
      (standing === undefined || row.standing === standing) &&
      (kind === undefined || row.kind === kind) &&
      (accuses === undefined || row.accuses === accuses) &&
      (only === undefined || fits[only](row)),
  );

/** "M-11 · ¶ 7 · contradicted": never a word of what is claimed. */
export const rowName = ({ id, block, standing }: ClaimRow): string =>
  `${id} · ${block === null ? 'its words are gone' : `¶ ${block}`} · ${standingWords[standing]}`;

/** What else is to be said of a claim in a list. */
export const rowNotes = (row: ClaimRow): string[] => [
  ...(row.accuses ? ['an accusation'] : []),
  ...(row.orphaned && row.block !== null ? ['some of its words are gone'] : []),
  ...(row.hidden ? ['hidden'] : []),
  ...(row.reopened ? ['reopened'] : []),
  ...(row.waits ? ['a proposal waits'] : []),
  ...(row.unconfirmed ? ['not confirmed here yet'] : []),
  ...(row.appeals > 0 ? [row.appeals === 1 ? 'an appeal' : `${row.appeals} appeals`] : []),
];

/** The block in which a claim is made first. */
export function blockOf({ spans: [main] }: Pick<Claim, 'spans'>, { outline }: IndexedDocument): number | null {
  return main === undefined ? null : (spanAt(outline.blocks, main.start)?.number ?? null);
}

/** "M-11", "m 11", "11": the number; undefined for everything else, and for another document's letter. */
export function numberIn(typed: string, document: Document): number | undefined {
  const [, letter, digits] = /^\s*(?:([A-Za-z0-9])\s*-?\s*)?(?<![0-9])([1-9][0-9]{0,6})\s*$/u.exec(typed) ?? [];
  if (digits === undefined) return undefined;
  if (letter !== undefined && letter.toUpperCase() !== claimId(document, 0).charAt(0)) return undefined;
  return Number(digits);
}
