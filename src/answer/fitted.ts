// Written by `npm run fit`, which says how; not to be edited by hand.

/** Weights and cuts that were fitted on the looked-at half of the golden questions. */
export const fitted = {
  version: 'fit/8ca25a9a',
  /** What a passage's relevance is the weighted sum of, where a reader read it and where none did. */
  relevance: {
    read: {
      score: 0.105,
      gain: 0.238,
      heading: -0.714,
      headRow: -0.864,
      question: -0.589,
      coverage: 0.87,
      sentenceCoverage: 1.665,
      numbers: -1.864,
      names: -0.097,
      noQuantity: -0.476,
      noDate: -0.538,
      logit: 0.233,
    },
    unread: {
      score: 0.115,
      gain: 0.25,
      heading: -1.033,
      headRow: -1.264,
      question: -0.787,
      coverage: 1.604,
      sentenceCoverage: 1.939,
      numbers: -1.881,
      names: -0.169,
      noQuantity: -0.702,
      noDate: -1.255,
      logit: 0,
    },
  },
  /** A second and a third quote have to come within this of the first one's relevance. */
  margin: 0.55,
  /** Source: answerability.ts. Below `refuse` not addressed, below `uncertain` perhaps not. */
  answerable: {
    read: {
      weights: { checks: 2.5, lead: 0.232, nearness: 15.803, far: -25.08, logit: 1.12 },
      refuse: 8.08,
      uncertain: 8.92,
    },
    unread: {
      weights: { checks: 1, lead: 0, nearness: 38.135, far: 0, logit: 0 },
      refuse: 30.51,
      uncertain: 30.83,
    },
  },
} as const;
