import { hasWord } from '../corpus/white-space.ts';
import type { Document } from '../domain/document.ts';
import { Quote } from '../domain/quote.ts';
import { contains } from '../domain/span.ts';
import type { RankedSentence } from '../retrieval/rank-passages.ts';
import { type Withheld, withhold } from './withhold.ts';

/**
 * Of ranked sentences of one document, in their order, those that say something which no quote before them says: none
 * without a word, none within a quote of `shown`, none with the words of another, none that is withheld.
 */
export function furtherSentences(
  ranked: readonly RankedSentence[],
  document: Document,
  shown: readonly Quote[],
  withheld: Withheld,
): Quote[] {
  const known = new Set(shown.map((quote) => quote.text));
  const sentences = ranked.map(({ sentence }) => sentence);
  return withhold(sentences, withheld)
    .filter((sentence) => !shown.some((quote) => contains(quote, sentence)))
    .map(({ start, end }) => Quote.cut(document, start, end))
    .filter(({ text }) => {
      const isNew = !known.has(text);
      known.add(text);
      return isNew && hasWord(text);
    });
}
