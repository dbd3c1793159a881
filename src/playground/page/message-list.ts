import { drawMessage, type MessageUses } from './draw-message.ts';
import type { MessageView, PageEvents } from './view.ts';

/** Pixels above the foot within which somebody counts as reading the newest. */
const footPixels = 80;

/** The messages of the channel that is shown, and those of the others to switch to. */
export class MessageList {
  readonly #log: HTMLElement;
  readonly #list: HTMLElement;
  readonly #uses: MessageUses;
  readonly #messages = new Map<string, MessageView>();
  /** Ephemeral messages that were sent away; Discord, too, keeps that on the screen only. */
  readonly #dismissed = new Set<string>();
  #channel = '';

  /** @param log scrolls @param list in it, holds the messages */
  constructor(log: HTMLElement, list: HTMLElement, uses: Omit<MessageUses, 'dismiss'>) {
    this.#log = log;
    log.tabIndex = 0; // it scrolls, also where nothing in it can have the focus
    this.#list = list;
    this.#uses = { ...uses, dismiss: (message) => this.#dismiss(message) };
  }

  show(channel: string): void {
    if (this.#channel === channel) return;
    this.#channel = channel;
    this.#redraw();
  }

  take({ all, changed, gone }: PageEvents['messages']): void {
    if (all) this.#messages.clear();
    for (const message of changed) this.#messages.set(message.id, message);
    for (const id of gone) this.#messages.delete(id);
    if (all) {
      this.#redraw();
      return;
    }
    const wasAtFoot = this.#isAtFoot();
    for (const id of gone) this.#drawn(id)?.remove();
    for (const message of changed) this.#place(message);
    if (wasAtFoot) this.toFoot();
  }

  /** Shows the newest, also where somebody was reading older ones. */
  toFoot(): void {
    this.#log.scrollTop = this.#log.scrollHeight;
  }

  #redraw(): void {
    this.#list.replaceChildren();
    for (const message of this.#messages.values()) this.#place(message);
    this.toFoot();
  }

  #place(message: MessageView): void {
    if (message.channel !== this.#channel || this.#dismissed.has(message.id)) return;
    const drawn = drawMessage(message, this.#uses);
    const before = this.#drawn(message.id);
    if (before === undefined) {
      this.#list.append(drawn);
      return;
    }
    const focused = before.contains(document.activeElement) ? document.activeElement : null;
    before.replaceWith(drawn);
    if (focused instanceof HTMLElement) sameIn(drawn, focused)?.focus();
  }

  #dismiss({ id }: MessageView): void {
    this.#dismissed.add(id);
    this.#drawn(id)?.remove();
    this.#log.focus();
  }

  #drawn(id: string): HTMLElement | undefined {
    return [...this.#list.children]
      .filter((one) => one instanceof HTMLElement)
      .find((one) => one.dataset.message === id);
  }

  #isAtFoot(): boolean {
    const { scrollHeight, scrollTop, clientHeight } = this.#log;
    return scrollHeight - scrollTop - clientHeight < footPixels;
  }
}

/** The button in a message drawn anew that somebody had the focus on. */
function sameIn(drawn: HTMLElement, focused: HTMLElement): HTMLElement | undefined {
  const { customId } = focused.dataset;
  const candidates = [...drawn.querySelectorAll<HTMLElement>('button, select')];
  return candidates.find((one) =>
    customId === undefined ? one.textContent === focused.textContent : one.dataset.customId === customId,
  );
}
