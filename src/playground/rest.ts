import { setTimeout as delay } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { CommandRegistry } from './commands.ts';
import {
  DiscordError,
  invalidForm,
  missingAccess,
  missingPermissions,
  notFound,
  notInDm,
  notTheAuthor,
  serverError,
  unauthorized,
  unknownApplication,
  unknownGuild,
  unknownUser,
} from './discord-error.ts';
import type { Fault, Faults } from './faults.ts';
import type { Interactions } from './interactions.ts';
import { channelForBot, channelMessage, deleteMessage, editMessage, type Payload, postMessage } from './messages.ts';
import { isFromHere } from './only-from-here.ts';
import { callbackTypes, messageFlags, permissions } from './protocol.ts';
import { readPayload } from './request-body.ts';
import type { LoggedRequest } from './request-log.ts';
import {
  applicationJson,
  channelJson,
  commandJson,
  guildJson,
  memberJson,
  messageJson,
  selfJson,
  typingStart,
  userJson,
} from './wire.ts';
import { dmWith, type Guild, type Message, may, type World } from './world.ts';

/** What the routes work on. */
export type RestParts = {
  readonly world: World;
  readonly commands: CommandRegistry;
  readonly interactions: Interactions;
  readonly faults: Faults;
  readonly log: LoggedRequest[];
  /** Whether the application has MESSAGE_CONTENT, which also decides what the routes show. */
  readonly readsContent: boolean;
};

type Env = { Bindings: HttpBindings; Variables: { payload: Payload } };
type Handler = (context: Context<Env>) => Response | Promise<Response>;

const prefix = '/api/v10';

/** Discord's REST API as far as a bot like ours uses it, under `/api/v10`, and the files of messages. */
export function restApi(parts: RestParts): Hono<Env> {
  const app = new Hono<Env>();
  app.onError((error, context) => refusal(context, error));
  app.notFound((context) => refusal(context, notFound()));
  app.use(onlyLoopback(parts.world));
  app.get('/attachments/:channel/:id/:name', (context) => attachment(parts.world, context));
  app.use(`${prefix}/*`, logged(parts), rateLimits, withFaults(parts));
  for (const routes of [tokenRoutes(parts), botRoutes(parts)]) app.route(prefix, routes);
  return app;
}

// --- around every request -------------------------------------------------------------------------------------------

const onlyLoopback =
  (world: World): MiddlewareHandler<Env> =>
  async (context, next) => {
    if (!isFromHere(world.origin, context.env.incoming.headers))
      return context.text('Only programs on this machine may use this.', 403);
    return next();
  };

const logged =
  ({ world, log }: RestParts): MiddlewareHandler<Env> =>
  async (context, next) => {
    const payload = await readPayload(context.req.raw);
    context.set('payload', payload);
    const entry: LoggedRequest = {
      at: world.now(),
      method: context.req.method,
      path: pathOf(context),
      query: context.req.query(),
      body: payload.body,
      files: payload.files.map(({ name, bytes }) => ({ name, size: bytes.byteLength })),
    };
    log.push(entry);
    world.changed();
    await next();
    entry.status = context.res.status;
    if (context.error instanceof DiscordError) entry.code = context.error.code;
    world.changed();
  };

const pathOf = (context: Context<Env>): string => context.req.path.slice(prefix.length);

/** Generous: what a client needs to see that there are limits, never so few that one is reached. */
const rateLimits: MiddlewareHandler<Env> = async (context, next) => {
  await next();
  if (context.res.headers.has('X-RateLimit-Limit')) return;
  const headers = {
    'X-RateLimit-Limit': '1000',
    'X-RateLimit-Remaining': '999',
    'X-RateLimit-Reset': (Date.now() / 1000 + 1).toFixed(3),
    'X-RateLimit-Reset-After': '1.000',
    'X-RateLimit-Bucket': Buffer.from(
      pathOf(context)
        .replaceAll(/\d{15,}/g, 'id')
        .slice(0, 40),
    ).toString('hex'),
  };
  for (const [name, value] of Object.entries(headers)) context.res.headers.set(name, value);
};

const withFaults =
  ({ faults }: RestParts): MiddlewareHandler<Env> =>
  async (context, next) => {
    const fault = faults.take(context.req.method, pathOf(context));
    if (fault === undefined) return next();
    return happen(fault, context, next);
  };

async function happen(fault: Fault, context: Context<Env>, next: () => Promise<void>): Promise<Response | undefined> {
  switch (fault.kind) {
    case 'rate-limit':
      return rateLimited(context, fault.retryAfterMs / 1000, fault.global ?? false);
    case 'error':
      throw new DiscordError(fault.status, 0, `${fault.status}: A fault that was asked for`);
    case 'slow':
      await next();
      await delay(fault.delayMs);
      return undefined;
    case 'reset':
      context.env.incoming.socket.destroy();
      return context.body(null);
    case 'reset-after':
      await next();
      context.env.incoming.socket.destroy();
      return undefined;
  }
}

function rateLimited(context: Context<Env>, retryAfter: number, global: boolean): Response {
  return context.json({ message: 'You are being rate limited.', retry_after: retryAfter, global }, 429, {
    'Retry-After': String(retryAfter),
    'X-RateLimit-Scope': global ? 'global' : 'user',
    'X-RateLimit-Limit': '5',
    'X-RateLimit-Remaining': '0',
    'X-RateLimit-Reset-After': String(retryAfter),
    ...(global ? { 'X-RateLimit-Global': 'true' } : {}),
  });
}

function refusal(context: Context<Env>, error: Error): Response {
  if (!(error instanceof DiscordError)) console.error(error);
  const known = error instanceof DiscordError ? error : serverError();
  // The statuses in discord-error.ts and of faults are error statuses, and all of those may have a body.
  return context.json(known.toJSON(), known.status as ContentfulStatusCode);
}

function attachment(world: World, context: Context<Env>): Response {
  const { channel, id } = context.req.param() as { channel: string; id: string }; // named so in the route
  const found = [...world.messages.values()]
    .filter((message) => message.channelId === channel)
    .flatMap((message) => message.attachments)
    .find((one) => one.id === id);
  if (found === undefined) throw notFound();
  return context.body(new Uint8Array(found.bytes), 200, { 'Content-Type': found.contentType });
}

// --- routes with a token of their own -------------------------------------------------------------------------------

function tokenRoutes({ world, interactions }: RestParts): Hono<Env> {
  const routes = new Hono<Env>();
  const json = (message: Message): object => messageJson(world, message, true);
  routes.get('/gateway', (context) => context.json({ url: gatewayUrl(world) }));
  routes.post('/interactions/:id/:token/callback', (context) => {
    const { id, token } = context.req.param();
    const { interaction, type } = interactions.callback(id, token, context.get('payload'));
    if (context.req.query('with_response') !== 'true') return context.body(null, 204);
    const message = world.messages.get(interaction.responseId ?? '');
    return context.json({
      interaction: {
        id: interaction.id,
        type: interaction.type,
        ...(message === undefined
          ? {}
          : {
              response_message_id: message.id,
              response_message_loading: (message.flags & messageFlags.loading) !== 0,
              response_message_ephemeral: message.onlyFor !== undefined,
            }),
      },
      ...(message === undefined || type === callbackTypes.deferredUpdate
        ? {}
        : { resource: { type, message: json(message) } }),
    });
  });
  routes.post('/webhooks/:application/:token', (context) => {
    const { application, token } = context.req.param();
    return context.json(json(interactions.followUp(application, token, context.get('payload'))));
  });
  routes.get('/webhooks/:application/:token/messages/:message', (context) => {
    const { application, token, message } = context.req.param();
    return context.json(json(interactions.response(application, token, message)));
  });
  routes.patch('/webhooks/:application/:token/messages/:message', (context) => {
    const { application, token, message } = context.req.param();
    return context.json(json(interactions.editResponse(application, token, message, context.get('payload'))));
  });
  routes.delete('/webhooks/:application/:token/messages/:message', (context) => {
    const { application, token, message } = context.req.param();
    interactions.deleteResponse(application, token, message);
    return context.body(null, 204);
  });
  return routes;
}

const gatewayUrl = (world: World): string => world.origin.replace(/^http/, 'ws');

// --- routes with the bot's token ------------------------------------------------------------------------------------

function botRoutes(parts: RestParts): Hono<Env> {
  const { world } = parts;
  const routes = new Hono<Env>();
  routes.use(async (context, next) => {
    if (context.req.header('authorization') !== `Bot ${world.token}`) throw unauthorized();
    return next();
  });
  routes.get('/gateway/bot', (context) => {
    const limit = { total: 1000, remaining: 1000, reset_after: 86_400_000, max_concurrency: 1 };
    return context.json({ url: gatewayUrl(world), shards: 1, session_start_limit: limit });
  });
  routes.get('/users/@me', (context) => context.json(selfJson(world)));
  for (const path of ['/applications/@me', '/oauth2/applications/@me'])
    routes.get(path, (context) => context.json(applicationJson(world)));
  routes.get('/users/:id', (context) => {
    const user = world.users.get(context.req.param('id'));
    if (user === undefined) throw unknownUser();
    return context.json(userJson(user));
  });
  routes.post('/users/@me/channels', (context) => context.json(channelJson(world, openDm(world, context))));
  guildRoutes(routes, parts);
  channelRoutes(routes, parts);
  for (const scope of ['/applications/:application/commands', '/applications/:application/guilds/:guild/commands'])
    commandRoutes(routes, parts, scope);
  return routes;
}

function openDm(world: World, context: Context<Env>): ReturnType<typeof dmWith> {
  const { body } = context.get('payload');
  const id = typeof body === 'object' && body !== null && 'recipient_id' in body ? String(body.recipient_id) : '';
  const user = world.users.get(id);
  if (user === undefined || user.bot)
    throw invalidForm([{ path: ['recipient_id'], code: 'BASE_TYPE_REQUIRED', message: 'Unknown User' }]);
  return dmWith(world, id);
}

function guildRoutes(routes: Hono<Env>, { world }: RestParts): void {
  const guildFor = (id: string): Guild => {
    const guild = world.guilds.get(id);
    if (guild === undefined) throw unknownGuild();
    if (!guild.members.has(world.bot.id)) throw missingAccess();
    return guild;
  };
  routes.get('/guilds/:guild', (context) => context.json(guildJson(world, guildFor(context.req.param('guild')))));
  routes.get('/guilds/:guild/members/:user', (context) => {
    const { guild, user } = context.req.param();
    const member = guildFor(guild).members.get(user);
    const person = world.users.get(user);
    if (member === undefined || person === undefined) throw new DiscordError(404, 10007, 'Unknown Member');
    return context.json({ ...memberJson(member), user: userJson(person) });
  });
}

function channelRoutes(routes: Hono<Env>, { world, readsContent }: RestParts): void {
  const channelOf = (context: Context<Env, '/channels/:channel'>) => channelForBot(world, context.req.param('channel'));
  const json = (message: Message): object => messageJson(world, message, readsContent);
  routes.get('/channels/:channel', (context) => context.json(channelJson(world, channelOf(context))));
  routes.post('/channels/:channel/typing', (context) => {
    const channel = channelOf(context);
    if (!may(world, world.bot.id, channel, permissions.sendMessages)) throw missingPermissions();
    world.publish(typingStart(world, channel, world.bot.id));
    return context.body(null, 204);
  });
  routes.get('/channels/:channel/messages', (context) => {
    const channel = channelOf(context);
    const limit = Number(context.req.query('limit') ?? 50);
    const { before, after } = context.req.query();
    const found = [...world.messages.values()]
      .filter((message) => message.channelId === channel.id && message.onlyFor === undefined)
      .filter(({ id }) => (before === undefined || isOlder(id, before)) && (after === undefined || isOlder(after, id)));
    const page = after === undefined ? found.slice(-limit) : found.slice(0, limit);
    return context.json(page.reverse().map(json));
  });
  routes.post('/channels/:channel/messages', (context) =>
    context.json(json(postMessage(world, context.req.param('channel'), context.get('payload')))),
  );
  routes.get('/channels/:channel/messages/:message', (context) => {
    const channel = channelForBot(world, context.req.param('channel'));
    return context.json(json(channelMessage(world, channel.id, context.req.param('message'))));
  });
  routes.patch('/channels/:channel/messages/:message', (context) => {
    const channel = channelForBot(world, context.req.param('channel'));
    const message = channelMessage(world, channel.id, context.req.param('message'));
    if (message.authorId !== world.bot.id) throw notTheAuthor();
    return context.json(json(editMessage(world, message, context.get('payload'))));
  });
  routes.delete('/channels/:channel/messages/:message', (context) => {
    const channel = channelForBot(world, context.req.param('channel'));
    const message = channelMessage(world, channel.id, context.req.param('message'));
    const isOwn = message.authorId === world.bot.id;
    if (!isOwn && channel.kind === 'dm') throw notInDm();
    if (!isOwn && !may(world, world.bot.id, channel, permissions.manageMessages)) throw missingPermissions();
    deleteMessage(world, message);
    return context.body(null, 204);
  });
}

const isOlder = (a: string, b: string): boolean => BigInt(a) < BigInt(b);

function commandRoutes(routes: Hono<Env>, { world, commands }: RestParts, scope: string): void {
  const guildIn = (context: Context<Env>): string | undefined => {
    if (context.req.param('application') !== world.applicationId) throw unknownApplication();
    return context.req.param('guild');
  };
  const idIn = (context: Context<Env>): string => context.req.param('command') ?? '';
  const list: Handler = (context) => {
    const localized = context.req.query('with_localizations') === 'true';
    return context.json(commands.list(guildIn(context)).map((one) => commandJson(world, one, localized)));
  };
  routes.get(scope, list);
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
