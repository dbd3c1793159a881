import type { Span } from '../domain/span.ts';
import type { Line } from './lines.ts';
import { isBlank } from './white-space.ts';

/** The marks of Markdown's blocks, one line at a time. A `line` begins at its first character that is no white space. */

export const isThematicBreak = (line: string): boolean => /^([*_-])[ \t]*(?:\1[ \t]*){2,}$/.test(line);

/** The line of `=` or `-` that makes the paragraph above it a heading. */
export const isUnderline = (line: string): boolean => /^(?:=+|-+)[ \t]*$/.test(line);

/** 1 to 6, or 0 where the line is no heading. */
export const headingLevel = (line: string): number => /^(#{1,6})(?:[ \t]|$)/.exec(line)?.[1]?.length ?? 0;

/** The words of a heading's line, without the marks before and behind them. */
export function headingContent(text: string, line: Span): Span {
  const start = line.start + headingLevel(text.slice(line.start, line.end));
  const end = stepBack(text, start, line.end, ' \t');
  const withoutMarks = stepBack(text, start, end, '#');
  const hasClosingMarks = withoutMarks === start || ' \t'.includes(text[withoutMarks - 1]!);
  return { start, end: hasClosingMarks ? withoutMarks : end };
}

/** The characters that open a fenced code block. */
export const fenceAt = (line: string): string | undefined => /^(?:`{3,}(?=[^`]*$)|~{3,})/.exec(line)?.[0];

export function closesFence(line: string, fence: string): boolean {
  const closing = /^(`+|~+)[ \t]*$/.exec(line)?.[1] ?? '';
  return closing.length >= fence.length && closing[0] === fence[0];
}

/**
 * `-`, `+`, `*`, `1.` or `1)`, with white space or the line's end behind it.
 * @param interrupts whether it would interrupt a paragraph; only a filled item that is a bullet or number 1 may
 */
export function listMarker(line: string, interrupts: boolean): string | undefined {
  const [found, marker] = /^([-+*]|\d{1,9}[.)])(?:[ \t]|$)/.exec(line) ?? [];
  if (found === undefined || marker === undefined || !interrupts) return marker;
  const mayInterrupt = /^(?:[-+*]|1[.)])$/.test(marker) && !isBlank(line.slice(marker.length));
  return mayInterrupt ? marker : undefined;
}

export const footnoteLabel = (line: string): string | undefined => /^\[\^[^\]\s]{1,999}\]:/.exec(line)?.[0];

/** How many cells a table's row has; a pipe behind a backslash separates none. */
export function cellsIn(line: string): number {
  const row = rowContent(line, { start: 0, end: line.length });
  return row.start === row.end ? 0 : (line.slice(row.start, row.end).match(/\\.|\|/g) ?? []).filter(isPipe).length + 1;
}

const isPipe = (found: string): boolean => found === '|';

/** `| --- | :-: |`: it has a pipe, so it is no underline. */
export const isDelimiterRow = (line: string): boolean =>
  line.includes('|') && /^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$/.test(line);

/** A table's row without the pipes and white space at its edges; empty where all its cells are. */
export function rowContent(text: string, line: Span): Span {
  let { start, end } = line;
  end = stepBack(text, start, end, ' \t');
  if (text[start] === '|') start += 1;
  if (end > start && text[end - 1] === '|' && text[end - 2] !== '\\') end -= 1;
  return /^[|\s]*$/.test(text.slice(start, end)) ? { start, end: start } : { start, end };
}

const blockTags =
  'address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|picture|search|section|source|summary|table|tbody|td|tfoot|th|thead|title|tr|track|ul';
const blockTagsOnly = new RegExp(`^(?:</?(?:${blockTags})(?:[\\s/][^<>]*)?>[ \\t]*)+$`, 'i');
const tagsOnly = /^(?:<\/?[a-z][a-z0-9-]*(?:[\s/][^<>]*)?>[ \t]*)+$/i;

/** Whether there is nothing but HTML tags; within a paragraph, tags of blocks. */
export const isTagsOnly = (line: string, inParagraph: boolean): boolean =>
  line.startsWith('<') && (inParagraph ? blockTagsOnly : tagsOnly).test(line);

const title = /(?:"[^"]*"|'[^']*'|\([^()]*\))/.source;
const label = /\[(?!\^|[ \t]*\])(?:[^[\]\\]|\\.){1,999}\]:[ \t]*/.source;
const destination = /(?:<[^<>]*>|[^\s<]\S*)/.source;
const labelOnly = new RegExp(`^${label}$`);
const labelAndDestination = new RegExp(`^${label}${destination}[ \\t]*$`);
const wholeDefinition = new RegExp(`^${label}${destination}[ \\t]+${title}[ \\t]*$`);
const destinationOnly = new RegExp(`^${destination}[ \\t]*$`);
const destinationAndTitle = new RegExp(`^${destination}[ \\t]+${title}[ \\t]*$`);
const titleOnly = new RegExp(`^${title}[ \\t]*$`);

/** A paragraph's lines without the link reference definitions that it begins with; each part of one on its own line. */
export function withoutDefinitions(text: string, lines: readonly Span[]): readonly Span[] {
  const lineAt = (at: number): string => text.slice(lines[at]?.start ?? 0, lines[at]?.end ?? 0);
  let at = 0;
  for (;;) {
    const taken = definitionLines(lineAt(at), lineAt(at + 1), lineAt(at + 2));
    if (taken === 0) return lines.slice(at);
    at += taken;
  }
}

/** How many of three lines are one definition. */
function definitionLines(first: string, second: string, third: string): number {
  if (wholeDefinition.test(first)) return 1;
  if (labelAndDestination.test(first)) return titleOnly.test(second) ? 2 : 1;
  if (!labelOnly.test(first)) return 0;
  if (destinationAndTitle.test(second)) return 2;
  return destinationOnly.test(second) ? (titleOnly.test(third) ? 3 : 2) : 0;
}

/**
 * How many lines the front matter takes: from a first line `---` (or `+++`) to the next one. It must begin with a key or
 * its end, else the first line is a thematic break.
 */
export function frontMatterLines(text: string, lines: readonly Line[]): number {
  const lineAt = (at: number): string => text.slice(lines[at]?.start, lines[at]?.end).trimEnd();
  const fence = lineAt(0).replace(/^\uFEFF/, '');
  if (fence !== '---' && fence !== '+++') return 0;
  const end = lines.findIndex((_, at) => at > 0 && (lineAt(at) === fence || (fence === '---' && lineAt(at) === '...')));
  const beginsWithKey = end === 1 || /^(?:["']?[\p{L}_][\p{L}\p{N}_.-]*["']?\s*[:=](?:\s|$))/u.test(lineAt(1));
  return end > 0 && beginsWithKey ? end + 1 : 0;
}

type Hidden = { readonly opening: string; readonly until: string };

const hiddenKinds: readonly { readonly opening: RegExp; readonly until: (opening: string) => string }[] = [
  { opening: /^<!--/, until: () => '-->' },
  { opening: /^<\?/, until: () => '?>' },
  { opening: /^<!\[CDATA\[/, until: () => ']]>' },
  { opening: /^<![a-z]/i, until: () => '>' },
  { opening: /^<(?:script|style)(?=[\s>]|$)/i, until: (opening) => `</${opening.slice(1)}>` },
];

/** Finds comments, instructions, declarations, scripts and styles, if they are closed: an open one would hide the rest. */
export class HiddenMarkup {
  readonly #text: string;
  /** Endings that the text does not hold behind some place, so that it is searched for them once. */
  readonly #missing = new Set<string>();

  constructor(text: string) {
    this.#text = text;
  }

  /** What begins at the start of this line, and what ends it. */
  at(line: Span): Hidden | undefined {
    if (this.#text[line.start] !== '<') return undefined;
    for (const kind of hiddenKinds) {
      const opening = kind.opening.exec(this.#text.slice(line.start, line.end))?.[0];
      if (opening === undefined) continue;
      const until = kind.until(opening);
      return this.#isClosed(until, line.start + opening.length) ? { opening, until } : undefined;
    }
    return undefined;
  }

  #isClosed(until: string, from: number): boolean {
    if (this.#missing.has(until)) return false;
    const closed = this.#text.indexOf(until, from) >= 0;
    if (!closed) this.#missing.add(until);
    return closed;
  }
}

function stepBack(text: string, start: number, end: number, characters: string): number {
  let at = end;
  while (at > start && characters.includes(text[at - 1]!)) at -= 1;
  return at;
}
