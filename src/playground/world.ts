import { randomBytes } from 'node:crypto';
import type { AllowedMentions, CommandBody, MessageComponent } from './discord-limits.ts';
import { allPermissions, defaultPermissions, permissions } from './protocol.ts';
import { snowflakeMaker } from './snowflakes.ts';

export type User = {
  readonly id: string;
  readonly name: string;
  readonly bot: boolean;
  /** As the client is set, e.g. `en-US`. */
  readonly locale: string;
  /** Whether bots may write to this person. */
  readonly dmsOpen: boolean;
};

export type Role = {
  readonly id: string;
  readonly name: string;
  readonly permissions: bigint;
  readonly mentionable: boolean;
};

export type Member = { readonly userId: string; readonly roleIds: readonly string[]; readonly joinedAt: number };

/** A server. The role with the server's own id is `@everyone`. */
export type Guild = {
  readonly id: string;
  readonly name: string;
  readonly ownerId: string;
  readonly locale: string;
  readonly roles: Map<string, Role>;
  readonly members: Map<string, Member>;
};

/** What a channel changes for one role or one member. */
export type Overwrite = {
  readonly id: string;
  readonly kind: 'role' | 'member';
  readonly allow: bigint;
  readonly deny: bigint;
};

/** What makes a channel a thread of another, whose permissions it has. */
export type Thread = {
  readonly parentId: string;
  /** Who began it. */
  readonly ownerId: string;
  /** Only its members, and who may manage threads, see a private one. */
  readonly isPrivate: boolean;
  /** Over, but kept: a new message wakes it, unless it is locked. */
  readonly archived: boolean;
  readonly locked: boolean;
  readonly autoArchiveMinutes: number;
  /** Milliseconds of Unix time. */
  readonly createdAt: number;
  /** When it was last archived or woken. */
  readonly archivedAt: number;
  readonly memberIds: readonly string[];
};

/** A channel of a server as it stands now. A change makes a new value under the same id. */
export type TextChannel = {
  readonly kind: 'text';
  readonly id: string;
  readonly guildId: string;
  readonly name: string;
  readonly overwrites: readonly Overwrite[];
  /** Set on threads only. */
  readonly thread?: Thread;
};
/** A channel that is a thread. */
export type ThreadChannel = TextChannel & { readonly thread: Thread };
/** Between the bot and one person. */
export type DmChannel = { readonly kind: 'dm'; readonly id: string; readonly personId: string };
export type Channel = TextChannel | DmChannel;

export type Attachment = {
  readonly id: string;
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  readonly description?: string;
};

/** Which interaction a message answers. */
export type MessageOrigin = {
  readonly interactionId: string;
  readonly interactionType: number;
  readonly personId: string;
  readonly commandName?: string;
};

/** A message as it stands now. An edit makes a new value under the same id. */
export type Message = {
  readonly id: string;
  readonly channelId: string;
  readonly authorId: string;
  readonly type: number;
  readonly content: string;
  readonly components: readonly MessageComponent[];
  readonly embeds: readonly unknown[];
  readonly attachments: readonly Attachment[];
  readonly flags: number;
  /** Milliseconds of Unix time. */
  readonly createdAt: number;
  readonly editedAt?: number;
  readonly nonce?: string;
  /** The message that this one replies to. */
  readonly replyTo?: string;
  readonly origin?: MessageOrigin;
  /** Set on an ephemeral message: the only person who sees it. */
  readonly onlyFor?: string;
  readonly allowedMentions?: AllowedMentions;
  /** Ids of the people whom this message, as it stands, would really notify or highlight. */
  readonly pings: readonly string[];
  /** Ids of the users named one by one in it and allowed to be pinged: Discord's `mentions`. */
  readonly mentions: readonly string[];
};

/** A registered command. */
export type Command = {
  readonly id: string;
  readonly version: string;
  /** Absent on a global command. */
  readonly guildId?: string;
  readonly body: CommandBody;
};

/** Whom an administrator lets use a command, or keeps from it. Source: Discord's documentation, "Permissions". */
export type CommandPermission = {
  readonly id: string;
  readonly kind: 'role' | 'user' | 'channel';
  readonly permission: boolean;
};

/** What the gateway may tell the bot, and whether it may. */
export type GatewayEvent = {
  readonly name: string;
  /** Absent in DMs, which belong to shard 0. */
  readonly guildId?: string;
  /** Where it happened in a server: the bot hears of no message in a channel that it cannot see. */
  readonly channel?: Channel;
  /** Told although the bot is no member: somebody used it who has installed it for themselves. */
  readonly toStrangers?: boolean;
  /** The intent that a session needs to hear of it; 0 for none. */
  readonly intent: number;
  /** The `d` of the event. @param readsContent whether the session has MESSAGE_CONTENT */
  readonly data: (readsContent: boolean) => object;
};

/**
 * All that the loopback Discord knows: people, servers, channels, messages, commands. It holds state and tells who
 * listens; the rules of who may do what stand in the files beside it.
 */
export class World {
  readonly users = new Map<string, User>();
  readonly guilds = new Map<string, Guild>();
  readonly channels = new Map<string, Channel>();
  readonly messages = new Map<string, Message>();
  readonly commands = new Map<string, Command>();
  /** Files of commands and forms, by id: they stand in no message. */
  readonly uploads = new Map<string, Attachment>();
  /** Who has installed the application for themselves, to use it where it is no member. */
  readonly installedFor = new Set<string>();
  /** By server and command, as `commandPermissionKey` joins them; by the application for all of its commands. */
  readonly commandPermissions = new Map<string, readonly CommandPermission[]>();
  readonly bot: User;
  /** The application's id, which is also its user's, as with every application made since 2016. */
  readonly applicationId: string;
  readonly token: string;
  readonly nextId: () => string;
  /** Where attachments and the API are served, e.g. `http://127.0.0.1:4000`; set once the port is known. */
  origin = '';
  readonly #listeners = new Set<(event: GatewayEvent) => void>();
  readonly #watchers = new Set<() => void>();

  constructor(
    readonly now: () => number,
    botName: string,
  ) {
    this.nextId = snowflakeMaker(now);
    this.bot = { id: this.nextId(), name: botName, bot: true, locale: 'en-US', dmsOpen: true };
    this.users.set(this.bot.id, this.bot);
    this.applicationId = this.bot.id;
    const id = Buffer.from(this.bot.id).toString('base64url');
    this.token = `${id}.${randomBytes(4).toString('base64url')}.${randomBytes(24).toString('base64url')}`;
  }

  /** Hears every event, before anybody's intents are looked at. @returns how to stop */
  listen(listener: (event: GatewayEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  publish(event: GatewayEvent): void {
    for (const listener of this.#listeners) listener(event);
  }

  /** Hears that something changed, not what. @returns how to stop */
  watch(watcher: () => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** To be called after every change, so that whoever waits looks again. */
  changed(): void {
    for (const watcher of [...this.#watchers]) watcher();
  }

  /**
   * Waits until `read` finds something.
   * @param what ends the sentence "Waited 3000 ms for …" of the error
   */
  until<T>(read: () => T | undefined, what: string, timeoutMs: number): Promise<T> {
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(timer);
        this.#watchers.delete(look);
      };
      const timer = setTimeout(() => {
        stop();
        reject(new Error(`Waited ${timeoutMs} ms for ${what}`));
      }, timeoutMs);
      const look = (): void => {
        try {
          const found = read();
          if (found === undefined) return;
          stop();
          resolve(found);
        } catch (error) {
          stop();
          reject(error);
        }
      };
      this.#watchers.add(look);
      look();
    });
  }
}

/** What a user may do in a server or one of its channels. In a DM both sides may do everything that a DM has. */
export function permissionsIn(world: World, userId: string, channel: Channel): bigint {
  if (channel.kind === 'dm') return defaultPermissions;
  const now = world.channels.get(channel.id);
  if (now?.kind !== 'text') return 0n;
  if (now.thread !== undefined) return permissionsInThread(world, userId, now.thread);
  const guild = world.guilds.get(now.guildId);
  const member = guild?.members.get(userId);
  if (guild === undefined || member === undefined) return 0n;
  const base = guildPermissions(guild, member);
  if (base === allPermissions) return base;
  const apply = (held: bigint, overwrites: readonly Overwrite[]): bigint => {
    const deny = overwrites.reduce((bits, one) => bits | one.deny, 0n);
    const allow = overwrites.reduce((bits, one) => bits | one.allow, 0n);
    return (held & ~deny) | allow;
  };
  const everyone = now.overwrites.filter(({ id }) => id === guild.id);
  const roles = now.overwrites.filter(({ id, kind }) => kind === 'role' && member.roleIds.includes(id));
  const own = now.overwrites.filter(({ id, kind }) => kind === 'member' && id === userId);
  return [everyone, roles, own].reduce(apply, base);
}

/** Those of the channel that it belongs to; a private thread is nothing to who is not in it. */
function permissionsInThread(world: World, userId: string, thread: Thread): bigint {
  const parent = world.channels.get(thread.parentId);
  if (parent === undefined) return 0n;
  const held = permissionsIn(world, userId, parent);
  const isOpen = !thread.isPrivate || thread.memberIds.includes(userId) || (held & permissions.manageThreads) !== 0n;
  return isOpen ? held : 0n;
}

/** Whether somebody may write in a channel; in a thread another permission decides, and its lock. */
export function mayWrite(world: World, userId: string, channel: Channel): boolean {
  const thread = threadOf(world, channel);
  if (thread === undefined) return may(world, userId, channel, permissions.sendMessages);
  return (
    may(world, userId, channel, permissions.sendMessagesInThreads) &&
    (!thread.locked || may(world, userId, channel, permissions.manageThreads))
  );
}

export const isThread = (channel: Channel): channel is ThreadChannel =>
  channel.kind === 'text' && channel.thread !== undefined;

export const botSees = (world: World, channel: Channel): boolean =>
  may(world, world.bot.id, channel, permissions.viewChannel);

/** The threads of a server that are not archived and that the bot can see. */
export const activeThreads = (world: World, guild: Guild): ThreadChannel[] =>
  [...world.channels.values()]
    .filter(isThread)
    .filter((channel) => channel.guildId === guild.id && !channel.thread.archived && botSees(world, channel));

/** What makes a channel a thread, as it is now; undefined for other channels. */
export function threadOf(world: World, channel: Channel): Thread | undefined {
  const now = world.channels.get(channel.id);
  return now?.kind === 'text' ? now.thread : undefined;
}

/** Whether somebody holds permissions in a server as a whole. */
export function holds(guild: Guild, userId: string, needed: bigint): boolean {
  const member = guild.members.get(userId);
  return member !== undefined && (guildPermissions(guild, member) & needed) === needed;
}

function guildPermissions(guild: Guild, member: Member): bigint {
  if (guild.ownerId === member.userId) return allPermissions;
  const held = [guild.id, ...member.roleIds].reduce((bits, id) => bits | (guild.roles.get(id)?.permissions ?? 0n), 0n);
  return (held & permissions.administrator) === 0n ? held : allPermissions;
}

export const may = (world: World, userId: string, channel: Channel, permission: bigint): boolean =>
  (permissionsIn(world, userId, channel) & permission) === permission;

/** The server that a channel stands in; undefined for a DM. */
export const guildOf = (world: World, channel: Channel): Guild | undefined =>
  channel.kind === 'dm' ? undefined : world.guilds.get(channel.guildId);

/** Everybody who can read a channel. */
export function readersOf(world: World, channel: Channel): string[] {
  if (channel.kind === 'dm') return [world.bot.id, channel.personId];
  const members = [...(world.guilds.get(channel.guildId)?.members.keys() ?? [])];
  return members.filter((id) => may(world, id, channel, permissions.viewChannel));
}

/** The channel between the bot and a person, opened where there is none yet. */
export function dmWith(world: World, personId: string): DmChannel {
  for (const channel of world.channels.values())
    if (channel.kind === 'dm' && channel.personId === personId) return channel;
  const opened: DmChannel = { kind: 'dm', id: world.nextId(), personId };
  world.channels.set(opened.id, opened);
  return opened;
}
