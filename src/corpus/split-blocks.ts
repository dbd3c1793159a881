import type { Span } from '../domain/span.ts';
import { type Line, linesOf } from './lines.ts';
import type { Piece } from './piece.ts';
import { hasWord, isBlank, trimSpan } from './white-space.ts';

const maxTitleUnits = 200;
const maxHeadingUnits = 120;
/** Hard-wrapped prose hardly ever has longer lines. */
const maxWrappedUnits = 120;

/** LF, CRLF, CR; U+2028, which breaks a line and never a paragraph; U+2029, which always ends a paragraph. */
const lineEnd = /\r\n|[\n\r\u2028\u2029]/g;
const bullet = /^\s*[-*+•‣◦▪▫●○·]\s+\S/;
/** `1.` `2)` `(3)` `a)` `(b)` `(iv)`: the number or letter is the first group that matched. */
const enumerator = /^\s*(?:(\d{1,3})[.)]|\((\d{1,3})\)|\(?([a-z])\)|\(([ivx]+)\))\s+\S/;
/** What closes a sentence or a clause, with the marks that may stand behind it. */
const closing = /[.!?:;,…‥。！？；：，、؟؛،۔।॥][\p{Pe}\p{Pf}"'*_]*$/u;

/** A piece, and what tells whether it is a heading. */
type Paragraph = Piece & { readonly isOneLine: boolean };

/**
 * The blocks of a plain text; together they cover everything visible.
 *
 * Blank lines and U+2029 separate runs of lines. A run is one paragraph, hard-wrapped, except that a line begins a block
 * 1. where it begins with a list mark; a number or letter only where it is the first of its list or follows an item;
 * 2. where it is indented deeper than the line before it, which closes a sentence (the first line of a paragraph);
 * 3. where the run is not wrapped: some line of it, leaving out web addresses, is longer than 120 code units. Then each
 *    line is a paragraph of its own, unless it begins with a small letter after a line that closes no sentence.
 *
 * The title is the first block, if it is one line of at most 200 code units that closes no sentence. A heading is a line
 * of at most 120 that closes no sentence, and stands before a block that does not itself look like one.
 */
export function splitBlocks(text: string): Piece[] {
  const paragraphs = runsOf(text).flatMap((run) => paragraphsOf(text, run));
  return paragraphs.map(({ start, end, kind }, at) => ({
    start,
    end,
    kind: headingKind(text, paragraphs, at) ?? kind,
  }));
}

function runsOf(text: string): Line[][] {
  const runs: Line[][] = [];
  let run: Line[] = [];
  for (const line of linesOf(text, lineEnd)) {
    const blank = isBlank(wordsOf(text, line));
    if (!blank) run.push(line);
    if (run.length > 0 && (blank || line.ending === '\u2029' || line.ending === '')) {
      runs.push(run);
      run = [];
    }
  }
  return runs;
}

function paragraphsOf(text: string, run: readonly Line[]): Paragraph[] {
  const isUnwrapped = run.some((line) => isLong(wordsOf(text, line)));
  const groups: { lines: Line[]; isItem: boolean }[] = [];
  for (const line of run) {
    const group = groups.at(-1);
    const isItem = beginsItem(wordsOf(text, line), group === undefined || group.isItem);
    if (group && !isItem && continuesParagraph(text, group.lines.at(-1)!, line, group.isItem, isUnwrapped))
      group.lines.push(line);
    else groups.push({ lines: [line], isItem });
  }
  return groups.flatMap(({ lines, isItem }) => {
    const span = trimSpan(text, { start: lines[0]!.start, end: lines.at(-1)!.end });
    return span ? [{ ...span, kind: isItem ? 'list-item' : 'paragraph', isOneLine: lines.length === 1 }] : [];
  });
}

function isLong(line: string): boolean {
  if (line.length <= maxWrappedUnits) return false;
  const words = line.split(/\s+/).filter((word) => !word.includes('://'));
  return words.join(' ').length > maxWrappedUnits;
}

/** @param mayCount whether the line stands where any number may begin an item: first in its run, or after an item */
function beginsItem(line: string, mayCount: boolean): boolean {
  if (!hasWord(line)) return false;
  if (bullet.test(line)) return true;
  const [marker, ...numbers] = enumerator.exec(line) ?? [];
  const number = numbers.find((group) => group !== undefined) ?? '';
  return marker !== undefined && (mayCount || ['1', 'a', 'i'].includes(number));
}

function continuesParagraph(text: string, last: Line, line: Line, isItem: boolean, isUnwrapped: boolean): boolean {
  if (last.ending === '\u2028') return true;
  const [before, after] = [wordsOf(text, last), wordsOf(text, line)];
  const closes = closesSentence(before);
  if (isUnwrapped) return !closes && /^\s*\p{Ll}/u.test(after);
  return isItem || !closes || indentOf(after) <= indentOf(before);
}

/** A tab counts as four spaces; a single space is no indent. */
function indentOf(line: string): number {
  const columns = /^[ \t\u3000]*/.exec(line)![0].replace(/[\t\u3000]/g, '    ').length;
  return columns < 2 ? 0 : columns;
}

function headingKind(text: string, paragraphs: readonly Paragraph[], at: number): 'title' | 'heading' | undefined {
  const [block, next] = [paragraphs[at]!, paragraphs[at + 1]];
  if (next === undefined) return undefined;
  if (at === 0 && looksLikeHeading(text, block, maxTitleUnits)) return 'title';
  const isHeading = looksLikeHeading(text, block, maxHeadingUnits) && !looksLikeHeading(text, next, maxHeadingUnits);
  return isHeading ? 'heading' : undefined;
}

function looksLikeHeading(text: string, block: Paragraph, maxUnits: number): boolean {
  if (block.kind !== 'paragraph' || !block.isOneLine || block.end - block.start > maxUnits) return false;
  const words = wordsOf(text, block);
  return hasWord(words) && !closesSentence(words);
}

const closesSentence = (words: string): boolean => closing.test(words.slice(-40).trimEnd());

const wordsOf = (text: string, span: Span): string => text.slice(span.start, span.end);
