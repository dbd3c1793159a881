import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { styleText } from 'node:util';
import { continued, plain, type TextStyle } from '../answer/render-text.ts';
import { showControls } from './show-controls.ts';
import { wrapRows } from './wrap-rows.ts';

/** Where words go: standard output or standard error. */
export class Output {
  readonly stream: Writable;
  readonly #signal: AbortSignal;
  readonly isTerminal: boolean;
  /** How words are set apart here: by colour on a terminal that shows it, else not at all. */
  readonly style: TextStyle;

  constructor(stream: Writable, signal: AbortSignal) {
    this.stream = stream;
    this.#signal = signal;
    this.isTerminal = 'isTTY' in stream && stream.isTTY === true;
    this.style = showsColour(stream) ? colours : safe;
  }

  /** Characters that fit on a line. */
  get columns(): number {
    const told = 'columns' in this.stream && typeof this.stream.columns === 'number' ? this.stream.columns : 0;
    return told > 0 ? told : 80; // some terminals say 0
  }

  /** Writes as it is; waits where the reader is slow. @throws the signal's reason when stopped meanwhile */
  async write(words: string): Promise<void> {
    if (this.#signal.aborted && this.stream.destroyed) return;
    if (!this.stream.write(words)) await this.#drained();
  }

  /** Writes lines that hold a document's words, ready to be shown, in rows that a terminal need not break. */
  async text(lines: string): Promise<void> {
    await this.write(`${this.isTerminal ? wrapRows(lines, this.columns) : lines}\n`);
  }

  /** Writes one of our own sentences, which may hold untrusted words: those begin no row, and control nothing. */
  async line(sentence: string): Promise<void> {
    await this.text(showControls(sentence).replace(/[\n\u2028\u2029]/gu, `$&${continued}`));
  }

  async #drained(): Promise<void> {
    try {
      await once(this.stream, 'drain', { signal: this.#signal });
    } catch (error) {
      this.#signal.throwIfAborted();
      throw error;
    }
  }
}

/** What a command reads from and writes to. */
export type Terminal = { readonly input: Readable; readonly out: Output; readonly err: Output };

export const inputIsTerminal = ({ input }: Terminal): boolean => 'isTTY' in input && input.isTTY === true;

/** `hasColors` looks at NO_COLOR, FORCE_COLOR and TERM. */
const showsColour = (stream: Writable): boolean =>
  'isTTY' in stream &&
  stream.isTTY === true &&
  'hasColors' in stream &&
  typeof stream.hasColors === 'function' &&
  stream.hasColors() === true;

type Format = Parameters<typeof styleText>[0];
const styled =
  (format: Format) =>
  (words: string): string =>
    styleText(format, words, { validateStream: false });

const safe: TextStyle = { ...plain, show: showControls };
const colours: TextStyle = {
  show: showControls,
  heading: styled(['bold', 'cyan']),
  strong: styled('bold'),
  small: styled('dim'),
  quote: styled('green'),
};
