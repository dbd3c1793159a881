import { setTimeout as delay } from 'node:timers/promises';
import { Hono, type MiddlewareHandler } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { channelRoutes } from './channel-routes.ts';
import { commandRoutes } from './command-routes.ts';
import { DiscordError, invalidForm, notFound, serverError, unauthorized, unknownUser } from './discord-error.ts';
import type { Fault } from './faults.ts';
import { guildRoutes } from './guild-routes.ts';
import { isFromHere } from './only-from-here.ts';
import { callbackTypes, messageFlags } from './protocol.ts';
import { readPayload } from './request-body.ts';
import type { LoggedRequest } from './request-log.ts';
import type { Env, RestParts, RouteContext } from './route-parts.ts';
import { applicationJson, channelJson, messageJson, selfJson, userJson } from './wire.ts';
import { dmWith, type Message, type World } from './world.ts';

const prefix = '/api/v10';

/** Discord's REST API as far as a bot like ours uses it, under `/api/v10`, and the files of messages. */
export function restApi(parts: RestParts): Hono<Env> {
  const app = new Hono<Env>();
  app.onError((error, context) => refusal(context, error));
  app.notFound((context) => refusal(context, notFound()));
  app.use(onlyLoopback(parts.world));
  app.use('/attachments/*', withFaults(parts));
  app.get('/attachments/:channel/:id/:name', (context) => attachment(parts.world, context));
  app.use(`${prefix}/*`, logged(parts), withFaults(parts), limited(parts));
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

/** Without what stands before it in every path. */
const pathOf = (context: RouteContext): string =>
  context.req.path.startsWith(prefix) ? context.req.path.slice(prefix.length) : context.req.path;

/** Whoever is refused too often is shut out by what stands before Discord, which answers no JSON. */
const limited =
  ({ limits }: RestParts): MiddlewareHandler<Env> =>
  async (context, next) => {
    if (limits.isShut)
      return context.html('<title>Access denied</title> error code: 1015', 429, { 'Retry-After': '600' });
    const { headers, refused } = limits.take(context.req.method, pathOf(context));
    if (refused === undefined) await next();
    else context.res = rateLimited(context, refused.retryAfterMs / 1000, refused.scope);
    for (const [name, value] of Object.entries(headers)) context.res.headers.set(name, value);
    limits.count(context.res.status);
    return undefined;
  };

const withFaults =
  (parts: RestParts): MiddlewareHandler<Env> =>
  async (context, next) => {
    const fault = parts.faults.take(context.req.method, pathOf(context));
    if (fault === undefined) return next();
    return happen(fault, parts, context, next);
  };

async function happen(
  fault: Fault,
  { gateway }: RestParts,
  context: RouteContext,
  next: () => Promise<void>,
): Promise<Response | undefined> {
  switch (fault.kind) {
    case 'rate-limit':
      return rateLimited(context, fault.retryAfterMs / 1000, fault.global ? 'global' : 'user');
    case 'error':
      throw new DiscordError(fault.status, 0, `${fault.status}: A fault that was asked for`);
    case 'slow':
      await delay(fault.delayMs, undefined, { ref: false });
      await next();
      return undefined;
    case 'late':
      await next();
      await delay(fault.delayMs, undefined, { ref: false });
      return undefined;
    case 'reset':
      context.env.incoming.socket.destroy();
      return context.body(null);
    case 'reset-after':
      await next();
      context.env.incoming.socket.destroy();
      return undefined;
    case 'drop-gateway':
      gateway.drop();
      await next();
      return undefined;
  }
}

function rateLimited(context: RouteContext, retryAfter: number, scope: 'user' | 'global'): Response {
  const isGlobal = scope === 'global';
  return context.json({ message: 'You are being rate limited.', retry_after: retryAfter, global: isGlobal }, 429, {
    'Retry-After': String(retryAfter),
    'X-RateLimit-Scope': scope,
    'X-RateLimit-Remaining': '0',
    'X-RateLimit-Reset-After': String(retryAfter),
    ...(isGlobal ? { 'X-RateLimit-Global': 'true' } : {}),
  });
}

function refusal(context: RouteContext, error: Error): Response {
  if (!(error instanceof DiscordError)) console.error(error);
  const known = error instanceof DiscordError ? error : serverError();
  // The statuses in discord-error.ts and of faults are error statuses, and all of those may have a body.
  return context.json(known.toJSON(), known.status as ContentfulStatusCode);
}

function attachment(world: World, context: RouteContext): Response {
  const { channel, id } = context.req.param() as { channel: string; id: string }; // named so in the route
  const inMessages = [...world.messages.values()]
    .filter((message) => message.channelId === channel)
    .flatMap((message) => message.attachments);
  const found = inMessages.find((one) => one.id === id) ?? world.uploads.get(id);
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
    const { startsLeft: remaining } = parts.gateway;
    const limit = { total: 1000, remaining, reset_after: 86_400_000, max_concurrency: 1 };
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
  commandRoutes(routes, parts);
  return routes;
}

function openDm(world: World, context: RouteContext): ReturnType<typeof dmWith> {
  const { body } = context.get('payload');
  const id = typeof body === 'object' && body !== null && 'recipient_id' in body ? String(body.recipient_id) : '';
  const user = world.users.get(id);
  if (user === undefined || user.bot)
    throw invalidForm([{ path: ['recipient_id'], code: 'BASE_TYPE_REQUIRED', message: 'Unknown User' }]);
  return dmWith(world, id);
}
