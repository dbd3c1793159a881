import {
  Client,
  GatewayIntentBits,
  type Interaction,
  Partials,
  type RESTPutAPIApplicationCommandsJSONBody,
} from 'discord.js';
import { onTestFinished } from 'vitest';
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

/** What the handlers of `playBot` are still doing. */
const running = new Set<Promise<unknown>>();

/** Closes a stage once its bots have done what they were at: a test may have seen all it wants before them. */
export async function closeStage({ discord }: Stage): Promise<void> {
  await Promise.all(running);
  await discord.close();
}

/** A real client with its commands, for one test that ends with `closeStage`. @param handle what it does with what people do */
export async function playBot(
  { discord }: Stage,
  commands: RESTPutAPIApplicationCommandsJSONBody = [],
  handle: (interaction: Interaction) => Promise<unknown> = async () => undefined,
): Promise<Client<true>> {
  const client = makeClient(discord);
  onTestFinished(() => client.destroy());
  client.on('interactionCreate', (interaction) => {
    const work = handle(interaction).finally(() => running.delete(work));
    running.add(work);
  });
  await logIn(client, discord.token);
  if (commands.length > 0) await client.application.commands.set(commands);
  return client;
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

/** Sends a message as a client does that tries again: in a storm (test/helpers/storm.ts) the first attempt may be lost. */
export async function postMessage(discord: LoopbackDiscord, channelId: string, body: unknown): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const status = await call(discord, 'POST', `/channels/${channelId}/messages`, body).then(
      (answer) => answer.status,
      () => 0, // the connection broke
    );
    if (status === 200) return;
    if (attempt === 5) throw new Error(`a message could not be sent: ${status}`);
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
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
