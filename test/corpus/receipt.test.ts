import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeReceipt, parseReceipt } from '../../src/corpus/receipt.ts';
import { InvariantError } from '../../src/domain/errors.ts';

const revision = '0fdb15388cd923172c5dc39ef239287b1573d7bf29ed0ffbdd641e4622dc9d9a';
const place = { revision, start: 1866, length: 53 };
const parsed = { revisionPrefix: '0fdb15388c', start: 1866, length: 53 };
const receipt = encodeReceipt(place);
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** How a symbol is read. */
const canonical = (code: string): string =>
  code
    .toUpperCase()
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0')
    .trim()
    .replace(/[\s-]+/g, '-');

describe('a receipt', () => {
  it('is short: revision, start, length, check', () => {
    expect(receipt).toMatch(/^1ZDHAE4C-1TA-1N-[0-9A-HJKMNP-TV-Z]{2}$/);
  });

  it('is the same for ever', () => {
    expect(receipt).toBe('1ZDHAE4C-1TA-1N-89');
  });

  it('can be read again', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.nat({ max: 32 ** 7 - 1 }),
        fc.integer({ min: 1, max: 32 ** 7 - 1 }),
        (hash, start, length) => {
          const revision = Buffer.from(hash).toString('hex');
          const code = encodeReceipt({ revision, start, length });
          expect(parseReceipt(code)).toEqual({ revisionPrefix: revision.slice(0, 10), start, length });
        },
      ),
      { numRuns: 1000 },
    );
  });

  it.each([
    { why: 'in lower case', code: receipt.toLowerCase() },
    { why: 'with spaces around it', code: `  ${receipt}\n` },
    { why: 'with spaces around its hyphens', code: receipt.replaceAll('-', ' - ') },
    { why: 'with spaces for hyphens', code: receipt.replaceAll('-', ' ') },
    { why: 'with hyphens of another kind', code: receipt.replaceAll('-', '‑') },
    { why: 'with I and l for 1', code: receipt.replace('1', 'I').replaceAll('1', 'l') },
  ])('is read $why', ({ code }) => {
    expect(parseReceipt(code)).toEqual(parsed);
  });

  it('is read with O for 0', () => {
    const code = encodeReceipt({ revision: '0'.repeat(64), start: 0, length: 32 });
    expect(parseReceipt(code.replaceAll('0', 'o'))).toEqual({ revisionPrefix: '0000000000', start: 0, length: 32 });
  });

  const others = (from: string): string[] =>
    [...`${alphabet}ilouILOU -_é`].filter((symbol) => canonical(symbol) !== from);

  it('is refused with any one character replaced', () => {
    const wrong = [...receipt].flatMap((from, at) =>
      others(from).map((to) => receipt.slice(0, at) + to + receipt.slice(at + 1)),
    );
    const changed = wrong.filter((code) => canonical(code) !== receipt);
    expect(changed.length).toBeGreaterThan(600);
    expect(changed.filter((code) => parseReceipt(code) !== undefined)).toEqual([]);
  });

  it('is refused with any two symbols replaced', () => {
    const positions = [...receipt].flatMap((symbol, at) => (symbol === '-' ? [] : [at]));
    const symbols = fc.constantFrom(...alphabet);
    fc.assert(
      fc.property(fc.shuffledSubarray(positions, { minLength: 2, maxLength: 2 }), symbols, symbols, ([a, b], x, y) => {
        const code = [...receipt].map((symbol, at) => (at === a ? x : at === b ? y : symbol)).join('');
        expect(parseReceipt(code)).toEqual(code === receipt ? parsed : undefined);
      }),
      { numRuns: 2000 },
    );
  });

  it('is refused with two neighbours swapped, or a hyphen moved', () => {
    const swapped = [...receipt].map(
      (_, at) => receipt.slice(0, at) + (receipt[at + 1] ?? '') + receipt[at] + receipt.slice(at + 2),
    );
    expect(swapped.filter((code) => code !== receipt && parseReceipt(code) !== undefined)).toEqual([]);
  });

  it('is refused with any one character left out', () => {
    const shorter = [...receipt].map((_, at) => receipt.slice(0, at) + receipt.slice(at + 1));
    expect(shorter.filter((code) => parseReceipt(code) !== undefined)).toEqual([]);
  });

  it.each(['', ' ', '-', '---', 'hello', '1ZDHAE4C', `${receipt}-00`, '0'.repeat(5000), '-'.repeat(99), '<@everyone>'])(
    'is not %j',
    (code) => {
      expect(parseReceipt(code)).toBeUndefined();
    },
  );

  it('is refused or reads as a place, whatever is typed', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: fc.constantFrom(...alphabet, '-') })),
        (code) => {
          const found = parseReceipt(code);
          expect(found === undefined || found.length > 0).toBe(true);
        },
      ),
      { numRuns: 1000 },
    );
  });

  it.each([
    { why: 'a revision that is no sha256', wrong: { ...place, revision: 'abc' } },
    { why: 'a negative start', wrong: { ...place, start: -1 } },
    { why: 'an empty span', wrong: { ...place, length: 0 } },
    { why: 'half a code unit', wrong: { ...place, length: 1.5 } },
    { why: 'more than 35 bits', wrong: { ...place, start: 32 ** 7 } },
  ])('is not written for $why', ({ wrong }) => {
    expect(() => encodeReceipt(wrong)).toThrow(InvariantError);
  });
});
