import { encodeReceipt } from '../corpus/receipt.ts';
import type { Document } from '../domain/document.ts';
import { Quote } from '../domain/quote.ts';
import { lengthOf, overlapOf, type Span } from '../domain/span.ts';
import { claimId } from '../ledger/claim-id.ts';
import { type Ledger, listedNumber, shownEvidence, standingOf } from '../ledger/ledger.ts';
import { nameClaims } from '../ledger/name-claims.ts';
import type { IndexedDocument } from '../retrieval/searchable.ts';
import { genreNoun } from './genre.ts';
import { heading, small, text } from './lines.ts';
import { innerMarks, type Line, publisherName, quoteLines, standingWords } from './message.ts';
import { type PageAddress, placeOn } from './page-address.ts';
import type { Quoted } from './part.ts';
import { touchesOf } from './touch-claims.ts';
import { isWithheld, type Withheld } from './withhold.ts';

/** Something shown to one person beside an answer. Its quotes are cut like an answer's. */
export type Card = {
  readonly lines: readonly Line[];
  /** Where there is more than fits: this page, counted from 0, and how many there are. */
  readonly page: number;
  readonly pages: number;
};

export const single = (lines: readonly Line[]): Card => ({ lines, page: 0, pages: 1 });

export const withheldWords = '[withheld while it is reviewed]';

/** Characters of a paragraph that a card shows around a quote. */
const paragraphCharacters = 1_500;

/** A quote in its paragraph, with its place, how accusations around it stand, its receipt and the document's address. */
export function sourceCard(
  quoted: Quoted,
  indexed: IndexedDocument,
  ledger: Ledger,
  withheld: Withheld,
  page?: PageAddress,
): Card {
  const { document, outline } = indexed;
  const { facts } = document;
  const block = outline.blocks.find((candidate) => candidate.number === quoted.block);
  const receipt = encodeReceipt({
    revision: document.sha256,
    start: quoted.quote.start,
    length: lengthOf(quoted.quote),
  });
  const around = block && (block.start < quoted.quote.start || quoted.quote.end < block.end) ? block : undefined;
  return single([
    heading(`The ${genreNoun(facts.genre)} claims`),
    ...quoteLines(quoted),
    ...(around
      ? [text(`The paragraph it stands in (¶ ${quoted.block}):`), ...pieces(around, indexed, quoted, ledger, withheld)]
      : []),
    small(
      `characters ${quoted.quote.start}–${quoted.quote.end} (UTF-16) of ${document.id} · revision ${document.sha256.slice(0, 12)}`,
    ),
    { kind: 'small', runs: [{ text: 'receipt ' }, { code: receipt }] },
    ...(page ? [{ kind: 'small' as const, runs: [{ link: placeOn(page, quoted.quote), text: 'in its place' }] }] : []),
    ...(facts.url ? [{ kind: 'small' as const, runs: [{ link: facts.url, text: 'the published page' }] }] : []),
  ]);
}

/** A block's words, sentence by sentence around the quote as far as they fit, without what is withheld. */
function pieces(
  { start, end }: Span,
  indexed: IndexedDocument,
  quoted: Quoted,
  ledger: Ledger,
  withheld: Withheld,
): Line[] {
  const { document, outline } = indexed;
  const inside = outline.sentences.filter((sentence) => overlapOf(sentence, { start, end }) > 0);
  const centre = inside.findIndex((sentence) => overlapOf(sentence, quoted.quote) > 0);
  let from = Math.max(centre, 0);
  let to = from;
  const fits = (a: number, b: number): boolean => inside[b]!.end - inside[a]!.start <= paragraphCharacters;
  for (let grown = true; grown; ) {
    grown = false;
    if (from > 0 && fits(from - 1, to)) grown = from-- > 0;
    if (to + 1 < inside.length && fits(from, to + 1)) grown = ++to > 0;
  }
  const shown = inside.slice(from, to + 1);
  const lines = joinRuns(shown, withheld).flatMap((run): Line[] =>
    run === null
      ? [text(withheldWords)]
      : [
          { kind: 'quote', runs: [{ quote: Quote.cut(document, run.start, run.end) }] },
          ...accusationsIn(run, document, quoted, ledger),
        ],
  );
  const cut = from > 0 || to + 1 < inside.length;
  return cut ? [...lines, small('The paragraph is longer; this is the part around the quote.')] : lines;
}

/** More accusations than so many are counted: a card has no room for all of them. */
const accusationsNamed = 12;

/** How the accusing claims in a span stand that the quote's own line does not show; no line where there are none. */
function accusationsIn(span: Span, document: Document, quoted: Quoted, ledger: Ledger): Line[] {
  const others = touchesOf(document, ledger, span)
    .filter((touch) => touch.accuses && !quoted.shown.some((own) => own.claim === touch.claim))
    .map((touch) => `${claimId(document, touch.claim)}: ${standingWords[touch.standing]}`);
  const rest = others.length - accusationsNamed;
  const named = [...others.slice(0, accusationsNamed), ...(rest > 0 ? [`${rest} more`] : [])];
  return others.length > 0 ? [small(`Accusations in it · ${named.join(' · ')}`)] : [];
}

/** Neighbouring sentences as one span; null for each withheld one. */
function joinRuns(sentences: readonly Span[], withheld: Withheld): (Span | null)[] {
  const runs: (Span | null)[] = [];
  for (const sentence of sentences) {
    const last = runs.at(-1);
    if (isWithheld(sentence, withheld)) runs.push(null);
    else if (last) runs[runs.length - 1] = { start: last.start, end: sentence.end };
    else runs.push({ start: sentence.start, end: sentence.end });
  }
  return runs;
}

const recordsPerPage = 6;

/**
 * The records read for some claims, for and against, page by page. A record's own quote stands in « ».
 * @param options.withHidden for the desk: those of hidden claims too
 */
export function evidenceCard(
  claims: readonly number[],
  indexed: IndexedDocument,
  ledger: Ledger,
  page: number,
  { withHidden = false }: { readonly withHidden?: boolean } = {},
): Card {
  const isShown = (claim: number): boolean => withHidden || !ledger.hidden.has(listedNumber(ledger, claim));
  const records = claims
    .filter(isShown)
    .flatMap((claim) => shownEvidence(ledger, claim).map((record) => ({ claim, ...record })));
  if (records.length === 0) return single([text('No evidence is on record for what this answer shows: not checked.')]);
  const pages = Math.ceil(records.length / recordsPerPage);
  const at = Math.min(Math.max(0, page), pages - 1);
  const shown = records.slice(at * recordsPerPage, (at + 1) * recordsPerPage);
  const lines: Line[] = [];
  let claim: number | null = null;
  for (const record of shown) {
    if (record.claim !== claim) lines.push(...claimHeading(record.claim, indexed, ledger));
    claim = record.claim;
    lines.push(...recordLines(record));
  }
  if (pages > 1)
    lines.push(
      small(`Records ${at * recordsPerPage + 1} to ${at * recordsPerPage + shown.length} of ${records.length}`),
    );
  return { lines: [...lines, ...(ledger.origin ? [small(ledger.origin)] : [])], page: at, pages };
}

function claimHeading(claim: number, { document }: IndexedDocument, ledger: Ledger): Line[] {
  const verdict = ledger.verdicts.get(claim);
  return [
    heading(`${claimId(document, claim)} · ${standingWords[standingOf(ledger, claim)]}`),
    ...(verdict
      ? [
          text(innerMarks(nameClaims(verdict.reason, ledger, document))),
          small(innerMarks(`Decided by ${verdict.reviewed.by}, ${verdict.reviewed.at}`)),
        ]
      : []),
  ];
}

const stanceWords = { supports: 'for', refutes: 'against', context: 'context' } as const;

/** What a record says, and the link to it beneath. */
export function recordLines({ evidence, source }: ReturnType<typeof shownEvidence>[number]): Line[] {
  const title = source.title ?? source.describedAs;
  const about = `${publisherName(source)}, ${source.date ?? 'undated'} (${source.independence}), ${stanceWords[evidence.stance]}`;
  return [
    {
      kind: 'text',
      runs: [
        { text: about, strong: true },
        { text: `: ${innerMarks(evidence.paraphrase)}` },
        ...(evidence.quote ? [{ text: ` «${innerMarks(evidence.quote)}»` }] : []),
      ],
    },
    {
      kind: 'small',
      runs: source.url
        ? [{ link: source.url, text: innerMarks(title ?? 'the record') }]
        : [{ text: innerMarks(title ?? 'no address on record') }],
    },
  ];
}

/** More quotes for the same question, best first. */
export function moreQuotesCard(quotes: readonly Quoted[], noun: string, page?: PageAddress): Card {
  if (quotes.length === 0) return single([text('There are no further passages near this question.')]);
  return single([heading(`The ${noun} also claims`), ...quotes.flatMap((quoted) => quoteLines(quoted, page))]);
}

/** One sentence, for what can't be shown. */
export const sentenceCard = (sentence: string): Card => single([text(sentence)]);
