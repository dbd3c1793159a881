import {
  type CommandOption,
  everyComponent,
  type ModalField,
  type NestedComponent,
  type ValueOption,
} from './discord-limits.ts';
import { InteractionHandle } from './interaction-handle.ts';
import type { InteractionStart, Interactions, ShownModal } from './interactions.ts';
import { createMessage, deleteMessage, deleteMessages } from './messages.ts';
import {
  buttonStyles,
  commandTypes,
  componentTypes,
  contexts,
  interactionTypes,
  messageTypes,
  optionTypes,
  permissions,
} from './protocol.ts';
import { channelJson, memberJson, messageJson, roleJson, userJson } from './wire.ts';
import {
  type Channel,
  type Command,
  dmWith,
  guildOf,
  type Message,
  may,
  permissionsIn,
  type User,
  type World,
} from './world.ts';

/** What somebody types into a command: users, channels and roles by their ids. */
export type OptionValues = Readonly<Record<string, string | number | boolean>>;
/** What somebody enters into a form, by custom_id: text or a radio's value, ticked values, a single tick. */
export type FieldValues = Readonly<Record<string, string | readonly string[] | boolean>>;

/** What a subscriber of Nitro may write; everybody else has half of it. */
const longestMessage = 4_000;

/** Something that Discord's own client would not let a person do, in words: a fault of the test, or of the bot. */
export class ImpossibleAction extends Error {}

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

  /** Writes a message. @param reply the message replied to, and whether its author is pinged (as the client does) */
  say(channel: Channel, text: string, reply?: { readonly to: Message; readonly ping?: boolean }): Message {
    this.#mustSee(channel);
    if (!may(this.#world, this.id, channel, permissions.sendMessages))
      throw new ImpossibleAction(`${this.name} may not write here`);
    if (text.length > longestMessage) throw new ImpossibleAction(`A message has at most ${longestMessage} characters`);
    const place = {
      channel,
      authorId: this.id,
      type: reply === undefined ? messageTypes.ordinary : messageTypes.reply,
      ...(reply === undefined ? {} : { replyTo: reply.to.id }),
    };
    const quiet = { parse: ['users' as const, 'roles' as const, 'everyone' as const], replied_user: false };
    const body = reply?.ping === false ? { content: text, allowed_mentions: quiet } : { content: text };
    return createMessage(this.#world, place, body, []);
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
    checkOptions(path, accepted, options);
    const values = accepted.flatMap((option) =>
      options[option.name] === undefined ? [] : [{ type: option.type, name: option.name, value: options[option.name] }],
    );
    return this.#run(channel, command, `/${path}`, interactionTypes.command, {
      ...this.#commandData(command),
      options: nested(command, names, values),
      ...this.#resolved(channel, accepted, options),
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
      return others[name] === undefined ? [] : [{ type, name, value: others[name] }];
    });
    const data = { ...this.#commandData(command), options: nested(command, names, filled) };
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
    if (component.type === componentTypes.stringSelect) {
      const offered = component.options.map(({ value }) => value);
      const foreign = values.find((value) => !offered.includes(value));
      if (foreign !== undefined) throw new ImpossibleAction(`"${customId}" does not offer "${foreign}"`);
    }
    return this.#use(message, customId, component.type, values);
  }

  /** Sends a form that the bot has opened for this person. */
  submitModal(modal: ShownModal, values: FieldValues): InteractionHandle {
    if (modal.personId !== this.id) throw new ImpossibleAction(`That form was opened for somebody else`);
    const fields = modal.components.flatMap((one) => ('component' in one ? [one.component.custom_id] : []));
    const unknown = Object.keys(values).find((id) => !fields.includes(id));
    if (unknown !== undefined) throw new ImpossibleAction(`The form has no field "${unknown}"`);
    const channel = this.#world.channels.get(modal.channelId);
    if (channel === undefined) throw new ImpossibleAction('The channel of that form is gone');
    const components = modal.components.map((one, at) =>
      'component' in one
        ? { type: one.type, id: at * 2 + 1, component: { id: at * 2 + 2, ...submitted(one.component, values) } }
        : { type: one.type, id: at * 2 + 1 },
    );
    return this.#start(`the form "${modal.title}"`, {
      type: interactionTypes.modalSubmit,
      channel,
      personId: this.id,
      ...(modal.messageId === undefined ? {} : { sourceId: modal.messageId }),
      data: { custom_id: modal.custom_id, components },
    });
  }

  /** The names of the commands that Discord's client would offer here. */
  commandsIn(channel: Channel): string[] {
    return this.offeredIn(channel).map(({ body }) => body.name);
  }

  /** The commands themselves. */
  offeredIn(channel: Channel): Command[] {
    const guild = guildOf(this.#world, channel);
    const context = guild === undefined ? contexts.botDm : contexts.guild;
    return [...this.#world.commands.values()].filter(({ guildId, body }) => {
      const here = guildId === undefined || guildId === guild?.id;
      const inDm = body.contexts?.includes(context) ?? (guild !== undefined || body.dm_permission !== false);
      return here && inDm && this.#isPermitted(channel, body.default_member_permissions);
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
    return this.#start(what, { type, channel, personId: this.id, commandType, commandName: command.body.name, data });
  }

  #use(message: Message, customId: string, type: number, values: readonly string[]): InteractionHandle {
    const select = type === componentTypes.button ? {} : { values };
    return this.#start(`"${customId}"`, {
      type: interactionTypes.component,
      channel: this.#channelOf(message),
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

  /** Discord hides a command from members who lack one of its default permissions; "0" leaves administrators only. */
  #isPermitted(channel: Channel, needed: string | number | null | undefined): boolean {
    if (needed === undefined || needed === null || channel.kind === 'dm') return true;
    const held = permissionsIn(this.#world, this.id, channel);
    if ((held & permissions.administrator) !== 0n) return true;
    return BigInt(needed) !== 0n && (held & BigInt(needed)) === BigInt(needed);
  }

  #command(channel: Channel, name: string, type: number): Command {
    this.#mustSee(channel);
    if (!may(this.#world, this.id, channel, permissions.useApplicationCommands))
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

  /** `resolved`: what the ids among the values stand for; nothing where there are none. */
  #resolved(channel: Channel, accepted: readonly ValueOption[], options: OptionValues): object {
    const idsOfType = (...types: number[]): string[] =>
      accepted.filter(({ type }) => types.includes(type)).flatMap(({ name }) => String(options[name] ?? []));
    const guild = guildOf(this.#world, channel);
    const roles = [...(guild?.roles.values() ?? [])];
    const entries = <T>(ids: string[], read: (id: string) => T | undefined, json: (found: T) => object): object =>
      Object.fromEntries(
        ids.flatMap((id) => {
          const found = read(id);
          return found === undefined ? [] : [[id, json(found)]];
        }),
      );
    const users = idsOfType(optionTypes.user, optionTypes.mentionable);
    const all = {
      users: entries(users, (id) => this.#world.users.get(id), userJson),
      members: entries(users, (id) => guild?.members.get(id), memberJson),
      channels: entries(
        idsOfType(optionTypes.channel),
        (id) => this.#world.channels.get(id),
        (found) => channelJson(this.#world, found),
      ),
      roles: entries(
        idsOfType(optionTypes.role, optionTypes.mentionable),
        (id) => guild?.roles.get(id),
        (role) => roleJson(role, roles.indexOf(role)),
      ),
    };
    const filled = Object.entries(all).filter(([, found]) => Object.keys(found).length > 0);
    return filled.length === 0 ? {} : { resolved: Object.fromEntries(filled) };
  }
}

const idsOf = (message: Message): string =>
  everyComponent(message.components)
    .flatMap(({ component }) => ('custom_id' in component ? (component.custom_id ?? []) : []))
    .join(', ');

/** The options of a command, or of its subcommand. */
function acceptedOptions(command: Command, names: readonly string[]): ValueOption[] {
  let options: readonly CommandOption[] = command.body.options ?? [];
  for (const name of names) {
    const found = options.find((option) => option.name === name);
    if (found === undefined || !isNested(found))
      throw new ImpossibleAction(`/${command.body.name} has no subcommand "${name}"`);
    options = found.options ?? [];
  }
  const values = options.filter((option): option is ValueOption => !isNested(option));
  if (values.length < options.length) throw new ImpossibleAction(`/${command.body.name} needs a subcommand`);
  return values;
}

const isNested = (option: CommandOption): option is Exclude<CommandOption, ValueOption> =>
  option.type === optionTypes.subcommand || option.type === optionTypes.subcommandGroup;

/** Values as the interaction carries them: inside the subcommand and its group, where there are such. */
function nested(_command: Command, names: readonly string[], values: readonly object[]): readonly object[] {
  return names.reduceRight<readonly object[]>((inner, name, at) => {
    const isGroup = at < names.length - 1;
    return [{ type: isGroup ? optionTypes.subcommandGroup : optionTypes.subcommand, name, options: inner }];
  }, values);
}

/** What the client checks before it sends a command. */
function checkOptions(path: string, accepted: readonly ValueOption[], options: OptionValues): void {
  const unknown = Object.keys(options).find((name) => !accepted.some((option) => option.name === name));
  if (unknown !== undefined) throw new ImpossibleAction(`/${path} has no option "${unknown}"`);
  for (const option of accepted) {
    const value = options[option.name];
    if (value === undefined && option.required) throw new ImpossibleAction(`/${path} needs "${option.name}"`);
    if (value !== undefined) checkValue(`"${option.name}" of /${path}`, option, value);
  }
}

function checkValue(what: string, option: ValueOption, value: string | number | boolean): void {
  const expected = expectedTypes[option.type] ?? 'string';
  if (typeof value !== expected) throw new ImpossibleAction(`${what} takes a ${expected}`);
  const length = String(value).length;
  if (option.type === optionTypes.string && length > (option.max_length ?? 6_000))
    throw new ImpossibleAction(`${what} takes at most ${option.max_length ?? 6_000} characters, not ${length}`);
  if (option.type === optionTypes.string && length < (option.min_length ?? 0))
    throw new ImpossibleAction(`${what} takes at least ${option.min_length} characters`);
  if (option.choices?.length && !option.choices.some((choice) => choice.value === value))
    throw new ImpossibleAction(`${what} is one of ${option.choices.map((choice) => choice.value).join(', ')}`);
}

const expectedTypes: Readonly<Record<number, 'number' | 'boolean'>> = {
  [optionTypes.integer]: 'number',
  [optionTypes.number]: 'number',
  [optionTypes.boolean]: 'boolean',
};

/** A field of a form as it is sent; throws where the client would not send it. */
function submitted(field: ModalField, values: FieldValues): object {
  const given = values[field.custom_id];
  const base = { type: field.type, custom_id: field.custom_id };
  if (field.type === componentTypes.checkbox)
    return { ...base, value: given === undefined ? !!field.default : !!given };
  const isRequired = field.required !== false;
  if (field.type === componentTypes.textInput) {
    const text = typeof given === 'string' ? given : (field.value ?? '');
    const max = field.max_length ?? 4_000;
    if (isRequired && text === '') throw new ImpossibleAction(`The form needs "${field.custom_id}"`);
    if (text.length > max || text.length < (field.min_length ?? 0))
      throw new ImpossibleAction(`"${field.custom_id}" takes ${field.min_length ?? 0} to ${max} characters`);
    return { ...base, value: text };
  }
  const picked = given === undefined || typeof given === 'boolean' ? [] : [given].flat();
  if (isRequired && picked.length === 0) throw new ImpossibleAction(`The form needs "${field.custom_id}"`);
  const offered = 'options' in field ? field.options.map(({ value }) => value) : picked;
  const foreign = picked.find((value) => !offered.includes(value));
  if (foreign !== undefined) throw new ImpossibleAction(`"${field.custom_id}" does not offer "${foreign}"`);
  return field.type === componentTypes.radioGroup ? { ...base, value: picked[0] ?? null } : { ...base, values: picked };
}
