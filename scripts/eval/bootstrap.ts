import { randomNumbers } from '../bench/random-numbers.ts';

/** A rate with the 95 % interval of its bootstrap distribution, and what it is of. */
export type Rate = { readonly value: number; readonly low: number; readonly high: number; readonly of: number };

/** What counts once or several times. */
export type Case = { readonly right: number; readonly of: number };

const rounds = 2_000;

/**
 * Σ right ÷ Σ of over cases, with a percentile interval by resampling cases. A case may count several times (the quotes
 * of one answer), so questions are resampled, not quotes. Where no case or every case is right, no resample differs:
 * there the interval ends at the exact binomial bound for so many cases (.31 for 0 of 10).
 * @param trials how many cases that bound goes by
 */
export function rateOf(cases: readonly Case[], trials = cases.filter(({ of }) => of > 0).length): Rate {
  const total = cases.reduce((sum, { of }) => sum + of, 0);
  const ratio = (right: number, of: number): number => (of === 0 ? 0 : right / of);
  const value = ratio(
    cases.reduce((sum, { right }) => sum + right, 0),
    total,
  );
  if (total === 0) return { value, low: 0, high: 0, of: 0 };
  const bound = 0.025 ** (1 / trials);
  if (value === 0) return { value, low: 0, high: 1 - bound, of: total };
  if (value === 1) return { value, low: bound, high: 1, of: total };
  const random = randomNumbers(cases.length * 7919 + total);
  const values = Array.from({ length: rounds }, () => {
    let right = 0;
    let of = 0;
    for (let draw = 0; draw < cases.length; draw++) {
      const picked = cases[Math.floor(random() * cases.length)]!;
      right += picked.right;
      of += picked.of;
    }
    return ratio(right, of);
  }).sort((a, b) => a - b);
  return { value, low: values[Math.floor(rounds * 0.025)]!, high: values[Math.floor(rounds * 0.975)]!, of: total };
}

export const shown = (rate: Rate): string => (rate.of === 0 ? '–' : `${withInterval(rate)} of ${rate.of}`);

/** "0.781 [0.70, 0.85]" */
export const withInterval = ({ value, low, high }: Rate): string =>
  `${value.toFixed(3)} [${low.toFixed(2)}, ${high.toFixed(2)}]`;

/** For what is right or wrong, once a question. */
export const shareOf = <T>(items: readonly T[], right: (item: T) => boolean): Rate =>
  rateOf(items.map((item) => ({ right: Number(right(item)), of: 1 })));

/**
 * The mean over items that come in clusters, as questions come from articles: where there are several clusters, these
 * are resampled, since items of one are alike; else items are.
 */
export function clusteredRateOf<T>(
  items: readonly T[],
  clusterOf: (item: T) => number,
  worthOf: (item: T) => number,
): Rate {
  const clusters = new Map<number, Case>();
  for (const item of items) {
    const { right, of } = clusters.get(clusterOf(item)) ?? { right: 0, of: 0 };
    clusters.set(clusterOf(item), { right: right + worthOf(item), of: of + 1 });
  }
  if (clusters.size > 1) return rateOf([...clusters.values()], items.length);
  return rateOf(items.map((item) => ({ right: worthOf(item), of: 1 })));
}
