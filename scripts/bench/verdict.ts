/** "≤ 5 ms: met", or by how much it was missed. */
export const atMost = (value: number, target: number, unit = ''): string =>
  judged(`≤ ${target}${unit}`, value - target, unit);
export const atLeast = (value: number, target: number, unit = ''): string =>
  judged(`≥ ${target}${unit}`, target - value, unit);

const judged = (target: string, beyond: number, unit: string): string =>
  beyond <= 0 ? `${target}: met` : `${target}: **missed by ${Number(beyond.toPrecision(2))}${unit}**`;
