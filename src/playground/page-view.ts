import { componentView, type Files, looseFileView } from './component-view.ts';
import { displayedText, type ValueOption } from './discord-limits.ts';
import { embedView } from './embed-view.ts';
import type { LoopbackDiscord } from './loopback-discord.ts';
import type {
  ChannelView,
  CommandView,
  MessageView,
  Named,
  OptionView,
  PageView,
  PersonView,
  PlaceView,
  Suggestion,
} from './page/view.ts';
import type { Person } from './person.ts';
import { channelTypes, commandTypes, messageFlags, messageTypes, optionTypes } from './protocol.ts';
import type { Attachment, Channel, Command, Guild, Message, TextChannel, World } from './world.ts';

/** What the page needs beside the world itself. */
export type PageSettings = {
  /** What each person is in the servers, by id. */
  readonly roles: ReadonlyMap<string, string>;
  readonly suggestions: readonly Suggestion[];
};

/** All but the messages, as one person sees it. */
export function pageView(discord: LoopbackDiscord, person: Person, settings: PageSettings): PageView {
  const view = ({ id, name }: Person): PersonView => ({ id, name, role: settings.roles.get(id) ?? 'member' });
  const { id, name } = discord.world.bot;
  return {
    me: view(person),
    people: discord.people.map(view),
    bot: { id, name },
    places: placesOf(discord, person),
    suggestions: settings.suggestions,
  };
}

function placesOf({ world }: LoopbackDiscord, person: Person): PlaceView[] {
  const visible = [...world.channels.values()].filter((channel) => person.sees(channel));
  const guilds = [...world.guilds.values()].map((guild) => ({
    name: guild.name,
    channels: channelsOf(guild, visible).map((one) => channelView(one, one.name, person)),
    members: membersOf(world, guild),
    roles: [...guild.roles.values()].map(({ id, name }): Named => ({ id, name })),
  }));
  const dm = {
    name: 'Direct messages',
    channels: [channelView(person.dmChannel, world.bot.name, person)],
    members: [person, world.bot].map(({ id, name }): Named => ({ id, name })),
    roles: [],
  };
  return [...guilds.filter(({ channels }) => channels.length > 0), dm];
}

/** A server's channels, each followed by its threads; one that is over is put away. */
function channelsOf({ id }: Guild, visible: readonly Channel[]): TextChannel[] {
  const own = visible.filter((one): one is TextChannel => one.kind === 'text' && one.guildId === id);
  const open = own.filter(({ thread }) => !thread?.archived);
  const inside = (parent: TextChannel): TextChannel[] => open.filter(({ thread }) => thread?.parentId === parent.id);
  return open.filter(({ thread }) => thread === undefined).flatMap((parent) => [parent, ...inside(parent)]);
}

const membersOf = (world: World, guild: Guild): Named[] =>
  [...guild.members.keys()].flatMap((id) => {
    const name = world.users.get(id)?.name;
    return name === undefined ? [] : [{ id, name }];
  });

function channelView(channel: Channel, name: string, person: Person): ChannelView {
  const offered = person.offeredIn(channel);
  const ofType = (type: number): Command[] => offered.filter(({ body }) => (body.type ?? commandTypes.slash) === type);
  return {
    id: channel.id,
    name,
    ...kindOf(channel),
    commands: ofType(commandTypes.slash).flatMap(commandViews),
    messageCommands: ofType(commandTypes.message).map(({ body }) => body.name),
    userCommands: ofType(commandTypes.user).map(({ body }) => body.name),
  };
}

function kindOf(channel: Channel): Pick<ChannelView, 'kind' | 'type'> {
  if (channel.kind === 'dm') return { kind: 'dm', type: channelTypes.dm };
  if (channel.thread === undefined) return { kind: 'text', type: channelTypes.text };
  const { publicThread, privateThread } = channelTypes;
  return { kind: 'thread', type: channel.thread.isPrivate ? privateThread : publicThread };
}

/** One for each subcommand, as Discord's box lists them. */
function commandViews({ id, body }: Command): CommandView[] {
  const views: CommandView[] = [];
  const visit = (path: string, description: string, options: Command['body']['options']): void => {
    const values: ValueOption[] = [];
    for (const option of options ?? []) {
      if (option.type === optionTypes.subcommand || option.type === optionTypes.subcommandGroup)
        visit(`${path} ${option.name}`, option.description, option.options);
      else values.push(option);
    }
    if (values.length > 0 || !options?.length) views.push({ id, path, description, options: values.map(optionView) });
  };
  visit(body.name, body.description ?? '', body.options);
  return views;
}

const kinds: Readonly<Record<number, OptionView['kind']>> = {
  [optionTypes.string]: 'text',
  [optionTypes.integer]: 'whole',
  [optionTypes.number]: 'number',
  [optionTypes.boolean]: 'switch',
  [optionTypes.user]: 'user',
  [optionTypes.role]: 'role',
  [optionTypes.mentionable]: 'mentionable',
  [optionTypes.channel]: 'channel',
  [optionTypes.attachment]: 'attachment',
};

const optionView = (option: ValueOption): OptionView => ({
  name: option.name,
  description: option.description,
  kind: kinds[option.type] ?? 'text',
  required: option.required ?? false,
  autocompletes: option.autocomplete ?? false,
  choices: (option.choices ?? []).map(({ name, value }) => ({ name, value })),
  minLength: option.min_length ?? 0,
  maxLength: option.max_length ?? 6_000,
  min: option.min_value ?? undefined,
  max: option.max_value ?? undefined,
  channelTypes: option.channel_types ?? [],
});

/** Where the page gets a file of a message, beside its own address. */
export const fileAddress = (message: Message, file: Attachment): string =>
  `files/${message.id}/${file.id}/${encodeURIComponent(file.name)}`;

/** A message as one person sees it. */
export function messageView({ world }: LoopbackDiscord, message: Message, person: Person): MessageView {
  const author = world.users.get(message.authorId) ?? world.bot;
  const files: Files = { attachments: message.attachments, addressOf: (file) => fileAddress(message, file) };
  const isV2 = (message.flags & messageFlags.componentsV2) !== 0;
  const hidesEmbeds = (message.flags & messageFlags.suppressEmbeds) !== 0;
  const loose = isV2 ? [] : message.attachments.map((file) => looseFileView(file, files));
  return {
    id: message.id,
    channel: message.channelId,
    author: { id: author.id, name: author.name, isBot: author.bot },
    createdAt: message.createdAt,
    isEdited: message.editedAt !== undefined,
    text: textOf(message),
    embeds: hidesEmbeds ? [] : message.embeds.flatMap((one) => embedView(one) ?? []),
    components: [...message.components.map((component) => componentView(component, files)), ...loose],
    isThinking: (message.flags & messageFlags.loading) !== 0,
    isEphemeral: message.onlyFor !== undefined,
    pingsMe: message.pings.includes(person.id),
    mayDelete: message.onlyFor === undefined && person.mayDelete(message),
    mayReply: message.onlyFor === undefined,
    usedCommand: usedCommand(world.users.get(message.origin?.personId ?? '')?.name, message),
    repliesTo: repliedTo(world.messages, message, (id) => (world.users.get(id) ?? world.bot).name),
  };
}

/** Of the message that Discord writes when a thread begins, the content is the thread's name alone. */
const textOf = ({ type, content }: Message): string =>
  type === messageTypes.threadCreated ? `-# started a thread: ${content}` : content;

function usedCommand(by: string | undefined, { origin, type }: Message): MessageView['usedCommand'] {
  if (by === undefined || origin?.commandName === undefined) return undefined;
  return { by, name: type === messageTypes.slashCommand ? `/${origin.commandName}` : origin.commandName };
}

function repliedTo(
  messages: ReadonlyMap<string, Message>,
  { replyTo }: Message,
  nameOf: (userId: string) => string,
): MessageView['repliesTo'] {
  if (replyTo === undefined) return undefined;
  const target = messages.get(replyTo);
  if (target === undefined) return { name: '', words: 'Original message was deleted' };
  return { name: nameOf(target.authorId), words: `${target.content}\n${displayedText(target.components)}`.trim() };
}
