import {
  type AnySelectMenuInteraction,
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  type Interaction,
  InteractionContextType,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  type ModalMessageModalSubmitInteraction,
  type ModalSubmitInteraction,
} from 'discord.js';
import { cleanQuestion } from '../answer/clean-question.ts';
import { InputError } from '../domain/errors.ts';
import { everyone } from '../domain/everyone.ts';
import type { ShownAnswer } from '../domain/shown-answer.ts';
import { arrives, deferReply, deferUpdate } from './acknowledge.ts';
import { actions } from './commands/actions.ts';
import { type Command, isSlashCommand, type Press, type Use } from './commands/command.ts';
import { commands } from './commands/commands.ts';
import { type CustomId, parseCustomId } from './custom-id.ts';
import { deliver, explain } from './deliver.ts';
import { deskActions } from './desk/desk-actions.ts';
import { goneFromDesk } from './desk/open-claim.ts';
import { type DeskId, parseDeskId } from './desk-id.ts';
import { isGone, logError } from './explain-error.ts';
import { checkMayAsk, checkRole } from './may.ts';
import { type Audience, questionField } from './render-answer.ts';
import type { BotParts } from './show-answer.ts';
import { useOf } from './use.ts';
import { isAtLeast, visitorOf } from './visitor.ts';

type Pressed = ButtonInteraction | ModalSubmitInteraction;
type PressedOrPicked = Pressed | AnySelectMenuInteraction;

/** One sentence for everything that can't be looked at: unknown, expired, of another server, not ours at all. */
const goneSentence = 'This answer is no longer kept, so its buttons do nothing. Please ask again.';
const notYours = 'Only the person who asked, or somebody who may manage messages here, can remove this.';

/** Acknowledges, lets the command or action answer, draws what it says, and explains every error. Never throws. */
export async function dispatchInteraction(interaction: Interaction, parts: BotParts): Promise<void> {
  try {
    await route(interaction, parts);
  } catch (error) {
    logError(parts.log, error, nameOf(interaction));
    if (interaction.isRepliable() && !isGone(error)) await explain(interaction, error, parts);
  }
}

async function route(interaction: Interaction, parts: BotParts): Promise<void> {
  if (interaction.isAutocomplete()) return complete(interaction, parts);
  if (interaction.isChatInputCommand()) return runSlashCommand(interaction, parts);
  if (interaction.isMessageContextMenuCommand()) return runMessageCommand(interaction, parts);
  if (!interaction.isMessageComponent() && !interaction.isModalSubmit()) return;
  const deskId = parseDeskId(interaction.customId);
  if (deskId !== undefined) return pressOnDesk(interaction, deskId, parts);
  if (interaction.isAnySelectMenu()) throw new InputError(goneSentence);
  return press(interaction, parts);
}

async function complete(interaction: AutocompleteInteraction, parts: BotParts): Promise<void> {
  const command = commandNamed(interaction.commandName);
  const { name, value } = interaction.options.getFocused(true);
  const found =
    isSlashCommand(command) && command.complete
      ? await command.complete(value, await useOf(interaction, parts), name, interaction.options)
      : [];
  await arrives(() => interaction.respond(found));
}

async function runSlashCommand(interaction: ChatInputCommandInteraction, parts: BotParts): Promise<void> {
  const command = commandNamed(interaction.commandName);
  if (!isSlashCommand(command)) throw unknownCommand();
  const use = await useOf(interaction, parts);
  checkRole(use.visitor, command.role);
  if (command.asks) checkMayAsk(interaction, use, parts);
  const audience = command.audience(interaction.options, use.settings);
  await deferReply(interaction, audience);
  await deliver(interaction, await command.handle(interaction.options, use), audience, parts);
}

async function runMessageCommand(interaction: MessageContextMenuCommandInteraction, parts: BotParts): Promise<void> {
  const command = commandNamed(interaction.commandName);
  if (isSlashCommand(command)) throw unknownCommand();
  const use = await useOf(interaction, parts);
  if (command.asks) checkMayAsk(interaction, use, parts);
  await deferReply(interaction, 'ephemeral');
  const { id, content } = interaction.targetMessage;
  await deliver(interaction, await command.handle({ id, content }, use), 'ephemeral', parts);
}

function commandNamed(name: string): Command {
  const found = commands.find((command) => command.data.name === name);
  if (found === undefined) throw unknownCommand();
  return found;
}

const unknownCommand = (): InputError =>
  new InputError('I do not know this command any more. Discord will show the present ones in a moment.');

async function press(interaction: Pressed, parts: BotParts): Promise<void> {
  const id = parseCustomId(interaction.customId);
  if (interaction.isButton() && id?.verb === 'remove') return remove(interaction, id, parts);
  const action = actions.find(({ verb }) => verb === id?.verb);
  if (id === undefined || action === undefined) throw new InputError(goneSentence);
  const use = await useOf(interaction, parts);
  checkRole(use.visitor, action.role);
  if (action.asks) checkMayAsk(interaction, use, parts);
  const entered = (field: string): string => enteredIn(interaction, field);
  const audience = audienceOf(interaction, action.audience, entered);
  if (action.audience !== 'form') {
    if (isPageTurn(interaction, id)) await deferUpdate(interaction);
    else await deferReply(interaction, audience);
  }
  const shown = await shownFor(id, use, parts);
  if (shown === undefined) throw new InputError(goneSentence);
  await deliver(interaction, await action.handle({ shown, page: id.page ?? 0, entered }, use), audience, parts);
}

/** A question that can't be asked need not be seen by all. */
function audienceOf(
  interaction: Pressed,
  audience: (typeof actions)[number]['audience'],
  entered: Press['entered'],
): Audience {
  if (audience === 'public') return 'public';
  const isForOne = interaction.message?.flags.has(MessageFlags.Ephemeral) || !cleanQuestion(entered(questionField)).ok;
  return audience === 'same' && !isForOne ? 'public' : 'ephemeral';
}

/** The cards of the desk are seen by one person alone, and change while that person works on them. */
async function pressOnDesk(interaction: PressedOrPicked, id: DeskId, parts: BotParts): Promise<void> {
  const action = deskActions.find(({ verb }) => verb === id.verb);
  if (action === undefined) throw new InputError(goneFromDesk);
  const use = await useOf(interaction, parts);
  checkRole(use.visitor, action.role);
  if (action.answers === 'same' && isOnOwnCard(interaction)) await deferUpdate(interaction);
  else if (action.answers !== 'form') await deferReply(interaction, 'ephemeral');
  const press = {
    document: id.document,
    args: id.args,
    picked: interaction.isAnySelectMenu() ? interaction.values : [],
    entered: (field: string) => enteredIn(interaction, field),
    pickedIn: (field: string) => pickedIn(interaction, field),
  };
  await deliver(interaction, await action.handle(press, use), 'ephemeral', parts);
}

/** Whether it comes from a message that one person alone sees, which can be changed for that person. */
const isOnOwnCard = (
  interaction: PressedOrPicked,
): interaction is Exclude<PressedOrPicked, ModalSubmitInteraction> | ModalMessageModalSubmitInteraction =>
  (interaction.message?.flags.has(MessageFlags.Ephemeral) ?? false) &&
  (!interaction.isModalSubmit() || interaction.isFromMessage());

/** Text and a radio's choice are values of one kind. */
function enteredIn(interaction: PressedOrPicked, name: string): string {
  const field = interaction.isModalSubmit() ? interaction.fields.fields.get(name) : undefined;
  return field && 'value' in field && typeof field.value === 'string' ? field.value : '';
}

function pickedIn(interaction: PressedOrPicked, name: string): readonly string[] {
  const field = interaction.isModalSubmit() ? interaction.fields.fields.get(name) : undefined;
  return field && 'values' in field ? field.values : [];
}

/** The answer that a button belongs to, if it was shown on this server. */
async function shownFor(
  id: CustomId,
  { server }: Pick<Use, 'server'>,
  { servers, now }: BotParts,
): Promise<ShownAnswer | undefined> {
  const shown = id.shown === null ? undefined : await servers.shown(id.shown, now());
  return shown?.server === server ? shown : undefined;
}

/** A card's own buttons change the card; the answer's buttons open one. */
const isPageTurn = (interaction: Pressed, { page }: CustomId): interaction is ButtonInteraction =>
  interaction.isButton() && page !== undefined && interaction.message.flags.has(MessageFlags.Ephemeral);

async function remove(interaction: ButtonInteraction, id: CustomId, parts: BotParts): Promise<void> {
  await deferUpdate(interaction);
  const server = interaction.guildId ?? everyone;
  const visitor = visitorOf(interaction, await parts.servers.settings(server));
  const isTheirs = await isAskedBy(interaction);
  if (!isTheirs && !isAtLeast(visitor.role, 'moderator')) throw new InputError(notYours);
  // looked up before, because we also hear that the message is gone, and forget it then
  const shown = await shownFor(id, { server }, parts);
  await interaction.deleteReply().catch((error: unknown) => {
    if (!isGone(error)) throw error; // else somebody was quicker
  });
  if (shown === undefined) return;
  await parts.servers.forgetShown(shown.id);
  if (isTheirs) return;
  const act = {
    at: parts.now().toISOString(),
    by: visitor.id,
    document: shown.documentId,
    subject: 'an answer',
    why: '',
  };
  await parts.desks.record(server, { ...act, act: 'removed' });
}

/** Who asked is read from Discord each time and kept nowhere. */
async function isAskedBy(interaction: ButtonInteraction): Promise<boolean> {
  if (interaction.context === InteractionContextType.BotDM) return true;
  return (await askerOf(interaction.message)) === interaction.user.id;
}

async function askerOf(message: ButtonInteraction['message']): Promise<string | undefined> {
  if (message.interactionMetadata !== null) return message.interactionMetadata.user.id;
  if (message.reference === null) return undefined;
  // The question may be deleted, or its channel closed to the bot: then nobody but a moderator can be told apart.
  const asked = await message.fetchReference().catch(() => undefined);
  return asked?.author.id;
}

/** For the log: names of ours only. */
function nameOf(interaction: Interaction): string {
  if (interaction.isCommand() || interaction.isAutocomplete()) return `the command ${interaction.commandName}`;
  if (interaction.isMessageComponent() || interaction.isModalSubmit()) {
    const { customId } = interaction;
    return `the button ${parseCustomId(customId)?.verb ?? parseDeskId(customId)?.verb ?? 'unknown'}`;
  }
  return 'an interaction';
}
