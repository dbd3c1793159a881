import { InvariantError } from '../domain/errors.ts';

/** Where words stand: `revision` is the sha256 of the text (hex); start and length are UTF-16 code units. */
export type ReceiptPlace = { readonly revision: string; readonly start: number; readonly length: number };

/** What a receipt tells: the first ten hex digits of the revision's sha256, start and length. */
export type ParsedReceipt = { readonly revisionPrefix: string; readonly start: number; readonly length: number };

const prefixHexDigits = 10;
const prefixSymbols = 8;
/** 35 bits; with it no receipt has more than the 31 symbols that the check can tell apart. */
const maxNumberSymbols = 7;

/** Crockford's alphabet, without I, L, O and U. Source: https://www.crockford.com/base32.html */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * Writes a receipt such as `1ZDHAE4C-1TA-1N-XX`: the first 40 bits of the revision, start, length and ten check bits in
 * Crockford's base32. It is no secret and gives no right: whoever opens one is asked for access as always.
 * @throws InvariantError if the revision is not a sha256 or the numbers are not those of a span
 */
export function encodeReceipt({ revision, start, length }: ReceiptPlace): string {
  const isNumber = (value: number, least: number): boolean =>
    Number.isInteger(value) && least <= value && value < 32 ** maxNumberSymbols;
  if (!/^[0-9a-f]{64}$/.test(revision) || !isNumber(start, 0) || !isNumber(length, 1))
    throw new InvariantError(`no receipt for ${start}+${length} of ${revision}`);
  const prefix = symbolsOf(Number.parseInt(revision.slice(0, prefixHexDigits), 16)).padStart(prefixSymbols, '0');
  const parts = [prefix, symbolsOf(start), symbolsOf(length)];
  return [...parts, checkOf(parts)].join('-');
}

/**
 * Reads a receipt as people type it: in any case, with spaces for or around the hyphens, I or L for 1 and O for 0.
 * @returns undefined where it is not a receipt or was mistyped; one or two wrong symbols are always noticed
 */
export function parseReceipt(code: string): ParsedReceipt | undefined {
  const [prefix, start, length, check, ...rest] = groupsOf(code);
  if (prefix === undefined || start === undefined || length === undefined || rest.length > 0) return undefined;
  if (prefix.length !== prefixSymbols || !isNumeral(start) || !isNumeral(length) || length === '0') return undefined;
  if (check !== checkOf([prefix, start, length])) return undefined;
  return {
    revisionPrefix: numberOf(prefix).toString(16).padStart(prefixHexDigits, '0'),
    start: numberOf(start),
    length: numberOf(length),
  };
}

/** The groups in Crockford's own spelling; none where a character is foreign to it. */
function groupsOf(code: string): string[] {
  if (code.length > 100) return [];
  const written = code
    .trim()
    .toUpperCase()
    .replace(/[IL]/g, '1')
    .replace(/O/g, '0')
    .replace(/\p{Pd}/gu, '-');
  const groups = written.split(/[\s-]+/);
  return groups.every((group) => [...group].every((symbol) => alphabet.includes(symbol))) ? groups : [];
}

const isNumeral = (group: string): boolean => /^(?:0|[^0].*)$/.test(group) && group.length <= maxNumberSymbols;

const symbolsOf = (value: number): string =>
  value.toString(32).replace(/./g, (digit) => alphabet[Number.parseInt(digit, 32)]!);

const numberOf = (group: string): number => [...group].reduce((sum, symbol) => sum * 32 + alphabet.indexOf(symbol), 0);

/**
 * Two symbols, a Reed-Solomon code over GF(32): the sum of all symbols, and their sum weighted by powers of x. Up to
 * two wrong or swapped symbols always change it. Where start ends is a symbol too, so a moved hyphen is noticed.
 */
function checkOf([prefix, start, length]: readonly string[]): string {
  let sum = 0;
  let weighted = 0;
  for (const symbol of `${alphabet[start!.length]}${prefix}${start}${length}`) {
    const value = alphabet.indexOf(symbol);
    sum ^= value;
    weighted = timesX(weighted) ^ value;
  }
  return alphabet[sum]! + alphabet[timesX(weighted)]!;
}

/** In GF(32) with x⁵ = x² + 1, where x has order 31. */
const timesX = (value: number): number => (value << 1) ^ (value & 16 ? 0b100101 : 0);
