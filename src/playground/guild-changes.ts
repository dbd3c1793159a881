import { commandPermissionKey } from './command-permissions.ts';
import { allPermissions, intents } from './protocol.ts';
import { channelJson, channelType, commandPermissionsJson, memberJson, roleJson, userJson } from './wire.ts';
import {
  botSees,
  type Channel,
  type CommandPermission,
  type Guild,
  guildOf,
  isThread,
  type Member,
  type Overwrite,
  type Role,
  type TextChannel,
  type ThreadChannel,
  type World,
} from './world.ts';

/* What changes in a server, and the events that tell of it. Who may change it is asked before. */

/** Lets somebody in, or gives a member other roles: GUILD_MEMBER_ADD or GUILD_MEMBER_UPDATE. */
export function setMember(world: World, guild: Guild, userId: string, roleIds: readonly string[]): void {
  const before = guild.members.get(userId);
  const member: Member = { userId, roleIds: [...roleIds], joinedAt: before?.joinedAt ?? world.now() };
  guild.members.set(userId, member);
  const isBot = userId === world.bot.id;
  // The bot's own coming is told with GUILD_CREATE.
  if (!isBot || before !== undefined) {
    const user = userJson(world.users.get(userId) ?? world.bot);
    const data = { ...memberJson(member), guild_id: guild.id, user };
    world.publish({
      name: before === undefined ? 'GUILD_MEMBER_ADD' : 'GUILD_MEMBER_UPDATE',
      guildId: guild.id,
      intent: isBot ? 0 : intents.guildMembers, // a bot hears of itself without the privileged intent
      data: () => data,
    });
  }
  world.changed();
}

/** Somebody leaves, or is sent away. */
export function removeMember(world: World, guild: Guild, userId: string): void {
  const user = world.users.get(userId);
  if (user === undefined || !guild.members.delete(userId)) return;
  const data = { guild_id: guild.id, user: userJson(user) };
  world.publish({ name: 'GUILD_MEMBER_REMOVE', guildId: guild.id, intent: intents.guildMembers, data: () => data });
  world.changed();
}

/** Makes a role, or changes the one of that id. */
export function setRole(world: World, guild: Guild, role: Role): Role {
  const isNew = !guild.roles.has(role.id);
  const kept = { ...role, permissions: role.permissions & allPermissions };
  guild.roles.set(role.id, kept);
  const position = [...guild.roles.keys()].indexOf(role.id);
  tell(world, guild, isNew ? 'GUILD_ROLE_CREATE' : 'GUILD_ROLE_UPDATE', {
    guild_id: guild.id,
    role: roleJson(kept, position),
  });
  return kept;
}

/** Takes a role away from everybody, and out of the server. */
export function deleteRole(world: World, guild: Guild, roleId: string): void {
  guild.roles.delete(roleId);
  for (const [userId, member] of guild.members)
    guild.members.set(userId, { ...member, roleIds: member.roleIds.filter((id) => id !== roleId) });
  tell(world, guild, 'GUILD_ROLE_DELETE', { guild_id: guild.id, role_id: roleId });
}

/** Makes a channel, or changes the one of that id. */
export function setChannel(world: World, guild: Guild, channel: TextChannel): TextChannel {
  const isNew = !world.channels.has(channel.id);
  world.channels.set(channel.id, channel);
  tell(world, guild, isNew ? 'CHANNEL_CREATE' : 'CHANNEL_UPDATE', channelJson(world, channel));
  return channel;
}

/** Sets what a channel changes for one role or member. */
export function setOverwrite(world: World, guild: Guild, channel: TextChannel, overwrite: Overwrite): TextChannel {
  const others = channel.overwrites.filter(({ id }) => id !== overwrite.id);
  return setChannel(world, guild, { ...channel, overwrites: [...others, overwrite] });
}

/** Removes a channel or a thread with its messages, and the threads in it. */
export function deleteChannel(world: World, guild: Guild, channel: TextChannel): void {
  for (const one of [...world.channels.values()])
    if (one.kind === 'text' && one.thread?.parentId === channel.id) deleteChannel(world, guild, one);
  const { thread } = channel;
  const place = { id: channel.id, guild_id: guild.id, type: channelType(channel) };
  const data = thread === undefined ? channelJson(world, channel) : { ...place, parent_id: thread.parentId };
  world.channels.delete(channel.id);
  for (const [id, message] of world.messages) if (message.channelId === channel.id) world.messages.delete(id);
  tell(world, guild, thread === undefined ? 'CHANNEL_DELETE' : 'THREAD_DELETE', data);
}

/** What the administrators of a server say about a command, or by the application's id about all of them. */
export function setCommandPermissions(
  world: World,
  guild: Guild,
  commandId: string,
  said: readonly CommandPermission[],
): void {
  world.commandPermissions.set(commandPermissionKey(guild, commandId), said);
  const data = commandPermissionsJson(world, guild, commandId);
  world.publish({ name: 'APPLICATION_COMMAND_PERMISSIONS_UPDATE', guildId: guild.id, intent: 0, data: () => data });
  world.changed();
}

/** Changes a thread, and tells of it where the bot can see it. */
export function setThread(world: World, channel: ThreadChannel): ThreadChannel {
  world.channels.set(channel.id, channel);
  const guild = guildOf(world, channel);
  if (guild !== undefined && botSees(world, channel)) tell(world, guild, 'THREAD_UPDATE', channelJson(world, channel));
  world.changed();
  return channel;
}

/** A message wakes an archived thread. */
export function wakeThread(world: World, channel: Channel): void {
  if (!isThread(channel) || !channel.thread.archived) return;
  setThread(world, { ...channel, thread: { ...channel.thread, archived: false, archivedAt: world.now() } });
}

/** An event about a server's own things, which the intent GUILDS hears. */
export function tell(world: World, guild: Guild, name: string, data: object): void {
  world.publish({ name, guildId: guild.id, intent: intents.guilds, data: () => data });
  world.changed();
}
