import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWithin1Edit } from '../../src/store/within-1-edit.ts';

const within = (a: string, b: string): boolean => isWithin1Edit(a, [...a].length, b, [...b].length);

/** Every string one edit away, made by doing each edit: slow and plainly right. */
function oneEditFrom(word: string, alphabet: readonly string[]): Set<string> {
  const letters = [...word];
  const made = [letters];
  for (let at = 0; at <= letters.length; at++) {
    const [before, after] = [letters.slice(0, at), letters.slice(at)];
    for (const letter of alphabet) made.push([...before, letter, ...after], [...before, letter, ...after.slice(1)]);
    made.push([...before, ...after.slice(1)]);
    const [first, second, ...rest] = after;
    if (first !== undefined && second !== undefined) made.push([...before, second, first, ...rest]);
  }
  return new Set(made.map((each) => each.join('')));
}

describe('one edit', () => {
  it.each([
    ['hajib', 'hajeb', true],
    ['mossalaha', 'moussalaha', true],
    ['moroco', 'morocco', true],
    ['germany', 'gemrany', true],
    ['محمد', 'محمود', true],
    ['a🕊b', 'a🐦b', true],
    ['ab', 'a🕊b', true],
    ['', 'a', true],
    ['same', 'same', true],
    ['taqiyya', 'taqqiya', false],
    ['ab', 'cd', false],
    ['abc', 'cab', false],
    ['abcd', 'abcdef', false],
  ])('of %s and %s: %s', (a, b, apart) => {
    expect(within(a, b)).toBe(apart);
    expect(within(b, a)).toBe(apart);
  });

  it('is what doing every edit finds', () => {
    const alphabet = ['a', 'b', '🕊'];
    const words = fc.array(fc.constantFrom(...alphabet), { maxLength: 5 }).map((letters) => letters.join(''));
    fc.assert(
      fc.property(words, words, (a, b) => {
        expect(within(a, b)).toBe(oneEditFrom(a, alphabet).has(b));
      }),
      { numRuns: 3_000 },
    );
  });
});
