import { showControls } from './show-controls.ts';
import type { Output } from './terminal.ts';

/** So often a plain line is written where there is no terminal, and a live one is drawn where there is. */
const plainEveryMs = 5_000;
const liveEveryMs = 100;

/** A line that says how far something has come: redrawn in place on a terminal, a new one now and then elsewhere. */
export class ProgressLine {
  readonly #output: Output;
  readonly #now: () => Date;
  #last: number;
  #drawn = false;

  constructor(output: Output, now: () => Date) {
    this.#output = output;
    this.#now = now;
    this.#last = output.isTerminal ? 0 : now().getTime();
  }

  async show(sentence: string): Promise<void> {
    const now = this.#now().getTime();
    if (now - this.#last < (this.#output.isTerminal ? liveEveryMs : plainEveryMs)) return;
    this.#last = now;
    if (!this.#output.isTerminal) return this.#output.line(sentence);
    this.#drawn = true;
    const fitting = [...showControls(sentence)].slice(0, Math.max(1, this.#output.columns - 1)).join('');
    await this.#output.write(`\r${fitting}\x1b[K`);
  }

  /** Takes the live line away, so that other lines can be written. */
  async clear(): Promise<void> {
    if (this.#drawn) await this.#output.write('\r\x1b[K');
    this.#drawn = false;
  }
}
