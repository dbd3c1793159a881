import type { HttpBindings } from '@hono/node-server';
import type { Context, Hono } from 'hono';
import type { CommandRegistry } from './commands.ts';
import { missingAccess, unknownGuild } from './discord-error.ts';
import type { Faults } from './faults.ts';
import type { Gateway } from './gateway.ts';
import type { Interactions } from './interactions.ts';
import type { Payload } from './messages.ts';
import type { RateLimits } from './rate-limits.ts';
import type { LoggedRequest } from './request-log.ts';
import type { Guild, World } from './world.ts';

/** What the routes work on. */
export type RestParts = {
  readonly world: World;
  readonly commands: CommandRegistry;
  readonly interactions: Interactions;
  readonly gateway: Gateway;
  readonly faults: Faults;
  readonly limits: RateLimits;
  readonly log: LoggedRequest[];
  /** Whether the application has MESSAGE_CONTENT, which also decides what the routes show. */
  readonly readsContent: boolean;
  /** Whether it has GUILD_MEMBERS, without which nobody lists a server's members. */
  readonly readsMembers: boolean;
};

export type Env = { Bindings: HttpBindings; Variables: { payload: Payload } };
export type Routes = Hono<Env>;
export type RouteContext<Path extends string = string> = Context<Env, Path>;

/** @throws DiscordError 10004 where there is no such server, 50001 where the bot is not in it */
export function guildForBot(world: World, id: string): Guild {
  const guild = world.guilds.get(id);
  if (guild === undefined) throw unknownGuild();
  if (!guild.members.has(world.bot.id)) throw missingAccess();
  return guild;
}
