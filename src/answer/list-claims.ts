import type { Claim, Standing } from '../domain/claim.ts';
import { claimId } from '../ledger/claim-id.ts';
import { type Ledger, standingOf } from '../ledger/ledger.ts';
import type { IndexedDocument } from '../retrieval/searchable.ts';
import { genreNoun } from './genre.ts';
import type { Quoted } from './part.ts';
import { quotedAt } from './pick-quotes.ts';
import { isWithheld, type Withheld } from './withhold.ts';

/** A claim as a list shows it: by its number, and its words only as quotes. */
export type ListedClaim = {
  readonly id: string;
  readonly number: number;
  readonly standing: Standing;
  readonly kind: string;
  readonly checkable: Claim['checkable'];
  readonly accuses: boolean;
  /** The places where the document makes it, the main one first; none of those that are withheld. */
  readonly quotes: readonly Quoted[];
};

/** The claims of a document's ledger that are not hidden, by number. */
export function listClaims(indexed: IndexedDocument, ledger: Ledger, withheld: Withheld): ListedClaim[] {
  const { document } = indexed;
  const shown = ledger.claims.filter(({ number }) => !ledger.hidden.has(number));
  return shown.map((claim) => ({
    id: claimId(document, claim.number),
    number: claim.number,
    standing: standingOf(ledger, claim.number),
    kind: claim.kind,
    checkable: claim.checkable,
    accuses: claim.accused.length > 0,
    quotes: quotesOf(claim, indexed, ledger, withheld),
  }));
}

/** The places where the document makes a claim, the main one first; none of those that are withheld. */
export function quotesOf(claim: Claim, indexed: IndexedDocument, ledger: Ledger, withheld: Withheld): Quoted[] {
  // Of the claims within these words, its own is the one that the quote is shown for.
  const own = { number: claim.number, score: 0, cosine: 0, coverage: 0, factCosine: 0, factCoverage: 0 };
  const speaker = genreNoun(indexed.document.facts.genre);
  return claim.spans
    .filter((span) => !isWithheld(span, withheld))
    .map((span) =>
      quotedAt(span, { in: indexed, ledger, withheld, nearest: [own], speaker, asked: [], holds: () => false }),
    );
}
