import { InteractionContextType, type RepliableInteraction } from 'discord.js';
import type { Line } from '../answer/message.ts';
import { everyone } from '../domain/everyone.ts';
import { arrives } from './acknowledge.ts';
import type { Reply } from './commands/command.ts';
import { logError, sentenceFor } from './explain-error.ts';
import { checkForm } from './limits.ts';
import { ephemeral, outgoing } from './outgoing.ts';
import { type Audience, questionLine, renderCard, renderSentence } from './render-answer.ts';
import { type BotParts, type Place, showAnswer } from './show-answer.ts';
import { isInstalled } from './visitor.ts';

/** Draws what a handler says and sends it. An interaction that was not acknowledged is so by this, for one person alone. */
export async function deliver(
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
    case 'card': {
      const message = outgoing(renderCard(reply.card, reply.paged, reply.controls));
      if (interaction.deferred) await interaction.editReply(message);
      else await arrives(() => interaction.reply(ephemeral(message)));
      return;
    }
    case 'file': {
      const files = [{ attachment: Buffer.from(reply.bytes), name: reply.name }];
      await interaction.editReply({ ...outgoing(renderCard(reply.card, undefined, [], reply.name)), files });
      return;
    }
    case 'answers':
      return deliverAnswers(interaction, reply, audience, parts);
  }
}

/** The first answer takes the place of "thinking…", the others follow it. */
async function deliverAnswers(
  interaction: RepliableInteraction,
  { answers, questionLabel, note, canShow = false }: Extract<Reply, { kind: 'answers' }>,
  audience: Audience,
  parts: BotParts,
): Promise<void> {
  for (const [at, answer] of answers.entries()) {
    const above: Line[] = questionLabel === undefined ? [] : [questionLine(questionLabel(at), answer.question)];
    if (note !== undefined && at === answers.length - 1) above.push({ kind: 'small', runs: [{ text: note }] });
    await showAnswer(
      answer,
      { ...placeOf(interaction, audience), above, canShow },
      (message) =>
        at === 0
          ? interaction.editReply(message)
          : interaction.followUp(audience === 'ephemeral' ? ephemeral(message) : message),
      parts,
    );
  }
}

const placeOf = (interaction: RepliableInteraction, audience: Audience): Place => ({
  server: interaction.guildId ?? everyone,
  channel: interaction.channelId,
  locale: interaction.locale,
  audience,
  editable: audience === 'public' && isAtHome(interaction),
});

/** Whether the bot itself is there, and not only the app that somebody brought along. */
const isAtHome = (interaction: RepliableInteraction): boolean =>
  interaction.guildId === null ? interaction.context === InteractionContextType.BotDM : isInstalled(interaction);

/** Says what went wrong where it harms nothing that is already said. */
export async function explain(interaction: RepliableInteraction, error: unknown, { log }: BotParts): Promise<void> {
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
