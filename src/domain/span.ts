/** A half-open range `[start, end)` of a document's canonical text, in UTF-16 code units from 0, as in `String.slice`. */
export type Span = { readonly start: number; readonly end: number };

export const lengthOf = (span: Span): number => span.end - span.start;

/** How many code units two spans share; 0 where they only touch. */
export const overlapOf = (a: Span, b: Span): number => Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start));

export const contains = (outer: Span, inner: Span): boolean => outer.start <= inner.start && inner.end <= outer.end;

/** Whether a cut at `at` would fall between the two halves of one character outside the BMP. */
export const halvesPair = (text: string, at: number): boolean =>
  /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(Math.max(0, at - 1), at + 1));
