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
 * Items by their scores, best first, equal ones in their order. Where an item goes is looked up among the sorted scores,
 * because numbers alone are sorted three times as fast as items by a comparison.
 */
export function bestFirst<Item>(items: readonly Item[], scores: Float64Array): Item[] {
  const sorted = scores.slice().sort();
  const sorting = items.slice();
  const taken = new Uint32Array(items.length + 1);
  for (let index = 0; index < items.length; index++) {
    const notHigher = upTo(sorted, scores[index]!);
    sorting[items.length - notHigher + taken[notHigher]!++] = items[index]!;
  }
  return sorting;
}

/** How many of the sorted numbers are no higher than `value`. */
function upTo(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
