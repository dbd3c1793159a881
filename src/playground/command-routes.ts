import { permissionsOfCommand } from './command-permissions.ts';
import { notForBots, unknownApplication, unknownCommandPermissions } from './discord-error.ts';
import { guildForBot, type RestParts, type RouteContext, type Routes } from './route-parts.ts';
import { commandJson, commandPermissionsJson } from './wire.ts';
import type { Guild } from './world.ts';

/** An application's commands, of everywhere and of one server. */
export function commandRoutes(routes: Routes, parts: RestParts): void {
  permissionRoutes(routes, parts);
  for (const scope of ['/applications/:application/commands', '/applications/:application/guilds/:guild/commands'])
    routesOfScope(routes, parts, scope);
}

function routesOfScope(routes: Routes, { world, commands }: RestParts, scope: string): void {
  const guildIn = (context: RouteContext): string | undefined => {
    if (context.req.param('application') !== world.applicationId) throw unknownApplication();
    return context.req.param('guild');
  };
  const idIn = (context: RouteContext): string => context.req.param('command') ?? '';
  routes.get(scope, (context) => {
    const localized = context.req.query('with_localizations') === 'true';
    return context.json(commands.list(guildIn(context)).map((one) => commandJson(world, one, localized)));
  });
  routes.post(scope, (context) => {
    const { command, isNew } = commands.upsert(guildIn(context), context.get('payload').body);
    return context.json(commandJson(world, command, true), isNew ? 201 : 200);
  });
  routes.put(scope, (context) => {
    const stored = commands.overwrite(guildIn(context), context.get('payload').body);
    return context.json(stored.map((one) => commandJson(world, one, true)));
  });
  routes.get(`${scope}/:command`, (context) =>
    context.json(commandJson(world, commands.get(guildIn(context), idIn(context)), true)),
  );
  routes.patch(`${scope}/:command`, (context) => {
    const edited = commands.edit(guildIn(context), idIn(context), context.get('payload').body);
    return context.json(commandJson(world, edited, true));
  });
  routes.delete(`${scope}/:command`, (context) => {
    commands.remove(guildIn(context), idIn(context));
    return context.body(null, 204);
  });
}

/** What administrators said about commands. A bot may read it; only a person changes it. */
function permissionRoutes(routes: Routes, { world }: RestParts): void {
  const base = '/applications/:application/guilds/:guild/commands';
  const guildIn = (context: RouteContext): Guild => {
    if (context.req.param('application') !== world.applicationId) throw unknownApplication();
    return guildForBot(world, context.req.param('guild') ?? '');
  };
  routes.get(`${base}/permissions`, (context) => {
    const guild = guildIn(context);
    const ids = [world.applicationId, ...world.commands.keys()];
    const said = ids.filter((id) => permissionsOfCommand(world, guild, id).length > 0);
    return context.json(said.map((id) => commandPermissionsJson(world, guild, id)));
  });
  routes.get(`${base}/:command/permissions`, (context) => {
    const guild = guildIn(context);
    const id = context.req.param('command') ?? '';
    if (permissionsOfCommand(world, guild, id).length === 0) throw unknownCommandPermissions();
    return context.json(commandPermissionsJson(world, guild, id));
  });
  routes.put(`${base}/:command/permissions`, (context) => {
    guildIn(context);
    throw notForBots();
  });
}
