import type { Span } from '../domain/span.ts';

/**
 * Reads one line of Markdown from left to right, step by step over the marks of its containers. Columns count from 0 and
 * a tab reaches to the next multiple of 4; a container may take a part of a tab.
 */
export class LineCursor {
  readonly #text: string;
  readonly lineStart: number;
  readonly #end: number;
  #at: number;
  #column = 0;
  /** Columns of the tab before `#at` that no container has taken. */
  #pending = 0;
  sawQuoteMark = false;

  constructor(text: string, lineStart: number, end: number) {
    this.#text = text;
    this.lineStart = lineStart;
    this.#at = lineStart;
    this.#end = end;
  }

  /** Columns of white space before the content. */
  get indent(): number {
    return this.#contentColumn().column - this.#column + this.#pending;
  }

  get isBlank(): boolean {
    return this.#contentColumn().at === this.#end;
  }

  /** Where the content stands, from its first character that is neither space nor tab to the end of the line. */
  get content(): Span {
    return { start: this.#contentColumn().at, end: this.#end };
  }

  get rest(): string {
    return this.#text.slice(this.#contentColumn().at, this.#end);
  }

  /** Steps over this many units of the content, and the white space before it. */
  skip(units: number): void {
    const { at, column } = this.#contentColumn();
    this.#at = at + units;
    this.#column = column + units;
    this.#pending = 0;
  }

  /** Steps over an indent of so many columns. @returns false, and stays, where the indent is smaller */
  skipIndent(columns: number): boolean {
    if (this.indent < columns) return false;
    this.#take(columns);
    return true;
  }

  /** Steps over a `>` with the space behind it, unless it stands too far in. */
  skipQuoteMark(): boolean {
    if (this.indent >= 4 || !this.rest.startsWith('>')) return false;
    this.skip(1);
    if (this.indent > 0) this.#take(1);
    this.sawQuoteMark = true;
    return true;
  }

  /** Steps over a list marker and the white space that belongs to it. @returns the item's indent in columns */
  skipListMarker(marker: string): number {
    const before = this.indent;
    this.skip(marker.length);
    const spaces = this.indent;
    const padding = this.isBlank || spaces > 4 ? 1 : spaces;
    if (!this.isBlank) this.#take(padding);
    this.#skipTaskMark();
    return before + marker.length + padding;
  }

  /** A task's `[ ] ` or `[x] `, which GFM draws as a box. */
  #skipTaskMark(): void {
    if (this.indent === 0 && /^\[[ xX]\][ \t]+\S/.test(this.rest)) this.skip(3);
  }

  #take(columns: number): void {
    let left = columns - this.#pending;
    this.#pending = 0;
    while (left > 0) {
      const width = this.#widthAt(this.#at, this.#column);
      this.#at += 1;
      this.#column += width;
      left -= width;
    }
    this.#pending = -left;
  }

  #contentColumn(): { at: number; column: number } {
    let at = this.#at;
    let column = this.#column;
    for (; at < this.#end && (this.#text[at] === ' ' || this.#text[at] === '\t'); at++)
      column += this.#widthAt(at, column);
    return { at, column };
  }

  #widthAt(at: number, column: number): number {
    return this.#text[at] === '\t' ? 4 - (column % 4) : 1;
  }
}
