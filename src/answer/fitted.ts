// Written by `npm run fit`, which says how; not to be edited by hand.

/** Weights and cuts that were fitted on the looked-at half of the golden questions. */
export const fitted = {
  version: 'fit/3c28946d',
  /** What a passage's relevance is the weighted sum of, where a reader read it and where none did. */
  relevance: {
    read: {
      score: 0.106,
      gain: 0.244,
      heading: -0.813,
      headRow: -0.866,
      question: -0.96,
      coverage: 0.942,
      sentenceCoverage: 1.693,
      numbers: -1.857,
      names: -0.235,
      noQuantity: -0.469,
      noDate: -0.552,
      logit: 0.226,
    },
    unread: {
      score: 0.12,
      gain: 0.253,
      heading: -1.075,
      headRow: -1.244,
      question: -1.138,
      coverage: 1.706,
      sentenceCoverage: 1.883,
      numbers: -1.883,
      names: -0.312,
      noQuantity: -0.671,
      noDate: -1.237,
      logit: 0,
    },
  },
  /** A second and a third quote have to come within this of the first one's relevance. */
  margin: 0.8,
  /** Source: answerability.ts. Below `refuse` not addressed, below `uncertain` perhaps not. */
  answerable: {
    read: { a: 0.7, logit: 0.3, far: { from: 0.75, slope: 40 }, refuse: -1.42, uncertain: -0.94 },
    unread: { a: 1, logit: 0, far: { from: 1.1, slope: 80 }, refuse: -23.45, uncertain: -23.04 },
  },
} as const;
