import { overlapOf, type Span } from '../domain/span.ts';

/** Spans that no surface may show while they are looked at. Empty until the moderators' desk fills it. */
export type Withheld = readonly Span[];

/** Takes out, before ranking is used, everything that overlaps a withheld span. The one place where that is decided. */
export const withhold = <T extends Span>(passages: readonly T[], withheld: Withheld): T[] =>
  passages.filter((passage) => !isWithheld(passage, withheld));

export const isWithheld = (span: Span, withheld: Withheld): boolean =>
  withheld.some((hidden) => overlapOf(span, hidden) > 0);
