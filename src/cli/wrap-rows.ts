import { continued } from '../answer/render-text.ts';

/** A character, or an escape sequence of ours that sets a style: untrusted words have none left. */
const tokens = /\x1b\[[\d;]*m|./gsu;
/** Letters that every terminal draws in one cell. */
const narrow = /^[\x20-\x7e]$|^(?=[\u0080-\u10ff\u1e00-\u1fff])[\p{L}\p{M}\p{N}]$/u;
/** A tab reaches to the next multiple of 8 at most. */
const tabCells = 8;
/** Narrower than this no terminal is taken for. */
const fewestColumns = 16;

/** Cells of a terminal's row, rather too many than too few: signs and unknown letters are taken for wide. */
function cellsOf(token: string): number {
  if (token.startsWith('\x1b')) return 0;
  if (token === '\t') return tabCells;
  return narrow.test(token) ? 1 : 2;
}

/**
 * Breaks lines into rows that fit a terminal, so that it breaks none itself and no word of a document begins a row. A row
 * that goes on begins with `  │ `; nothing is taken away, and a break stands behind white space where there is some.
 * @param columns cells of a row
 */
export function wrapRows(words: string, columns: number): string {
  const cells = Math.max(columns, fewestColumns);
  return words
    .split('\n')
    .map((line) => rowsOf(line, cells).join(`\n${continued}`))
    .join('\n');
}

function rowsOf(line: string, columns: number): string[] {
  let left = Array.from(line.matchAll(tokens), ([token]) => token);
  const rows: string[] = [];
  for (let room = columns; ; room = columns - continued.length) {
    const fitting = countFitting(left, room);
    if (fitting === left.length) return [...rows, left.join('')];
    const cut = breakIn(left.slice(0, fitting), left[fitting]!);
    rows.push(left.slice(0, cut).join(''));
    left = left.slice(cut);
  }
}

function countFitting(row: readonly string[], cells: number): number {
  let left = cells;
  const over = row.findIndex((token) => {
    left -= cellsOf(token);
    return left < 0;
  });
  return over < 0 ? row.length : over;
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** How many tokens of a full row stay in it: up to its last white space behind a word, else all whole characters. */
function breakIn(row: readonly string[], next: string): number {
  const firstWord = row.findIndex((token) => !/^\s|^\x1b/u.test(token));
  const space = row.findLastIndex((token) => /^\s/u.test(token));
  if (firstWord >= 0 && space > firstWord) return space + 1;
  const words = row.join('');
  const start = graphemes.segment(words + next).containing(words.length)?.index ?? words.length;
  let cut = row.length;
  for (let units = words.length; units > start; units -= row[cut]!.length) cut--;
  return cut || row.length; // a character that is longer than a row is broken
}
