import type { Span } from '../domain/span.ts';

/** A character that leaves ink: neither white space, nor a control, nor one that Unicode says to ignore when drawing. */
const visible = /[^\s\p{Cc}\p{Default_Ignorable_Code_Point}]/u;
const space = /\s/;
/** A letter or digit; not the invisible letters of Hangul. */
const word = /(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{N}]/u;

/** Whether there is nothing to see: empty, white space, controls, zero-width characters. */
export const isBlank = (text: string): boolean => !visible.test(text);

/** Whether there is a letter or a digit of any script. */
export const hasWord = (text: string): boolean => word.test(text);

/**
 * The span without the white space at its edges, and without invisible characters (zero-width, soft hyphens, marks of
 * direction, controls) that stand alone there. One that touches a visible word belongs to the word and stays: a joiner
 * shapes its letter, and tag characters are a part of their flag.
 * @returns undefined where nothing visible is left
 */
export function trimSpan(text: string, span: Span): Span | undefined {
  const start = firstVisibleWord(text, span);
  return start === undefined ? undefined : { start, end: endOfLastVisibleWord(text, span) };
}

function firstVisibleWord(text: string, { start, end }: Span): number | undefined {
  let wordStart = start;
  for (let at = start; at < end; ) {
    const character = String.fromCodePoint(text.codePointAt(at)!);
    if (visible.test(character)) return wordStart;
    at += character.length;
    if (space.test(character)) wordStart = at;
  }
  return undefined;
}

/** Only for a span that holds something visible. */
function endOfLastVisibleWord(text: string, { start, end }: Span): number {
  let wordEnd = end;
  for (let at = end; at > start; ) {
    const character = characterBefore(text, at);
    if (visible.test(character)) return wordEnd;
    at -= character.length;
    if (space.test(character)) wordEnd = at;
  }
  return wordEnd;
}

function characterBefore(text: string, at: number): string {
  const pair = text.slice(Math.max(0, at - 2), at);
  return (pair.codePointAt(0) ?? 0) > 0xffff ? pair : text.slice(at - 1, at);
}
