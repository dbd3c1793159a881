// Written by `npm run fit`, which says how; not to be edited by hand.

/** Weights and cuts that were fitted on the looked-at half of the golden questions. */
export const fitted = {
  version: 'fit/3bcb7601',
  /** What a passage's relevance is the weighted sum of, where a reader read it and where none did. */
  relevance: {
    read: {
      score: 0.145,
      gain: 0.245,
      heading: -0.756,
      headRow: -1.273,
      question: -1.011,
      coverage: 0.239,
      sentenceCoverage: 1.633,
      numbers: -1.593,
      names: -0.1,
      noQuantity: -0.392,
      noDate: -1.46,
      logit: 0.547,
    },
    unread: {
      score: 0.17,
      gain: 0.247,
      heading: -1.041,
      headRow: -1.548,
      question: -1.115,
      coverage: 1.173,
      sentenceCoverage: 1.712,
      numbers: -1.739,
      names: -0.291,
      noQuantity: -0.934,
      noDate: -1.88,
      logit: 0,
    },
  },
  /** A second and a third quote have to come within this of the first one's relevance. */
  margin: 0.75,
  /** score = a × score A + logit × the reader's logit; below `refuse` not addressed, below `uncertain` perhaps not. */
  answerable: {
    read: { a: 0.25, logit: 0.75, refuse: -2.3, uncertain: -1.8 },
    unread: { a: 1, logit: 0, refuse: -1.56, uncertain: -0.91 },
  },
} as const;
