import type { MessageView, PageEvents } from './view.ts';

/** How long Discord shows that somebody types, unless it hears so again. */
const shownMs = 10_000;

/** "Hearsay is typing…" above the box: for ten seconds, or until that one's message. No screen reader reads it out. */
export class TypingLine {
  readonly #line: HTMLElement;
  /** By channel and author. */
  readonly #typing = new Map<string, { readonly name: string; readonly channel: string; readonly end: number }>();
  #channel = '';

  constructor(line: HTMLElement) {
    this.#line = line;
  }

  show(channel: string): void {
    this.#channel = channel;
    this.#draw();
  }

  take({ channel, author }: PageEvents['typing']): void {
    const key = `${channel} ${author.id}`;
    clearTimeout(this.#typing.get(key)?.end);
    const end = window.setTimeout(() => this.#stop(key), shownMs);
    this.#typing.set(key, { name: author.name, channel, end });
    this.#draw();
  }

  /** Whoever has sent something is done. */
  sent({ channel, author }: MessageView): void {
    this.#stop(`${channel} ${author.id}`);
  }

  #stop(key: string): void {
    clearTimeout(this.#typing.get(key)?.end);
    if (this.#typing.delete(key)) this.#draw();
  }

  #draw(): void {
    const names = [...this.#typing.values()].filter(({ channel }) => channel === this.#channel).map(({ name }) => name);
    this.#line.hidden = names.length === 0;
    this.#line.textContent = `${names.join(' and ')} ${names.length > 1 ? 'are' : 'is'} typing…`;
  }
}
