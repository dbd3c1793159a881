import { overlapOf, type Span } from '../domain/span.ts';
import type { Ledger } from '../ledger/ledger.ts';

/** Spans that no surface may show while they are looked at: those of the claims that the moderators' desk hides. */
export type Withheld = readonly Span[];

/** Takes out, before ranking is used, everything that overlaps a withheld span. The one place where that is decided. */
export const withhold = <T extends Span>(passages: readonly T[], withheld: Withheld): T[] =>
  passages.filter((passage) => !isWithheld(passage, withheld));

export const isWithheld = (span: Span, withheld: Withheld): boolean =>
  withheld.some((hidden) => overlapOf(span, hidden) > 0);

/** What a ledger withholds: every place of each hidden claim, also where its checks are not used. */
export const withheldOf = ({ withheld }: Pick<Ledger, 'withheld'>): Withheld => withheld;
