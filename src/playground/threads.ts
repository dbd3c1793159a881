import { z } from 'zod';
import {
  missingPermissions,
  threadExists,
  threadIsArchived,
  unknownMessage,
  wrongChannelType,
} from './discord-error.ts';
import { setThread, tell } from './guild-changes.ts';
import { keep } from './messages.ts';
import { parseForm } from './parse-form.ts';
import { channelTypes, messageFlags, messageTypes, permissions } from './protocol.ts';
import { channelJson, threadMemberJson } from './wire.ts';
import {
  botSees,
  type Channel,
  guildOf,
  isThread,
  type Message,
  may,
  type Thread,
  type ThreadChannel,
  type World,
} from './world.ts';

const name = z.string().min(1).max(100);
const autoArchive = z.literal([60, 1_440, 4_320, 10_080]);
const ofMessage = z.object({ name, auto_archive_duration: autoArchive.nullish() });
const ofChannel = ofMessage.extend({
  type: z.literal([channelTypes.publicThread, channelTypes.privateThread]).nullish(),
});
const changes = z.object({
  name: name.nullish(),
  archived: z.boolean().nullish(),
  locked: z.boolean().nullish(),
  auto_archive_duration: autoArchive.nullish(),
});

/** What a thread begins as. */
export type ThreadStart = {
  readonly name: string;
  readonly isPrivate?: boolean;
  readonly autoArchiveMinutes?: number;
  /** The message it hangs on; its id becomes the thread's. */
  readonly message?: Message | undefined;
};

/**
 * A thread as a bot asks for it: POST /channels/{id}/threads, or the same under a message.
 * @throws DiscordError 50013, 50024, 160004, 50035
 */
export function openThread(world: World, channel: Channel, body: unknown, messageId?: string): ThreadChannel {
  const message = messageId === undefined ? undefined : messageIn(world, channel, messageId);
  if (message !== undefined) {
    const { name, auto_archive_duration: minutes } = parseForm(ofMessage, body);
    return startThread(world, channel, world.bot.id, {
      name,
      message,
      ...(minutes ? { autoArchiveMinutes: minutes } : {}),
    });
  }
  const { name, auto_archive_duration: minutes, type } = parseForm(ofChannel, body);
  // Discord makes a private one where nothing is said.
  const isPrivate = type !== channelTypes.publicThread;
  return startThread(world, channel, world.bot.id, {
    name,
    isPrivate,
    ...(minutes ? { autoArchiveMinutes: minutes } : {}),
  });
}

function messageIn(world: World, channel: Channel, id: string): Message {
  const message = world.messages.get(id);
  if (message?.channelId !== channel.id || message.onlyFor !== undefined) throw unknownMessage();
  return message;
}

/** @throws DiscordError 50013, 50024, 160004 */
export function startThread(world: World, channel: Channel, ownerId: string, start: ThreadStart): ThreadChannel {
  const guild = guildOf(world, channel);
  if (guild === undefined || channel.kind === 'dm' || channel.thread !== undefined) throw wrongChannelType();
  const { message, isPrivate = false } = start;
  const needed = isPrivate ? permissions.createPrivateThreads : permissions.createPublicThreads;
  if (!may(world, ownerId, channel, needed)) throw missingPermissions();
  if (message !== undefined && world.channels.has(message.id)) throw threadExists();
  const now = world.now();
  const thread: ThreadChannel = {
    kind: 'text',
    id: message?.id ?? world.nextId(),
    guildId: guild.id,
    name: start.name,
    overwrites: [],
    thread: {
      parentId: channel.id,
      ownerId,
      isPrivate,
      archived: false,
      locked: false,
      autoArchiveMinutes: start.autoArchiveMinutes ?? 4_320,
      createdAt: now,
      archivedAt: now,
      memberIds: [ownerId],
    },
  };
  world.channels.set(thread.id, thread);
  if (botSees(world, thread))
    tell(world, guild, 'THREAD_CREATE', { ...channelJson(world, thread), newly_created: true });
  sayThatItBegan(world, channel, thread, message);
  world.changed();
  return thread;
}

/** A thread without a message is told of in its channel; one on a message marks it and repeats it at its beginning. */
function sayThatItBegan(world: World, channel: Channel, thread: ThreadChannel, message: Message | undefined): void {
  const base = { authorId: thread.thread.ownerId, components: [], embeds: [], attachments: [], flags: 0 };
  const quiet = { ...base, id: world.nextId(), createdAt: world.now(), pings: [], mentions: [] };
  if (message !== undefined) {
    keep(world, channel, { ...message, flags: message.flags | messageFlags.hasThread }, 'MESSAGE_UPDATE');
    const place = { channelId: thread.id, type: messageTypes.threadStarter, content: '', replyTo: message.id };
    keep(world, thread, { ...quiet, ...place }, 'MESSAGE_CREATE');
  } else if (!thread.thread.isPrivate) {
    const place = { channelId: channel.id, type: messageTypes.threadCreated, content: thread.name };
    keep(world, channel, { ...quiet, ...place }, 'MESSAGE_CREATE');
  }
}

/** What can be changed about a thread. */
export type ThreadChanges = Partial<Pick<Thread, 'archived' | 'locked' | 'autoArchiveMinutes'>> & {
  readonly name?: string;
};

/** PATCH /channels/{id} of a thread by a bot. @throws DiscordError 50024 for other channels, 50013, 50035, 50083 */
export function editThread(world: World, channel: Channel, body: unknown): ThreadChannel {
  if (!isThread(channel)) throw wrongChannelType();
  const { name, archived, locked, auto_archive_duration: minutes } = parseForm(changes, body);
  return changeThread(world, channel, world.bot.id, {
    ...(name ? { name } : {}),
    ...(typeof archived === 'boolean' ? { archived } : {}),
    ...(typeof locked === 'boolean' ? { locked } : {}),
    ...(minutes ? { autoArchiveMinutes: minutes } : {}),
  });
}

/**
 * Who began a thread may rename and archive it; everything else, and all of others' threads, takes MANAGE_THREADS.
 * An archived thread is only woken, and an unlocked one may be woken by whoever can write in it.
 * @throws DiscordError 50013, 50083
 */
export function changeThread(
  world: World,
  channel: ThreadChannel,
  userId: string,
  { name: renamed, ...asked }: ThreadChanges,
): ThreadChannel {
  const { thread } = channel;
  const manages = may(world, userId, channel, permissions.manageThreads);
  const onlyWakes = asked.archived === false && asked.locked === undefined && renamed === undefined;
  const isAllowed =
    thread.ownerId === userId || (onlyWakes && may(world, userId, channel, permissions.sendMessagesInThreads));
  const needsMore = asked.locked !== undefined || thread.locked;
  if (!manages && (!isAllowed || needsMore)) throw missingPermissions();
  if (thread.archived && asked.archived !== false) throw threadIsArchived();
  const turned = asked.archived !== undefined && asked.archived !== thread.archived;
  return setThread(world, {
    ...channel,
    name: renamed ?? channel.name,
    thread: { ...thread, ...asked, ...(turned ? { archivedAt: world.now() } : {}) },
  });
}

/** PUT or DELETE of a thread's member. @throws DiscordError 50024, 50083 */
export function setThreadMember(world: World, channel: Channel, userId: string, isIn: boolean): void {
  if (!isThread(channel)) throw wrongChannelType();
  if (channel.thread.archived) throw threadIsArchived();
  const others = channel.thread.memberIds.filter((id) => id !== userId);
  const thread = { ...channel.thread, memberIds: isIn ? [...others, userId] : others };
  const joined = { ...channel, thread };
  world.channels.set(channel.id, joined);
  if (userId === world.bot.id) {
    const guild = guildOf(world, channel);
    const change = isIn ? { added_members: [threadMemberJson(joined, userId)] } : { removed_member_ids: [userId] };
    const counted = { id: channel.id, guild_id: channel.guildId, member_count: thread.memberIds.length };
    if (guild !== undefined) tell(world, guild, 'THREAD_MEMBERS_UPDATE', { ...counted, ...change });
  }
  world.changed();
}
