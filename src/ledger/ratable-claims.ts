import type { Verdict } from '../domain/claim.ts';
import type { ExportedClaim, LeftOut } from './export-view.ts';

/** A claim whose verdict says how true it is. */
export type RatableClaim = ExportedClaim & { readonly verdict: Verdict };

/** The claims that formats made for fact checks can hold; opinions and what nobody has checked stay out, with the reason. */
export function ratable(claims: readonly ExportedClaim[]): {
  readonly rated: readonly RatableClaim[];
  readonly leftOut: readonly LeftOut[];
} {
  const rated: RatableClaim[] = [];
  const leftOut: LeftOut[] = [];
  for (const exported of claims) {
    const { claim, verdict } = exported;
    if (!verdict) leftOut.push({ claim: claim.number, reason: 'not checked' });
    else if (verdict.label === 'opinion')
      leftOut.push({ claim: claim.number, reason: 'an opinion, which has no rating' });
    else rated.push({ ...exported, verdict });
  }
  return { rated, leftOut };
}
