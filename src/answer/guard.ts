import type { Document } from '../domain/document.ts';
import { InvariantError } from '../domain/errors.ts';
import { Quote } from '../domain/quote.ts';
import { contains } from '../domain/span.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { ReviewedFact } from '../ledger/reviewed-fact.ts';
import type { IndexedDocument } from '../retrieval/searchable.ts';
import type { Answer, Draft, Timings } from './answer.ts';
import { documentSays } from './document-says.ts';
import { messageOf, visibleLength } from './message.ts';
import { isQuoted, type Part, type Quoted, type QuotedPart } from './part.ts';
import { isWhole } from './pick-quotes.ts';
import type { Summary } from './summarise.ts';
import { shownTouches, touchesOf } from './touch-claims.ts';
import { isWithheld, type Withheld } from './withhold.ts';

/** Version of the checks below; shown with every answer. */
export const guardVersion = 'guard/1';
/** A message that shows more is shortened. */
export const maxVisibleCharacters = 1_200;

type Against = {
  readonly in: IndexedDocument | undefined;
  readonly ledger: Ledger;
  readonly withheld: Withheld;
};

/**
 * The only maker of an Answer. It trusts nobody: quotes are checked against the document, accusations carry their
 * standing, nothing withheld passes, a fact is never the document's own sentence, and the message fits.
 * @throws InvariantError where a draft breaks a promise: that is a bug, and no answer is better than such a one
 */
export function guard(draft: Draft, against: Against, timingsMs: Timings): Answer {
  check(draft, against);
  const fitted = shorten(draft, against);
  if (fitted !== draft) check(fitted, against);
  // The brand is given here and nowhere else.
  return Object.freeze({ ...fitted, timingsMs }) as Answer;
}

declare const guardedSummary: unique symbol;
/** A summary that `guardSummary` has passed: only guard.ts makes one, and nothing else is drawn. */
export type GuardedSummary = Summary & { readonly [guardedSummary]: true };

/**
 * Checks everything that a summary quotes and states, as `guard` does for an answer. It is drawn page by page, so that
 * nothing of it has to be shortened.
 * @throws InvariantError where it breaks a promise
 */
export function guardSummary(summary: Summary, against: Against): GuardedSummary {
  const { document, title, ofItself, sections, accused, unsupported, verified } = summary;
  const quoted = [
    title,
    ofItself,
    ...sections.flatMap(({ heading, points }) => [heading, ...points]),
    ...accused.flatMap(({ accusations }) => accusations.flatMap(({ quotes }) => quotes)),
    ...unsupported,
  ].filter((part) => part !== undefined);
  for (const part of quoted) checkQuote(part, document, against);
  for (const { fact } of verified) checkFact(fact, document);
  // The brand is given here and nowhere else.
  return Object.freeze({ ...summary }) as GuardedSummary;
}

function check(draft: Draft, against: Against): void {
  const quoted: readonly Quoted[] = [...draft.parts.filter(isQuoted), ...draft.more];
  for (const part of quoted) checkQuote(part, draft.document, against);
  for (const part of draft.parts) checkLane(part, draft);
}

function checkQuote(part: Quoted, document: Document | undefined, { in: indexed, ledger, withheld }: Against): void {
  if (!document || !indexed || indexed.document !== document || !part.quote.isFrom(document))
    throw new InvariantError('a quote comes from another document than the answer');
  if (part.quote.text !== document.text.slice(part.quote.start, part.quote.end))
    throw new InvariantError('a quote is not what stands in the document');
  if (isWithheld(part.quote, withheld)) throw new InvariantError('a quote overlaps a withheld span');
  const accusing = touchesOf(document, ledger, part.quote).filter((touch) => touch.accuses);
  if (accusing.some((touch) => !part.touches.some((own) => own.claim === touch.claim)))
    throw new InvariantError('a quote accuses without its claim');
  if (accusing.length > 0 && part.shown.length === 0)
    throw new InvariantError('an accusation is shown without a standing');
  if (part.shown.some((touch) => !contains(part.quote, touch.wording)))
    throw new InvariantError('the wording of a claim lies outside its quote');
}

function checkLane(part: Part, draft: Draft): void {
  if (part.kind === 'claim' && draft.outcome !== 'answered')
    throw new InvariantError('a claim in an answer that is none');
  if (part.kind === 'nearest' && draft.outcome !== 'not-addressed')
    throw new InvariantError('nearest passages beside an answer');
  if (part.kind === 'fact' && draft.document) checkFact(part.fact, draft.document);
}

function checkFact(fact: ReviewedFact, document: Document): void {
  if (documentSays(document, fact.text)) throw new InvariantError("a fact is the document's own sentence");
}

/**
 * Drops the last quotes until the message fits; where each answers a question of its own, the second fact goes before
 * them. A single one is cut after a sentence; where it is but one, the second fact goes, and then it is cut between words. A quote that was cut says so.
 */
function shorten(draft: Draft, against: Against): Draft {
  let fitted = draft;
  for (;;) {
    const over = visibleLength(messageOf(fitted)) - maxVisibleCharacters;
    const smaller = over > 0 ? smallerThan(fitted, over, against) : undefined;
    if (!smaller) return fitted;
    fitted = smaller;
  }
}

/** A draft that shows less; undefined where there is nothing to leave out. */
function smallerThan(draft: Draft, over: number, against: Against): Draft | undefined {
  const quoted = draft.parts.filter(isQuoted);
  const last = quoted.at(-1);
  if (!last || !against.in) return undefined;
  const facts = draft.parts.filter((part) => part.kind === 'fact');
  const withoutFact = (): Draft => ({ ...draft, parts: draft.parts.filter((part) => part !== facts.at(-1)) });
  if (quoted.length > 1)
    return facts.length > 1 && quoted.length <= (draft.questions ?? 1) ? withoutFact() : withoutQuote(draft, last);
  const sentenceEnd = against.in.outline.sentences.filter((sentence) => contains(last.quote, sentence)).at(-2)?.end;
  if (sentenceEnd !== undefined) return withQuoteCut(draft, last, sentenceEnd, against.in, against.ledger);
  if (facts.length > 1) return withoutFact();
  const words = against.in.document.text.slice(last.quote.start, last.quote.end - over);
  const wordEnd = words.search(/\s+\S*$/u);
  return wordEnd > 0 ? withQuoteCut(draft, last, last.quote.start + wordEnd, against.in, against.ledger) : undefined;
}

const withoutQuote = (draft: Draft, last: QuotedPart): Draft => ({
  ...draft,
  parts: draft.parts.filter((part) => part !== last),
  more: last.kind === 'claim' ? [last, ...draft.more] : draft.more,
});

const shortened = 'The quote is shortened; Check source shows all of it.';

function withQuoteCut(draft: Draft, last: QuotedPart, end: number, indexed: IndexedDocument, ledger: Ledger): Draft {
  const { document } = indexed;
  const quote = Quote.cut(document, last.quote.start, end);
  const touches = touchesOf(document, ledger, quote);
  const before = last.shown.map((touch) => touch.claim);
  const shown = touches.filter((touch) => touch.whole && before.includes(touch.claim));
  const smaller = {
    ...last,
    quote,
    part: !isWhole(quote, indexed),
    touches,
    shown: shown.length > 0 ? shown : shownTouches(touches, quote, before),
  };
  return {
    ...draft,
    notices: draft.notices.includes(shortened) ? draft.notices : [...draft.notices, shortened],
    parts: draft.parts.map((own) => (own === last ? smaller : own)),
  };
}
