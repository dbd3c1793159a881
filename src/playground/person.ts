import { mayUseCommand } from './command-permissions.ts';
import { everyComponent, type NestedComponent } from './discord-limits.ts';
import { type FieldValues, filledForm } from './filled-form.ts';
import { deleteChannel, setCommandPermissions, setMember, setOverwrite } from './guild-changes.ts';
import { ImpossibleAction } from './impossible-action.ts';
import { ownersOf } from './installations.ts';
import { InteractionHandle } from './interaction-handle.ts';
import type { InteractionStart, Interactions, ShownModal } from './interactions.ts';
import { createMessage, deleteMessage, deleteMessages, editMessage, type UploadedFile } from './messages.ts';
import { checkPicks, isMember, namedBy, type Place } from './picks.ts';
import {
  buttonStyles,
  commandTypes,
  componentTypes,
  contexts,
  interactionTypes,
  messageTypes,
  permissions,
} from './protocol.ts';
import { resolvedJson } from './resolved.ts';
import { changeThread, startThread, type ThreadChanges } from './threads.ts';
import { acceptedOptions, nested, type OptionValues, sentOptions } from './typed-options.ts';
import { messageJson } from './wire.ts';
import {
  type Attachment,
  type Channel,
  type Command,
  type CommandPermission,
  dmWith,
  type Guild,
  guildOf,
  holds,
  isThread,
  type Message,
  may,
  mayWrite,
  type Overwrite,
  type Role,
  type TextChannel,
  type ThreadChannel,
  threadOf,
  type User,
  type World,
} from './world.ts';

/** What a message may have beside its words. */
export type MessageExtras = {
  /** The message replied to. */
  readonly to?: Message | undefined;
  /** Whether that one's author is pinged; yes, where nothing is said. */
  readonly ping?: boolean;
  readonly files?: readonly UploadedFile[];
};

/** What a subscriber of Nitro may write; everybody else has half of it. */
const longestMessage = 4_000;

/** One person at Discord's client: says things, runs commands, presses buttons, fills in forms. */
export class Person {
  readonly id: string;
  readonly name: string;
  readonly #world: World;
  readonly #interactions: Interactions;

  constructor(world: World, interactions: Interactions, user: User) {
    this.id = user.id;
    this.name = user.name;
    this.#world = world;
    this.#interactions = interactions;
  }

  /** How others write to this person in a message. */
  get mention(): string {
    return `<@${this.id}>`;
  }

  /** The channel between this person and the bot. */
  get dmChannel(): Channel {
    return dmWith(this.#world, this.id);
  }

  /** Writes a message. @param with the message replied to, whether its author is pinged (as the client does), files */
  say(channel: Channel, text: string, { to, ping = true, files = [] }: MessageExtras = {}): Message {
    this.#mustSee(channel);
    if (!mayWrite(this.#world, this.id, channel)) throw new ImpossibleAction(`${this.name} may not write here`);
    if (text.length > longestMessage) throw new ImpossibleAction(`A message has at most ${longestMessage} characters`);
    if (files.length > 0 && !may(this.#world, this.id, channel, permissions.attachFiles))
      throw new ImpossibleAction(`${this.name} may not attach files here`);
    const place = {
      channel,
      authorId: this.id,
      type: to === undefined ? messageTypes.ordinary : messageTypes.reply,
      ...(to === undefined ? {} : { replyTo: to.id }),
    };
    const quiet = { parse: ['users' as const, 'roles' as const, 'everyone' as const], replied_user: false };
    const body = to !== undefined && !ping ? { content: text, allowed_mentions: quiet } : { content: text };
    return createMessage(this.#world, place, body, files);
  }

  /** Changes the words of a message of this person's own. */
  edit(message: Message, text: string): Message {
    if (message.authorId !== this.id) throw new ImpossibleAction(`${this.name} may not edit that message`);
    return editMessage(this.#world, message, { body: { content: text }, files: [] });
  }

  /** Writes to the bot alone. */
  dm(text: string): Message {
    return this.say(this.dmChannel, text);
  }

  /** Deletes a message of this person's own, or another's with the permission. */
  delete(message: Message): void {
    if (!this.mayDelete(message)) throw new ImpossibleAction(`${this.name} may not delete that message`);
    deleteMessage(this.#world, message);
  }

  mayDelete(message: Message): boolean {
    const isOwn = message.authorId === this.id;
    return isOwn || may(this.#world, this.id, this.#channelOf(message), permissions.manageMessages);
  }

  /** Lets a bot with the permission clean up: messages of one channel, all at once. */
  deleteAll(messages: readonly Message[]): void {
    for (const message of messages)
      if (!may(this.#world, this.id, this.#channelOf(message), permissions.manageMessages))
        throw new ImpossibleAction(`${this.name} may not delete that message`);
    deleteMessages(this.#world, messages);
  }

  /**
   * Runs a slash command.
   * @param path the name, with subcommands after spaces: `ledger import`
   */
  slash(channel: Channel, path: string, options: OptionValues = {}): InteractionHandle {
    const { command, names, accepted } = this.#slashCommand(channel, path);
    const { sent, named } = sentOptions(this.#place(channel), path, accepted, options, this.#upload);
    return this.#run(channel, command, `/${path}`, interactionTypes.command, {
      ...this.#commandData(command),
      options: nested(names, sent),
      ...resolvedJson(this.#world, channel, named),
    });
  }

  /** Types into an option with autocomplete. @param others what the other options hold so far */
  autocomplete(
    channel: Channel,
    path: string,
    option: string,
    typed: string,
    others: OptionValues = {},
  ): InteractionHandle {
    const { command, names, accepted } = this.#slashCommand(channel, path);
    const focused = accepted.find((one) => one.name === option);
    if (!focused?.autocomplete) throw new ImpossibleAction(`/${path} has no option "${option}" with autocomplete`);
    const filled = accepted.flatMap(({ type, name }) => {
      if (name === option) return [{ type, name, value: typed, focused: true }];
      const value = others[name];
      return value === undefined || typeof value === 'object' ? [] : [{ type, name, value }];
    });
    const data = { ...this.#commandData(command), options: nested(names, filled) };
    return this.#run(channel, command, `typing in /${path}`, interactionTypes.autocomplete, data);
  }

  /** Picks a message command from a message's Apps menu. */
  messageMenu(channel: Channel, name: string, target: Message): InteractionHandle {
    this.#mustRead(target);
    const command = this.#command(channel, name, commandTypes.message);
    return this.#run(channel, command, `the menu "${name}"`, interactionTypes.command, {
      ...this.#commandData(command),
      target_id: target.id,
      resolved: { messages: { [target.id]: messageJson(this.#world, target, true) } },
    });
  }

  /** Picks a user command from the Apps menu of somebody, who may be a bot. */
  userMenu(channel: Channel, name: string, userId: string): InteractionHandle {
    if (!isMember(this.#place(channel), userId)) throw new ImpossibleAction(`${this.name} does not meet them here`);
    const command = this.#command(channel, name, commandTypes.user);
    return this.#run(channel, command, `the menu "${name}"`, interactionTypes.command, {
      ...this.#commandData(command),
      target_id: userId,
      ...resolvedJson(this.#world, channel, { users: [userId] }),
    });
  }

  /** Presses a button. */
  press(message: Message, customId: string): InteractionHandle {
    const component = this.#component(message, customId);
    if (component.type !== componentTypes.button || component.style === buttonStyles.link)
      throw new ImpossibleAction(`"${customId}" is not a button to press`);
    return this.#use(message, customId, component.type, []);
  }

  /** Picks in a select menu. */
  choose(message: Message, customId: string, values: readonly string[]): InteractionHandle {
    const component = this.#component(message, customId);
    if (!isSelect(component)) throw new ImpossibleAction(`"${customId}" is not a menu to choose from`);
    checkPicks(this.#place(this.#channelOf(message)), component, values);
    return this.#use(message, customId, component.type, values);
  }

  /** Sends a form that the bot has opened for this person. */
  submitModal(modal: ShownModal, values: FieldValues): InteractionHandle {
    if (modal.personId !== this.id) throw new ImpossibleAction(`That form was opened for somebody else`);
    const channel = this.#world.channels.get(modal.channelId);
    if (channel === undefined) throw new ImpossibleAction('The channel of that form is gone');
    const { components, named } = filledForm(this.#place(channel), modal, values, this.#upload);
    return this.#start(`the form "${modal.title}"`, {
      type: interactionTypes.modalSubmit,
      channel,
      personId: this.id,
      ...(modal.messageId === undefined ? {} : { sourceId: modal.messageId }),
      data: { custom_id: modal.custom_id, components, ...resolvedJson(this.#world, channel, named) },
    });
  }

  // --- what takes permissions ----------------------------------------------------------------------------------------

  /** Begins a thread in a channel, or on a message of it. @throws DiscordError as Discord refuses it to bots */
  startThread(channel: Channel, name: string, message?: Message): ThreadChannel {
    this.#mustSee(channel);
    return startThread(this.#world, channel, this.id, { name, message });
  }

  /** Archives, locks or renames a thread, or wakes it. @throws DiscordError 50013, 50083 */
  changeThread(thread: ThreadChannel, changes: ThreadChanges): ThreadChannel {
    const now = this.#world.channels.get(thread.id);
    if (now === undefined || !isThread(now)) throw new ImpossibleAction('That thread is gone');
    this.#mustSee(now);
    return changeThread(this.#world, now, this.id, changes);
  }

  /** Gives a member a role. */
  giveRole(guild: Guild, memberId: string, role: Role): void {
    this.#setRoles(guild, memberId, (roleIds) => [...roleIds.filter((id) => id !== role.id), role.id]);
  }

  /** Takes a role from a member. */
  takeRole(guild: Guild, memberId: string, role: Role): void {
    this.#setRoles(guild, memberId, (roleIds) => roleIds.filter((id) => id !== role.id));
  }

  #setRoles(guild: Guild, memberId: string, change: (roleIds: readonly string[]) => readonly string[]): void {
    const member = guild.members.get(memberId);
    if (member === undefined || !holds(guild, this.id, permissions.manageRoles))
      throw new ImpossibleAction(`${this.name} may not give roles to that member`);
    setMember(this.#world, guild, memberId, change(member.roleIds));
  }

  /** Changes what a role or a member may do in one channel. */
  setOverwrite(channel: Channel, overwrite: Overwrite): void {
    const { guild, now } = this.#mustHold(channel, permissions.manageRoles, 'change permissions here');
    setOverwrite(this.#world, guild, now, overwrite);
  }

  /** Deletes a channel or a thread, with all that stands in it. */
  deleteChannel(channel: Channel): void {
    const needed =
      threadOf(this.#world, channel) === undefined ? permissions.manageChannels : permissions.manageThreads;
    const { guild, now } = this.#mustHold(channel, needed, 'delete that channel');
    deleteChannel(this.#world, guild, now);
  }

  /** Says who may use a command of the bot's, or all of them by the application's id, in a server. */
  setCommandPermissions(guild: Guild, commandId: string, said: readonly CommandPermission[]): void {
    if (!holds(guild, this.id, permissions.manageGuild | permissions.manageRoles))
      throw new ImpossibleAction(`${this.name} may not set permissions of commands`);
    setCommandPermissions(this.#world, guild, commandId, said);
  }

  // --- what there is to see -------------------------------------------------------------------------------------------

  /** The names of the commands that Discord's client would offer here. */
  commandsIn(channel: Channel): string[] {
    return this.offeredIn(channel).map(({ body }) => body.name);
  }

  /** The commands themselves. */
  offeredIn(channel: Channel): Command[] {
    const guild = guildOf(this.#world, channel);
    const context = guild === undefined ? contexts.botDm : contexts.guild;
    return [...this.#world.commands.values()].filter((command) => {
      const { guildId, body } = command;
      const here = guildId === undefined || guildId === guild?.id;
      const inContext = body.contexts?.includes(context) ?? (guild !== undefined || body.dm_permission !== false);
      if (!here || !inContext) return false;
      const owners = ownersOf(this.#world, this.id, channel, command);
      // What a server's administrators say counts for its own installation only.
      return owners.byUser || (owners.byServer && mayUseCommand(this.#world, this.id, channel, command));
    });
  }

  /** Whether this person can read a channel. */
  sees(channel: Channel): boolean {
    if (channel.kind === 'dm') return channel.personId === this.id;
    return may(this.#world, this.id, channel, permissions.viewChannel);
  }

  /** The messages that this person sees in a channel, oldest first: others' ephemeral ones are not among them. */
  messagesIn(channel: Channel): Message[] {
    if (!this.sees(channel)) return [];
    return [...this.#world.messages.values()].filter(
      (message) => message.channelId === channel.id && (message.onlyFor ?? this.id) === this.id,
    );
  }

  #start(what: string, start: InteractionStart): InteractionHandle {
    return new InteractionHandle(this.#world, this.#interactions.start(start), what);
  }

  #run(channel: Channel, command: Command, what: string, type: number, data: object): InteractionHandle {
    const commandType = command.body.type ?? commandTypes.slash;
    const owners = ownersOf(this.#world, this.id, channel, command);
    const { name: commandName } = command.body;
    return this.#start(what, { type, channel, personId: this.id, commandType, commandName, owners, data });
  }

  #use(message: Message, customId: string, type: number, values: readonly string[]): InteractionHandle {
    const channel = this.#channelOf(message);
    const picked = { values, ...resolvedJson(this.#world, channel, namedBy(type, values)) };
    const select = type === componentTypes.button ? {} : picked;
    return this.#start(`"${customId}"`, {
      type: interactionTypes.component,
      channel,
      personId: this.id,
      sourceId: message.id,
      data: { custom_id: customId, component_type: type, ...select },
    });
  }

  #channelOf(message: Message): Channel {
    const channel = this.#world.channels.get(message.channelId);
    if (channel === undefined) throw new ImpossibleAction('The channel of that message is gone');
    return channel;
  }

  #mustSee(channel: Channel): void {
    if (!this.sees(channel)) throw new ImpossibleAction(`${this.name} cannot see that channel`);
  }

  #mustRead(message: Message): void {
    this.#mustSee(this.#channelOf(message));
    if (!this.#world.messages.has(message.id)) throw new ImpossibleAction('That message is gone');
    if ((message.onlyFor ?? this.id) !== this.id) throw new ImpossibleAction(`${this.name} cannot see that message`);
  }

  /** The component as the message has it now, not as it was when the caller got it. */
  #component(message: Message, customId: string): NestedComponent {
    this.#mustRead(message);
    const now = this.#world.messages.get(message.id) ?? message;
    const found = everyComponent(now.components).find(
      ({ component }) => 'custom_id' in component && component.custom_id === customId,
    );
    if (found === undefined) throw new ImpossibleAction(`The message has no "${customId}" (${idsOf(now)})`);
    if ('disabled' in found.component && found.component.disabled)
      throw new ImpossibleAction(`"${customId}" is disabled`);
    return found.component;
  }

  #command(channel: Channel, name: string, type: number): Command {
    this.#mustSee(channel);
    const isUsable = may(this.#world, this.id, channel, permissions.useApplicationCommands);
    if (!isUsable || threadOf(this.#world, channel)?.archived)
      throw new ImpossibleAction(`${this.name} may not use commands here`);
    const offered = this.offeredIn(channel);
    const found = offered.find(({ body }) => body.name === name && (body.type ?? commandTypes.slash) === type);
    if (found === undefined)
      throw new ImpossibleAction(`${this.name} is not offered "${name}", only: ${this.commandsIn(channel).join(', ')}`);
    return found;
  }

  #slashCommand(channel: Channel, path: string) {
    const [name = '', ...names] = path.split(' ');
    const command = this.#command(channel, name, commandTypes.slash);
    return { command, names, accepted: acceptedOptions(command, names) };
  }

  #commandData(command: Command): object {
    const { id, guildId, body } = command;
    const place = guildId === undefined ? {} : { guild_id: guildId };
    return { id, name: body.name, type: body.type ?? commandTypes.slash, ...place };
  }

  #place(channel: Channel): Place {
    return { world: this.#world, channel, personId: this.id };
  }

  /** Keeps a file of a command or a form, which stands in no message. */
  readonly #upload = ({ name, contentType, bytes }: UploadedFile): Attachment => {
    const attachment = { id: this.#world.nextId(), name, contentType, bytes };
    this.#world.uploads.set(attachment.id, attachment);
    return attachment;
  };

  /** The server of a channel, where this person holds a permission in that channel. */
  #mustHold(channel: Channel, permission: bigint, what: string): { guild: Guild; now: TextChannel } {
    const guild = guildOf(this.#world, channel);
    const now = this.#world.channels.get(channel.id);
    if (guild === undefined || now?.kind !== 'text' || !may(this.#world, this.id, channel, permission))
      throw new ImpossibleAction(`${this.name} may not ${what}`);
    return { guild, now };
  }
}

type SelectComponent = Extract<NestedComponent, { readonly type: 3 | 5 | 6 | 7 | 8 }>;

const isSelect = (component: NestedComponent): component is SelectComponent => selectTypes.has(component.type);

const { stringSelect, userSelect, roleSelect, mentionableSelect, channelSelect } = componentTypes;
const selectTypes: ReadonlySet<number> = new Set([
  stringSelect,
  userSelect,
  roleSelect,
  mentionableSelect,
  channelSelect,
]);

const idsOf = (message: Message): string =>
  everyComponent(message.components)
    .flatMap(({ component }) => ('custom_id' in component ? (component.custom_id ?? []) : []))
    .join(', ');
