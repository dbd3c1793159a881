import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codePointToUtf16, locateExactly, utf16ToCodePoint } from '../../src/corpus/locate.ts';
import { halvesPair } from '../../src/domain/span.ts';
import { generatedText } from './generated-text.ts';

const text = 'He left. She left. They left 🕊.';

describe('a quote is found again', () => {
  it.each([
    { why: 'where it occurs once', quote: 'She', surroundings: {}, start: 9 },
    { why: 'where it occurs once, wherever it was expected', quote: 'She', surroundings: { near: 3 }, start: 9 },
    { why: 'by the words before it', quote: 'left', surroundings: { before: 'She ' }, start: 13 },
    { why: 'by the words after it', quote: 'left', surroundings: { after: ' 🕊' }, start: 24 },
    { why: 'by its expected start', quote: 'left', surroundings: { near: 3 }, start: 3 },
    {
      why: 'by both, where the words occur twice',
      quote: 'e',
      surroundings: { before: ' Sh', after: ' l', near: 11 },
      start: 11,
    },
    { why: 'at the very start', quote: 'He', surroundings: { near: 0 }, start: 0 },
  ])('$why', ({ quote, surroundings, start }) => {
    expect(locateExactly(text, quote, surroundings)).toEqual({ start, end: start + quote.length });
  });

  it.each([
    { why: 'where it does not occur', quote: 'she left', surroundings: {} },
    { why: 'where it occurs more than once', quote: 'left', surroundings: {} },
    { why: 'where it overlaps itself', quote: 'aa', surroundings: {}, within: 'aaa' },
    { why: 'where its surroundings changed', quote: 'She', surroundings: { before: 'has left. ' } },
    { why: 'where it occurs more than once, and not where expected', quote: 'left', surroundings: { near: 4 } },
    { why: 'where it is empty', quote: '', surroundings: { near: 0 } },
    { why: 'where it is half a character', quote: '\udd4a', surroundings: {} },
    { why: 'where it is written in other characters that look alike', quote: 'é', surroundings: {}, within: 'e\u0301' },
  ])('never $why', ({ quote, surroundings, within }) => {
    expect(locateExactly(within ?? text, quote, surroundings)).toBeUndefined();
  });

  it('at its own place and nowhere else, whatever the text', () => {
    fc.assert(
      fc.property(generatedText, fc.nat(), fc.nat(), (text, from, to) => {
        const [start, end] = [from % (text.length + 1), to % (text.length + 1)].sort((a, b) => a - b);
        fc.pre(start! < end! && !halvesPair(text, start!) && !halvesPair(text, end!));
        const quote = text.slice(start, end);
        expect(locateExactly(text, quote, { near: start! })).toEqual({ start, end });
        const surroundings = { before: text.slice(0, start), after: text.slice(end) };
        expect(locateExactly(text, quote, surroundings)).toEqual({ start, end });
        const found = locateExactly(text, quote);
        expect(found && text.slice(found.start, found.end)).toBe(found && quote);
      }),
      { numRuns: 400 },
    );
  });
});

describe('an offset', () => {
  it('counts code points or UTF-16 code units, there and back', () => {
    fc.assert(
      fc.property(generatedText, (text) => {
        let units = 0;
        for (const [points, character] of [...text].entries()) {
          expect(codePointToUtf16(text, points)).toBe(units);
          expect(utf16ToCodePoint(text, units)).toBe(points);
          units += character.length;
          if (units > 300) break;
        }
        expect(utf16ToCodePoint(text, text.length)).toBe([...text].length);
        expect(codePointToUtf16(text, [...text].length)).toBe(text.length);
      }),
      { numRuns: 300 },
    );
  });

  it.each([-1, 0.5, 3, Number.NaN])('of %d code points is not in a text of two', (offset) => {
    expect(() => codePointToUtf16('a🕊', offset)).toThrow(RangeError);
  });

  it.each([-1, 0.5, 2, 4, Number.NaN])('of %d code units is not between two characters', (offset) => {
    expect(() => utf16ToCodePoint('a🕊', offset)).toThrow(RangeError);
  });
});
