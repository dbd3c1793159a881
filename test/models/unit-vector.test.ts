import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unitVector } from '../../src/models/unit-vector.ts';

const direction = fc.array(fc.float({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 50 });

describe('a unit vector', () => {
  it('has length 1 and the direction it came from, whatever that is', () => {
    fc.assert(
      fc.property(direction, (values) => {
        fc.pre(values.some((value) => Math.abs(value) > 1e-3));
        const unit = unitVector(values);
        const length = Math.hypot(...values);
        expect(Math.hypot(...unit)).toBeCloseTo(1, 5);
        for (const [at, value] of values.entries()) expect(unit[at]).toBeCloseTo(value / length, 5);
      }),
    );
  });

  it.each([
    { why: 'zeros', values: [0, 0] },
    { why: 'nothing', values: [] },
    { why: 'something that is no number', values: [1, Number.NaN] },
    { why: 'something infinite', values: [1, Number.POSITIVE_INFINITY] },
  ])('is not made from $why', ({ values }) => {
    expect(() => unitVector(values)).toThrow(RangeError);
  });
});
