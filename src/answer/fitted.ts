// Written by `npm run fit`, which says how; not to be edited by hand.

/** Weights and cuts that were fitted on the looked-at half of the golden questions. */
export const fitted = {
  version: 'fit/9aef7177',
  /** What a passage's relevance is the weighted sum of, where a reader read it and where none did. */
  relevance: {
    read: {
      score: 0.156,
      gain: 0.244,
      heading: -0.726,
      headRow: -1.26,
      question: -1.156,
      coverage: 0.577,
      sentenceCoverage: 1.474,
      numbers: -1.609,
      names: -0.135,
      noQuantity: -0.365,
      noDate: -1.473,
      logit: 0.604,
    },
    unread: {
      score: 0.188,
      gain: 0.249,
      heading: -1.02,
      headRow: -1.545,
      question: -1.308,
      coverage: 1.792,
      sentenceCoverage: 1.641,
      numbers: -1.78,
      names: -0.307,
      noQuantity: -0.931,
      noDate: -1.922,
      logit: 0,
    },
  },
  /** A second and a third quote have to come within this of the first one's relevance. */
  margin: 1,
  /** score = a × score A + logit × the reader's logit; below `refuse` not addressed, below `uncertain` perhaps not. */
  answerable: {
    read: { a: 0.25, logit: 0.75, refuse: -2.29, uncertain: -1.8 },
    unread: { a: 1, logit: 0, refuse: -1.56, uncertain: -0.91 },
  },
} as const;
