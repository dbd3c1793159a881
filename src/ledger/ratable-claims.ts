import type { Verdict } from '../domain/claim.ts';
import { type ExportedClaim, type ExportView, type LeftOut, leftOutOf } from './export-view.ts';

/** A claim whose verdict says how true it is. */
export type RatableClaim = ExportedClaim & { readonly verdict: Verdict };

/** The claims that formats made for fact checks can hold; opinions and what nobody has checked stay out, with the reason. */
export function ratable({ claims, document }: Pick<ExportView, 'claims' | 'document'>): {
  readonly rated: readonly RatableClaim[];
  readonly leftOut: readonly LeftOut[];
} {
  const rated: RatableClaim[] = [];
  const leftOut: LeftOut[] = [];
  for (const exported of claims) {
    const { claim, verdict } = exported;
    if (verdict && verdict.label !== 'opinion') rated.push({ ...exported, verdict });
    else leftOut.push(leftOutOf(claim, document, verdict ? 'an opinion, which has no rating' : 'not checked'));
  }
  return { rated, leftOut };
}
