import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fuseScores, type Signal } from '../../src/retrieval/fuse-scores.ts';

const signal = (values: readonly number[], weight = 1): Signal => ({ name: 'bm25', weight, values });

describe('fused scores', () => {
  it('are the weighted sum of how many deviations each value is above the mean', () => {
    // means 2 and 0; deviations √(2/3) and 3
    const scores = fuseScores(3, [signal([1, 2, 3]), { name: 'dense', weight: 2, values: [3, -3, 0].map((v) => v) }]);
    const first = 1 / Math.sqrt(2 / 3);
    const second = 3 / Math.sqrt(6);
    expect([...scores]).toEqual([
      expect.closeTo(-first + 2 * second),
      expect.closeTo(-2 * second),
      expect.closeTo(first),
    ]);
  });

  it('do not change by a signal whose deviation is 0', () => {
    expect([...fuseScores(3, [signal([1, 2, 3]), signal([7, 7, 7], 100)])]).toEqual([
      ...fuseScores(3, [signal([1, 2, 3])]),
    ]);
  });

  it('do not blow up what differs by rounding only', () => {
    expect([...fuseScores(3, [signal([0.1 + 0.2, 0.3, 0.3])])]).toEqual([0, 0, 0]);
  });

  it('of no candidates are none, and of no signals all 0', () => {
    expect([...fuseScores(0, [signal([])])]).toEqual([]);
    expect([...fuseScores(2, [])]).toEqual([0, 0]);
  });

  it.each([{ values: [1, 2] }, { values: [1, 2, 3, 4] }, { values: [] }])(
    'refuse a signal of another length, by name: $values',
    ({ values }) => {
      expect(() => fuseScores(3, [signal(values)])).toThrow(RangeError);
      expect(() => fuseScores(3, [signal(values)])).toThrow(/bm25/);
    },
  );

  it.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('refuse the value %d, by name', (value) => {
    expect(() => fuseScores(3, [signal([1, value, 3])])).toThrow(RangeError);
    expect(() => fuseScores(3, [signal([1, value, 3])])).toThrow(/bm25/);
  });

  it('refuse two infinities that would cancel out', () => {
    expect(() => fuseScores(2, [signal([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])])).toThrow(RangeError);
  });

  it('are always finite, and the same for a signal that was shifted and stretched', () => {
    const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 30 });
    fc.assert(
      fc.property(values, fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 2, max: 50 }), (own, by, times) => {
        const scores = fuseScores(own.length, [signal(own)]);
        expect(scores.every(Number.isFinite)).toBe(true);
        const spread = Math.max(...own) - Math.min(...own);
        fc.pre(spread > 1e-3);
        const moved = fuseScores(own.length, [signal(own.map((value) => value * times + by))]);
        moved.forEach((score, at) => {
          expect(score).toBeCloseTo(scores[at]!, 4);
        });
      }),
    );
  });

  it('keep the order of a single signal', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 20 }), (own) => {
        const scores = fuseScores(own.length, [signal(own)]);
        for (let at = 1; at < own.length; at++)
          expect(Math.sign(scores[at]! - scores[0]!)).toBe(Math.sign(own[at]! - own[0]!));
      }),
    );
  });
});
