import { makeDocument } from '../../src/corpus/make-document.ts';
import { outlineOf } from '../../src/corpus/outline.ts';
import type { Document, DocumentFacts, DocumentFormat } from '../../src/domain/document.ts';
import type { IndexedDocument } from '../../src/retrieval/searchable.ts';

export const factsOf = (facts: Partial<DocumentFacts> = {}): DocumentFacts => ({
  id: 'river-report',
  title: 'The river',
  publisher: 'The Courier',
  author: null,
  genre: 'op-ed',
  published: null,
  url: null,
  language: 'en',
  owner: 'everyone',
  ...facts,
});

export const documentOf = (
  text: string,
  facts: Partial<DocumentFacts> = {},
  format: DocumentFormat = 'text',
): Document => makeDocument(factsOf(facts), format, text);

/** A document cut into passages, as the only one of its library. */
export const indexedOf = (text: string, facts: Partial<DocumentFacts> = {}): IndexedDocument => ({
  document: documentOf(text, facts),
  outline: outlineOf(text, 'text', facts.language ?? 'en'),
  firstBlock: 0,
  firstSentence: 0,
});

/** Where these words stand first. @throws where they do not stand in the text: a test that looks for them is wrong */
export function spanOf(text: string, words: string): { start: number; end: number } {
  const start = text.indexOf(words);
  if (start < 0) throw new Error(`“${words}” does not stand in the text`);
  return { start, end: start + words.length };
}
