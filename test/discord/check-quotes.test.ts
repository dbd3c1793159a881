import { describe, expect, it } from 'vitest';
import { makeDocument } from '../../src/corpus/make-document.ts';
import { checkQuotes } from '../../src/discord/check-quotes.ts';
import { InvariantError } from '../../src/domain/errors.ts';
import { Quote } from '../../src/domain/quote.ts';
import { indexed } from './tiny-answer.ts';

const text = 'He said “it *rose*” and left. “It” was the river. it *rose*';
const { document } = indexed(text);
const cut = (words: string, from = 0): Quote => {
  const start = document.text.indexOf(words, from);
  return Quote.cut(document, start, start + words.length);
};
const outer = cut('He said “it *rose*” and left.');
const inner = cut('it *rose*', 30);

describe('the look at quotes before a send', () => {
  it.each([
    { what: 'a message without quotes', texts: ['Nothing is quoted, ‘so’.'], quotes: [] },
    { what: 'an escaped quote', texts: ['> “it \\*rose\\*”\n-# ¶ 1'], quotes: [inner] },
    { what: 'marks within a quote', texts: ['> “He said “it \\*rose\\*” and left.”'], quotes: [outer] },
    {
      what: 'a quote that stands in another one too',
      texts: ['“it \\*rose\\*”', '“He said “it \\*rose\\*” and left.”'],
      quotes: [inner, outer],
    },
  ])('lets $what pass', ({ texts, quotes }) => {
    expect(() => checkQuotes(texts, quotes)).not.toThrow();
  });

  it.each([
    { what: 'words that nobody cut', texts: ['> “it rose”'], quotes: [] },
    { what: 'a quote with a changed letter', texts: ['> “It \\*rose\\*”'], quotes: [inner] },
    { what: 'a quote that formats', texts: ['> “it *rose*”'], quotes: [inner] },
    { what: 'a quote that was left out', texts: ['Nothing'], quotes: [inner] },
    { what: 'a quote that stands twice and was cut once', texts: ['“it \\*rose\\*” “it \\*rose\\*”'], quotes: [inner] },
    { what: 'a quote that stands once and was cut twice', texts: ['“it \\*rose\\*”'], quotes: [inner, inner] },
    { what: 'a mark left over', texts: ['“it \\*rose\\*” ”'], quotes: [inner] },
    { what: 'a quote that goes on', texts: ['“it \\*rose\\* again”'], quotes: [inner] },
  ])('stops $what', ({ texts, quotes }) => {
    expect(() => checkQuotes(texts, quotes)).toThrow(InvariantError);
  });

  it('knows the words of one document from those of another', () => {
    const other = makeDocument({ ...document.facts, id: 'other' }, 'text', 'it *sank*');
    expect(() => checkQuotes(['“it \\*rose\\*”'], [Quote.cut(other, 0, 9)])).toThrow(InvariantError);
  });
});
