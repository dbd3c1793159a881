import type { Standing } from '../domain/claim.ts';

/** Beside each colour a sign, so that nothing is told by colour alone. In the order of the filter and the strip. */
export const standingSigns: Readonly<Record<Standing, string>> = {
  supported: '✓',
  refuted: '✗',
  conflicting: '≠',
  'not-enough-evidence': '?',
  opinion: '○',
  'not-checked': '–',
};

export const standings = Object.keys(standingSigns) as Standing[]; // as: the keys of a record of all standings
