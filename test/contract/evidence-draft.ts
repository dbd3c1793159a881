import type { EvidenceDraft } from '../../src/ledger/draft.ts';

/** A draft as the first form leaves it. */
export const emptyDraft: EvidenceDraft = {
  id: 'd1',
  server: '123456789012345678',
  author: '42',
  documentOwner: 'everyone',
  documentId: 'op-ed',
  claim: 11,
  link: 'https://example.org/',
  stance: 'refutes',
  paraphrase: 'The mill stood.',
  quote: null,
  confirmed: 'page',
  publisher: null,
  title: null,
  date: null,
  dateNote: null,
  locator: null,
  origin: null,
  expiresAt: '2026-11-23T10:00:00.000Z',
};
