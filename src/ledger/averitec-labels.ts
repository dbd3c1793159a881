import type { Label } from '../domain/claim.ts';

/**
 * The labels as AVeriTeC writes them, and the one beside them, opinion.
 * Source: Schlichtkrull et al. 2023, https://github.com/MichSchli/AVeriTeC
 */
export const averitecLabels: Readonly<Record<Label, string>> = {
  supported: 'Supported',
  refuted: 'Refuted',
  'not-enough-evidence': 'Not Enough Evidence',
  conflicting: 'Conflicting Evidence/Cherrypicking',
  opinion: 'Opinion - not checkable',
};
