// Written by `npm run fit`, which says how; not to be edited by hand.

/** Weights and cuts that were fitted on the looked-at half of the golden questions. */
export const fitted = {
  version: 'fit/d1946e4b',
  /** What a passage's relevance is the weighted sum of, where a reader read it and where none did. */
  relevance: {
    read: {
      score: 0.105,
      gain: 0.242,
      heading: -0.782,
      headRow: -0.872,
      question: -0.603,
      coverage: 0.896,
      sentenceCoverage: 1.683,
      numbers: -1.864,
      names: -0.097,
      noQuantity: -0.476,
      noDate: -0.554,
      logit: 0.226,
    },
    unread: {
      score: 0.114,
      gain: 0.252,
      heading: -1.036,
      headRow: -1.263,
      question: -0.794,
      coverage: 1.629,
      sentenceCoverage: 1.96,
      numbers: -1.88,
      names: -0.167,
      noQuantity: -0.697,
      noDate: -1.251,
      logit: 0,
    },
  },
  /** A second and a third quote have to come within this of the first one's relevance. */
  margin: 0.6,
  /** Source: answerability.ts. Below `refuse` not addressed, below `uncertain` perhaps not. */
  answerable: {
    read: {
      weights: { checks: 2.5, lead: 0.271, nearness: 16.842, far: -25.317, unknown: 0.176, logit: 1.076 },
      refuse: 9.31,
      uncertain: 10.24,
    },
    unread: {
      weights: { checks: 1, lead: 0, nearness: 38.135, far: 0, unknown: 0, logit: 0 },
      refuse: 30.51,
      uncertain: 30.83,
    },
  },
} as const;
