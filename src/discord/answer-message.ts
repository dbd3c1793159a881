import type { Message } from 'discord.js';
import { InputError } from '../domain/errors.ts';
import { everyone } from '../domain/everyone.ts';
import { isGone, logError, sentenceFor } from './explain-error.ts';
import { checkMayAsk } from './may.ts';
import { type Outgoing, outgoing } from './outgoing.ts';
import { type Heard, questionIn } from './question-in.ts';
import { renderSentence } from './render-answer.ts';
import { type BotParts, showAnswer } from './show-answer.ts';

const helpSentence =
  'Mention me with a question, write to me alone, or use `/ask`. I show what the document says, in its own words, and what of it has been verified.';

/** Answers somebody who mentioned the bot, replied to it, or wrote to it alone. Never throws. */
export async function answerMessage(message: Message, parts: BotParts): Promise<void> {
  try {
    const heard = heardIn(message);
    if (heard.kind === 'help') await reply(message, outgoing(renderSentence(helpSentence, 'public')));
    if (heard.kind === 'question') await answerUnlessKept(message, heard.words, parts);
  } catch (error) {
    logError(parts.log, error, 'a message');
    if (!isGone(error)) await explain(message, error, parts);
  }
}

/** Programs are not listened to, or two of them would never stop. */
function heardIn(message: Message): Heard {
  if (message.author.bot || message.webhookId !== null || message.system) return { kind: 'nothing' };
  const botId = message.client.user.id;
  const { content, guildId, mentions } = message;
  return questionIn({ content, isDirect: guildId === null, repliesToBot: mentions.repliedUser?.id === botId }, botId);
}

const forOneOnly =
  'On this server answers are for who asks alone, which a mention can’t be. Please use `/ask`, or write to me alone.';

/** A server says where people may ask, how often, and who sees the answers. */
async function answerUnlessKept(message: Message, question: string, parts: BotParts): Promise<void> {
  const server = message.guildId ?? everyone;
  const settings = await parts.servers.settings(server);
  checkMayAsk(message, { server, settings, visitor: { id: message.author.id }, now: parts.now }, parts);
  if (message.guildId !== null && settings.audience === 'ephemeral') throw new InputError(forOneOnly);
  await answer(message, question, parts);
}

async function answer(message: Message, question: string, parts: BotParts): Promise<void> {
  const server = message.guildId ?? everyone;
  const place = {
    server,
    channel: message.channelId,
    locale: message.guild?.preferredLocale ?? null,
    audience: 'public',
    editable: true,
  } as const;
  await showAnswer(await parts.assistant.ask({ question, server }), place, (drawn) => reply(message, drawn), parts);
}

async function explain(message: Message, error: unknown, { log }: BotParts): Promise<void> {
  try {
    await reply(message, outgoing(renderSentence(sentenceFor(error), 'public')));
  } catch (failure) {
    logError(log, failure, 'explaining an error');
  }
}

/** The nonce makes the same reply sent twice one message; a question that is deleted meanwhile is answered all the same. */
const reply = (message: Message, drawn: Outgoing): Promise<Message> =>
  message.reply({ ...drawn, nonce: message.id, enforceNonce: true, failIfNotExists: false });
