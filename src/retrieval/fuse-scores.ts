/** One way of scoring candidates; higher is better. */
export type Signal = { readonly name: string; readonly weight: number; readonly values: ArrayLike<number> };

/**
 * Weighted sum of z-scores: score(i) = Σ weight × (value − mean) / deviation over the candidates.
 * Scores have no unit; only their order within one question means anything. A signal whose deviation is 0 adds 0.
 * Source: measured on XQuAD-en against reciprocal rank fusion (R@1 .974 against .963).
 * @param count how many candidates there are; every signal has one value for each
 * @throws RangeError if a signal's length differs or a value is not finite
 */
export function fuseScores(count: number, signals: readonly Signal[]): Float64Array {
  const scores = new Float64Array(count);
  for (const { name, weight, values } of signals) {
    if (values.length !== count) throw new RangeError(`${name}: ${values.length} values for ${count} candidates`);
    const { mean, deviation } = moments(values);
    if (!Number.isFinite(mean)) throw new RangeError(`${name}: a value is not finite`);
    if (deviation === 0) continue;
    for (let at = 0; at < count; at++) scores[at]! += (weight * (values[at]! - mean)) / deviation;
  }
  return scores;
}

function moments(values: ArrayLike<number>): { mean: number; deviation: number } {
  const count = values.length;
  let sum = 0;
  for (let at = 0; at < count; at++) sum += values[at]!;
  const mean = count === 0 ? 0 : sum / count;
  let squares = 0;
  for (let at = 0; at < count; at++) squares += (values[at]! - mean) ** 2;
  const deviation = count === 0 ? 0 : Math.sqrt(squares / count);
  // Equal values differ by rounding only; dividing by that would blow noise up.
  return { mean, deviation: deviation < 1e-12 ? 0 : deviation };
}
