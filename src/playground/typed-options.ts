import type { CommandOption, ValueOption } from './discord-limits.ts';
import { ImpossibleAction } from './impossible-action.ts';
import type { UploadedFile } from './messages.ts';
import { isChannel, isRole, type Place } from './picks.ts';
import { optionTypes } from './protocol.ts';
import type { Named } from './resolved.ts';
import type { Attachment, Command } from './world.ts';

/** What somebody types into a command: users, channels and roles by their ids, an attachment as its file. */
export type OptionValues = Readonly<Record<string, string | number | boolean | UploadedFile>>;

/** An option as the interaction carries it. */
export type SentOption = { readonly type: number; readonly name: string; readonly value: string | number | boolean };

/** The options of a command, or of its subcommand. @param names the subcommand's, after its group's */
export function acceptedOptions(command: Command, names: readonly string[]): ValueOption[] {
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
export function nested(names: readonly string[], values: readonly object[]): readonly object[] {
  return names.reduceRight<readonly object[]>((inner, name, at) => {
    const isGroup = at < names.length - 1;
    return [{ type: isGroup ? optionTypes.subcommandGroup : optionTypes.subcommand, name, options: inner }];
  }, values);
}

/**
 * What the client sends of what was typed, after checking it.
 * @param upload keeps a file and gives it its id
 * @throws ImpossibleAction where the client would not send it
 */
export function sentOptions(
  place: Place,
  path: string,
  accepted: readonly ValueOption[],
  options: OptionValues,
  upload: (file: UploadedFile) => Attachment,
): { readonly sent: readonly SentOption[]; readonly named: Named } {
  const unknown = Object.keys(options).find((name) => !accepted.some((option) => option.name === name));
  if (unknown !== undefined) throw new ImpossibleAction(`/${path} has no option "${unknown}"`);
  const attachments: Attachment[] = [];
  const sent = accepted.flatMap((option): SentOption[] => {
    const { type, name } = option;
    const value = options[name];
    if (value === undefined && option.required) throw new ImpossibleAction(`/${path} needs "${name}"`);
    if (value === undefined) return [];
    checkValue(place, `"${name}" of /${path}`, option, value);
    if (typeof value !== 'object') return [{ type, name, value }];
    const attachment = upload(value);
    attachments.push(attachment);
    return [{ type, name, value: attachment.id }];
  });
  return { sent, named: { ...namedBy(sent), attachments } };
}

function namedBy(sent: readonly SentOption[]): Named {
  const ids = (...types: number[]): string[] =>
    sent.filter(({ type }) => types.includes(type)).map(({ value }) => String(value));
  const { user, role, mentionable, channel } = optionTypes;
  return {
    users: ids(user, mentionable),
    roles: ids(role, mentionable),
    channels: ids(channel),
  };
}

function checkValue(place: Place, what: string, option: ValueOption, value: OptionValues[string]): void {
  const expected = expectedTypes[option.type] ?? 'string';
  const isFile = typeof value === 'object';
  if (isFile !== (option.type === optionTypes.attachment) || (!isFile && typeof value !== expected))
    throw new ImpossibleAction(`${what} takes a ${isFile || expected !== 'string' ? expected : 'text'}`);
  if (typeof value === 'string') checkText(what, option, value);
  if (typeof value === 'number') checkNumber(what, option, value);
  if (option.choices?.length && !option.choices.some((choice) => choice.value === value))
    throw new ImpossibleAction(`${what} is one of ${option.choices.map((choice) => choice.value).join(', ')}`);
  const offered = offers[option.type];
  if (offered !== undefined && !offered(place, String(value), option))
    throw new ImpossibleAction(`${what} does not offer "${String(value)}"`);
}

function checkText(what: string, option: ValueOption, { length }: string): void {
  if (option.type !== optionTypes.string) return;
  if (length > (option.max_length ?? 6_000))
    throw new ImpossibleAction(`${what} takes at most ${option.max_length ?? 6_000} characters, not ${length}`);
  if (length < (option.min_length ?? 0))
    throw new ImpossibleAction(`${what} takes at least ${option.min_length} characters`);
}

function checkNumber(what: string, option: ValueOption, value: number): void {
  if (option.type === optionTypes.integer && !Number.isSafeInteger(value))
    throw new ImpossibleAction(`${what} takes a whole number`);
  if (value < (option.min_value ?? -Infinity)) throw new ImpossibleAction(`${what} is at least ${option.min_value}`);
  if (value > (option.max_value ?? Infinity)) throw new ImpossibleAction(`${what} is at most ${option.max_value}`);
}

const offers: Readonly<Record<number, (place: Place, id: string, option: ValueOption) => boolean>> = {
  // Anybody whose id is known can be named, in the server or not.
  [optionTypes.user]: ({ world }, id) => world.users.has(id),
  [optionTypes.role]: isRole,
  [optionTypes.mentionable]: (place, id) => place.world.users.has(id) || isRole(place, id),
  [optionTypes.channel]: (place, id, option) => isChannel(place, id, option.channel_types ?? []),
};

const expectedTypes: Readonly<Record<number, 'number' | 'boolean' | 'file'>> = {
  [optionTypes.integer]: 'number',
  [optionTypes.number]: 'number',
  [optionTypes.boolean]: 'boolean',
  [optionTypes.attachment]: 'file',
};
