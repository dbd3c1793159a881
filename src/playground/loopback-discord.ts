import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { createAdaptorServer } from '@hono/node-server';
import { WebSocketServer } from 'ws';
import { CommandRegistry } from './commands.ts';
import { type Fault, Faults } from './faults.ts';
import { Gateway } from './gateway.ts';
import { deleteRole, removeMember, setChannel, setMember, setRole, tell } from './guild-changes.ts';
import { Interactions } from './interactions.ts';
import { isFromHere } from './only-from-here.ts';
import { Person } from './person.ts';
import { defaultPermissions, intents } from './protocol.ts';
import { type RateLimitSettings, RateLimits } from './rate-limits.ts';
import type { LoggedRequest } from './request-log.ts';
import { restApi } from './rest.ts';
import { guildJson } from './wire.ts';
import {
  type Channel,
  type Command,
  type Guild,
  type Message,
  type Overwrite,
  type Role,
  type TextChannel,
  World,
} from './world.ts';

/** How a loopback Discord starts. */
export type LoopbackSettings = {
  /** 0, and so by default, takes a free one. */
  readonly port?: number;
  /** The clock of ids, deadlines and times, in milliseconds of Unix time. */
  readonly now?: () => number;
  /** What goes wrong from the start; more with `faults.add`. */
  readonly faults?: readonly Fault[];
  readonly botName?: string;
  /** Privileged intents that the application has; by default it lacks MESSAGE_CONTENT and all others. */
  readonly privilegedIntents?: number;
  readonly heartbeatIntervalMs?: number;
  readonly rateLimits?: Partial<RateLimitSettings>;
};

const host = '127.0.0.1';
const discordsHeartbeatMs = 41_250;

/**
 * Starts a small Discord of our own on the loopback interface: gateway v10 and the REST routes that a bot uses.
 * Point a bot to it by `apiUrl` and `token`; play the people with `addPerson`.
 */
export async function startLoopbackDiscord(settings: LoopbackSettings = {}): Promise<LoopbackDiscord> {
  const world = new World(settings.now ?? Date.now, settings.botName ?? 'Hearsay');
  const discord = new LoopbackDiscord(world, settings);
  await discord.listen(settings.port ?? 0);
  return discord;
}

/** A running loopback Discord: its address, its people and servers, and what it has seen. */
export class LoopbackDiscord {
  /** Every REST request, oldest first. */
  readonly requests: LoggedRequest[] = [];
  /** What shall go wrong with REST requests. */
  readonly faults: Faults;
  /** The bots' sessions, and ways to break them. */
  readonly gateway: Gateway;
  /** All that it knows, for the page beside it; tests use what stands below. */
  readonly world: World;
  readonly #interactions: Interactions;
  readonly #server: Server;
  readonly #people = new Map<string, Person>();
  readonly #sockets = new WebSocketServer({ noServer: true });

  constructor(world: World, settings: LoopbackSettings) {
    const allowedIntents = settings.privilegedIntents ?? 0;
    this.world = world;
    this.#interactions = new Interactions(world);
    this.faults = new Faults(settings.faults ?? []);
    this.gateway = new Gateway(world, {
      allowedIntents,
      heartbeatIntervalMs: settings.heartbeatIntervalMs ?? discordsHeartbeatMs,
    });
    const app = restApi({
      world,
      commands: new CommandRegistry(world),
      interactions: this.#interactions,
      faults: this.faults,
      limits: new RateLimits(() => world.now(), settings.rateLimits ?? {}),
      gateway: this.gateway,
      log: this.requests,
      readsContent: (allowedIntents & intents.messageContent) !== 0,
      readsMembers: (allowedIntents & intents.guildMembers) !== 0,
    });
    // Without options for HTTP/2 this is a server of HTTP/1.
    this.#server = createAdaptorServer({ fetch: app.fetch }) as Server;
    this.#server.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
  }

  /** Begins to listen; `startLoopbackDiscord` has done so. */
  async listen(port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, resolve);
    });
    const address = this.#server.address() as AddressInfo; // a TCP server that listens has one
    this.world.origin = `http://${host}:${address.port}`;
  }

  /** The part before `/v10`, as discord.js's `rest.api` wants it. */
  get apiUrl(): string {
    return `${this.world.origin}/api`;
  }

  /** The bot's token, made anew at every start. */
  get token(): string {
    return this.world.token;
  }

  get botId(): string {
    return this.world.bot.id;
  }

  /** How people write to the bot in a message. */
  get botMention(): string {
    return `<@${this.botId}>`;
  }

  /** Cuts every connection and stops. */
  async close(): Promise<void> {
    this.gateway.close();
    this.#sockets.close();
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    this.#server.closeAllConnections();
    await closed;
  }

  // --- people and places --------------------------------------------------------------------------------------------

  /** @param options `id` where it is to be the same at every start */
  addPerson(
    name: string,
    options: { readonly id?: string; readonly locale?: string; readonly dmsOpen?: boolean } = {},
  ): Person {
    const { id = this.world.nextId(), locale = 'en-US', dmsOpen = true } = options;
    const user = { id, name, bot: false, locale, dmsOpen };
    this.world.users.set(user.id, user);
    const person = new Person(this.world, this.#interactions, user);
    this.#people.set(person.id, person);
    return person;
  }

  /** Everybody but bots, in the order of their coming. */
  get people(): readonly Person[] {
    return [...this.#people.values()];
  }

  person(id: string): Person | undefined {
    return this.#people.get(id);
  }

  /** A server with its owner and, unless `bot` is false, the bot. @param options `id` as for `addPerson` */
  addGuild(
    name: string,
    owner: Person,
    options: { readonly id?: string; readonly bot?: boolean; readonly locale?: string } = {},
  ): Guild {
    const id = options.id ?? this.world.nextId();
    const everyone = { id, name: '@everyone', permissions: defaultPermissions, mentionable: false };
    const guild: Guild = {
      id,
      name,
      ownerId: owner.id,
      locale: options.locale ?? 'en-US',
      roles: new Map([[id, everyone]]),
      members: new Map(),
    };
    this.world.guilds.set(id, guild);
    setMember(this.world, guild, owner.id, []);
    if (options.bot ?? true) this.inviteBot(guild);
    return guild;
  }

  /** Somebody who may takes the bot into a server. */
  inviteBot(guild: Guild): void {
    setMember(this.world, guild, this.botId, []);
    this.world.publish({
      name: 'GUILD_CREATE',
      guildId: guild.id,
      intent: intents.guilds,
      data: () => guildJson(this.world, guild),
    });
  }

  /** Somebody who may takes the bot out of a server. */
  sendBotAway(guild: Guild): void {
    tell(this.world, guild, 'GUILD_DELETE', { id: guild.id });
    guild.members.delete(this.botId);
    this.world.changed();
  }

  /** Lets somebody use the bot everywhere, also where it is no member. */
  installFor(person: Person): void {
    this.world.installedFor.add(person.id);
    this.world.changed();
  }

  /** @param options `id` as for `addPerson` */
  addRole(
    guild: Guild,
    name: string,
    options: { readonly id?: string; readonly permissions?: bigint; readonly mentionable?: boolean } = {},
  ): Role {
    const { id = this.world.nextId(), permissions = 0n, mentionable = false } = options;
    return setRole(this.world, guild, { id, name, permissions, mentionable });
  }

  /** Lets somebody join, or gives a member other roles. */
  addMember(guild: Guild, person: Person, roles: readonly Role[] = []): void {
    const roleIds = roles.map(({ id }) => id);
    setMember(this.world, guild, person.id, roleIds);
  }

  /** Somebody leaves a server. */
  removeMember(guild: Guild, person: Person): void {
    removeMember(this.world, guild, person.id);
  }

  /** Gives the bot roles in a server. */
  setBotRoles(guild: Guild, roles: readonly Role[]): void {
    const roleIds = roles.map(({ id }) => id);
    setMember(this.world, guild, this.botId, roleIds);
  }

  /** Takes a role out of a server, and from everybody who has it. */
  deleteRole(guild: Guild, role: Role): void {
    deleteRole(this.world, guild, role.id);
  }

  /** @param options `id` as for `addPerson` */
  addChannel(
    guild: Guild,
    name: string,
    overwrites: readonly Overwrite[] = [],
    options: { readonly id?: string } = {},
  ): TextChannel {
    const { id = this.world.nextId() } = options;
    return setChannel(this.world, guild, { kind: 'text', id, guildId: guild.id, name, overwrites });
  }

  // --- what there is to see -----------------------------------------------------------------------------------------

  /** A message as it stands now; undefined once it is deleted. */
  message(id: string): Message | undefined {
    return this.world.messages.get(id);
  }

  /** What one person sees in a channel, oldest first: others' ephemeral messages are not among it. */
  messagesSeenBy(person: Person, channel: Channel): Message[] {
    return person.messagesIn(channel);
  }

  /** Every message of a channel, ephemeral ones too, oldest first. */
  messagesIn(channel: Channel): Message[] {
    return [...this.world.messages.values()].filter((message) => message.channelId === channel.id);
  }

  /** The registered commands, global ones and those of servers. */
  get commands(): Command[] {
    return [...this.world.commands.values()];
  }

  /** Waits until `read` finds something, looking again after every change. @param what ends "Waited … ms for" */
  until<T>(read: () => T | undefined, what: string, timeoutMs = 10_000): Promise<T> {
    return this.world.until(read, what, timeoutMs);
  }

  /** Waits for the next message in a channel that is the bot's and that `test` accepts. */
  nextBotMessage(channel: Channel, test: (message: Message) => boolean = () => true): Promise<Message> {
    const before = new Set(this.messagesIn(channel).map(({ id }) => id));
    const find = (): Message | undefined =>
      this.messagesIn(channel).find((one) => !before.has(one.id) && one.authorId === this.botId && test(one));
    return this.until(find, 'a message of the bot');
  }

  /** Waits until a bot is connected and has its servers. */
  async untilConnected(): Promise<void> {
    await this.until(() => (this.gateway.connected > 0 ? true : undefined), 'the bot to connect');
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (!isFromHere(this.world.origin, request.headers)) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    const query = new URL(request.url ?? '/', this.world.origin).searchParams;
    const asked = { version: query.get('v'), zlibStream: query.get('compress') === 'zlib-stream' };
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) => this.gateway.accept(webSocket, asked));
  }
}
