/** A half-open range `[start, end)` of a document's canonical text, in UTF-16 code units from 0, as in `String.slice`. */
export type Span = { readonly start: number; readonly end: number };

export const lengthOf = (span: Span): number => span.end - span.start;

/** How many code units two spans share; 0 where they only touch. */
export const overlapOf = (a: Span, b: Span): number => Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start));

export const contains = (outer: Span, inner: Span): boolean => outer.start <= inner.start && inner.end <= outer.end;

/** Whether a cut at `at` would fall between the two halves of one character outside the BMP. */
export const halvesPair = (text: string, at: number): boolean =>
  /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(Math.max(0, at - 1), at + 1));

/** The one of `spans`, which stand in the order of the text and never overlap, that holds the code unit at `at`. */
export function spanAt<T extends Span>(spans: readonly T[], at: number): T | undefined {
  let low = 0;
  let high = spans.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const span = spans[middle]!;
    if (at < span.start) high = middle - 1;
    else if (at >= span.end) low = middle + 1;
    else return span;
  }
  return undefined;
}
