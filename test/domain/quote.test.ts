import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvariantError } from '../../src/domain/errors.ts';
import { Quote } from '../../src/domain/quote.ts';
import { documentOf } from '../helpers/documents.ts';

const document = documentOf('A dove 🕊 flew.\r\nIt\u00a0landed, “here”.');
const dove = document.text.indexOf('🕊');

describe('a quote', () => {
  it.each([
    { why: 'an empty span', start: 3, end: 3 },
    { why: 'a span that ends before it starts', start: 5, end: 3 },
    { why: 'a span past the end', start: 0, end: 999 },
    { why: 'a span before the start', start: -1, end: 3 },
    { why: 'half of an emoji at its end', start: 0, end: dove + 1 },
    { why: 'half of an emoji at its start', start: dove + 1, end: dove + 4 },
    { why: 'a start that is no whole number', start: 0.5, end: 3 },
    { why: 'an end that is no number', start: 0, end: Number.NaN },
    { why: 'an end without end', start: 0, end: Number.POSITIVE_INFINITY },
  ])('refuses $why', ({ start, end }) => {
    expect(() => Quote.cut(document, start, end)).toThrow(InvariantError);
  });

  it.each([
    { what: 'a whole emoji', start: dove, end: dove + 2, text: '🕊' },
    { what: 'a line end as it is', start: dove, end: dove + 12, text: '🕊 flew.\r\nIt' },
    { what: 'a no-break space as it is', start: dove + 10, end: dove + 20, text: 'It\u00a0landed,' },
    { what: 'all of the text', start: 0, end: document.text.length, text: document.text },
  ])('keeps $what', ({ start, end, text }) => {
    expect(Quote.cut(document, start, end).text).toBe(text);
  });

  it('is always the slice of the document, and never halves a character', () => {
    const words = fc.array(fc.constantFrom('a', ' ', '🕊', 'é', 'e\u0301', '\r\n', '\u00a0', '\u200f', '\u2028', '𝔘'), {
      minLength: 1,
    });
    fc.assert(
      fc.property(words, fc.nat(200), fc.nat(200), (parts, a, b) => {
        const own = documentOf(parts.join(''));
        const [start, end] = [a % (own.text.length + 1), b % (own.text.length + 1)];
        try {
          const quote = Quote.cut(own, start, end);
          expect(quote.text).toBe(own.text.slice(start, end));
          expect(quote.text.isWellFormed()).toBe(true);
          expect(quote.text).not.toBe('');
        } catch (error) {
          expect(error).toBeInstanceOf(InvariantError);
          const slice = own.text.slice(start, end);
          expect(slice === '' || !slice.isWellFormed()).toBe(true);
        }
      }),
    );
  });

  it('leaves the process with its words, its offsets and their unit', () => {
    expect(JSON.parse(JSON.stringify(Quote.cut(document, 2, 6)))).toEqual({
      text: 'dove',
      start: 2,
      end: 6,
      unit: 'utf-16',
    });
  });

  it('cannot be changed', () => {
    const quote = Quote.cut(document, 2, 6);
    expect(() => Object.assign(quote, { start: 0 })).toThrow(TypeError);
    expect(() => Object.assign(quote, { text: 'dog' })).toThrow(TypeError);
    expect(quote.text).toBe('dove');
  });

  it('knows the document it was cut from, and no other with the same words', () => {
    const quote = Quote.cut(document, 2, 6);
    expect(quote.isFrom(document)).toBe(true);
    expect(quote.isFrom(documentOf(document.text))).toBe(false);
    expect(quote.revision).toBe(document.sha256);
  });

  it('is cut shorter, never longer', () => {
    const quote = Quote.cut(document, 2, 6);
    expect(quote.upTo(4).text).toBe('do');
    expect(quote.upTo(400).text).toBe('dove');
    expect(() => quote.upTo(2)).toThrow(InvariantError);
    expect(() => Quote.cut(document, 2, dove + 2).upTo(dove + 1)).toThrow(InvariantError);
  });
});
