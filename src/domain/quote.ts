import type { Document } from './document.ts';
import { InvariantError } from './errors.ts';
import { halvesPair, type Span } from './span.ts';

/** Words copied out of a document. Nothing builds one from words that somebody typed. */
export class Quote implements Span {
  readonly #document: Document; // a #private field also makes the type nominal: look-alikes do not compile

  private constructor(
    document: Document,
    readonly start: number,
    readonly end: number,
  ) {
    this.#document = document;
    Object.freeze(this);
  }

  /**
   * Cuts `[start, end)` out of the document. Offsets are UTF-16 code units from 0, as in `String.slice`.
   * @throws InvariantError if the span is empty, leaves the text, or halves a surrogate pair.
   */
  static cut(document: Document, start: number, end: number): Quote {
    const inside =
      Number.isInteger(start) && Number.isInteger(end) && 0 <= start && start < end && end <= document.text.length;
    if (!inside || [start, end].some((at) => halvesPair(document.text, at)))
      throw new InvariantError(`${start}..${end} is not a span of ${document.id}`);
    return new Quote(document, start, end);
  }

  /** The same words up to an earlier end, for places that have no room for all of them. @throws InvariantError as `cut` does */
  upTo(end: number): Quote {
    return Quote.cut(this.#document, this.start, Math.min(end, this.end));
  }

  /** Read from the document every time, so the words and the offsets cannot disagree. */
  get text(): string {
    return this.#document.text.slice(this.start, this.end);
  }

  /** The revision the words were cut from. */
  get revision(): string {
    return this.#document.sha256;
  }

  isFrom(document: Document): boolean {
    return this.#document === document;
  }

  /** What leaves the process; without it JSON.stringify drops the getter. */
  toJSON(): { text: string; start: number; end: number; unit: 'utf-16' } {
    return { text: this.text, start: this.start, end: this.end, unit: 'utf-16' };
  }
}
