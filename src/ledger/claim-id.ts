import type { Document } from '../domain/document.ts';

/** How surfaces name a claim: the document's initial and the claim's number, `M-11`. Never the ledger's key. */
export const claimId = (document: Pick<Document, 'id'>, claim: number): string =>
  `${document.id.charAt(0).toUpperCase()}-${claim}`;
