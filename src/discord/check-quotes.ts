import { InvariantError } from '../domain/errors.ts';
import type { Quote } from '../domain/quote.ts';
import { drawQuote } from './draw-line.ts';
import { unescapeMarkdown } from './escape-markdown.ts';

/**
 * The last look at what is about to leave: every expected quote stands there, unescapes to the document's own words,
 * and nothing else stands between “ ”.
 * @param texts what the message's text displays say
 * @throws InvariantError where it does not hold; the message must then not be sent
 */
export function checkQuotes(texts: readonly string[], quotes: readonly Quote[]): void {
  // Longest first: a shorter quote may stand within a longer one, never the other way round.
  const expected = quotes.map((quote) => ({ quote, drawn: drawQuote(quote) }));
  let rest = texts.join('\n');
  for (const { quote, drawn } of expected.sort((a, b) => b.drawn.length - a.drawn.length)) {
    if (unescapeMarkdown(drawn.slice(1, -1)) !== quote.text)
      throw new InvariantError(`the quote at ${quote.start} would not be read as it stands in the document`);
    const at = rest.indexOf(drawn);
    if (at === -1) throw new InvariantError(`the quote at ${quote.start} is not in the message as it was cut`);
    rest = `${rest.slice(0, at)}\0${rest.slice(at + drawn.length)}`;
  }
  if (/[“”]/.test(rest)) throw new InvariantError('marks that mean the document stand around other words');
}
