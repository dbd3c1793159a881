import { Client, GatewayIntentBits, Partials } from 'discord.js';
import {
  type LoopbackDiscord,
  type LoopbackSettings,
  startLoopbackDiscord,
} from '../../src/playground/loopback-discord.ts';
import type { Person } from '../../src/playground/person.ts';
import { permissions } from '../../src/playground/protocol.ts';
import type { Guild, TextChannel } from '../../src/playground/world.ts';

/** One server with three people and one channel, which most tests begin with. */
export type Stage = {
  readonly discord: LoopbackDiscord;
  readonly guild: Guild;
  readonly channel: TextChannel;
  readonly owner: Person;
  readonly moderator: Person;
  readonly member: Person;
};

export async function setStage(settings: LoopbackSettings = {}): Promise<Stage> {
  const discord = await startLoopbackDiscord(settings);
  const [owner, moderator, member] = [discord.addPerson('Olga'), discord.addPerson('Mina'), discord.addPerson('Ruben')];
  const guild = discord.addGuild('Reading group', owner);
  const moderators = discord.addRole(guild, 'moderator', { permissions: permissions.manageGuild, mentionable: true });
  discord.addMember(guild, moderator, [moderators]);
  discord.addMember(guild, member);
  return { discord, guild, channel: discord.addChannel(guild, 'general'), owner, moderator, member };
}

/** A client as a bot without privileged intents makes it, with DMs. */
export const makeClient = (discord: LoopbackDiscord, moreIntents: readonly GatewayIntentBits[] = []): Client<true> =>
  new Client<true>({
    intents: [
      GatewayIntentBits.Guilds,
      GatewayIntentBits.GuildMessages,
      GatewayIntentBits.DirectMessages,
      ...moreIntents,
    ],
    partials: [Partials.Channel],
    rest: { api: discord.apiUrl },
  });

/** Logs a client in and waits until it has its servers. */
export async function logIn(client: Client<true>, token: string): Promise<void> {
  const ready = new Promise((resolve) => client.once('clientReady', resolve));
  await client.login(token);
  await ready;
}

/** What a REST route answered. */
export type Answer = { readonly status: number; readonly body: unknown; readonly headers: Headers };

/** Calls a route as a bot without a library would. */
export async function call(
  discord: LoopbackDiscord,
  method: string,
  path: string,
  body?: unknown,
  token: string | undefined = discord.token,
): Promise<Answer> {
  const response = await fetch(`${discord.apiUrl}/v10${path}`, {
    method,
    headers: { 'Content-Type': 'application/json', ...(token === '' ? {} : { Authorization: `Bot ${token}` }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text), headers: response.headers };
}

/** Components V2 with one text in a container, and buttons under it. */
export const container = (text: string, ...customIds: string[]) => ({
  type: 17,
  components: [
    { type: 10, content: text },
    ...(customIds.length === 0
      ? []
      : [{ type: 1, components: customIds.map((id) => ({ type: 2, style: 2, label: id, custom_id: id })) }]),
  ],
});
