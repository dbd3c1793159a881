import { permissionsOfCommand } from './command-permissions.ts';
import { componentJson } from './component-json.ts';
import { displayedText } from './discord-limits.ts';
import { channelTypes, commandTypes, intents, messageFlags, messageTypes } from './protocol.ts';
import {
  type Attachment,
  activeThreads,
  type Channel,
  type Command,
  type GatewayEvent,
  type Guild,
  guildOf,
  isThread,
  type Member,
  type Message,
  type Role,
  type TextChannel,
  type ThreadChannel,
  type User,
  type World,
} from './world.ts';

/* How the world looks in Discord's JSON: every field that a client reads, with Discord's names. */

const isoTime = (ms: number): string => new Date(ms).toISOString();

export const userJson = (user: User): object => ({
  id: user.id,
  username: user.name.toLowerCase().replaceAll(/[^a-z0-9_.]/g, '_'),
  discriminator: user.bot ? '0001' : '0',
  global_name: user.bot ? null : user.name,
  avatar: null,
  banner: null,
  accent_color: null,
  primary_guild: null,
  bot: user.bot,
  flags: 0,
  public_flags: 0,
});

/** The bot as it sees itself, which is more than others see. */
export const selfJson = (world: World): object => ({
  ...userJson(world.bot),
  locale: world.bot.locale,
  mfa_enabled: true,
  verified: true,
  email: null,
});

export const roleJson = (role: Role, position: number): object => ({
  id: role.id,
  name: role.name,
  color: 0,
  colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
  hoist: false,
  icon: null,
  unicode_emoji: null,
  position,
  permissions: role.permissions.toString(),
  managed: false,
  mentionable: role.mentionable,
  flags: 0,
});

/** A member without the user, as it stands beside a message's author. */
export const memberJson = (member: Member): object => ({
  nick: null,
  avatar: null,
  banner: null,
  roles: member.roleIds,
  joined_at: isoTime(member.joinedAt),
  premium_since: null,
  deaf: false,
  mute: false,
  flags: 0,
  pending: false,
  communication_disabled_until: null,
});

/** A member with the user. */
export const fullMemberJson = (world: World, member: Member): object => ({
  ...memberJson(member),
  user: userOf(world, member.userId),
});

/** Discord's number for a kind of channel. */
export function channelType(channel: Channel): number {
  if (channel.kind === 'dm') return channelTypes.dm;
  if (channel.thread === undefined) return channelTypes.text;
  return channel.thread.isPrivate ? channelTypes.privateThread : channelTypes.publicThread;
}

export function channelJson(world: World, channel: Channel): object {
  if (channel.kind === 'dm') {
    const person = world.users.get(channel.personId);
    const recipients = person === undefined ? [] : [userJson(person)];
    return {
      id: channel.id,
      type: channelTypes.dm,
      last_message_id: lastMessageId(world, channel),
      flags: 0,
      recipients,
    };
  }
  return isThread(channel) ? threadJson(world, channel) : textChannelJson(world, channel);
}

const lastMessageId = (world: World, channel: Channel): string | null =>
  [...world.messages.values()].findLast(({ channelId, onlyFor }) => channelId === channel.id && onlyFor === undefined)
    ?.id ?? null;

export const threadMemberJson = ({ id, thread }: ThreadChannel, userId: string): object => ({
  id,
  user_id: userId,
  join_timestamp: isoTime(thread.createdAt),
  flags: 0,
});

function threadJson(world: World, channel: ThreadChannel): object {
  const { thread } = channel;
  const count = [...world.messages.values()].filter(({ channelId }) => channelId === channel.id).length;
  return {
    id: channel.id,
    type: channelType(channel),
    guild_id: channel.guildId,
    name: channel.name,
    parent_id: thread.parentId,
    owner_id: thread.ownerId,
    rate_limit_per_user: 0,
    last_message_id: lastMessageId(world, channel),
    flags: 0,
    message_count: count,
    total_message_sent: count,
    member_count: thread.memberIds.length,
    thread_metadata: {
      archived: thread.archived,
      archive_timestamp: isoTime(thread.archivedAt),
      auto_archive_duration: thread.autoArchiveMinutes,
      locked: thread.locked,
      create_timestamp: isoTime(thread.createdAt),
      ...(thread.isPrivate ? { invitable: true } : {}),
    },
    ...(thread.memberIds.includes(world.bot.id) ? { member: threadMemberJson(channel, world.bot.id) } : {}),
  };
}

function textChannelJson(world: World, channel: TextChannel): object {
  return {
    id: channel.id,
    type: channelTypes.text,
    guild_id: channel.guildId,
    name: channel.name,
    position: 0,
    parent_id: null,
    topic: null,
    nsfw: false,
    rate_limit_per_user: 0,
    last_message_id: lastMessageId(world, channel),
    flags: 0,
    permission_overwrites: channel.overwrites.map((one) => ({
      id: one.id,
      type: one.kind === 'role' ? 0 : 1,
      allow: one.allow.toString(),
      deny: one.deny.toString(),
    })),
  };
}

/** The channels of a server that are no threads. */
export const guildChannels = (world: World, guild: Guild): Channel[] =>
  [...world.channels.values()].filter(
    (channel) => channel.kind === 'text' && channel.guildId === guild.id && !isThread(channel),
  );

/**
 * The server as GUILD_CREATE tells of it.
 * @param readsMembers whether the session has the members' intent; without it only the bot itself is among them
 */
export function guildJson(world: World, guild: Guild, readsMembers = false): object {
  const self = guild.members.get(world.bot.id);
  const members = [...guild.members.values()].filter(({ userId }) => readsMembers || userId === world.bot.id);

  return {
    id: guild.id,
    name: guild.name,
    owner_id: guild.ownerId,
    icon: null,
    splash: null,
    discovery_splash: null,
    banner: null,
    description: null,
    vanity_url_code: null,
    features: [],
    preferred_locale: guild.locale,
    afk_channel_id: null,
    afk_timeout: 300,
    system_channel_id: null,
    system_channel_flags: 0,
    rules_channel_id: null,
    public_updates_channel_id: null,
    safety_alerts_channel_id: null,
    application_id: null,
    verification_level: 0,
    default_message_notifications: 1,
    explicit_content_filter: 0,
    mfa_level: 0,
    nsfw_level: 0,
    nsfw: false,
    region: 'deprecated',
    home_header: null,
    incidents_data: null,
    widget_enabled: false,
    widget_channel_id: null,
    max_presences: null,
    max_members: 500_000,
    max_video_channel_users: 25,
    max_stage_video_channel_users: 50,
    premium_tier: 0,
    premium_subscription_count: 0,
    premium_progress_bar_enabled: false,
    roles: [...guild.roles.values()].map(roleJson),
    emojis: [],
    stickers: [],
    joined_at: isoTime(self?.joinedAt ?? 0),
    large: false,
    unavailable: false,
    member_count: guild.members.size,
    members: members.map((member) => fullMemberJson(world, member)),
    channels: guildChannels(world, guild).map((channel) => channelJson(world, channel)),
    threads: activeThreads(world, guild).map((thread) => channelJson(world, thread)),
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

export const attachmentUrl = (world: World, channelId: string, attachment: Pick<Attachment, 'id' | 'name'>): string =>
  `${world.origin}/attachments/${channelId}/${attachment.id}/${encodeURIComponent(attachment.name)}`;

/** A file as messages and interactions name it. */
export function attachmentJson(world: World, channelId: string, attachment: Attachment): object {
  const url = attachmentUrl(world, channelId, attachment);
  return {
    id: attachment.id,
    filename: attachment.name,
    size: attachment.bytes.byteLength,
    content_type: attachment.contentType,
    url,
    proxy_url: url,
    ...(attachment.description === undefined ? {} : { description: attachment.description }),
  };
}

/**
 * A message as the bot may see it.
 * @param readsContent whether the bot has MESSAGE_CONTENT; without it Discord empties what people wrote, unless it
 *   stands in a DM, mentions the bot or is the bot's own
 */
export function messageJson(world: World, message: Message, readsContent: boolean): object {
  const reads = readsContent || isOpen(world, message);
  const text = `${message.content}\n${displayedText(message.components)}`;
  return {
    id: message.id,
    channel_id: message.channelId,
    type: message.type,
    author: userOf(world, message.authorId),
    content: reads ? message.content : '',
    embeds: reads ? message.embeds : [],
    attachments: reads ? message.attachments.map((one) => attachmentJson(world, message.channelId, one)) : [],
    components: reads ? message.components.map((one) => componentJson(one, message.attachments)) : [],
    flags: message.flags,
    timestamp: isoTime(message.createdAt),
    edited_timestamp: message.editedAt === undefined ? null : isoTime(message.editedAt),
    tts: false,
    pinned: false,
    mention_everyone: message.pings.length > 0 && /@(everyone|here)\b/.test(message.content),
    mentions: message.mentions.map((id) => userOf(world, id)),
    mention_roles: [...text.matchAll(/<@&(\d{1,20})>/g)].map((match) => match[1]),
    ...(message.nonce === undefined ? {} : { nonce: message.nonce }),
    ...threadOfMessage(world, message),
    ...originJson(world, message),
    ...replyJson(world, message, readsContent),
  };
}

const userOf = (world: World, id: string): object => userJson(world.users.get(id) ?? world.bot);

function isOpen(world: World, message: Message): boolean {
  const own = message.authorId === world.bot.id;
  return own || message.mentions.includes(world.bot.id) || world.channels.get(message.channelId)?.kind === 'dm';
}

function threadOfMessage(world: World, message: Message): object {
  const thread = (message.flags & messageFlags.hasThread) === 0 ? undefined : world.channels.get(message.id);
  return thread === undefined ? {} : { thread: channelJson(world, thread) };
}

function originJson(world: World, { origin }: Message): object {
  if (origin === undefined) return {};
  const user = userOf(world, origin.personId);
  const { interactionId: id, interactionType: type, commandName: name } = origin;
  return {
    application_id: world.applicationId,
    webhook_id: world.applicationId,
    interaction_metadata: { id, type, user, authorizing_integration_owners: {} },
    ...(name === undefined ? {} : { interaction: { id, type, name, user } }),
  };
}

function replyJson(world: World, message: Message, readsContent: boolean): object {
  if (message.replyTo === undefined) return {};
  const channel = world.channels.get(message.channelId);
  const guild = channel === undefined ? undefined : guildOf(world, channel);
  // The message that begins a thread stands in the channel of the thread.
  const channelId = world.messages.get(message.replyTo)?.channelId ?? message.channelId;
  const reference = { type: 0, message_id: message.replyTo, channel_id: channelId };
  return {
    message_reference: guild === undefined ? reference : { ...reference, guild_id: guild.id },
    referenced_message: referencedJson(world, message.replyTo, readsContent),
  };
}

/** The message replied to, without the one that it replied to itself. */
function referencedJson(world: World, id: string, readsContent: boolean): object | null {
  const target = world.messages.get(id);
  if (target === undefined) return null;
  const { replyTo: _, ...rest } = target;
  return messageJson(world, rest, readsContent);
}

/** A message with what the gateway adds to it: server, member, kind of channel. */
export function gatewayMessageJson(world: World, message: Message, readsContent: boolean): object {
  const channel = world.channels.get(message.channelId);
  const base = messageJson(world, message, readsContent);
  if (channel === undefined || channel.kind === 'dm') return { ...base, channel_type: channelTypes.dm };
  const member = guildOf(world, channel)?.members.get(message.authorId);
  return {
    ...base,
    channel_type: channelType(channel),
    guild_id: channel.guildId,
    ...(member === undefined ? {} : { member: memberJson(member) }),
  };
}

/** The intent that a message's events need, which depends on where it stands. */
export const messageIntent = (channel: Channel): number =>
  channel.kind === 'dm' ? intents.directMessages : intents.guildMessages;

/** Somebody begins to write, or goes on writing. It is an event of its own kind, with intents of its own. */
export function typingStart(world: World, channel: Channel, userId: string): GatewayEvent {
  const base = { channel_id: channel.id, user_id: userId, timestamp: Math.floor(world.now() / 1000) };
  const guild = guildOf(world, channel);
  if (guild === undefined) return { name: 'TYPING_START', intent: intents.directMessageTyping, data: () => base };
  const member = guild.members.get(userId);
  const data = {
    ...base,
    guild_id: guild.id,
    ...(member === undefined ? {} : { member: { ...memberJson(member), user: userOf(world, userId) } }),
  };
  return { name: 'TYPING_START', guildId: guild.id, intent: intents.guildMessageTyping, data: () => data };
}

/** @param withLocalizations whether the translations are listed, as `?with_localizations=true` asks */
export function commandJson(world: World, command: Command, withLocalizations: boolean): object {
  const { body } = command;
  const type = body.type ?? commandTypes.slash;
  return {
    id: command.id,
    application_id: world.applicationId,
    version: command.version,
    type,
    name: body.name,
    description: body.description ?? '',
    default_member_permissions: body.default_member_permissions?.toString() ?? null,
    dm_permission: body.dm_permission ?? true,
    contexts: body.contexts ?? null,
    integration_types: body.integration_types ?? [0],
    nsfw: body.nsfw ?? false,
    ...(type === commandTypes.slash && body.options?.length
      ? { options: withLocalizations ? body.options : withoutLocalizations(body.options) }
      : {}),
    ...(withLocalizations
      ? {
          name_localizations: body.name_localizations ?? null,
          description_localizations: body.description_localizations ?? null,
        }
      : {}),
    ...(command.guildId === undefined ? {} : { guild_id: command.guildId }),
  };
}

/** Options, and their choices and options, without the translations that are listed on demand only. */
function withoutLocalizations(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutLocalizations);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => !key.endsWith('_localizations'));
  return Object.fromEntries(kept.map(([key, one]) => [key, withoutLocalizations(one)]));
}

const permissionKinds = { role: 1, user: 2, channel: 3 } as const;

/** What a server's administrators said about a command, or by the application's id about all of them. */
export const commandPermissionsJson = (world: World, guild: Guild, commandId: string): object => ({
  id: commandId,
  application_id: world.applicationId,
  guild_id: guild.id,
  permissions: permissionsOfCommand(world, guild, commandId).map(({ id, kind, permission }) => ({
    id,
    type: permissionKinds[kind],
    permission,
  })),
});

export const applicationJson = (world: World): object => ({
  id: world.applicationId,
  name: world.bot.name,
  icon: null,
  description: '',
  bot_public: true,
  bot_require_code_grant: false,
  verify_key: '0'.repeat(64),
  flags: 0,
  bot: userJson(world.bot),
  owner: userJson(world.bot),
  team: null,
  type: null,
  flags_new: '0',
  explicit_content_filter: 0,
  redirect_uris: [],
  interactions_endpoint_url: null,
  role_connections_verification_url: null,
  eligible_oauth2_scopes: [],
  approximate_guild_count: world.guilds.size,
  approximate_user_install_count: 0,
  approximate_user_authorization_count: 0,
});

/** Which type a response has: Discord draws a line above it with the command or the message that it answers. */
export const responseType = (commandType: number | undefined): number => {
  if (commandType === undefined) return messageTypes.reply;
  return commandType === commandTypes.slash ? messageTypes.slashCommand : messageTypes.contextMenuCommand;
};
