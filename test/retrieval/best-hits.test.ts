import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestFirst, bestHits, bestPositions, byScore, kthHighest } from '../../src/retrieval/best-hits.ts';

/** Few different ones, so that many are equal. */
const scores = fc.array(fc.integer({ min: -9, max: 9 }), { maxLength: 80 }).map((list) => Float64Array.from(list));

describe('the best of scores', () => {
  it('are those that sorting puts first, equal ones in their order', () => {
    fc.assert(
      fc.property(scores, fc.nat(90), fc.nat(80), fc.nat(80), (all, k, one, other) => {
        const range = { from: Math.min(one, other, all.length), to: Math.min(Math.max(one, other), all.length) };
        const sorted = Array.from(all, (score, at) => ({ at, score }))
          .slice(range.from, range.to)
          .sort(byScore);
        expect(bestHits(all, range, k)).toEqual(sorted.slice(0, k));
        const positions = sorted.slice(0, k).map(({ at }) => at);
        expect(bestPositions(all, range, k)).toEqual(positions.sort((a, b) => a - b));
      }),
    );
  });

  it('reach the k-th highest', () => {
    fc.assert(
      fc.property(scores, fc.integer({ min: 1, max: 90 }), (all, k) => {
        expect(kthHighest(all, k)).toBe(all.toSorted().at(-k) ?? Number.NEGATIVE_INFINITY);
      }),
    );
    expect(kthHighest(Float64Array.of(1), 0)).toBe(Number.POSITIVE_INFINITY);
  });

  it('put all positions in order', () => {
    fc.assert(
      fc.property(scores, (all) => {
        const items = Array.from(all, (score, at) => ({ at, score }));
        expect([...bestFirst(all)]).toEqual(items.toSorted(byScore).map(({ at }) => at));
      }),
    );
  });
});
