/** Columns by name; every row has them all. */
export type Row = Readonly<Record<string, number>>;
export type Weights = Record<string, number>;

/** Passages of one question, and which of them answer it. */
export type Choice = { readonly rows: readonly Row[]; readonly right: readonly boolean[] };

const steps = 400;
const rate = 0.05;

/**
 * Conditional logit: weights under which a right passage of each question has the highest sum. Questions of which all
 * passages or none are right say nothing. L2 on standardised columns; the weights given back are of the columns as they are.
 */
export function fitChoices(choices: readonly Choice[], columns: readonly string[], l2: number): Weights {
  const telling = choices.filter(({ right }) => right.includes(true) && right.includes(false));
  const scale = scaleOf(
    telling.flatMap(({ rows }) => rows),
    columns,
  );
  const questions = telling.map(({ rows, right }) => ({ xs: rows.map(scale.apply), right }));
  const weights = ascend(columns.length, (now) => {
    const gradient = now.map((weight) => -l2 * weight);
    for (const { xs, right } of questions) {
      const all = softmax(xs.map((x) => dot(x, now)));
      const answering = all.reduce((sum, p, at) => sum + (right[at] ? p : 0), 0);
      for (const [at, x] of xs.entries()) {
        const pull = ((right[at] ? all[at]! / answering : 0) - all[at]!) / questions.length;
        for (let column = 0; column < x.length; column++) gradient[column]! += pull * x[column]!;
      }
    }
    return gradient;
  });
  return scale.undo(weights);
}

/** Whether something is so, how much it counts, and what is added to its sum whatever the weights are. */
export type Case = { readonly row: Row; readonly is: boolean; readonly counts: number; readonly added: number };

/**
 * Logistic regression: weights whose sum is the higher the likelier it is so. L2 as above; where a sum is likely enough is
 * for the caller to choose, so that no constant is given back.
 */
export function fitCases(cases: readonly Case[], columns: readonly string[], l2: number): Weights {
  const all = cases.reduce((sum, { counts }) => sum + counts, 0);
  const scale = scaleOf(
    cases.map(({ row }) => row),
    columns,
    cases.map(({ counts }) => counts / all),
  );
  const rows = cases.map(({ row, ...one }) => ({ ...one, x: [...scale.apply(row), 1], counts: one.counts / all }));
  const weights = ascend(columns.length + 1, (now) => {
    const gradient = now.map((weight, at) => (at < columns.length ? -l2 * weight : 0));
    for (const { x, is, counts, added } of rows) {
      const pull = counts * (Number(is) - 1 / (1 + Math.exp(-dot(x, now) - added)));
      for (let column = 0; column < x.length; column++) gradient[column]! += pull * x[column]!;
    }
    return gradient;
  });
  return scale.undo(weights.slice(0, -1));
}

export const sumOf = (weights: Weights, row: Row): number =>
  Object.entries(weights).reduce((sum, [name, weight]) => sum + weight * row[name]!, 0);

function softmax(scores: readonly number[]): number[] {
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const all = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / all);
}

const dot = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, at) => sum + value * b[at]!, 0);

/** Adam, from 0, a fixed number of steps: the same data always give the same weights. */
function ascend(size: number, gradientAt: (weights: readonly number[]) => number[]): number[] {
  const [weights, mean, spread] = [0, 0, 0].map((start) => new Array<number>(size).fill(start)) as [
    number[],
    number[],
    number[],
  ];
  for (let step = 1; step <= steps; step++) {
    for (const [at, slope] of gradientAt(weights).entries()) {
      mean[at] = 0.9 * mean[at]! + 0.1 * slope;
      spread[at] = 0.999 * spread[at]! + 0.001 * slope * slope;
      weights[at]! += (rate * (mean[at]! / (1 - 0.9 ** step))) / (Math.sqrt(spread[at]! / (1 - 0.999 ** step)) + 1e-8);
    }
  }
  return weights;
}

/**
 * Columns brought to mean 0 and deviation 1; one that never differs counts nothing.
 * @param counts how much each row does, in all 1
 */
function scaleOf(rows: readonly Row[], columns: readonly string[], counts = rows.map(() => 1 / rows.length)) {
  const spans = columns.map((name) => {
    const values = rows.map((row) => row[name]!);
    const mean = dot(values, counts);
    const deviation = Math.sqrt(
      dot(
        values.map((value) => (value - mean) ** 2),
        counts,
      ),
    );
    return { name, mean, deviation: deviation > 1e-9 * Math.abs(mean) ? deviation : 0 }; // else it is rounding's
  });
  return {
    apply: (row: Row): number[] =>
      spans.map(({ name, mean, deviation }) => (deviation === 0 ? 0 : (row[name]! - mean) / deviation)),
    undo: (weights: readonly number[]): Weights =>
      Object.fromEntries(
        spans.map(({ name, deviation }, at) => [name, deviation === 0 ? 0 : weights[at]! / deviation]),
      ),
  };
}
