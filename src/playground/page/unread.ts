import type { MessageView } from './view.ts';

/** What of a channel somebody has not seen. */
export type Unread = { readonly messages: number; readonly pings: number; readonly first: string };

/** The newest message that somebody has seen in each channel. */
export type Seen = Readonly<Record<string, string>>;

/** What stands in each channel after what was seen of it. One's own messages count as seen, and so does "thinking…". */
export function unreadIn(messages: Iterable<MessageView>, seen: Seen, me: string): ReadonlyMap<string, Unread> {
  const found = new Map<string, Unread>();
  for (const message of messages) {
    const { id, channel, author, pingsMe, isThinking } = message;
    if (author.id === me || isThinking || !isNewer(id, seen[channel] ?? '0')) continue;
    const before = found.get(channel) ?? { messages: 0, pings: 0, first: id };
    found.set(channel, { ...before, messages: before.messages + 1, pings: before.pings + (pingsMe ? 1 : 0) });
  }
  return found;
}

/** Whether one of Discord's ids was made after another. */
export const isNewer = (id: string, other: string): boolean => BigInt(id) > BigInt(other);

/** The newest message of each channel. */
export function newestIn(messages: Iterable<MessageView>): Seen {
  const newest: Record<string, string> = {};
  for (const { id, channel } of messages) if (isNewer(id, newest[channel] ?? '0')) newest[channel] = id;
  return newest;
}
