import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clusteredRateOf, rateOf, shareOf, shown } from '../../../scripts/eval/bootstrap.ts';

const cases = fc.array(
  fc
    .integer({ min: 0, max: 3 })
    .chain((of) => fc.record({ right: fc.integer({ min: 0, max: of }), of: fc.constant(of) })),
  { maxLength: 30 },
);

describe('a rate', () => {
  it('lies in its interval, between 0 and 1', () => {
    fc.assert(
      fc.property(cases, (all) => {
        const { value, low, high, of } = rateOf(all);
        expect(of).toBe(all.reduce((sum, one) => sum + one.of, 0));
        if (of === 0) return;
        for (const [less, more] of [
          [0, low],
          [low, value],
          [value, high],
          [high, 1],
        ] as const)
          expect(less).toBeLessThanOrEqual(more + 1e-12);
      }),
      { numRuns: 50 },
    );
  });

  it('is the same each time', () => {
    const some = [1, 0, 1, 1, 0].map((right) => ({ right, of: 1 }));
    expect(rateOf(some)).toEqual(rateOf(some));
  });

  it.each([
    { right: 0, of: 10, words: '0.000 [0.00, 0.31] of 10' },
    { right: 10, of: 10, words: '1.000 [0.69, 1.00] of 10' },
    { right: 0, of: 1000, words: '0.000 [0.00, 0.00] of 1000' },
    { right: 0, of: 0, words: '–' },
  ])('of $right in $of claims no more than so many cases can tell: $words', ({ right, of, words }) => {
    expect(shown(shareOf(Array.from({ length: of }), () => right > 0))).toBe(words);
  });

  it('has an interval that narrows with more cases', () => {
    const width = (times: number): number => {
      const { low, high } = shareOf(
        Array.from({ length: times }, (_, at) => at),
        (at) => at % 2 === 0,
      );
      return high - low;
    };
    expect(width(400)).toBeLessThan(width(20) / 3);
  });

  it('over clusters has the same value, an interval of clusters, and of one cluster that of its items', () => {
    const items = Array.from({ length: 60 }, (_, at) => at);
    const byItem = shareOf(items, (at) => at < 30);
    const one = clusteredRateOf(
      items,
      () => 7,
      (at) => Number(at < 30),
    );
    expect(one).toEqual(byItem);
    const several = clusteredRateOf(
      items,
      (at) => Math.floor(at / 10),
      (at) => Number(at < 30),
    );
    expect(several).toMatchObject({ value: 0.5, of: 60 });
    expect(several.high - several.low).toBeGreaterThan(2 * (byItem.high - byItem.low));
    expect(
      clusteredRateOf(
        items,
        (at) => at % 6,
        () => 0,
      ).high,
    ).toBe(shareOf(items, () => false).high);
  });
});
