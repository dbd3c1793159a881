import { halvesPair, type Span } from '../domain/span.ts';

/** What tells one occurrence of a quote from another: the words right before and after it, or where it starts. */
export type Surroundings = { readonly before?: string; readonly after?: string; readonly near?: number };

/**
 * Finds a quote by exact characters, never by likeness. Where the quote with its surroundings occurs once, that is it;
 * where it occurs more often, it is the occurrence that starts at `near`.
 * @returns undefined where there is no such occurrence, or no telling which
 */
export function locateExactly(text: string, quote: string, surroundings: Surroundings = {}): Span | undefined {
  const { before = '', after = '', near } = surroundings;
  if (quote === '' || /\p{Surrogate}/u.test(quote)) return undefined;
  const words = before + quote + after;
  const spanAt = (found: number): Span => ({ start: found + before.length, end: found + before.length + quote.length });
  if (near !== undefined && near >= before.length && text.startsWith(words, near - before.length))
    return spanAt(near - before.length);
  const first = text.indexOf(words);
  const isOnlyOne = first >= 0 && !text.includes(words, first + 1);
  return isOnlyOne ? spanAt(first) : undefined;
}

/**
 * Turns an offset that counts code points into one that counts UTF-16 code units.
 * @throws RangeError if it is not a whole number within the text
 */
export function codePointToUtf16(text: string, codePointOffset: number): number {
  let units = 0;
  for (let left = codePointOffset; left > 0 && units < text.length; left--) units += unitsAt(text, units);
  if (utf16ToCodePoint(text, units) !== codePointOffset)
    throw new RangeError(`code point ${codePointOffset} is not in the text`);
  return units;
}

/**
 * Turns an offset that counts UTF-16 code units into one that counts code points.
 * @throws RangeError if it is not a whole number within the text, or halves a surrogate pair
 */
export function utf16ToCodePoint(text: string, offset: number): number {
  if (!Number.isInteger(offset) || offset < 0 || offset > text.length || halvesPair(text, offset))
    throw new RangeError(`code unit ${offset} is not between two characters of the text`);
  let points = 0;
  for (let units = 0; units < offset; points++) units += unitsAt(text, units);
  return points;
}

const unitsAt = (text: string, at: number): number => (text.codePointAt(at)! > 0xffff ? 2 : 1);
