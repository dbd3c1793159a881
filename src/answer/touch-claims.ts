import type { Claim } from '../domain/claim.ts';
import type { Document } from '../domain/document.ts';
import { Quote } from '../domain/quote.ts';
import { contains, lengthOf, overlapOf, type Span } from '../domain/span.ts';
import { type Ledger, standingOf } from '../ledger/ledger.ts';
import type { Touch } from './part.ts';

/** A claim's wording beside its standing is cut to about this many code units, at a word. */
const wordingUnits = 62;

/** Every ledger claim that a span overlaps, in the ledger's order. */
export function touchesOf(document: Document, ledger: Ledger, span: Span): Touch[] {
  return ledger.claims.flatMap((claim) => {
    const overlaps = claim.spans.filter((own) => overlapOf(own, span) > 0);
    const widest = overlaps.sort((a, b) => overlapOf(b, span) - overlapOf(a, span))[0];
    if (!widest) return [];
    const shared = { start: Math.max(widest.start, span.start), end: Math.min(widest.end, span.end) };
    return [
      {
        claim: claim.number,
        span: shared,
        standing: standingOf(ledger, claim.number),
        accuses: claim.accused.length > 0,
        whole: claim.spans.some((own) => contains(span, own)),
        wording: wordingOf(document, claim, span, shared),
      },
    ];
  });
}

/** Claims that accuse one of the persons whom the ledger names. */
export const claimsAccusingPersons = (ledger: Ledger): ReadonlySet<number> => {
  const persons = ledger.names.filter((name) => name.kind === 'person').map((name) => name.canonical);
  const accuses = (claim: Claim): boolean => claim.accused.some((who) => persons.some((name) => who.startsWith(name)));
  return new Set(ledger.claims.filter(accuses).map((claim) => claim.number));
};

/**
 * The at most two touches that a message shows: claims that lie wholly in the quote, accusations cut short by it that
 * make up half of it and more of it than any whole accusation does (else the claim it holds most of); those nearest to the question
 * first, no standing twice, an accusing one before others of the same standing.
 */
export function shownTouches(touches: readonly Touch[], quote: Span, nearest: readonly number[]): Touch[] {
  const whole = touches.filter((touch) => touch.whole);
  const accusing = touches.filter((touch) => touch.accuses);
  const most = [...(accusing.length > 0 ? accusing : touches)].sort((a, b) => lengthOf(b.span) - lengthOf(a.span));
  const widest = Math.max(0, ...whole.filter((touch) => touch.accuses).map((touch) => lengthOf(touch.span)));
  const half = accusing.filter(
    (touch) => !touch.whole && lengthOf(touch.span) > widest && lengthOf(touch.span) >= lengthOf(quote) / 2,
  );
  const pool = whole.length + half.length > 0 ? [...whole, ...half] : most.slice(0, 1);
  const place = (touch: Touch): number => {
    const at = nearest.indexOf(touch.claim);
    return at === -1 ? nearest.length : at;
  };
  const ordered = [...pool].sort((a, b) => place(a) - place(b));
  const shown: Touch[] = [];
  for (const touch of [...ordered.filter((t) => t.accuses).slice(0, 1), ...ordered])
    if (shown.length < 2 && !shown.some((other) => other.standing === touch.standing)) shown.push(touch);
  return shown.sort((a, b) => a.span.start - b.span.start);
}

/** The shortest wording of the claim that stands in the quote, cut to a few words. */
function wordingOf(document: Document, claim: Claim, span: Span, shared: Span): Quote {
  const quote = document.text.slice(span.start, span.end);
  const inside = claim.spans
    .map((own) => ({ length: lengthOf(own), at: quote.indexOf(document.text.slice(own.start, own.end)) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.length - b.length)[0];
  const start = inside ? span.start + inside.at : shared.start;
  const end = inside ? start + inside.length : shared.end;
  if (end - start <= wordingUnits) return Quote.cut(document, start, end);
  const cut = document.text.slice(start, start + wordingUnits + 1).search(/\s\S*$/u);
  return cut > 0 ? Quote.cut(document, start, start + cut) : Quote.cut(document, start, end);
}
