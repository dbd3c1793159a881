// Written by `npm run fit`, which says how; not to be edited by hand.

/** Weights and cuts that were fitted on the looked-at half of the golden questions. */
export const fitted = {
  version: 'fit/578dbf4c',
  /** What a passage's relevance is the weighted sum of, where a reader read it and where none did. */
  relevance: {
    read: {
      score: 0.145,
      gain: 0.237,
      heading: -0.608,
      headRow: -0.906,
      question: -1.012,
      coverage: 0.297,
      sentenceCoverage: 1.62,
      numbers: -1.733,
      names: -0.204,
      noQuantity: -0.56,
      noDate: -1.167,
      logit: 0.309,
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
  margin: 0.95,
  /** score = a × score A (where read: what is against the passage) + logit × the reader's logit; below `refuse` not addressed, below `uncertain` perhaps not. */
  answerable: {
    read: { a: 0.75, logit: 0.25, refuse: -1.05, uncertain: -0.73 },
    unread: { a: 1, logit: 0, refuse: -1.26, uncertain: -0.91 },
  },
} as const;
