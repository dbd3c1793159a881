import type { Ledger } from '../ledger/ledger.ts';
import type { ReviewedFact } from '../ledger/reviewed-fact.ts';
import type { Quoted } from './part.ts';
import type { RelevantClaim } from './relevant-claims.ts';

/** Facts of claims within this of the nearest claim's score. Fitted on the test questions. */
const factMargin = 1.2;
/** A claim is about the question where it is this near by meaning, or less near but shares this much of its words. */
const nearCosine = 0.79;
const leastCosine = 0.735;
const leastCoverage = 0.25;
export const factsShown = 2;

/**
 * The at most two facts that belong to a question: the nearest claim's; then those of claims that a quote shows, where
 * they are near too or the quote is that claim's own words.
 * @param allowed a last check on the fact's own words
 */
export function pickFacts(
  nearest: readonly RelevantClaim[],
  ledger: Ledger,
  quotes: readonly Quoted[],
  allowed: (fact: ReviewedFact) => boolean,
): ReviewedFact[] {
  const top = nearest[0]?.score ?? 0;
  const near = nearest.filter((claim) => claim.score >= top - factMargin && isNear(claim)).map((claim) => claim.number);
  const shown = quotes.flatMap((quoted) =>
    quoted.shown.filter((touch) => quoted.part || near.includes(touch.claim)).map((touch) => touch.claim),
  );
  if (near.length === 0) return [];
  const facts = (claims: readonly number[]): ReviewedFact[] =>
    claims.flatMap((claim) => ledger.facts.get(claim) ?? []).filter(allowed);
  return [...new Set([...facts(near).slice(0, 1), ...facts(shown)])].slice(0, factsShown);
}

const isNear = (claim: RelevantClaim): boolean => {
  const cosine = Math.max(claim.cosine, claim.factCosine);
  return cosine >= nearCosine || (cosine >= leastCosine && claim.coverage >= leastCoverage);
};
