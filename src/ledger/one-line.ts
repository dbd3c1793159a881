import { InputError } from '../domain/errors.ts';

/**
 * Untrusted words in, one line of plain text out: control and invisible characters, direction marks and runs of space
 * become one space or go, so that nothing in a ledger can hide or format.
 */
export const oneLine = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Zs}]+/gu, ' ')
    .replace(/[\p{Co}\p{Cn}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffd]/gu, '')
    .replace(/ +/gu, ' ')
    .trim();

/**
 * One line with a letter or a digit in it, at most `max` code points long.
 * @param what of what, in words for people: "the reason"
 * @throws InputError
 */
export function lineOf(text: string, what: string, max: number): string {
  const line = oneLine(text);
  if (!/[\p{L}\p{N}]/u.test(line)) throw new InputError(`Write ${what} in words.`);
  const length = [...line].length;
  if (length > max)
    throw new InputError(`Make ${what} shorter: it has ${length} characters, and there is room for ${max}.`);
  return line;
}

/** The same, or null where nothing was written. @throws InputError where it is too long */
export const lineOrNull = (text: string | null, what: string, max: number): string | null =>
  text === null || oneLine(text) === '' ? null : lineOf(text, what, max);
