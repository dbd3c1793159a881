import type { Document } from '../domain/document.ts';
import { claimId } from './claim-id.ts';
import type { Ledger } from './ledger.ts';

/**
 * A reviewer's words, in which claims that are named by the ledger's internal keys are named as people know them: a key
 * may hold an accusation or a name, so no surface shows one.
 */
export const nameClaims = (words: string, ledger: Ledger, document: Document): string =>
  claimNamer(ledger, document)(words);

/** `nameClaims` for many words of one ledger. */
export function claimNamer(ledger: Ledger, document: Pick<Document, 'id'>): (words: string) => string {
  const numbers = new Map(ledger.claims.map((claim) => [claim.key, claim.number]));
  return (words) =>
    words.replace(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)+/gu, (word) => {
      const number = numbers.get(word);
      return number === undefined ? word : claimId(document, number);
    });
}
