import { z } from 'zod';
import type { LoopbackDiscord } from './loopback-discord.ts';
import type { MessageView, PageEvents } from './page/view.ts';
import { messageView, type PageSettings, pageView } from './page-view.ts';
import type { Person } from './person.ts';
import type { GatewayEvent, Message } from './world.ts';

/** One event for a page. Its data is JSON. */
export type FeedEvent = { readonly event: keyof PageEvents; readonly data: string };

/** What the page needs of Discord's event TYPING_START. */
const typingStart = z.object({ channel_id: z.string(), user_id: z.string() });

/** What one page shows of the world so far, so that it is told what changed and nothing twice. */
export class PageFeed {
  readonly #discord: LoopbackDiscord;
  readonly #person: Person;
  readonly #settings: PageSettings;
  #toldView = '';
  #toldMessages: ReadonlyMap<string, Message> | undefined;
  #typing: FeedEvent[] = [];

  constructor(discord: LoopbackDiscord, person: Person, settings: PageSettings) {
    this.#discord = discord;
    this.#person = person;
    this.#settings = settings;
  }

  /** What there is to tell now; at first everything. */
  next(): FeedEvent[] {
    const typing = this.#typing;
    this.#typing = [];
    return [...this.#nextView(), ...this.#nextMessages(), ...typing];
  }

  /** Takes note of what passes by and leaves nothing in the world: that somebody types. */
  hear(event: GatewayEvent): void {
    if (event.name !== 'TYPING_START') return;
    const { data } = typingStart.safeParse(event.data(false));
    const channel = this.#discord.world.channels.get(data?.channel_id ?? '');
    const author = this.#discord.world.users.get(data?.user_id ?? '');
    if (channel === undefined || author === undefined) return;
    if (author.id === this.#person.id || !this.#person.sees(channel)) return;
    const typing: PageEvents['typing'] = { channel: channel.id, author: { id: author.id, name: author.name } };
    this.#typing.push({ event: 'typing', data: JSON.stringify(typing) });
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
