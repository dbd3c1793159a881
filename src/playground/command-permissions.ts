import { permissions } from './protocol.ts';
import {
  type Channel,
  type Command,
  type CommandPermission,
  type Guild,
  guildOf,
  permissionsIn,
  threadOf,
  type World,
} from './world.ts';

/**
 * Whether somebody may use a command in a channel: what the server's administrators said about it or about the whole
 * application decides, otherwise the permissions that the bot asked for ("0" leaves administrators only).
 * Source: Discord's documentation, "Application Command Permissions".
 */
export function mayUseCommand(world: World, userId: string, channel: Channel, command: Command): boolean {
  const guild = guildOf(world, channel);
  if (guild === undefined) return true;
  const held = permissionsIn(world, userId, channel);
  if ((held & permissions.administrator) !== 0n) return true;
  const ofCommand = permissionsOfCommand(world, guild, command.id);
  const ofAll = permissionsOfCommand(world, guild, world.applicationId);
  const place = threadOf(world, channel)?.parentId ?? channel.id;
  if ((inChannel(ofCommand, guild, place) ?? inChannel(ofAll, guild, place)) === false) return false;
  const said = forMember(ofCommand, guild, userId);
  if (said !== undefined) return said;
  return (forMember(ofAll, guild, userId) ?? true) && holds(held, command.body.default_member_permissions);
}

/** @param id of a command, or of the application for all of its commands */
export const permissionsOfCommand = (world: World, guild: Guild, id: string): readonly CommandPermission[] =>
  world.commandPermissions.get(commandPermissionKey(guild, id)) ?? [];

export const commandPermissionKey = (guild: Guild, id: string): string => `${guild.id}/${id}`;

/** In Discord's numbers the server's id less one stands for all of its channels. */
export const allChannels = (guild: Guild): string => (BigInt(guild.id) - 1n).toString();

function holds(held: bigint, needed: string | number | null | undefined): boolean {
  if (needed === undefined || needed === null) return true;
  return BigInt(needed) !== 0n && (held & BigInt(needed)) === BigInt(needed);
}

function inChannel(said: readonly CommandPermission[], guild: Guild, channelId: string): boolean | undefined {
  const of = (id: string): boolean | undefined =>
    said.find((one) => one.kind === 'channel' && one.id === id)?.permission;
  return of(channelId) ?? of(allChannels(guild));
}

/** The person's own entry, then the roles' (one yes is enough), then everybody's. */
function forMember(said: readonly CommandPermission[], guild: Guild, userId: string): boolean | undefined {
  const own = said.find(({ kind, id }) => kind === 'user' && id === userId);
  if (own !== undefined) return own.permission;
  const roleIds = guild.members.get(userId)?.roleIds ?? [];
  const ofRoles = said.filter(({ kind, id }) => kind === 'role' && roleIds.includes(id));
  if (ofRoles.length > 0) return ofRoles.some(({ permission }) => permission);
  return said.find(({ kind, id }) => kind === 'role' && id === guild.id)?.permission;
}
