import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Case, type Choice, fitCases, fitChoices, sumOf } from '../../../scripts/fit/logistic.ts';

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

describe('a logistic regression', () => {
  const caseOf = (near: number, long: number, is: boolean, counts = 1, added = 0): Case => ({
    row: { near, long },
    is,
    counts,
    added,
  });

  it('finds which column tells what is so', () => {
    const cases = [caseOf(5, 40, true), caseOf(4, 90, true), caseOf(2, 50, false), caseOf(1, 70, false)];
    const weights = fitCases(cases, columns, 0.01);
    const scores = cases.map(({ row }) => sumOf(weights, row));
    expect(Math.min(...scores.slice(0, 2))).toBeGreaterThan(Math.max(...scores.slice(2)));
    expect(weights.near).toBeGreaterThan(0);
  });

  it('gives weights whose log-odds are those of the data', () => {
    const many = (near: number, is: boolean, count: number) => Array.from({ length: count }, () => caseOf(near, 0, is));
    // 1 in 4 where near is 0, 3 in 4 where it is 1: the log-odds differ by 2 ln 3
    const cases = [...many(0, true, 10), ...many(0, false, 30), ...many(1, true, 30), ...many(1, false, 10)];
    const weights = fitCases(cases, columns, 0);
    expect(weights.near).toBeCloseTo(2 * Math.log(3), 2);
    expect(weights.long).toBe(0);
  });

  it('fits what is left to tell beside what is added', () => {
    const many = (near: number, is: boolean, count: number) =>
      Array.from({ length: count }, () => caseOf(near, 0, is, 1, 2 * Math.log(3) * near));
    const cases = [...many(0, true, 10), ...many(0, false, 30), ...many(1, true, 30), ...many(1, false, 10)];
    expect(fitCases(cases, columns, 0).near).toBeCloseTo(0, 2);
  });

  it('takes a case that counts twice for two', () => {
    const [one, other] = [caseOf(1, 2, true), caseOf(0, 1, false)];
    const rest = [caseOf(0.4, 3, true), caseOf(0.6, 0, false)];
    const weigh = (...cases: Case[]) => fitCases(cases, ['near'], 0.01).near!;
    expect(weigh({ ...one, counts: 2 }, other, ...rest)).toBeCloseTo(weigh(one, one, other, ...rest), 9);
    expect(weigh({ ...one, counts: 9 }, other, ...rest)).not.toBeCloseTo(weigh(one, other, ...rest), 1);
  });
});
