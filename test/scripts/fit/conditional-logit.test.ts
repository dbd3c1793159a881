import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Choice, fitChoices, sumOf } from '../../../scripts/fit/conditional-logit.ts';

const choice = (values: readonly (readonly [number, number, boolean])[]): Choice => ({
  rows: values.map(([near, long]) => ({ near, long })),
  right: values.map(([, , right]) => right),
});
const columns = ['near', 'long'];

describe('a conditional logit', () => {
  it('finds which of two columns tells the right passages', () => {
    const choices = [
      choice([
        [3, 10, true],
        [1, 90, false],
        [2, 50, false],
      ]),
      choice([
        [5, 70, true],
        [4, 20, false],
      ]),
      choice([
        [-1, 30, false],
        [0, 40, true],
      ]),
    ];
    const weights = fitChoices(choices, columns, 0.05);
    for (const { rows, right } of choices) {
      const scores = rows.map((row) => sumOf(weights, row));
      expect(right[scores.indexOf(Math.max(...scores))]).toBe(true);
    }
    expect(weights.near).toBeGreaterThan(0);
  });

  it('gives a column nothing that never differs, and learns nothing where all are right or none', () => {
    const same = [
      choice([
        [1, 7, true],
        [0, 7, false],
      ]),
    ];
    expect(fitChoices(same, columns, 0.05).long).toBe(0);
    const telling = [
      choice([
        [1, 2, true],
        [0, 1, false],
      ]),
    ];
    const silent = [
      choice([
        [0, 9, true],
        [1, 8, true],
      ]),
      choice([[0, 9, false]]),
    ];
    expect(fitChoices([...telling, ...silent], columns, 0.05)).toEqual(fitChoices(telling, columns, 0.05));
  });

  it('gives the same weights whenever it is asked, and finite ones', () => {
    const value = fc.double({ min: -100, max: 100, noNaN: true });
    const choices = fc.array(fc.array(fc.tuple(value, value, fc.boolean()), { minLength: 1, maxLength: 4 }), {
      minLength: 1,
      maxLength: 4,
    });
    fc.assert(
      fc.property(choices, (all) => {
        const asked = all.map(choice);
        if (!asked.some(({ right }) => right.includes(true) && right.includes(false))) return;
        const weights = fitChoices(asked, columns, 0.05);
        expect(fitChoices(asked, columns, 0.05)).toEqual(weights);
        for (const weight of Object.values(weights)) expect(Number.isFinite(weight)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });
});
