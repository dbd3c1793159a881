import { type APIMessage, type Client, DiscordAPIError, Routes } from 'discord.js';
import type { Outgoing } from './outgoing.ts';

/** The bot's own messages, wherever they stand. Errors are Discord's or the network's; `troubleOf` sorts them. */
export interface PostedMessages {
  /** What a message's text displays say now, in their order. */
  read(channel: string, message: string): Promise<readonly string[]>;
  edit(channel: string, message: string, to: Outgoing): Promise<void>;
  /** The same nonce in the same channel, within a few minutes, is the same message. At most 25 characters. */
  post(channel: string, message: Outgoing, nonce: string): Promise<void>;
  /** What the bot has said in a channel since a message of it, as far as the latest hundred messages go back. */
  saidSince(channel: string, message: string): Promise<readonly (readonly string[])[]>;
}

/**
 * By the REST API with the bot's own token, which does not run out as an interaction's does. Rate limits are kept by
 * discord.js, which waits as long as Discord says.
 */
export function postedMessages(client: Client): PostedMessages {
  const { rest } = client;
  return {
    async read(channel, message) {
      const found = (await rest.get(Routes.channelMessage(channel, message))) as APIMessage; // Discord's documented answer
      return textsIn(found.components ?? []);
    },
    async edit(channel, message, to) {
      await rest.patch(Routes.channelMessage(channel, message), { body: bodyOf(to) });
    },
    async post(channel, message, nonce) {
      const body = { ...bodyOf(message), nonce, enforce_nonce: true };
      await rest.post(Routes.channelMessages(channel), { body });
    },
    async saidSince(channel, message) {
      const query = new URLSearchParams({ after: message, limit: '100' });
      const found = (await rest.get(Routes.channelMessages(channel), { query })) as APIMessage[]; // Discord's documented answer
      return found
        .filter(({ author }) => author.id === client.user?.id)
        .map(({ components }) => textsIn(components ?? []));
    },
  };
}

const bodyOf = ({ flags, components }: Outgoing) => ({
  flags: flags.reduce((sum, flag) => sum | flag, 0),
  components,
  allowed_mentions: { parse: [] },
});

/** @param components as Discord gives them: untrusted, and of kinds that we don't send */
function textsIn(components: readonly object[]): string[] {
  return components.flatMap((component) => {
    const own = 'content' in component && typeof component.content === 'string' ? [component.content] : [];
    const within = 'components' in component && Array.isArray(component.components) ? component.components : [];
    return [...own, ...textsIn(within)];
  });
}

/**
 * What an error of Discord's means for a message of ours. `gone`: there is nothing left to correct. `refused`: it can't be
 * touched as things are. `passing`: trying again later may work. `ours`: no fault of Discord's.
 */
export type Trouble = 'gone' | 'refused' | 'passing' | 'ours';

const goneCodes: ReadonlySet<number | string> = new Set([
  10_003, // unknown channel
  10_004, // unknown server
  10_008, // unknown message
]);

const refusedCodes: ReadonlySet<number | string> = new Set([
  50_001, // missing access
  50_005, // a message of somebody else
  50_007, // no messages to this person
  50_008, // no text messages in this channel
  50_013, // missing permissions
  50_083, // the thread is archived
  160_005, // the thread is locked
]);

const tooManyOldEdits = 30_046;

export function troubleOf(error: unknown): Trouble {
  if (!(error instanceof DiscordAPIError)) return error instanceof Error && isOfNetwork(error) ? 'passing' : 'ours';
  if (goneCodes.has(error.code)) return 'gone';
  if (refusedCodes.has(error.code)) return 'refused';
  return error.status === 401 || error.status === 429 || error.code === tooManyOldEdits ? 'passing' : 'ours';
}

/** What discord.js throws where Discord answers 5xx or not at all, again and again. */
const isOfNetwork = (error: Error): boolean =>
  error.name === 'HTTPError' || error.name === 'AbortError' || error.name === 'RateLimitError' || 'code' in error;
