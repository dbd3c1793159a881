// Written by `npm run fit`, which says how; not to be edited by hand.

/** Weights and cuts that were fitted on the looked-at half of the golden questions. */
export const fitted = {
  version: 'fit/344d722b',
  /** What a passage's relevance is the weighted sum of, where a reader read it and where none did. */
  relevance: {
    read: {
      score: 0.14,
      gain: 0.234,
      heading: -0.615,
      headRow: -1.066,
      question: -1.25,
      coverage: 0.145,
      sentenceCoverage: 1.582,
      numbers: -1.673,
      names: -0.097,
      noQuantity: -0.335,
      noDate: -1.335,
      logit: 0.348,
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
  margin: 0.8,
  /** score = a × score A + logit × the reader's logit; below `refuse` not addressed, below `uncertain` perhaps not. */
  answerable: {
    read: { a: 0.6, logit: 0.4, refuse: -1.46, uncertain: -0.69 },
    unread: { a: 1, logit: 0, refuse: -1.68, uncertain: -1 },
  },
} as const;
