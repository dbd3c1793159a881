import type { Claim, Evidence, Source, Standing, Verdict } from '../domain/claim.ts';
import type { Document } from '../domain/document.ts';
import type { NameGroup } from '../domain/name.ts';
import { halvesPair, overlapOf, type Span } from '../domain/span.ts';
import { claimId } from './claim-id.ts';
import type { Entry } from './entry.ts';
import { foldLedger, type Ledger, type Reply, standingOf } from './ledger.ts';
import type { LedgerEntries } from './ledgers.ts';
import { claimNamer } from './name-claims.ts';

/** What is exported, and for whom. */
export type ExportInput = LedgerEntries & {
  readonly document: Document;
  /** Where a claim's words stand in the present text; where left out, at the places that are of this text. */
  readonly spansOf?: (claim: number) => readonly Span[];
  /** Hidden claims and what is not decided yet stay out unless a moderator asks for them. */
  readonly withHidden?: boolean;
  /** Who publishes the ledger, in words for people, such as a server's name; never a person. */
  readonly publisher?: string;
  /** What the document is called where it speaks, such as `op-ed`; left out: article. */
  readonly noun?: string;
};

/** Words of a document as a file carries them, with their place; a Quote, which surfaces draw, is cut by answer/ alone. */
export type ExportedQuote = Span & { readonly text: string };

/** A claim with all that may be said of it. */
export type ExportedClaim = {
  readonly claim: Claim;
  /** Its statement with what the document is called: "The op-ed claims …". */
  readonly statement: string;
  /** The places where the present text makes the claim, the main one first; at least one. */
  readonly quotes: readonly ExportedQuote[];
  readonly standing: Standing;
  readonly verdict: Verdict | undefined;
  /** Records that were withdrawn are not among them. */
  readonly records: readonly { readonly evidence: Evidence; readonly source: Source }[];
  readonly replies: readonly Reply[];
  /** Why it is hidden; undefined where it is not. */
  readonly hidden: string | undefined;
};

/** A claim that is not in the export, and why. */
export type LeftOut = {
  readonly claim: number;
  /** As surfaces name it: `M-11`. */
  readonly id: string;
  readonly reason: string;
  /** Whether a moderator who asks for hidden claims gets it. */
  readonly hidden: boolean;
};

/** A ledger as it may leave: no person's id, nothing hidden that nobody asked for, every place found in the text. */
export type ExportView = {
  readonly document: Document;
  readonly ledger: Ledger;
  readonly publisher: string;
  /** The day (YYYY-MM-DD) on which the ledger says that it was checked, else of its last entry; null for none. */
  readonly checked: string | null;
  /** `starter/1` for a starter ledger that no server added to, else `import/1`. */
  readonly rule: string;
  readonly excludedPublishers: readonly string[];
  readonly names: readonly NameGroup[];
  readonly sources: readonly Source[];
  readonly claims: readonly ExportedClaim[];
  readonly leftOut: readonly LeftOut[];
};

/**
 * What every format is written from.
 * @param keys whether claims are named by the ledger's internal keys, as only our own YAML does
 */
export function exportView(input: ExportInput, keys: 'with-keys' | 'without-keys'): ExportView {
  const { document, base, own, noun = 'article' } = input;
  const ledger = foldLedger(base, own);
  const entries = ledger.starter === 'off' ? own : [...base, ...own];
  const clean = keys === 'with-keys' ? withoutPeople : cleanerFor(ledger, document);
  const hiding = hiddenReasons(entries);
  const quotesOf = quotesIn(ledger, input);
  const claims: ExportedClaim[] = [];
  const leftOut: LeftOut[] = [];
  for (const claim of ledger.claims) {
    const quotes = quotesOf(claim);
    if (typeof quotes === 'string') {
      leftOut.push(leftOutOf(claim, document, quotes, ledger.hidden.has(claim.number)));
      continue;
    }
    const hidden = ledger.hidden.has(claim.number) ? (hiding.get(claim.number) ?? '') : undefined;
    claims.push({ ...clean(exportedClaim(claim, ledger, { hidden, statement: said(claim, noun) })), quotes });
  }
  return {
    document,
    ledger,
    publisher: input.publisher ?? 'A ledger kept with Hearsay',
    checked: checkedOn(entries),
    rule: own.length === 0 && headerOf(entries)?.rule === starterRule ? starterRule : 'import/1',
    excludedPublishers: ledger.excludedPublishers,
    names: withoutPeople(ledger.names),
    sources: withoutPeople(sourcesFor(claims, ledger)),
    claims,
    leftOut,
  };
}

export const leftOutOf = (
  { number }: Claim,
  document: Pick<Document, 'id'>,
  reason: string,
  hidden = false,
): LeftOut => ({ claim: number, id: claimId(document, number), reason, hidden });

const said = ({ statement }: Claim, noun: string): string => statement.replace(/^The article/u, `The ${noun}`);

/** @returns a claim's words in the present text that may be shown, or why there are none */
function quotesIn(ledger: Ledger, { document, spansOf, withHidden = false }: ExportInput) {
  const placed = (claim: number): readonly Span[] =>
    (
      spansOf?.(claim) ??
      (ledger.places.get(claim) ?? []).flatMap(({ span, textSha256 }) =>
        textSha256 === undefined || textSha256 === document.sha256 ? [span] : [],
      )
    ).filter((span) => isIn(document.text, span));
  const withheld = withHidden ? [] : [...ledger.hidden].flatMap(placed);
  return ({ number }: Claim): readonly ExportedQuote[] | string => {
    if (!withHidden && ledger.hidden.has(number)) return 'hidden';
    const spans = placed(number);
    if (spans.length === 0) return 'its words are not in the present text';
    const shown = spans.filter((span) => withheld.every((other) => overlapOf(span, other) === 0));
    if (shown.length === 0) return 'its words hold those of a hidden claim';
    return shown.map(({ start, end }) => ({ start, end, text: document.text.slice(start, end) }));
  };
}

const isIn = (text: string, { start, end }: Span): boolean =>
  start < end && end <= text.length && !halvesPair(text, start) && !halvesPair(text, end);

const exportedClaim = (
  claim: Claim,
  ledger: Ledger,
  shown: Pick<ExportedClaim, 'hidden' | 'statement'>,
): Omit<ExportedClaim, 'quotes'> => ({
  claim,
  ...shown,
  standing: standingOf(ledger, claim.number),
  verdict: ledger.verdicts.get(claim.number),
  records: (ledger.evidence.get(claim.number) ?? []).flatMap((evidence) => {
    const source = ledger.sources.get(evidence.source);
    return source ? [{ evidence, source }] : [];
  }),
  replies: ledger.replies.get(claim.number) ?? [],
});

function hiddenReasons(entries: readonly Entry[]): Map<number, string> {
  return new Map(entries.flatMap(({ body }) => (body.kind === 'hidden' ? [[body.claim, body.reason]] : [])));
}

const starterRule = 'starter/1';

const headerOf = (entries: readonly Entry[]): Entry | undefined =>
  entries.findLast(({ body }) => body.kind === 'header');

function checkedOn(entries: readonly Entry[]): string | null {
  const header = headerOf(entries)?.body;
  return header?.kind === 'header' ? header.checked : (entries.at(-1)?.at.slice(0, 10) ?? null);
}

/** Without those that only claims which stay behind are checked against. */
function sourcesFor(claims: readonly ExportedClaim[], ledger: Ledger): Source[] {
  const used = new Set(claims.flatMap(({ records }) => records.map(({ source }) => source.id)));
  const usedByAny = new Set([...ledger.evidence.values()].flat().map(({ source }) => source));
  return [...ledger.sources.values()].filter(({ id }) => used.has(id) || !usedByAny.has(id));
}

/** The records that may be shown as evidence: somebody read them. */
export const shownRecords = ({ records }: ExportedClaim): ExportedClaim['records'] =>
  records.filter(({ evidence, source }) => evidence.read && source.read);

/** The day, month or year that a date of any precision begins with; null where it is none. */
export const dateOf = (date: string | null): string | null => /^\d{4}(?:-\d\d){0,2}/u.exec(date ?? '')?.[0] ?? null;

/** An address that a browser opens; null for any other. */
export const linkOf = (url: string | null): string | null =>
  url !== null && /^https?:\/\//iu.test(url) && URL.canParse(url) ? url : null;

/** A mention of somebody on Discord, as it stands in words that moderators wrote. */
const mention = /<@[!&]?\d+>/gu;

/** Every text within a value without mentions of people, and well-formed. */
export const withoutPeople = <T>(value: T): T =>
  eachText(value, (words) => words.toWellFormed().replace(mention, '@somebody'));

/** Also without the ledger's keys. */
export function cleanerFor(ledger: Ledger, document: Pick<Document, 'id'>): <T>(value: T) => T {
  const named = claimNamer(ledger, document);
  return (value) => eachText(withoutPeople(value), named);
}

function eachText<T>(value: T, change: (words: string) => string): T {
  const changed = (part: unknown): unknown => {
    if (typeof part === 'string') return change(part);
    if (Array.isArray(part)) return part.map(changed);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([name, own]) => [name, changed(own)]));
  };
  return changed(value) as T; // every string, list and plain object became one of the same shape
}
