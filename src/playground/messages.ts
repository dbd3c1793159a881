import {
  cannotMessageUser,
  emptyMessage,
  invalidForm,
  missingAccess,
  missingPermissions,
  threadIsArchived,
  threadIsLocked,
  tooLarge,
  unknownChannel,
  unknownMessage,
} from './discord-error.ts';
import {
  checkMessage,
  displayedText,
  everyComponent,
  type MessageBody,
  type MessageComponent,
  parseMessage,
} from './discord-limits.ts';
import { wakeThread } from './guild-changes.ts';
import { pingsOf } from './pings.ts';
import { messageFlags, messageTypes, permissions } from './protocol.ts';
import { attachmentUrl, gatewayMessageJson, messageIntent } from './wire.ts';
import { type Attachment, type Channel, guildOf, type Message, may, mayWrite, threadOf, type World } from './world.ts';

type Path = readonly (string | number)[];

/** A file of a multipart body. `index` is the n of its part's name `files[n]`. */
export type UploadedFile = {
  readonly index: string;
  readonly name: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
};

/** A request's body once it is taken apart. */
export type Payload = { readonly body: unknown; readonly files: readonly UploadedFile[] };

/** What the route decides about a new message, beside its body. */
export type Placement = {
  readonly channel: Channel;
  readonly authorId: string;
  readonly type: number;
  /** Set where one person alone shall see it; the message is then ephemeral whatever its flags say. */
  readonly onlyFor?: string;
  readonly origin?: NonNullable<Message['origin']>;
  readonly replyTo?: string;
  /** Where the message stands in the request's body. */
  readonly at?: Path;
};

/** What a bot may set when it sends, and when it edits. */
const sendableFlags =
  messageFlags.suppressEmbeds | messageFlags.ephemeral | messageFlags.suppressNotifications | messageFlags.componentsV2;
const editableFlags = messageFlags.suppressEmbeds | messageFlags.componentsV2;

const maxFileBytes = 10 * 1024 * 1024;

/** The bot's own message in a channel: POST /channels/{id}/messages. The same enforced nonce gives the same message. */
export function postMessage(world: World, channelId: string, payload: Payload): Message {
  const channel = channelForBot(world, channelId);
  refuseWhereSilent(world, channel);
  if (channel.kind === 'dm' && !world.users.get(channel.personId)?.dmsOpen) throw cannotMessageUser();
  const body = parseMessage(payload.body);
  const again = sentWithNonce(world, channel, body);
  if (again !== undefined) return again;
  const replyTo = referenceOf(world, channel, body);
  const type = replyTo === undefined ? messageTypes.ordinary : messageTypes.reply;
  const place = { channel, authorId: world.bot.id, type, ...(replyTo === undefined ? {} : { replyTo }) };
  return createMessage(world, place, body, payload.files);
}

/** @throws DiscordError 50013 where the bot may not write, 160005 or 50083 in a thread that is locked */
export function refuseWhereSilent(world: World, channel: Channel): void {
  if (mayWrite(world, world.bot.id, channel)) return;
  const thread = threadOf(world, channel);
  const isShut = thread?.locked && may(world, world.bot.id, channel, permissions.sendMessagesInThreads);
  if (!isShut) throw missingPermissions();
  throw thread.archived ? threadIsArchived() : threadIsLocked();
}

/** @throws DiscordError 10003 where there is no such channel, 50001 where the bot cannot see it */
export function channelForBot(world: World, channelId: string): Channel {
  const channel = world.channels.get(channelId);
  if (channel === undefined) throw unknownChannel();
  if (!may(world, world.bot.id, channel, permissions.viewChannel)) throw missingAccess();
  return channel;
}

/** A message of a channel that the channel's routes reach: an ephemeral one is not among them. */
export function channelMessage(world: World, channelId: string, messageId: string): Message {
  const message = world.messages.get(messageId);
  if (message === undefined || message.channelId !== channelId || message.onlyFor !== undefined) throw unknownMessage();
  return message;
}

function sentWithNonce(world: World, channel: Channel, body: MessageBody): Message | undefined {
  if (!body.enforce_nonce || body.nonce === undefined || body.nonce === null) return undefined;
  const fewMinutesAgo = world.now() - 5 * 60_000;
  const nonce = String(body.nonce);
  return [...world.messages.values()].find(
    (one) =>
      one.nonce === nonce &&
      one.authorId === world.bot.id &&
      one.channelId === channel.id &&
      one.createdAt >= fewMinutesAgo,
  );
}

function referenceOf(world: World, channel: Channel, body: MessageBody): string | undefined {
  if (!body.message_reference) return undefined;
  const { message_id: id, fail_if_not_exists: mustExist } = body.message_reference;
  const target = world.messages.get(id);
  if (target?.channelId === channel.id && target.onlyFor === undefined) return id;
  if (mustExist === false) return undefined;
  const message = 'Unknown message';
  throw invalidForm([{ path: ['message_reference'], code: 'MESSAGE_REFERENCE_UNKNOWN_MESSAGE', message }]);
}

/**
 * Makes a message of a body, stores it and tells the gateway, unless it is ephemeral.
 * @throws DiscordError where Discord would refuse the body
 */
export function createMessage(
  world: World,
  place: Placement,
  body: MessageBody,
  uploads: readonly UploadedFile[],
): Message {
  const at = place.at ?? [];
  const { channel } = place;
  const id = world.nextId();
  const files = attachmentsOf(world, body, uploads, at);
  const shown = {
    content: body.content ?? '',
    embeds: body.embeds ?? [],
    components: body.components ?? [],
    flags: flagsFor(place, body.flags ?? 0),
  };
  checkMessage(shown, at);
  refuseEmpty({ ...shown, attachments: files });
  wakeThread(world, channel);
  const base = {
    id,
    channelId: channel.id,
    authorId: place.authorId,
    type: place.type,
    ...shown,
    components: finished(world, channel, shown.components, files, at),
    attachments: files,
    createdAt: world.now(),
    ...(body.nonce === undefined || body.nonce === null ? {} : { nonce: String(body.nonce) }),
    ...(place.replyTo === undefined ? {} : { replyTo: place.replyTo }),
    ...(place.origin === undefined ? {} : { origin: place.origin }),
    ...(place.onlyFor === undefined ? {} : { onlyFor: place.onlyFor }),
    ...(body.allowed_mentions ? { allowedMentions: body.allowed_mentions } : {}),
  };
  return keep(world, channel, { ...base, ...pingsOfMessage(world, channel, base) }, 'MESSAGE_CREATE');
}

/**
 * What a bot shows before it has an answer: "is thinking…". The flag LOADING goes with the first edit.
 * @param flags what the deferral asked for beside EPHEMERAL
 */
export function createLoadingMessage(world: World, place: Placement, flags: number): Message {
  const message: Message = {
    id: world.nextId(),
    channelId: place.channel.id,
    authorId: place.authorId,
    type: place.type,
    content: '',
    components: [],
    embeds: [],
    attachments: [],
    flags: flagsFor(place, flags) | messageFlags.loading,
    createdAt: world.now(),
    ...(place.replyTo === undefined ? {} : { replyTo: place.replyTo }),
    ...(place.origin === undefined ? {} : { origin: place.origin }),
    ...(place.onlyFor === undefined ? {} : { onlyFor: place.onlyFor }),
    pings: [],
    mentions: [],
  };
  return keep(world, place.channel, message, 'MESSAGE_CREATE');
}

/**
 * Applies a PATCH: what the body does not name stays as it was.
 * @throws DiscordError 50083 in a thread that is over, 50035, 50006
 */
export function editMessage(world: World, message: Message, payload: Payload, at: Path = []): Message {
  const channel = world.channels.get(message.channelId);
  if (channel === undefined) throw unknownChannel();
  if (threadOf(world, channel)?.archived) throw threadIsArchived();
  const body = parseMessage(payload.body, at);
  const flags = editedFlags(message, body, at);
  const files = [...keptAttachments(message, body), ...attachmentsOf(world, body, payload.files, at)];
  const shown = {
    content: body.content === undefined ? message.content : (body.content ?? ''),
    embeds: body.embeds === undefined ? message.embeds : (body.embeds ?? []),
    components: body.components === undefined ? message.components : (body.components ?? []),
    flags,
  };
  checkMessage(shown, at);
  refuseEmpty({ ...shown, attachments: files });
  const wasLoading = (message.flags & messageFlags.loading) !== 0;
  const allowed = body.allowed_mentions ?? undefined;
  const { allowedMentions: _, ...rest } = message;
  const edited = {
    ...rest,
    ...shown,
    components: body.components ? finished(world, channel, shown.components, files, at) : shown.components,
    attachments: files,
    ...(wasLoading ? {} : { editedAt: world.now() }),
    ...(allowed === undefined ? {} : { allowedMentions: allowed }),
  };
  return keep(world, channel, { ...edited, ...pingsOfMessage(world, channel, edited) }, 'MESSAGE_UPDATE');
}

/** Removes a message and tells the gateway, unless it was ephemeral. */
export function deleteMessage(world: World, message: Message): void {
  world.messages.delete(message.id);
  if (message.onlyFor === undefined) tellDeleted(world, message, 'MESSAGE_DELETE', { id: message.id });
  world.changed();
}

/** Removes messages of one channel at once, as bots that clean up do. */
export function deleteMessages(world: World, messages: readonly Message[]): void {
  const [first] = messages;
  for (const { id } of messages) world.messages.delete(id);
  if (first) tellDeleted(world, first, 'MESSAGE_DELETE_BULK', { ids: messages.map(({ id }) => id) });
  world.changed();
}

function tellDeleted(
  world: World,
  { channelId }: Message,
  name: string,
  gone: { id: string } | { ids: string[] },
): void {
  const channel = world.channels.get(channelId);
  if (channel === undefined) return;
  const guild = guildOf(world, channel);
  const place = guild === undefined ? {} : { guild_id: guild.id };
  world.publish({
    name,
    ...(guild === undefined ? {} : { guildId: guild.id }),
    channel,
    intent: messageIntent(channel),
    data: () => ({ ...gone, channel_id: channel.id, ...place }),
  });
}

/** Stores a message as it now is. Ephemeral messages are told to no gateway session. */
export function keep(world: World, channel: Channel, message: Message, event: string): Message {
  const frozen = Object.freeze(message);
  world.messages.set(message.id, frozen);
  if (message.onlyFor === undefined) {
    const guild = guildOf(world, channel);
    world.publish({
      name: event,
      ...(guild === undefined ? {} : { guildId: guild.id }),
      channel,
      intent: messageIntent(channel),
      data: (readsContent) => gatewayMessageJson(world, frozen, readsContent),
    });
  }
  world.changed();
  return frozen;
}

const flagsFor = (place: Placement, asked: number): number =>
  (asked & sendableFlags) | (place.onlyFor === undefined ? 0 : messageFlags.ephemeral);

function editedFlags(message: Message, body: MessageBody, at: Path): number {
  const settled = message.flags & ~messageFlags.loading;
  if (body.flags === undefined || body.flags === null) return settled;
  const isV2 = (message.flags & messageFlags.componentsV2) !== 0;
  if (isV2 && (body.flags & messageFlags.componentsV2) === 0)
    throw invalidForm([
      {
        path: [...at, 'flags'],
        code: 'MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG',
        message: 'The IS_COMPONENTS_V2 flag cannot be removed from a message',
      },
    ]);
  return (settled & ~editableFlags) | (body.flags & editableFlags);
}

/** Attachments that an edit keeps: all where it lists none, otherwise those that it lists by id. */
function keptAttachments(message: Message, body: MessageBody): readonly Attachment[] {
  if (!body.attachments) return body.attachments === null ? [] : message.attachments;
  const named = new Set(body.attachments.map(({ id }) => String(id)));
  return message.attachments.filter(({ id }) => named.has(id));
}

function attachmentsOf(world: World, body: MessageBody, files: readonly UploadedFile[], at: Path): Attachment[] {
  if (files.some(({ bytes }) => bytes.byteLength > maxFileBytes)) throw tooLarge();
  if (files.length > 10)
    throw invalidForm([
      { path: [...at, 'files'], code: 'BASE_TYPE_MAX_LENGTH', message: 'Must be 10 or fewer in length.' },
    ]);
  return files.map((file) => {
    const described = body.attachments?.find(({ id }) => String(id) === file.index);
    const { contentType, bytes } = file;
    const made = { id: world.nextId(), name: described?.filename ?? file.name, contentType, bytes };
    return described?.description ? { ...made, description: described.description } : made;
  });
}

/** Nothing but line breaks and spaces is nothing. An action row alone is enough of a message, as on Discord. */
function refuseEmpty(shown: {
  readonly content: string;
  readonly embeds: readonly unknown[];
  readonly components: readonly unknown[];
  readonly attachments: readonly unknown[];
}): void {
  const { content, embeds, components, attachments } = shown;
  if (content.trim() === '' && embeds.length + components.length + attachments.length === 0) throw emptyMessage();
}

/** Components with an `id` each and `attachment://` links resolved to the files that came with them. */
function finished(
  world: World,
  channel: Channel,
  components: readonly MessageComponent[],
  files: readonly Attachment[],
  at: Path,
): readonly MessageComponent[] {
  const copies = structuredClone([...components]);
  const all = everyComponent(copies);
  const taken = new Set(all.map(({ component }) => component.id));
  let next = 1;
  for (const { component, path } of all) {
    while (component.id === undefined || component.id === null || component.id === 0) {
      if (!taken.has(next)) component.id = next;
      next += 1;
    }
    for (const [media, field] of mediaOf(component)) resolve(media, [...at, ...path, ...field, 'url']);
  }
  return copies;

  function resolve(media: { url: string }, path: Path): void {
    if (!media.url.startsWith('attachment://')) return;
    const name = decodeURIComponent(media.url.slice('attachment://'.length));
    const attachment = files.find((one) => one.name === name);
    if (attachment === undefined)
      throw invalidForm([
        {
          path,
          code: 'UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
          message: `The referenced attachment ${name} was not found`,
        },
      ]);
    media.url = attachmentUrl(world, channel.id, attachment);
  }
}

type Media = { url: string };

function mediaOf(component: ReturnType<typeof everyComponent>[number]['component']): [Media, Path][] {
  if ('media' in component) return [[component.media, ['media']]];
  if ('file' in component) return [[component.file, ['file']]];
  if ('items' in component)
    return component.items.map((item, at): [Media, Path] => [item.media, ['items', at, 'media']]);
  return [];
}

/** Whom it pings. A reply pings its target's author, unless that is a response to a command, which has no mention. */
function pingsOfMessage(
  world: World,
  channel: Channel,
  message: Omit<Message, 'pings' | 'mentions'>,
): { pings: string[]; mentions: string[] } {
  const target = message.replyTo === undefined ? undefined : world.messages.get(message.replyTo);
  return pingsOf(world, channel, {
    authorId: message.authorId,
    text: `${message.content}\n${displayedText(message.components)}`,
    allowed: message.allowedMentions,
    repliedUserId: target?.origin === undefined && message.origin === undefined ? target?.authorId : undefined,
    onlyFor: message.onlyFor,
  });
}
