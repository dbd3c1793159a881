import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { utf16ToCodePoint } from '../../src/corpus/locate.ts';
import { codePointCounter } from '../../src/domain/code-points.ts';
import { halvesPair } from '../../src/domain/span.ts';

describe('counting code points', () => {
  it('agrees with counting them one by one, at every place of any text, longer than it counts at once', () => {
    const piece = fc.constantFrom('a', '🕊', 'é', '\n', '\ud83d', '\udd4a', 'x'.repeat(4095), '🕊'.repeat(2048));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.array(fc.nat(20_000), { maxLength: 5 }), (pieces, offsets) => {
        const text = pieces.join('');
        const count = codePointCounter(text);
        for (const at of [0, text.length, ...offsets.map((offset) => offset % (text.length + 1))])
          if (!halvesPair(text, at)) expect(count(at)).toBe(utf16ToCodePoint(text, at));
      }),
    );
  });

  it.each([{ offset: -1 }, { offset: 4 }, { offset: 0.5 }, { offset: 2 }])(
    'refuses $offset, which is not between two characters of "a🕊"',
    ({ offset }) => {
      expect(() => codePointCounter('a🕊')(offset)).toThrow(RangeError);
    },
  );
});
