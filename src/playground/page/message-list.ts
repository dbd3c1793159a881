import { rememberFocus } from './dialogs.ts';
import { drawMessage, type MessageUses } from './draw-message.ts';
import { element } from './element.ts';
import { messageWords } from './message-words.ts';
import { isNewer, newestIn, type Seen, type Unread, unreadIn } from './unread.ts';
import type { MessageView, PageEvents } from './view.ts';

/** Pixels above the foot within which somebody counts as reading the newest. */
const footPixels = 80;
/** Messages of one author that follow one another so soon stand under one name, as on Discord. */
const groupMs = 7 * 60_000;

/** Where the messages of the channel are drawn. */
export type MessagePlaces = {
  /** Scrolls. */
  readonly log: HTMLElement;
  /** In the log, holds the messages. */
  readonly list: HTMLElement;
  /** Says that there are new ones further down. */
  readonly below: HTMLElement;
  /** Reads new ones out. */
  readonly announcer: HTMLElement;
};

/** The messages of the channel that is shown, those of the others to switch to, and what is new in them. */
export class MessageList {
  readonly #places: MessagePlaces;
  readonly #uses: MessageUses;
  readonly #marked: (unread: ReadonlyMap<string, Unread>) => void;
  readonly #messages = new Map<string, MessageView>();
  /** Ephemeral messages that were sent away; Discord, too, keeps that on the screen only. */
  readonly #dismissed = new Set<string>();
  #me = '';
  #channel = '';
  #seen: Seen = {};
  #unread: ReadonlyMap<string, Unread> = new Map();
  /** The message that the line "New" stands above. */
  #newFrom: string | undefined;
  #followsFoot = true;

  /** @param marked hears what is unread, after each change */
  constructor(
    places: MessagePlaces,
    uses: Omit<MessageUses, 'dismiss'>,
    marked: (unread: ReadonlyMap<string, Unread>) => void,
  ) {
    this.#places = places;
    this.#uses = { ...uses, dismiss: (message) => this.#dismiss(message) };
    this.#marked = marked;
    places.log.tabIndex = 0; // it scrolls, also where nothing in it can have the focus
    places.log.addEventListener('scroll', () => {
      this.#followsFoot = this.#isAtFoot();
      this.#look();
    });
    // The box below grows and shrinks; whoever reads the newest goes on doing so.
    new ResizeObserver(() => this.#followsFoot && this.toFoot()).observe(places.log);
    places.below.addEventListener('click', () => this.#toNew());
    document.addEventListener('visibilitychange', () => this.#look());
  }

  /** Whose messages these are; what that person has seen is kept in the tab. */
  setPerson(id: string): void {
    if (this.#me === id) return;
    this.#me = id;
    // We alone write it.
    this.#seen = JSON.parse(sessionStorage.getItem(`seen ${id}`) ?? '{}') as Seen;
  }

  show(channel: string): void {
    if (this.#channel === channel) return;
    this.#channel = channel;
    this.#newFrom = this.#unread.get(channel)?.first;
    this.#redraw();
  }

  take({ all, changed, gone }: PageEvents['messages']): void {
    if (all) this.#messages.clear();
    const fresh = changed.filter(({ id }) => this.#messages.get(id)?.isThinking ?? true);
    for (const message of changed) this.#messages.set(message.id, message);
    for (const id of gone) this.#messages.delete(id);
    if (all) {
      // Who comes for the first time has missed nothing.
      if (sessionStorage.getItem(`seen ${this.#me}`) === null) this.#see(newestIn(this.#messages.values()));
      this.#redraw();
      return;
    }
    const wasAtFoot = this.#isAtFoot();
    for (const id of gone) this.#drawn(id)?.remove();
    for (const message of changed) this.#place(message);
    if (wasAtFoot) this.toFoot();
    this.#announce(fresh);
    this.#look();
  }

  /** Shows the newest, also where somebody was reading older ones. */
  toFoot(): void {
    const { log } = this.#places;
    this.#followsFoot = true;
    log.scrollTop = log.scrollHeight;
  }

  #redraw(): void {
    this.#places.list.replaceChildren();
    for (const message of this.#messages.values()) this.#place(message);
    this.#arrange();
    this.toFoot();
    this.#look();
  }

  #place(message: MessageView): void {
    if (message.channel !== this.#channel || this.#dismissed.has(message.id)) return;
    const drawn = drawMessage(message, this.#uses);
    const before = this.#drawn(message.id);
    if (before === undefined) {
      this.#places.list.append(drawn);
      return;
    }
    const giveBack = before.contains(document.activeElement) ? rememberFocus() : undefined;
    before.replaceWith(drawn);
    giveBack?.();
  }

  /** What one sees counts as seen; what is new elsewhere, or further down, is marked. */
  #look(): void {
    const newest = newestIn(this.#messages.values())[this.#channel];
    const hasSeen = newest === undefined || !isNewer(newest, this.#seen[this.#channel] ?? '0');
    if (!hasSeen && !document.hidden && this.#isAtFoot()) {
      this.#see({ ...this.#seen, [this.#channel]: newest });
    }
    this.#unread = unreadIn(this.#messages.values(), this.#seen, this.#me);
    const below = this.#unread.get(this.#channel);
    this.#newFrom ??= below?.first;
    this.#places.below.hidden = below === undefined;
    if (below !== undefined)
      this.#places.below.textContent = `${below.messages} new ${below.messages === 1 ? 'message' : 'messages'} ↓`;
    this.#arrange();
    this.#marked(this.#unread);
  }

  #see(seen: Seen): void {
    this.#seen = seen;
    sessionStorage.setItem(`seen ${this.#me}`, JSON.stringify(seen));
  }

  /** Puts messages of one author together, and lines where a day or what is new begins. */
  #arrange(): void {
    let before: MessageView | undefined;
    for (const drawn of this.#places.list.children) {
      const message = drawn instanceof HTMLElement ? this.#messages.get(drawn.dataset.message ?? '') : undefined;
      if (message === undefined) continue;
      const lines = linesAbove(message, before, message.id === this.#newFrom);
      drawn.classList.toggle('grouped', lines.length === 0 && belongsTo(message, before));
      for (const line of drawn.querySelectorAll(':scope > .line')) line.remove();
      drawn.prepend(...lines);
      before = message;
    }
  }

  #toNew(): void {
    const first = this.#drawn(this.#unread.get(this.#channel)?.first ?? '');
    this.#places.log.focus();
    if (first === undefined) this.toFoot();
    else first.scrollIntoView({ block: 'start' });
  }

  /** Reads out what is new in the channel that is shown, once, and its beginning only. */
  #announce(fresh: readonly MessageView[]): void {
    const words = fresh
      .filter(({ channel, author, isThinking }) => channel === this.#channel && author.id !== this.#me && !isThinking)
      .map((message) => {
        const who = `${message.author.name}${message.isEphemeral ? ', to you alone' : ''}`;
        return `${who}: ${messageWords(message, this.#uses.nameOf)}`;
      });
    if (words.length > 0) this.#places.announcer.textContent = words.join(' · ');
  }

  #dismiss({ id }: MessageView): void {
    this.#dismissed.add(id);
    this.#drawn(id)?.remove();
    this.#arrange();
    this.#places.log.focus();
  }

  #drawn(id: string): HTMLElement | undefined {
    return [...this.#places.list.children]
      .filter((one) => one instanceof HTMLElement)
      .find((one) => one.dataset.message === id);
  }

  #isAtFoot(): boolean {
    const { scrollHeight, scrollTop, clientHeight } = this.#places.log;
    return scrollHeight - scrollTop - clientHeight < footPixels;
  }
}

function belongsTo(message: MessageView, before: MessageView | undefined): boolean {
  if (before === undefined || message.usedCommand !== undefined || message.repliesTo !== undefined) return false;
  const isSameKind = message.author.id === before.author.id && message.isEphemeral === before.isEphemeral;
  return isSameKind && message.createdAt - before.createdAt < groupMs;
}

function linesAbove(message: MessageView, before: MessageView | undefined, isNew: boolean): HTMLElement[] {
  const day = new Date(message.createdAt).toLocaleDateString([], { dateStyle: 'long' });
  const isOtherDay =
    before !== undefined && new Date(before.createdAt).toLocaleDateString([], { dateStyle: 'long' }) !== day;
  return [
    ...(isOtherDay ? [element('p', { class: 'line day' }, day)] : []),
    ...(isNew ? [element('p', { class: 'line new' }, 'New')] : []),
  ];
}
