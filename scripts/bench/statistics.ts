/** The value below which a share of the values lies (nearest rank). @throws RangeError for no values */
export function percentile(values: readonly number[], share: number): number {
  if (values.length === 0) throw new RangeError('no values');
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))]!;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** The middle of many measurements, and what 95 % of them stay within. */
export type Spread = { readonly p50: number; readonly p95: number };

/** @throws RangeError for no values */
export const spreadOf = (values: readonly number[]): Spread => ({ p50: median(values), p95: percentile(values, 0.95) });
