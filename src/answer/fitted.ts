// Written by `npm run fit`, which says how; not to be edited by hand.

/** Weights and cuts that were fitted on the looked-at half of the golden questions. */
export const fitted = {
  version: 'fit/672fb4f4',
  /** What a passage's relevance is the weighted sum of, where a reader read it and where none did. */
  relevance: {
    read: {
      score: 0.146,
      gain: 0.235,
      heading: -0.614,
      headRow: -0.99,
      question: -1.081,
      coverage: 0.334,
      sentenceCoverage: 1.54,
      numbers: -1.674,
      names: -0.181,
      noQuantity: -0.457,
      noDate: -1.324,
      logit: 0.305,
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
  margin: 0.85,
  /** score = a × score A (where read: its checks) + logit × the reader's logit; below `refuse` not addressed, below `uncertain` perhaps not. */
  answerable: {
    read: { a: 0.6, logit: 0.4, refuse: -1.37, uncertain: -0.96 },
    unread: { a: 1, logit: 0, refuse: -1.74, uncertain: -1.02 },
  },
} as const;
