import { InvariantError } from '../domain/errors.ts';
import { Quote } from '../domain/quote.ts';
import { contains, overlapOf } from '../domain/span.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { IndexedDocument } from '../retrieval/searchable.ts';
import type { Answer, Draft, Timings } from './answer.ts';
import { messageOf, visibleLength } from './message.ts';
import { isQuoted, type Part, type Quoted, type QuotedPart } from './part.ts';
import { touchesOf } from './touch-claims.ts';
import { isWithheld, type Withheld } from './withhold.ts';

/** Version of the checks below; shown with every answer. */
export const guardVersion = 'guard/1';
/** A message that shows more is shortened. */
export const maxVisibleCharacters = 1_200;

/**
 * The only maker of an Answer. It trusts nobody: quotes are checked against the document, accusations carry their
 * standing, nothing withheld passes, a fact is never the document's own sentence, and the message fits.
 * @throws InvariantError where a draft breaks a promise: that is a bug, and no answer is better than such a one
 */
export function guard(
  draft: Draft,
  against: { readonly in: IndexedDocument | undefined; readonly ledger: Ledger; readonly withheld: Withheld },
  timingsMs: Timings,
): Answer {
  const quoted: readonly Quoted[] = [...draft.parts.filter(isQuoted), ...draft.more];
  for (const part of quoted) checkQuote(part, draft, against);
  for (const part of draft.parts) checkLane(part, draft);
  const fitted = shorten(draft, against.in);
  // The brand is given here and nowhere else.
  return Object.freeze({ ...fitted, timingsMs }) as Answer;
}

function checkQuote(
  part: Quoted,
  draft: Draft,
  { in: indexed, ledger, withheld }: { in: IndexedDocument | undefined; ledger: Ledger; withheld: Withheld },
): void {
  const { document } = draft;
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
  if (part.kind === 'fact' && draft.document?.text.includes(part.fact.text))
    throw new InvariantError("a fact is the document's own sentence");
}

/** Drops the last quotes until the message fits; a single one that is too long is cut after a sentence, and it says so. */
function shorten(draft: Draft, indexed: IndexedDocument | undefined): Draft {
  let fitted = draft;
  while (visibleLength(messageOf(fitted)) > maxVisibleCharacters) {
    const quoted = fitted.parts.filter(isQuoted);
    const last = quoted.at(-1);
    if (!last) return fitted;
    const smaller = quoted.length > 1 ? withoutQuote(fitted, last) : indexed && withShorterQuote(fitted, last, indexed);
    if (!smaller) return fitted;
    fitted = smaller;
  }
  return fitted;
}

const withoutQuote = (draft: Draft, last: QuotedPart): Draft => ({
  ...draft,
  parts: draft.parts.filter((part) => part !== last),
  more: last.kind === 'claim' ? [last, ...draft.more] : draft.more,
});

const shortened = 'The quote is shortened after a sentence; Check source shows all of it.';

function withShorterQuote(draft: Draft, last: QuotedPart, { document, outline }: IndexedDocument): Draft | undefined {
  const kept = outline.sentences.filter((sentence) => contains(last.quote, sentence)).at(-2);
  if (!kept) return undefined;
  const quote = Quote.cut(document, last.quote.start, kept.end);
  const touches = last.touches.filter((touch) => overlapOf(touch.span, quote) > 0 && contains(quote, touch.wording));
  const shown = touches.filter((touch) => last.shown.includes(touch));
  const smaller = { ...last, quote, touches, shown: shown.length > 0 ? shown : touches.slice(0, 2) };
  return {
    ...draft,
    notices: draft.notices.includes(shortened) ? draft.notices : [...draft.notices, shortened],
    parts: draft.parts.map((part) => (part === last ? smaller : part)),
  };
}
