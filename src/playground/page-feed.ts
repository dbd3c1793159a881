import type { LoopbackDiscord } from './loopback-discord.ts';
import type { MessageView, PageEvents } from './page/view.ts';
import { messageView, type PageSettings, pageView } from './page-view.ts';
import type { Person } from './person.ts';
import type { Message } from './world.ts';

/** One event for a page. Its data is JSON. */
export type FeedEvent = { readonly event: keyof PageEvents; readonly data: string };

/** What one page shows of the world so far, so that it is told what changed and nothing twice. */
export class PageFeed {
  readonly #discord: LoopbackDiscord;
  readonly #person: Person;
  readonly #settings: PageSettings;
  #toldView = '';
  #toldMessages: ReadonlyMap<string, Message> | undefined;

  constructor(discord: LoopbackDiscord, person: Person, settings: PageSettings) {
    this.#discord = discord;
    this.#person = person;
    this.#settings = settings;
  }

  /** What there is to tell now; at first everything. */
  next(): FeedEvent[] {
    return [...this.#nextView(), ...this.#nextMessages()];
  }

  #nextView(): FeedEvent[] {
    const data = JSON.stringify(pageView(this.#discord, this.#person, this.#settings));
    if (data === this.#toldView) return [];
    this.#toldView = data;
    return [{ event: 'view', data }];
  }

  /** A message is another value after each edit, so looking whether it is the same one is enough. */
  #nextMessages(): FeedEvent[] {
    const before = this.#toldMessages;
    const now = new Map(this.#visible().map((message) => [message.id, message]));
    const changed = [...now.values()].filter((message) => before?.get(message.id) !== message);
    const gone = [...(before?.keys() ?? [])].filter((id) => !now.has(id));
    this.#toldMessages = now;
    if (before !== undefined && changed.length + gone.length === 0) return [];
    const messages: PageEvents['messages'] = {
      all: before === undefined,
      changed: changed.map((message): MessageView => messageView(this.#discord, message, this.#person)),
      gone,
    };
    return [{ event: 'messages', data: JSON.stringify(messages) }];
  }

  #visible(): Message[] {
    return [...this.#discord.world.channels.values()].flatMap((channel) => this.#person.messagesIn(channel));
  }
}
