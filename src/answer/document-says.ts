import type { Document } from '../domain/document.ts';
import { type SaysWords, saysWords } from '../domain/same-words.ts';
import type { Ledger } from '../ledger/ledger.ts';

const known = new WeakMap<Document, SaysWords>();

/** Whether a document says these words itself; its text is prepared once. */
export function documentSays(document: Document, words: string): boolean {
  const says = known.get(document) ?? saysWords(document.text);
  known.set(document, says);
  return says(words);
}

/**
 * The ledger without facts that the document itself says: no document bears itself out. Import refuses such a ledger;
 * this is for those that were stored before.
 */
export function withoutOwnWords(ledger: Ledger, document: Document): Ledger {
  const facts = [...ledger.facts].filter(([, fact]) => !documentSays(document, fact.text));
  return facts.length === ledger.facts.size ? ledger : { ...ledger, facts: new Map(facts) };
}
