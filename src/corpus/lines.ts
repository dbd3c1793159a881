import type { Span } from '../domain/span.ts';

/** A line without its line end; `ending` is what ends it, empty on the last line. */
export type Line = Span & { readonly ending: string };

/**
 * All lines of a text, the last one too where it is empty.
 * @param lineEnd what ends a line; must be a global pattern
 */
export function linesOf(text: string, lineEnd: RegExp): Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const { index, 0: ending } of text.matchAll(lineEnd)) {
    lines.push({ start, end: index, ending });
    start = index + ending.length;
  }
  lines.push({ start, end: text.length, ending: '' });
  return lines;
}
