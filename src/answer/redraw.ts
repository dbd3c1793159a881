import type { ShownAnswer } from '../domain/shown-answer.ts';
import type { Draft } from './answer.ts';
import { asInOverviews } from './draft-summary.ts';
import type { Part, Quoted, Reason } from './part.ts';
import { quotedAt, type Surroundings } from './pick-quotes.ts';
import { shownTouches } from './touch-claims.ts';
import { isWithheld } from './withhold.ts';

/** As many facts as an answer states. */
const factsStated = 2;

/**
 * A shown answer as things stand now: the same quotes, but for those that are withheld, with the standings that their
 * claims have now, and the facts of then as they are now. Its question was never stored.
 * @param summary the document's summary as it would be drawn now, where a summary was shown
 */
export function redraw(shown: ShownAnswer, around: Surroundings, summary: Draft | undefined): Draft {
  const quotes = drawnQuotes(shown, around);
  if (summary) return { ...summary, parts: summary.parts.flatMap(withQuotes(quotes)), more: [] };
  const answered = shown.outcome === 'answered';
  const { document } = around.in;
  const facts = factsOf(shown, around);
  return {
    question: '',
    outcome: answered ? 'answered' : 'not-addressed',
    reason: (shown.reason ?? undefined) as Reason | undefined, // shownOf wrote it from a Reason
    language: document.facts.language,
    notices: [],
    document,
    ledgerOrigin: around.ledger.origin,
    kind: 'answer',
    parts: [
      ...(answered ? [] : [{ kind: 'not-addressed', explanation: '' } as const]),
      ...quotes.map((quoted): Part => ({ kind: answered ? 'claim' : 'nearest', ...quoted })),
      ...(facts.length > 0 ? facts : [{ kind: 'not-checked' } as const]),
    ],
    more: furtherQuotes(shown, around),
  };
}

/** The quotes that a shown answer's message holds, but for those that are withheld. */
export const drawnQuotes = (shown: ShownAnswer, around: Surroundings): Quoted[] =>
  quotesIn(shown, around, 0, shown.shown);

/** The quotes behind More quotes, but for those that are withheld. */
export const furtherQuotes = (shown: ShownAnswer, around: Surroundings): Quoted[] =>
  quotesIn(shown, around, shown.shown, shown.spans.length);

function quotesIn(shown: ShownAnswer, around: Surroundings, from: number, to: number): Quoted[] {
  const named = shown.claims.filter(({ beside }) => !beside).map(({ number }) => number);
  return shown.spans
    .slice(from, to)
    .filter((span) => !isWithheld(span, around.withheld))
    .map((span) => {
      const quoted = quotedAt(span, around);
      // the question that chose among its claims is gone, so those named at first stay named
      const touches = { ...quoted, shown: shownTouches(quoted.touches, quoted.quote, named) };
      return shown.kind === 'summary' ? asInOverviews(touches, around.in) : touches;
    });
}

/** The facts stated at first, then those of claims that were corrected since. */
function factsOf(shown: ShownAnswer, { ledger }: Surroundings): Part[] {
  const claims = new Set([...shown.facts, ...shown.corrections.map(({ claim }) => claim)]);
  return [...claims]
    .map((claim) => ledger.merged.get(claim) ?? claim)
    .filter((claim, at, all) => all.indexOf(claim) === at && !ledger.hidden.has(claim))
    .flatMap((claim): Part[] => {
      const fact = ledger.facts.get(claim);
      return fact ? [{ kind: 'fact', fact }] : [];
    })
    .slice(0, factsStated);
}

/** Puts the quotes that were shown where a summary of today has the first of its own. */
function withQuotes(quotes: readonly Quoted[]): (part: Part, at: number, all: readonly Part[]) => Part[] {
  return (part, at, all) => {
    if (part.kind !== 'claim') return [part];
    const isFirst = all.findIndex(({ kind }) => kind === 'claim') === at;
    return isFirst ? quotes.map((quoted): Part => ({ kind: 'claim', ...quoted })) : [];
  };
}
