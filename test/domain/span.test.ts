import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains, halvesPair, lengthOf, overlapOf, spanAt } from '../../src/domain/span.ts';

const span = fc.tuple(fc.nat(50), fc.nat(50)).map(([start, length]) => ({ start, end: start + length }));

describe('spans', () => {
  it.each([
    { a: [0, 5], b: [5, 9], overlap: 0, why: 'they only touch' },
    { a: [0, 5], b: [4, 9], overlap: 1, why: 'they share one unit' },
    { a: [0, 9], b: [3, 5], overlap: 2, why: 'one holds the other' },
    { a: [0, 2], b: [7, 9], overlap: 0, why: 'they stand apart' },
  ] as const)('overlap by $overlap where $why', ({ a: [start, end], b: [from, to], overlap }) => {
    expect(overlapOf({ start, end }, { start: from, end: to })).toBe(overlap);
  });

  it('overlap alike both ways, by no more than the shorter one is long', () => {
    fc.assert(
      fc.property(span, span, (a, b) => {
        expect(overlapOf(a, b)).toBe(overlapOf(b, a));
        expect(overlapOf(a, b)).toBeLessThanOrEqual(Math.min(lengthOf(a), lengthOf(b)));
        expect(overlapOf(a, b)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('hold exactly those that they overlap whole', () => {
    fc.assert(
      fc.property(span, span, (a, b) => {
        fc.pre(lengthOf(b) > 0);
        expect(contains(a, b)).toBe(overlapOf(a, b) === lengthOf(b));
      }),
    );
  });

  it('hold themselves', () => {
    fc.assert(
      fc.property(span, (a) => {
        expect(contains(a, a)).toBe(true);
      }),
    );
  });
});

describe('a cut between two code units', () => {
  it.each([
    { text: 'a🕊b', at: 0, halves: false },
    { text: 'a🕊b', at: 1, halves: false },
    { text: 'a🕊b', at: 2, halves: true },
    { text: 'a🕊b', at: 3, halves: false },
    { text: 'a🕊b', at: 4, halves: false },
    { text: '🕊🕊', at: 2, halves: false },
    { text: 'e\u0301', at: 1, halves: false },
    { text: '\ud83dx', at: 1, halves: false },
    { text: '', at: 0, halves: false },
  ])('at $at of "$text" halves a character: $halves', ({ text, at, halves }) => {
    expect(halvesPair(text, at)).toBe(halves);
  });

  it('halves one exactly where neither side is well formed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(40), (text, place) => {
        const at = place % (text.length + 1);
        expect(halvesPair(text, at)).toBe(!text.slice(0, at).isWellFormed());
      }),
    );
  });

  it('that stand in order are found by what they hold, as if each were looked at', () => {
    const inOrder = fc.array(fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 5 })), { maxLength: 12 }).map((steps) => {
      let at = 0;
      return steps.map(([gap, length]) => {
        const start = at + gap;
        at = start + length;
        return { start, end: at };
      });
    });
    fc.assert(
      fc.property(inOrder, fc.nat(100), (spans, at) => {
        expect(spanAt(spans, at)).toBe(spans.find(({ start, end }) => start <= at && at < end));
      }),
    );
  });
});
