import { z } from 'zod';
import { missingPermissions, notInDm, notTheAuthor, unknownMember, wrongChannelType } from './discord-error.ts';
import { deleteChannel } from './guild-changes.ts';
import {
  channelForBot,
  channelMessage,
  deleteMessage,
  deleteMessages,
  editMessage,
  postMessage,
  refuseWhereSilent,
} from './messages.ts';
import { parseForm } from './parse-form.ts';
import { permissions } from './protocol.ts';
import type { RestParts, RouteContext, Routes } from './route-parts.ts';
import { editThread, openThread, setThreadMember } from './threads.ts';
import { channelJson, messageJson, threadMemberJson, typingStart } from './wire.ts';
import { type Channel, guildOf, isThread, type Message, may, type World } from './world.ts';

const id = z.string().regex(/^\d{1,20}$/);
const page = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  before: id.optional(),
  after: id.optional(),
  around: id.optional(),
});
const several = z.object({ messages: z.array(id).min(2).max(100) });

/** Channels, their messages and their threads. */
export function channelRoutes(routes: Routes, parts: RestParts): void {
  const { world } = parts;
  const channelOf = (context: RouteContext<'/channels/:channel'>): Channel =>
    channelForBot(world, context.req.param('channel'));
  routes.get('/channels/:channel', (context) => context.json(channelJson(world, channelOf(context))));
  routes.patch('/channels/:channel', (context) =>
    context.json(channelJson(world, editThread(world, channelOf(context), context.get('payload').body))),
  );
  routes.delete('/channels/:channel', (context) => {
    const channel = channelOf(context);
    const guild = guildOf(world, channel);
    if (guild === undefined || channel.kind === 'dm') throw wrongChannelType();
    const needed = isThread(channel) ? permissions.manageThreads : permissions.manageChannels;
    if (!may(world, world.bot.id, channel, needed)) throw missingPermissions();
    const json = channelJson(world, channel);
    deleteChannel(world, guild, channel);
    return context.json(json);
  });
  routes.post('/channels/:channel/typing', (context) => {
    const channel = channelOf(context);
    refuseWhereSilent(world, channel);
    world.publish(typingStart(world, channel, world.bot.id));
    return context.body(null, 204);
  });
  messageRoutes(routes, parts, channelOf);
  threadRoutes(routes, parts, channelOf);
}

function messageRoutes(
  routes: Routes,
  { world, readsContent }: RestParts,
  channelOf: (context: RouteContext<'/channels/:channel'>) => Channel,
): void {
  const json = (message: Message): object => messageJson(world, message, readsContent);
  routes.get('/channels/:channel/messages', (context) => {
    const channel = channelOf(context);
    return context.json(pageOf(world, channel, parseForm(page, context.req.query())).map(json));
  });
  routes.post('/channels/:channel/messages', (context) =>
    context.json(json(postMessage(world, context.req.param('channel'), context.get('payload')))),
  );
  routes.post('/channels/:channel/messages/bulk-delete', (context) => {
    const channel = channelOf(context);
    if (channel.kind === 'dm') throw notInDm();
    if (!may(world, world.bot.id, channel, permissions.manageMessages)) throw missingPermissions();
    const { messages: ids } = parseForm(several, context.get('payload').body);
    const found = ids.flatMap((one) => world.messages.get(one) ?? []);
    deleteMessages(
      world,
      found.filter(({ channelId, onlyFor }) => channelId === channel.id && onlyFor === undefined),
    );
    return context.body(null, 204);
  });
  routes.get('/channels/:channel/messages/:message', (context) =>
    context.json(json(channelMessage(world, channelOf(context).id, context.req.param('message')))),
  );
  routes.patch('/channels/:channel/messages/:message', (context) => {
    const message = channelMessage(world, channelOf(context).id, context.req.param('message'));
    if (message.authorId !== world.bot.id) throw notTheAuthor();
    return context.json(json(editMessage(world, message, context.get('payload'))));
  });
  routes.delete('/channels/:channel/messages/:message', (context) => {
    const channel = channelOf(context);
    const message = channelMessage(world, channel.id, context.req.param('message'));
    const isOwn = message.authorId === world.bot.id;
    if (!isOwn && channel.kind === 'dm') throw notInDm();
    if (!isOwn && !may(world, world.bot.id, channel, permissions.manageMessages)) throw missingPermissions();
    deleteMessage(world, message);
    return context.body(null, 204);
  });
}

/** Newest first. Where the bot may not read what came before, there is nothing to see. */
function pageOf(world: World, channel: Channel, asked: z.output<typeof page>): Message[] {
  if (!may(world, world.bot.id, channel, permissions.readMessageHistory)) return [];
  const { limit, before, after, around } = asked;
  const all = [...world.messages.values()].filter(
    (message) => message.channelId === channel.id && message.onlyFor === undefined,
  );
  if (around !== undefined) {
    const at = all.findIndex((message) => !isOlder(message.id, around));
    const from = Math.max(0, (at < 0 ? all.length : at) - Math.floor(limit / 2));
    return all.slice(from, from + limit).reverse();
  }
  const found = all.filter(
    (message) =>
      (before === undefined || isOlder(message.id, before)) && (after === undefined || isOlder(after, message.id)),
  );
  return (after === undefined ? found.slice(-limit) : found.slice(0, limit)).reverse();
}

const isOlder = (a: string, b: string): boolean => BigInt(a) < BigInt(b);

function threadRoutes(
  routes: Routes,
  { world }: RestParts,
  channelOf: (context: RouteContext<'/channels/:channel'>) => Channel,
): void {
  routes.post('/channels/:channel/threads', (context) => {
    const thread = openThread(world, channelOf(context), context.get('payload').body);
    return context.json(channelJson(world, thread), 201);
  });
  routes.post('/channels/:channel/messages/:message/threads', (context) => {
    const thread = openThread(world, channelOf(context), context.get('payload').body, context.req.param('message'));
    return context.json(channelJson(world, thread), 201);
  });
  routes.get('/channels/:channel/thread-members/:user', (context) => {
    const channel = channelOf(context);
    if (!isThread(channel)) throw wrongChannelType();
    const user = context.req.param('user') === '@me' ? world.bot.id : context.req.param('user');
    if (!channel.thread.memberIds.includes(user)) throw unknownMember();
    return context.json(threadMemberJson(channel, user));
  });
  for (const isIn of [true, false])
    routes[isIn ? 'put' : 'delete']('/channels/:channel/thread-members/@me', (context) => {
      setThreadMember(world, channelOf(context), world.bot.id, isIn);
      return context.body(null, 204);
    });
}
