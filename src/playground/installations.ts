import { type Channel, type Command, guildOf, type World } from './world.ts';

/** Discord's numbers: installed in a server, or by a person for themselves. */
export const installations = { server: 0, user: 1 } as const;

/** Through which installations somebody can use a command in a channel. */
export type Owners = { readonly byServer: boolean; readonly byUser: boolean };

/** A command of a server is there through that server alone; in a DM with the bot the server's kind is enough. */
export function ownersOf(world: World, personId: string, channel: Channel, { guildId, body }: Command): Owners {
  const types = body.integration_types ?? [installations.server];
  const guild = guildOf(world, channel);
  const isHere = guild === undefined || guild.members.has(world.bot.id);
  return {
    byServer: isHere && types.includes(installations.server),
    byUser: guildId === undefined && world.installedFor.has(personId) && types.includes(installations.user),
  };
}

/** Discord's `authorizing_integration_owners`. */
export function ownersJson(world: World, personId: string, channel: Channel, { byServer, byUser }: Owners): object {
  const server = guildOf(world, channel)?.id ?? '0';
  return { ...(byServer ? { 0: server } : {}), ...(byUser ? { 1: personId } : {}) };
}
