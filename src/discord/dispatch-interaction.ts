import {
  ApplicationIntegrationType,
  type AutocompleteInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  DiscordAPIError,
  type Interaction,
  InteractionContextType,
  type MessageContextMenuCommandInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
  type RepliableInteraction,
} from 'discord.js';
import { cleanQuestion } from '../answer/clean-question.ts';
import type { Line } from '../answer/message.ts';
import { InputError } from '../domain/errors.ts';
import type { ShownAnswer } from '../domain/shown-answer.ts';
import { everyone } from '../library/library.ts';
import { actions } from './commands/actions.ts';
import { type Command, isSlashCommand, type Press, type Reply, type Use } from './commands/command.ts';
import { commands } from './commands/commands.ts';
import { type CustomId, parseCustomId } from './custom-id.ts';
import { isGone, logError, sentenceFor } from './explain-error.ts';
import { checkForm } from './limits.ts';
import { ephemeral, outgoing } from './outgoing.ts';
import { type Audience, questionField, questionLine, renderCard, renderSentence } from './render-answer.ts';
import { type BotParts, type Place, showAnswer } from './show-answer.ts';

type Pressed = ButtonInteraction | ModalSubmitInteraction;

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
  if (interaction.isButton()) return press(interaction, () => '', parts);
  if (interaction.isModalSubmit()) return press(interaction, (field) => enteredIn(interaction, field), parts);
}

async function complete(interaction: AutocompleteInteraction, parts: BotParts): Promise<void> {
  const command = commandNamed(interaction.commandName);
  const found =
    isSlashCommand(command) && command.complete
      ? await command.complete(interaction.options.getFocused(), useOf(interaction, parts))
      : [];
  await arrives(() => interaction.respond(found));
}

async function runSlashCommand(interaction: ChatInputCommandInteraction, parts: BotParts): Promise<void> {
  const command = commandNamed(interaction.commandName);
  if (!isSlashCommand(command)) throw unknownCommand();
  const audience = command.audience(interaction.options);
  await deferReply(interaction, audience);
  await deliver(interaction, await command.handle(interaction.options, useOf(interaction, parts)), audience, parts);
}

async function runMessageCommand(interaction: MessageContextMenuCommandInteraction, parts: BotParts): Promise<void> {
  const command = commandNamed(interaction.commandName);
  if (isSlashCommand(command)) throw unknownCommand();
  await deferReply(interaction, 'ephemeral');
  const reply = await command.handle(interaction.targetMessage.content, useOf(interaction, parts));
  await deliver(interaction, reply, 'ephemeral', parts);
}

function commandNamed(name: string): Command {
  const found = commands.find((command) => command.data.name === name);
  if (found === undefined) throw unknownCommand();
  return found;
}

const unknownCommand = (): InputError =>
  new InputError('I do not know this command any more. Discord will show the present ones in a moment.');

async function press(interaction: Pressed, entered: Press['entered'], parts: BotParts): Promise<void> {
  const id = parseCustomId(interaction.customId);
  if (interaction.isButton() && id?.verb === 'remove') return remove(interaction, id, parts);
  const action = actions.find(({ verb }) => verb === id?.verb);
  if (id === undefined || action === undefined) throw new InputError(goneSentence);
  const audience = action.audience === 'same' ? sameAudience(interaction, entered(questionField)) : 'ephemeral';
  if (action.audience !== 'form') {
    if (isPageTurn(interaction, id)) await deferUpdate(interaction);
    else await deferReply(interaction, audience);
  }
  const use = useOf(interaction, parts);
  const shown = await shownFor(id, use, parts);
  if (shown === undefined) throw new InputError(goneSentence);
  await deliver(interaction, await action.handle({ shown, page: id.page ?? 0, entered }, use), audience, parts);
}

/** Text and picked options are values of one kind; of other fields we send none. */
function enteredIn({ fields }: ModalSubmitInteraction, name: string): string {
  const field = fields.fields.get(name);
  return field && 'value' in field && typeof field.value === 'string' ? field.value : '';
}

/** The answer that a button belongs to, if it was shown on this server. */
async function shownFor(id: CustomId, { server }: Use, { servers, now }: BotParts): Promise<ShownAnswer | undefined> {
  const shown = id.shown === null ? undefined : await servers.shown(id.shown, now());
  return shown?.server === server ? shown : undefined;
}

/** A card's own buttons change the card; the answer's buttons open one. */
const isPageTurn = (interaction: Pressed, { page }: CustomId): interaction is ButtonInteraction =>
  interaction.isButton() && page !== undefined && interaction.message.flags.has(MessageFlags.Ephemeral);

/** A question that can't be asked need not be seen by all. */
const sameAudience = (interaction: Pressed, words: string): Audience =>
  interaction.message?.flags.has(MessageFlags.Ephemeral) || !cleanQuestion(words).ok ? 'ephemeral' : 'public';

async function remove(interaction: ButtonInteraction, id: CustomId, parts: BotParts): Promise<void> {
  await deferUpdate(interaction);
  if (!(await mayRemove(interaction))) throw new InputError(notYours);
  await interaction.deleteReply().catch((error: unknown) => {
    if (!isGone(error)) throw error; // else somebody was quicker
  });
  const shown = await shownFor(id, useOf(interaction, parts), parts);
  if (shown !== undefined) await parts.servers.forgetShown(shown.id);
}

/** Who asked is read from Discord each time and kept nowhere. */
async function mayRemove(interaction: ButtonInteraction): Promise<boolean> {
  if (interaction.memberPermissions?.has('ManageMessages')) return true;
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

async function deliver(
  interaction: RepliableInteraction,
  reply: Reply,
  audience: Audience,
  parts: BotParts,
): Promise<void> {
  switch (reply.kind) {
    case 'form':
      checkForm(reply.form);
      if (!interaction.isModalSubmit()) await arrives(() => interaction.showModal(reply.form));
      return;
    case 'card':
      await interaction.editReply(outgoing(renderCard(reply.card, reply.paged)));
      return;
    case 'answers':
      return deliverAnswers(interaction, reply, audience, parts);
  }
}

/** The first answer takes the place of "thinking…", the others follow it. */
async function deliverAnswers(
  interaction: RepliableInteraction,
  { answers, questionLabel, note }: Extract<Reply, { kind: 'answers' }>,
  audience: Audience,
  parts: BotParts,
): Promise<void> {
  for (const [at, answer] of answers.entries()) {
    const above: Line[] = questionLabel === undefined ? [] : [questionLine(questionLabel(at), answer.question)];
    if (note !== undefined && at === answers.length - 1) above.push({ kind: 'small', runs: [{ text: note }] });
    await showAnswer(
      answer,
      { ...placeOf(interaction, audience), above },
      (message) =>
        at === 0
          ? interaction.editReply(message)
          : interaction.followUp(audience === 'ephemeral' ? ephemeral(message) : message),
      parts,
    );
  }
}

const useOf = (interaction: Interaction, { assistant, servers, now }: BotParts): Use => ({
  assistant,
  servers,
  now,
  server: interaction.guildId ?? everyone,
});

const placeOf = (interaction: RepliableInteraction, audience: Audience): Place => ({
  server: interaction.guildId ?? everyone,
  channel: interaction.channelId,
  locale: interaction.locale,
  audience,
  editable: audience === 'public' && isAtHome(interaction),
});

/** Whether the bot itself is there, and not only the app that somebody brought along. */
const isAtHome = (interaction: RepliableInteraction): boolean =>
  interaction.guildId === null
    ? interaction.context === InteractionContextType.BotDM
    : interaction.authorizingIntegrationOwners[ApplicationIntegrationType.GuildInstall] === interaction.guildId;

const deferReply = (interaction: RepliableInteraction, audience: Audience): Promise<void> =>
  acknowledge(interaction, audience, () =>
    interaction.deferReply(audience === 'ephemeral' ? { flags: MessageFlags.Ephemeral } : {}),
  );

/** Nothing is seen of it: the message with the button stays until it is edited or deleted. */
const deferUpdate = (interaction: ButtonInteraction): Promise<void> =>
  acknowledge(interaction, null, () => interaction.deferUpdate());

const alreadyAcknowledged = 40_060;

async function acknowledge(
  interaction: RepliableInteraction,
  audience: Audience | null,
  send: () => Promise<unknown>,
): Promise<void> {
  if (await arrives(send)) return;
  interaction.deferred = true;
  interaction.ephemeral = audience === null ? null : audience === 'ephemeral';
}

/**
 * Sends the one response that an interaction takes. Where it is sent again because its acknowledgement was lost, the
 * first one stands.
 * @returns whether it arrived at this attempt
 */
async function arrives(send: () => Promise<unknown>): Promise<boolean> {
  try {
    await send();
    return true;
  } catch (error) {
    if (error instanceof DiscordAPIError && error.code === alreadyAcknowledged) return false;
    throw error;
  }
}

/** Says what went wrong where it harms nothing that is already said. */
async function explain(interaction: RepliableInteraction, error: unknown, { log }: BotParts): Promise<void> {
  const sentence = (audience: Audience) => outgoing(renderSentence(sentenceFor(error), audience));
  try {
    const isWaiting = interaction.deferred && !interaction.replied && interaction.ephemeral !== null;
    if (isWaiting) await interaction.editReply(sentence(interaction.ephemeral ? 'ephemeral' : 'public'));
    else if (interaction.deferred || interaction.replied) await interaction.followUp(ephemeral(sentence('ephemeral')));
    else await arrives(() => interaction.reply(ephemeral(sentence('ephemeral'))));
  } catch (failure) {
    logError(log, failure, 'explaining an error');
  }
}

/** For the log: names of ours only. */
function nameOf(interaction: Interaction): string {
  if (interaction.isCommand() || interaction.isAutocomplete()) return `the command ${interaction.commandName}`;
  if (interaction.isButton() || interaction.isModalSubmit())
    return `the button ${parseCustomId(interaction.customId)?.verb ?? 'unknown'}`;
  return 'an interaction';
}
