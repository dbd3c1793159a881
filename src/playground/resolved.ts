import { attachmentJson, channelJson, memberJson, roleJson, userJson } from './wire.ts';
import { type Attachment, type Channel, guildOf, permissionsIn, type World } from './world.ts';

/** Ids that stand in an interaction's data, by what they may be: those of mentionables are among users and roles. */
export type Named = {
  readonly users?: readonly string[];
  readonly roles?: readonly string[];
  readonly channels?: readonly string[];
  readonly attachments?: readonly Attachment[];
};

/** What the ids in an interaction's data stand for, as Discord's `resolved`; nothing where there are none. */
export function resolvedJson(world: World, channel: Channel, named: Named): { resolved?: object } {
  const guild = guildOf(world, channel);
  const positions = [...(guild?.roles.keys() ?? [])];
  const all = {
    users: entries(named.users, (id) => world.users.get(id), userJson),
    members: entries(
      named.users,
      (id) => guild?.members.get(id),
      (member) => ({ ...memberJson(member), permissions: permissionsIn(world, member.userId, channel).toString() }),
    ),
    roles: entries(
      named.roles,
      (id) => guild?.roles.get(id),
      (role) => roleJson(role, positions.indexOf(role.id)),
    ),
    channels: entries(
      named.channels,
      (id) => world.channels.get(id),
      (found) => channelJson(world, found),
    ),
    attachments: Object.fromEntries(
      (named.attachments ?? []).map((one) => [one.id, { ...attachmentJson(world, channel.id, one), ephemeral: true }]),
    ),
  };
  const filled = Object.entries(all).filter(([, found]) => Object.keys(found).length > 0);
  return filled.length === 0 ? {} : { resolved: Object.fromEntries(filled) };
}

const entries = <T>(
  ids: readonly string[] | undefined,
  read: (id: string) => T | undefined,
  json: (found: T) => object,
): object =>
  Object.fromEntries(
    (ids ?? []).flatMap((id) => {
      const found = read(id);
      return found === undefined ? [] : [[id, json(found)]];
    }),
  );
