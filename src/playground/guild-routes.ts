import { z } from 'zod';
import { invalidForm, missingAccess, unknownMember, unknownRole } from './discord-error.ts';
import { parseForm } from './parse-form.ts';
import { guildForBot, type RestParts, type RouteContext, type Routes } from './route-parts.ts';
import { channelJson, fullMemberJson, guildChannels, guildJson, roleJson, threadMemberJson } from './wire.ts';
import { activeThreads, type Guild, type Member, type World } from './world.ts';

const page = z.object({
  limit: z.coerce.number().int().min(1).max(1_000).default(1),
  after: z.string().regex(/^\d+$/).default('0'),
});
const search = z.object({ query: z.string(), limit: z.coerce.number().int().min(1).max(1_000).default(1) });

/** Servers as a bot sees them: themselves, their channels and threads, roles and members. */
export function guildRoutes(routes: Routes, { world, readsMembers }: RestParts): void {
  const guildOf = (context: RouteContext<'/guilds/:guild'>): Guild => guildForBot(world, context.req.param('guild'));
  routes.get('/guilds/:guild', (context) => {
    const guild = guildOf(context);
    const count = guild.members.size;
    const counts = { approximate_member_count: count, approximate_presence_count: count };
    return context.json({ ...guildJson(world, guild), ...(context.req.query('with_counts') === 'true' ? counts : {}) });
  });
  routes.get('/guilds/:guild/channels', (context) =>
    context.json(guildChannels(world, guildOf(context)).map((channel) => channelJson(world, channel))),
  );
  routes.get('/guilds/:guild/threads/active', (context) => {
    const threads = activeThreads(world, guildOf(context));
    const joined = threads.filter(({ thread }) => thread.memberIds.includes(world.bot.id));
    return context.json({
      threads: threads.map((thread) => channelJson(world, thread)),
      members: joined.map((thread) => threadMemberJson(thread, world.bot.id)),
      has_more: false,
    });
  });
  routes.get('/guilds/:guild/roles', (context) => context.json([...guildOf(context).roles.values()].map(roleJson)));
  routes.get('/guilds/:guild/roles/:role', (context) => {
    const { roles } = guildOf(context);
    const role = roles.get(context.req.param('role'));
    if (role === undefined) throw unknownRole();
    return context.json(roleJson(role, [...roles.keys()].indexOf(role.id)));
  });
  routes.get('/guilds/:guild/members', (context) => {
    const guild = guildOf(context);
    if (!readsMembers) throw missingAccess();
    const { limit, after } = parseForm(page, context.req.query());
    const later = sorted(guild).filter(({ userId }) => BigInt(userId) > BigInt(after));
    return context.json(later.slice(0, limit).map((member) => fullMemberJson(world, member)));
  });
  routes.get('/guilds/:guild/members/search', (context) => {
    const guild = guildOf(context);
    const { query, limit } = parseForm(search, context.req.query());
    if (query === '')
      throw invalidForm([{ path: ['query'], code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }]);
    const found = sorted(guild).filter((member) => isCalled(world, member, query));
    return context.json(found.slice(0, limit).map((member) => fullMemberJson(world, member)));
  });
  routes.get('/guilds/:guild/members/:user', (context) => {
    const member = guildOf(context).members.get(context.req.param('user'));
    if (member === undefined) throw unknownMember();
    return context.json(fullMemberJson(world, member));
  });
}

const sorted = (guild: Guild): Member[] =>
  [...guild.members.values()].sort((a, b) => (BigInt(a.userId) < BigInt(b.userId) ? -1 : 1));

const isCalled = (world: World, { userId }: Member, beginning: string): boolean =>
  world.users.get(userId)?.name.toLowerCase().startsWith(beginning.toLowerCase()) ?? false;
