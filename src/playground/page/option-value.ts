import type { ChoiceView, OptionValues, OptionView } from './view.ts';

/** What an option is sent as; nothing where it is left out; a sentence where it cannot be sent. */
export type OptionEntry = { readonly value: OptionValues[string] | undefined } | { readonly problem: string };

/**
 * Reads what stands in the field of an option, as Discord's client does before it sends a command.
 * @param typed what stands there
 * @param offered what can be picked: the option's choices, or what the server has
 * @param picked what was picked of it, or of what the bot offered; nothing where it was typed on
 */
export function optionEntry(
  option: OptionView,
  typed: string,
  offered: readonly ChoiceView[],
  picked: ChoiceView | undefined,
): OptionEntry {
  const what = `"${option.name}"`;
  if (typed.trim() === '') return option.required ? { problem: `${what} is required.` } : { value: undefined };
  if (picked !== undefined) return { value: picked.value };
  const named = offered.find(({ name }) => bare(name) === bare(typed));
  if (named !== undefined) return { value: option.kind === 'switch' ? named.value === 'true' : named.value };
  if (offered.length > 0 || !['text', 'whole', 'number'].includes(option.kind))
    return { problem: `${what} is one of its list. Pick it there.` };
  return option.kind === 'text' ? textEntry(option, what, typed) : numberEntry(option, what, typed);
}

/** Names are found with or without the mark before them. */
const bare = (name: string): string => name.trim().toLowerCase().replace(/^[@#]/, '');

function textEntry({ minLength, maxLength }: OptionView, what: string, typed: string): OptionEntry {
  const { length } = typed;
  if (length < minLength) return { problem: `${what} takes at least ${minLength} characters; these are ${length}.` };
  if (length > maxLength) return { problem: `${what} takes at most ${maxLength} characters; these are ${length}.` };
  return { value: typed };
}

function numberEntry({ kind, min, max }: OptionView, what: string, typed: string): OptionEntry {
  const value = Number(typed.trim());
  if (!Number.isFinite(value)) return { problem: `${what} takes a number.` };
  if (kind === 'whole' && !Number.isSafeInteger(value)) return { problem: `${what} takes a whole number.` };
  if (min !== undefined && value < min) return { problem: `${what} is at least ${min}.` };
  if (max !== undefined && value > max) return { problem: `${what} is at most ${max}.` };
  return { value };
}
