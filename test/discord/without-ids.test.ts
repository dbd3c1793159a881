import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutIds } from '../../src/discord/without-ids.ts';

describe('words that are kept', () => {
  it.each([
    { what: 'a mention', words: 'Is <@1234567890123456789> right?', kept: 'Is @somebody right?' },
    { what: 'an old form of mention', words: '<@!42>?', kept: '@somebody?' },
    { what: 'a bare id', words: 'ask 123456789012345678', kept: 'ask @somebody' },
    { what: 'ordinary numbers', words: 'Were 80,000 or 1234567890 there in 1998?' },
    { what: 'an address', words: 'a@b.example said <3' },
  ])('hold no id: $what', ({ words, kept = words }) => {
    expect(withoutIds(words)).toBe(kept);
  });

  it('hold no id, whatever stands around it', () => {
    const id = fc.bigInt({ min: 10n ** 16n, max: 10n ** 20n - 1n }).map(String);
    fc.assert(
      fc.property(fc.string(), id, fc.string(), (before, person, after) => {
        const kept = withoutIds(`${before}${person}${after}`);
        expect(kept).not.toContain(person);
        expect(withoutIds(kept)).toBe(kept);
      }),
    );
  });
});
