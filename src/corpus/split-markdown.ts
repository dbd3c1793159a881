import type { BlockKind } from '../domain/passage.ts';
import type { Span } from '../domain/span.ts';
import { LineCursor } from './line-cursor.ts';
import { type Line, linesOf } from './lines.ts';
import * as mark from './markdown-marks.ts';
import type { Piece } from './piece.ts';
import { trimSpan } from './white-space.ts';

/** Marks of quotes and lists that are nested deeper are words: it keeps hostile texts from taking long. */
const maxNesting = 100;

/** Blocks, and the text with the `>` within them blanked out: as long as the text, so every offset stays. */
export type MarkdownPieces = { readonly pieces: readonly Piece[]; readonly readable: string };

/**
 * What holds blocks: a block quote, or a list item (or footnote) whose lines are indented by `indent` columns. The first
 * paragraph that it begins with is of kind `opens`.
 */
type Container = { readonly kind: 'quote' } | { readonly kind: 'item'; readonly indent: number; opens: BlockKind };

/** The block that is being read. `hidden` is markup up to `until`; the lines of the others are their content. */
type Leaf =
  | { readonly kind: 'paragraph'; readonly as: BlockKind; readonly lines: Span[] }
  | { readonly kind: 'fence'; readonly fence: string; readonly lines: Span[] }
  | { readonly kind: 'code' | 'table'; readonly lines: Span[] }
  | { readonly kind: 'hidden'; readonly until: string };

/**
 * The blocks of a Markdown text: headings, paragraphs (code blocks too), the paragraph that a list item begins with, and
 * table rows. The first heading of level 1 is the title. A span leaves out the marks before and behind its words, and
 * keeps what stands between them, such as emphasis, links and the `>` of a quoted paragraph's further lines.
 *
 * Read line by line after CommonMark 0.31 and GFM's tables, task lists and footnotes, with the container and "lazy line"
 * rules of CommonMark's appendix "A parsing strategy". Markup that belongs to no block: front matter, the marks of
 * headings, lists, tasks, quotes and footnotes, underlines and thematic breaks, fences with their info string,
 * delimiter rows, link reference definitions, comments, instructions, `script` and `style` elements, and lines made of
 * HTML tags only.
 */
export function splitMarkdown(text: string): MarkdownPieces {
  const scanner = new MarkdownScanner(text);
  const lines = linesOf(text, /\r\n|[\n\r]/g);
  for (const line of lines.slice(mark.frontMatterLines(text, lines))) scanner.read(line);
  return scanner.finish();
}

class MarkdownScanner {
  readonly #text: string;
  readonly #pieces: Piece[] = [];
  /** The quote marks at the start of lines that continue a block. */
  readonly #quoteMarks: Span[] = [];
  readonly #containers: Container[] = [];
  readonly #hidden: mark.HiddenMarkup;
  #leaf: Leaf | undefined;
  #hasTitle = false;

  constructor(text: string) {
    this.#text = text;
    this.#hidden = new mark.HiddenMarkup(text);
  }

  read(line: Line): void {
    const start = line.start === 0 && this.#text.startsWith('\uFEFF') ? 1 : line.start;
    const cursor = new LineCursor(this.#text, start, line.end);
    const matched = this.#matchContainers(cursor);
    const isInside = matched === this.#containers.length;
    if (isInside && this.#readRaw(cursor)) return;
    const opened = this.#openContainers(cursor, matched);
    if (cursor.isBlank) this.#readBlank(matched, opened);
    else if (!isInside && !opened && this.#leaf?.kind === 'paragraph' && this.#isLazyText(cursor)) this.#append(cursor);
    else {
      if (!opened) this.#leaveContainers(matched);
      this.#readLeaf(cursor);
    }
  }

  finish(): MarkdownPieces {
    this.#close();
    return { pieces: this.#pieces, readable: blankOut(this.#text, this.#quoteMarks) };
  }

  /** Steps over the marks of the containers that the line continues. @returns how many those are */
  #matchContainers(cursor: LineCursor): number {
    const failed = this.#containers.findIndex((container) => {
      if (container.kind === 'quote') return !cursor.skipQuoteMark();
      if (cursor.isBlank) return false;
      return !cursor.skipIndent(container.indent);
    });
    return failed < 0 ? this.#containers.length : failed;
  }

  #openContainers(cursor: LineCursor, matched: number): boolean {
    let interrupts = this.#leaf?.kind === 'paragraph' && matched === this.#containers.length;
    let opened = false;
    while (!cursor.isBlank && cursor.indent < 4 && this.#containers.length < maxNesting) {
      const container = containerAt(cursor, interrupts);
      if (container === undefined) break;
      if (!opened) this.#leaveContainers(matched);
      this.#close();
      this.#containers.push(container);
      interrupts = false;
      opened = true;
    }
    return opened;
  }

  /** Code and hidden markup go on whatever a line holds. @returns whether the line is done */
  #readRaw(cursor: LineCursor): boolean {
    const leaf = this.#leaf;
    if (leaf?.kind === 'hidden') return this.#readHidden(cursor, leaf.until);
    if (leaf?.kind === 'fence') {
      if (cursor.indent < 4 && mark.closesFence(cursor.rest, leaf.fence)) this.#close();
      else this.#append(cursor);
      return true;
    }
    const isCode = leaf?.kind === 'code' && (cursor.isBlank || cursor.indent >= 4);
    if (isCode) this.#append(cursor);
    return isCode;
  }

  /** @returns false where words stand behind the end of the markup, still to be read */
  #readHidden(cursor: LineCursor, until: string): boolean {
    const end = cursor.rest.indexOf(until);
    if (end < 0) return true;
    cursor.skip(end + until.length);
    this.#leaf = undefined;
    return cursor.isBlank;
  }

  /** Steps over comments and their like. @returns whether nothing is left of the line */
  #skipHidden(cursor: LineCursor): boolean {
    for (let hidden = this.#hidden.at(cursor.content); hidden; hidden = this.#hidden.at(cursor.content)) {
      this.#open({ kind: 'hidden', until: hidden.until });
      cursor.skip(hidden.opening.length);
      if (this.#readHidden(cursor, hidden.until)) return true;
    }
    return false;
  }

  #readBlank(matched: number, opened: boolean): void {
    if (!opened) this.#leaveContainers(matched);
    this.#close();
  }

  #readLeaf(cursor: LineCursor): void {
    if (cursor.indent >= 4) {
      if (this.#leaf?.kind === 'paragraph') this.#append(cursor);
      else this.#open({ kind: 'code', lines: [cursor.content] });
      return;
    }
    if (this.#skipHidden(cursor)) return;
    const paragraph = this.#leaf?.kind === 'paragraph' ? this.#leaf : undefined;
    if (paragraph && mark.isUnderline(cursor.rest))
      this.#closeHeading(paragraph.lines, cursor.rest.startsWith('=') ? 1 : 2);
    else if (mark.isThematicBreak(cursor.rest)) this.#close();
    else if (mark.headingLevel(cursor.rest) > 0) this.#readHeading(cursor);
    else if (mark.fenceAt(cursor.rest)) this.#open({ kind: 'fence', fence: mark.fenceAt(cursor.rest)!, lines: [] });
    else this.#readTableOrText(cursor, paragraph?.lines);
  }

  #readHeading(cursor: LineCursor): void {
    this.#close();
    this.#emitHeading(mark.headingContent(this.#text, cursor.content), mark.headingLevel(cursor.rest));
  }

  #readTableOrText(cursor: LineCursor, paragraph: Span[] | undefined): void {
    if (mark.isTagsOnly(cursor.rest, paragraph !== undefined)) this.#close();
    else if (paragraph && this.#isTableHead(paragraph.at(-1)!, cursor.rest)) this.#openTable(paragraph);
    else if (paragraph || this.#leaf?.kind === 'table') this.#append(cursor);
    else this.#open({ kind: 'paragraph', as: this.#paragraphKind(), lines: [cursor.content] });
  }

  /** Whether the line, which is outside the paragraph's containers, continues it all the same. */
  #isLazyText(cursor: LineCursor): boolean {
    const { rest } = cursor;
    if (cursor.indent >= 4) return true;
    const begins = mark.isThematicBreak(rest) || mark.headingLevel(rest) > 0 || mark.fenceAt(rest) !== undefined;
    return !begins && !mark.isTagsOnly(rest, true) && this.#hidden.at(cursor.content) === undefined;
  }

  #isTableHead(head: Span, delimiters: string): boolean {
    return (
      mark.isDelimiterRow(delimiters) &&
      mark.cellsIn(this.#text.slice(head.start, head.end)) === mark.cellsIn(delimiters)
    );
  }

  #openTable(paragraph: Span[]): void {
    const head = paragraph.pop()!;
    this.#open({ kind: 'table', lines: [head] });
  }

  #paragraphKind(): BlockKind {
    const container = this.#containers.at(-1);
    return container?.kind === 'item' ? container.opens : 'paragraph';
  }

  #append(cursor: LineCursor): void {
    if (this.#leaf === undefined || this.#leaf.kind === 'hidden') return;
    this.#leaf.lines.push(cursor.content);
    if (cursor.sawQuoteMark) this.#quoteMarks.push({ start: cursor.lineStart, end: cursor.content.start });
  }

  #open(leaf: Leaf): void {
    this.#close();
    this.#leaf = leaf;
    if (leaf.kind !== 'hidden') this.#settle();
  }

  /** The first block of an item is its own; what follows in it are paragraphs. */
  #settle(): void {
    for (const container of this.#containers) if (container.kind === 'item') container.opens = 'paragraph';
  }

  #leaveContainers(keep: number): void {
    if (keep === this.#containers.length) return;
    this.#close();
    this.#containers.length = keep;
  }

  #close(): void {
    const leaf = this.#leaf;
    this.#leaf = undefined;
    if (leaf === undefined || leaf.kind === 'hidden') return;
    if (leaf.kind === 'table') for (const row of leaf.lines) this.#emit(mark.rowContent(this.#text, row), 'table-row');
    else if (leaf.kind === 'paragraph') this.#emitLines(mark.withoutDefinitions(this.#text, leaf.lines), leaf.as);
    else this.#emitLines(leaf.lines, 'paragraph');
  }

  #closeHeading(lines: readonly Span[], level: number): void {
    this.#leaf = undefined;
    const [first, last] = edges(mark.withoutDefinitions(this.#text, lines));
    if (first && last) this.#emitHeading({ start: first.start, end: last.end }, level);
  }

  #emitHeading(span: Span, level: number): void {
    this.#settle();
    const isTitle = level === 1 && !this.#hasTitle;
    if (this.#emit(span, isTitle ? 'title' : 'heading') && isTitle) this.#hasTitle = true;
  }

  #emitLines(lines: readonly Span[], kind: BlockKind): void {
    const [first, last] = edges(lines);
    if (first && last) this.#emit({ start: first.start, end: last.end }, kind);
  }

  #emit(span: Span, kind: BlockKind): boolean {
    const trimmed = trimSpan(this.#text, span);
    if (trimmed) this.#pieces.push({ ...trimmed, kind });
    return trimmed !== undefined;
  }
}

const edges = (lines: readonly Span[]): [Span | undefined, Span | undefined] => [lines[0], lines.at(-1)];

/** Steps over the mark of a container that begins here, if one does. */
function containerAt(cursor: LineCursor, interrupts: boolean): Container | undefined {
  if (cursor.skipQuoteMark()) return { kind: 'quote' };
  const footnote = mark.footnoteLabel(cursor.rest);
  if (footnote) {
    cursor.skip(footnote.length);
    return { kind: 'item', indent: 4, opens: 'paragraph' };
  }
  const marker = mark.isThematicBreak(cursor.rest) ? undefined : mark.listMarker(cursor.rest, interrupts);
  if (marker === undefined) return undefined;
  return { kind: 'item', indent: cursor.skipListMarker(marker), opens: 'list-item' };
}

function blankOut(text: string, spans: readonly Span[]): string {
  let at = 0;
  const parts = spans.map(({ start, end }) => {
    const part = text.slice(at, start) + ' '.repeat(end - start);
    at = end;
    return part;
  });
  return parts.join('') + text.slice(at);
}
