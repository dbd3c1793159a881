import type { Hit, Range } from './passage-index.ts';

/** At most `k` of the positions in a range, highest score first, equal ones in their order. @param scores by position */
export const bestHits = (scores: Float64Array, range: Range, k: number): Hit[] =>
  bestPositions(scores, range, k)
    .map((at) => ({ at, score: scores[at]! }))
    .sort(byScore);

/** The same positions in their own order. */
export function bestPositions(scores: Float64Array, { from, to }: Range, k: number): number[] {
  const least = kthHighest(scores.subarray(from, to), k);
  const ats: number[] = [];
  for (let at = from; at < to; at++) if (scores[at]! >= least) ats.push(at);
  // of those that reach just so far, the last are too many
  for (let index = ats.length - 1; ats.length > k; index--) if (scores[ats[index]!] === least) ats.splice(index, 1);
  return ats;
}

/** Best first, equal ones in their order. */
export const byScore = (a: Hit, b: Hit): number => b.score - a.score || a.at - b.at;

/**
 * The k-th highest of some values; of fewer the lowest there can be, of none wanted the highest. Of thousands of values a
 * heap of the best k moves a few hundred, where sorting moves all of them a dozen times.
 */
export function kthHighest(values: Float64Array, k: number): number {
  if (k <= 0) return Number.POSITIVE_INFINITY;
  if (values.length < k) return Number.NEGATIVE_INFINITY;
  const heap = values.slice(0, k).sort(); // the lowest first, which is a heap
  for (let at = k; at < values.length; at++) if (values[at]! > heap[0]!) replaceLowest(heap, values[at]!);
  return heap[0]!;
}

function replaceLowest(heap: Float64Array, value: number): void {
  let at = 0;
  for (let child = 1; child < heap.length; child = 2 * at + 1) {
    if (child + 1 < heap.length && heap[child + 1]! < heap[child]!) child += 1;
    if (heap[child]! >= value) break;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = value;
}

/**
 * Positions in `scores`, highest score first, equal ones in their order. Typed arrays are merged, because
 * sorting objects by a comparison takes longer.
 */
export function bestFirst(scores: Float64Array): Uint32Array {
  let sorted = new Uint32Array(scores.length);
  for (let at = 0; at < sorted.length; at++) sorted[at] = at;
  let other = new Uint32Array(scores.length);
  for (let from = 0; from < scores.length; from += runLength)
    sortRun(sorted, scores, from, Math.min(from + runLength, scores.length));
  for (let length = runLength; length < scores.length; length *= 2) {
    for (let from = 0; from < scores.length; from += 2 * length) mergeRuns(sorted, other, scores, from, length);
    [sorted, other] = [other, sorted];
  }
  return sorted;
}

/** Below about so many, moving each to its place is faster than merging. */
const runLength = 8;

function sortRun(ats: Uint32Array, scores: Float64Array, from: number, to: number): void {
  for (let index = from + 1; index < to; index++) {
    const at = ats[index]!;
    let free = index;
    for (; free > from && scores[ats[free - 1]!]! < scores[at]!; free--) ats[free] = ats[free - 1]!;
    ats[free] = at;
  }
}

/** Two sorted runs of `length` from `from` on become one in `merged`; the last ones may be shorter, or not there. */
function mergeRuns(ats: Uint32Array, merged: Uint32Array, scores: Float64Array, from: number, length: number): void {
  const middle = Math.min(from + length, ats.length);
  const to = Math.min(middle + length, ats.length);
  let [left, right] = [from, middle];
  for (let index = from; index < to; index++) {
    const takesRight = left === middle || (right < to && scores[ats[right]!]! > scores[ats[left]!]!);
    merged[index] = ats[takesRight ? right++ : left++]!;
  }
}
