import type { Sentence } from '../domain/passage.ts';
import type { Span } from '../domain/span.ts';
import { trimSpan } from './white-space.ts';

/** A sentence before it is counted, or a part of one that was too long. */
export type SentenceSpan = Pick<Sentence, 'start' | 'end' | 'goesOn'>;

/** The longest sentence, in UTF-16 code units. */
export const maxSentenceUnits = 1000;

const clauseEnd = /[;,—–:،؛、，；：][\p{Pe}\p{Pf}"']*(?=\s)|[—、，；：،؛](?=[^\s\p{M}])/gu;
const anySpace = /\s(?=[^\s\p{M}])/gu;

/**
 * Cuts a span into parts of at most 1,000 code units: behind the last mark of a clause in the second half, else at the
 * last white space, else between two characters as people see them (graphemes), else between two code points. Parts begin
 * and end at visible characters, and all but the last say that they go on.
 */
export function cutLong(text: string, span: Span): SentenceSpan[] {
  const parts = partsOf(text, span).flatMap((part) => trimSpan(text, part) ?? []);
  return parts.map((part, at) => (at < parts.length - 1 ? { ...part, goesOn: true } : part));
}

function partsOf(text: string, span: Span): Span[] {
  const parts: Span[] = [];
  let { start } = span;
  while (span.end - start > maxSentenceUnits) {
    const cut = start + cutIn(text.slice(start, start + maxSentenceUnits + 2));
    parts.push({ start, end: cut });
    start = cut;
  }
  return [...parts, { start, end: span.end }];
}

/** Where to cut a text that begins with a part and the character after it; from 1 to the limit. */
function cutIn(words: string): number {
  const clause = lastEnd(words, clauseEnd);
  if (clause > maxSentenceUnits / 2) return clause;
  return lastEnd(words, anySpace) || lastGrapheme(words) || lastCodePoint(words);
}

function lastEnd(words: string, pattern: RegExp): number {
  const ends = Array.from(words.matchAll(pattern), ({ index, 0: found }) => index + found.length);
  return ends.findLast((end) => end <= maxSentenceUnits) ?? 0;
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** The start of the grapheme that crosses the limit; 0 where it is longer than a whole part. */
const lastGrapheme = (words: string): number => graphemes.segment(words).containing(maxSentenceUnits)?.index ?? 0;

const lastCodePoint = (words: string): number =>
  words.codePointAt(maxSentenceUnits - 1)! > 0xffff ? maxSentenceUnits - 1 : maxSentenceUnits;
