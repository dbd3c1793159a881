import type { ShownAnswer } from '../../src/domain/shown-answer.ts';

/** An answer as a store keeps it. */
export const shown: ShownAnswer = {
  id: 'AAAAAAAAAAAAAAAAAAAAAA',
  server: '123456789012345678',
  channel: null,
  message: null,
  documentOwner: 'everyone',
  documentId: 'op-ed',
  revision: 'a'.repeat(64),
  spans: [
    { start: 3, end: 14 },
    { start: 20, end: 31 },
  ],
  shown: 1,
  claims: [{ number: 11, standing: 'not-enough-evidence' }],
  corrections: [],
  facts: [4, 7],
  kind: 'answer',
  outcome: 'answered',
  reason: 'uncertain',
  locale: 'en-GB',
  rules: { ranker: 'rank/1' },
  at: '2026-11-22T10:00:00.000Z',
  expiresAt: null,
};
