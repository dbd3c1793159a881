import { randomBytes } from 'node:crypto';
import { parseReceipt } from '../corpus/receipt.ts';
import type { Claim } from '../domain/claim.ts';
import type { Document, DocumentFacts } from '../domain/document.ts';
import { InputError } from '../domain/errors.ts';
import type { ShownAnswer } from '../domain/shown-answer.ts';
import { halvesPair, overlapOf, type Span } from '../domain/span.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Library } from '../library/library.ts';
import type { IndexedDocument } from '../retrieval/searchable.ts';
import { rules } from './answer-json.ts';
import { type Card, sentenceCard, single, sourceCard } from './cards.ts';
import { type ClaimView, claimsCard } from './claim-card.ts';
import { type ClaimFilter, type ClaimRow, claimRows, filterClaims, rowName, rowNotes } from './claim-rows.ts';
import { withoutOwnWords } from './document-says.ts';
import { genreNoun } from './genre.ts';
import { heading, text } from './lines.ts';
import { noDocuments } from './no-documents.ts';
import { quotedAt } from './pick-quotes.ts';
import type { PlacedLedger } from './place-claims.ts';
import { isWithheld, type Withheld, withheldOf } from './withhold.ts';

/** A document that can be asked on a server, with what is known of it there. */
export type OpenDocument = {
  readonly in: IndexedDocument;
  readonly facts: DocumentFacts;
  readonly ledger: Ledger;
  readonly withheld: Withheld;
  /** Claims whose words are not found any more. */
  readonly orphans: ReadonlySet<number>;
};

/** A span of a document that can be asked. */
export type OpenSpan = { readonly open: OpenDocument; readonly span: Span };

const rowsPerPage = 8;

/** Documents and their claims as the moderators' desk looks at them. What a server can't ask, it can't open. */
export class ClaimScreens {
  constructor(
    private readonly parts: {
      readonly library: Library;
      /** What is known on a server of a document's claims, each where it stands in this revision. */
      readonly placed: (document: Document, server: string) => Promise<PlacedLedger>;
    },
  ) {}

  /** The documents that can be asked on a server, in the order they were added. */
  async documents(server: string): Promise<readonly DocumentFacts[]> {
    return (await this.parts.library.documents(server)).map(({ facts }) => facts);
  }

  /** A document by its id, the first where none is named. @throws InputError where there is none */
  async openNamed(server: string, id?: string): Promise<OpenDocument> {
    const open = await this.open(server, (facts) => id === undefined || facts.id === id);
    if (open) return open;
    throw new InputError(id === undefined ? noDocuments : 'There is no such document here. Pick one from the list.');
  }

  /** The last document that fits, because a server's own outrank everybody's; without an id the first. */
  async open(server: string, fits: (facts: DocumentFacts) => boolean): Promise<OpenDocument | undefined> {
    const library = await this.parts.library.searchable(server);
    const fitting = library?.documents.filter(({ document }) => fits(document.facts)) ?? [];
    const found = fitting.every(({ document }) => document.id === fitting[0]?.document.id)
      ? fitting.at(-1)
      : fitting[0];
    return found && this.#opened(server, found);
  }

  async #opened(server: string, indexed: IndexedDocument): Promise<OpenDocument> {
    const { facts } = indexed.document;
    const placed = await this.parts.placed(indexed.document, server);
    const { orphans } = placed;
    const ledger = withoutOwnWords(placed.ledger, indexed.document);
    return { in: indexed, facts, ledger, withheld: withheldOf(ledger), orphans };
  }

  /** The document of a shown answer, where it is still as it was shown. */
  async openShown(shown: ShownAnswer): Promise<OpenDocument | undefined> {
    const open = await this.open(
      shown.server,
      ({ id, owner }) => id === shown.documentId && owner === shown.documentOwner,
    );
    return open?.in.document.sha256 === shown.revision ? open : undefined;
  }

  /** What a receipt stands for; undefined where that can't be asked here or is withheld. */
  async atReceipt(server: string, code: string): Promise<OpenSpan | undefined> {
    const place = parseReceipt(code);
    const library = place && (await this.parts.library.searchable(server));
    const found = library?.documents.find(({ document }) => document.sha256.startsWith(place?.revisionPrefix ?? '-'));
    if (!place || !found) return undefined;
    const open = await this.#opened(server, found);
    const span = { start: place.start, end: place.start + place.length };
    return isQuotable(open, span) ? { open, span } : undefined;
  }
}

/** Whether a span can be shown as a quote: within the text, not of spaces alone, not withheld. */
export function isQuotable({ in: { document }, withheld }: OpenDocument, { start, end }: Span): boolean {
  const { text: words } = document;
  const inside = Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start < end && end <= words.length;
  if (!inside || [start, end].some((at) => halvesPair(words, at))) return false;
  return /\S/u.test(words.slice(start, end)) && !isWithheld({ start, end }, withheld);
}

/** A listed claim; the one it was merged into, where it was. */
export function claimOf({ ledger }: OpenDocument, number: number): Claim | undefined {
  const listed = ledger.merged.get(number) ?? number;
  return ledger.claims.find((claim) => claim.number === listed);
}

export const viewOf = (open: OpenDocument, claim: Claim, forDesk: boolean): ClaimView => ({
  claim,
  in: open.in,
  ledger: open.ledger,
  withheld: open.withheld,
  orphaned: claim.spans.length === 0,
  forDesk,
});

/** A document's claims that fit, those to be looked at first before others. Hidden ones are for the desk alone. */
export const rowsOf = (open: OpenDocument, filter: ClaimFilter, forDesk: boolean): ClaimRow[] =>
  filterClaims(claimRows(open.in, open.ledger, open.orphans), filter).filter(({ hidden }) => forDesk || !hidden);

/** A page of a document's claims, and which they are. */
export function listCard(
  open: OpenDocument,
  rows: readonly ClaimRow[],
  page: number,
  forDesk: boolean,
): { card: Card; shown: readonly ClaimRow[] } {
  const pages = Math.max(1, Math.ceil(rows.length / rowsPerPage));
  const at = Math.min(Math.max(0, page), pages - 1);
  const shown = rows.slice(at * rowsPerPage, (at + 1) * rowsPerPage);
  const views = shown.flatMap((row) => {
    const claim = claimOf(open, row.number);
    return claim ? [{ name: rowName(row), notes: rowNotes(row), view: viewOf(open, claim, forDesk) }] : [];
  });
  const title = `The ${genreNoun(open.facts.genre)} claims`;
  return { card: claimsCard(title, views, { page: at, pages, total: rows.length }), shown };
}

/** A span as a quote in its paragraph. */
export function spanCard(open: OpenDocument, span: Span): Card {
  if (!isQuotable(open, span)) return sentenceCard('These words can’t be shown now.');
  return sourceCard(quotedIn(open, span), open.in, open.ledger, open.withheld);
}

const quotedIn = (open: OpenDocument, span: Span) =>
  quotedAt(span, {
    in: open.in,
    ledger: open.ledger,
    withheld: open.withheld,
    nearest: [],
    speaker: genreNoun(open.facts.genre),
    asked: [],
    holds: () => false,
  });

/** Claims that are on record already, as quotes with their standing. */
export function alikeCard(open: OpenDocument, numbers: readonly number[], forDesk: boolean): Card {
  const rows = rowsOf(open, {}, forDesk).filter(({ number }) => numbers.includes(number));
  const inOrder = numbers.flatMap((number) => rows.filter((row) => row.number === number));
  const { card } = listCard(open, inOrder, 0, forDesk);
  return single([
    heading('On record already'),
    text(
      'These claims are at the same words or say much the same. Look at them first, so that nothing is filed twice.',
    ),
    ...card.lines.slice(1, -1),
  ]);
}

/**
 * The place of some words of a document as people paste them: in the paragraph of `near` first, then anywhere if they
 * stand there only once. They may go beyond a sentence.
 */
export function findWords({ in: { document, outline } }: OpenDocument, words: string, near: Span): Span | undefined {
  const wanted = words.trim();
  if (wanted === '') return undefined;
  const around = outline.blocks.filter((block) => overlapOf(block, near) > 0);
  const from = Math.min(near.start, ...around.map(({ start }) => start));
  const to = Math.max(near.end, ...around.map(({ end }) => end));
  const inParagraph = document.text.slice(from, to).indexOf(wanted);
  if (inParagraph >= 0) return { start: from + inParagraph, end: from + inParagraph + wanted.length };
  const first = document.text.indexOf(wanted);
  if (first < 0 || document.text.indexOf(wanted, first + 1) >= 0) return undefined;
  return { start: first, end: first + wanted.length };
}

/** Passages as a shown answer that nobody was shown: so a passage can wait in the queue as an answer does. */
export function shownPassage(
  { in: { document } }: OpenDocument,
  spans: readonly Span[],
  { server, locale, at }: { readonly server: string; readonly locale: string | null; readonly at: Date },
): ShownAnswer {
  return {
    id: randomBytes(16).toString('base64url'),
    server,
    channel: null,
    message: null,
    documentOwner: document.facts.owner,
    documentId: document.id,
    revision: document.sha256,
    spans: spans.map(({ start, end }) => ({ start, end })),
    shown: spans.length,
    claims: [],
    corrections: [],
    facts: [],
    kind: 'answer',
    outcome: 'answered',
    reason: null,
    locale,
    rules,
    at: at.toISOString(),
    expiresAt: null,
  };
}
