import { expect } from 'vitest';
import { everyComponent } from '../../src/playground/discord-limits.ts';
import type { FieldValues } from '../../src/playground/filled-form.ts';
import type { InteractionHandle } from '../../src/playground/interaction-handle.ts';
import type { Person } from '../../src/playground/person.ts';
import { messageFlags, permissions } from '../../src/playground/protocol.ts';
import type { Message, TextChannel } from '../../src/playground/world.ts';
import { call, container } from '../playground/stage.ts';
import { type BotStage, buttonOf, setBotStage, wordsOf } from './bot-stage.ts';

/** The bot's stage with a second moderator. */
export type DeskStage = BotStage & { readonly second: Person };

export async function setDeskStage(): Promise<DeskStage> {
  const stage = await setBotStage();
  const second = stage.discord.addPerson('Theo');
  const role = stage.discord.addRole(stage.guild, 'editor', { permissions: permissions.manageMessages });
  stage.discord.addMember(stage.guild, second, [role]);
  // the clock is a property that changes, so the stage is kept and not spread
  return Object.assign(stage, { second });
}

/** A card as it is once something that was done on it has changed it. */
export const changed = (handle: InteractionHandle, before: Message): Promise<Message> => {
  const words = wordsOf(before);
  return handle.messageWhere((message) => wordsOf(message) !== words);
};

/** Presses a button that changes its own card. */
export const press = (person: Person, card: Message, label: string): Promise<Message> => {
  const handle = person.press(card, buttonOf(card, label));
  return changed(handle, { ...card });
};

/** Presses a button that opens a form, and sends that; the card changes. */
export async function fill(person: Person, card: Message, label: string, values: FieldValues): Promise<Message> {
  const before = { ...card };
  const modal = await person.press(card, buttonOf(card, label)).modal();
  return changed(person.submitModal(modal, values), before);
}

/** The same where it is refused: what the person alone is told. */
export async function fillInVain(person: Person, card: Message, label: string, values: FieldValues): Promise<string> {
  const modal = await person.press(card, buttonOf(card, label)).modal();
  return told(person.submitModal(modal, values));
}

/** What somebody alone is told beside a card that does not change. */
export async function told(handle: InteractionHandle): Promise<string> {
  const sentence = await handle.followUp();
  expect(sentence.onlyFor).toBeDefined();
  return wordsOf(sentence);
}

/** The first menu of a card whose placeholder begins so. */
export function menuOf(message: Message, placeholder: string) {
  const found = everyComponent(message.components).flatMap(({ component }) =>
    component.type === 3 && component.placeholder?.startsWith(placeholder) ? [component] : [],
  )[0];
  if (found === undefined) throw new Error(`No menu ${placeholder}: ${wordsOf(message)}`);
  return found;
}

/** Picks in a menu the option whose label holds these words. @returns what the bot makes of it */
export function pick(person: Person, card: Message, placeholder: string, words: string): InteractionHandle {
  const menu = menuOf(card, placeholder);
  const option = menu.options.find(({ label }) => label.includes(words));
  if (option === undefined)
    throw new Error(`No option ${words} among ${menu.options.map(({ label }) => label).join(', ')}`);
  return person.choose(card, menu.custom_id, [option.value]);
}

/** A message of the bot's with a button of any id, as somebody could make one: every id can be sent. */
export async function forged(stage: DeskStage, channel: TextChannel, customId: string): Promise<Message> {
  const message = stage.discord.nextBotMessage(channel);
  const body = {
    flags: messageFlags.componentsV2 | messageFlags.suppressEmbeds,
    allowed_mentions: { parse: [], replied_user: false },
    components: [container('A message', customId)],
  };
  const send = () => call(stage.discord, 'POST', `/channels/${channel.id}/messages`, body);
  await expect.poll(() => send().then(({ status }) => status, String)).toBe(200);
  return message;
}

/** Opens a claim of the built-in document, for this person alone. */
export async function claim(stage: DeskStage, person: Person, number: string): Promise<Message> {
  const handle = person.slash(stage.channel, 'claim', { number });
  const card = await handle.message();
  expect(handle.ephemeral).toBe(true);
  return card;
}
