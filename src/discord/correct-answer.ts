import { createHash } from 'node:crypto';
import type { Line } from '../answer/message.ts';
import type { Correction } from '../domain/correction.ts';
import { everyone } from '../domain/everyone.ts';
import type { ShownAnswer } from '../domain/shown-answer.ts';
import { sentenceFor } from './explain-error.ts';
import { type Outgoing, outgoing } from './outgoing.ts';
import { type PostedMessages, troubleOf } from './posted-messages.ts';
import { renderAnswer, renderSentence } from './render-answer.ts';
import { renderLines, wordsOf } from './render-lines.ts';
import { type BotParts, countEvidence } from './show-answer.ts';

export type CorrectingParts = Pick<BotParts, 'assistant' | 'servers' | 'now'> & { readonly messages: PostedMessages };

/** What came of it. `later`: Discord could not be reached, or has no time for it. */
export type Corrected = 'nothing-due' | 'edited' | 'answered' | 'gone' | 'failed' | 'later';

type Placed = ShownAnswer & { readonly channel: string; readonly message: string };

/**
 * Makes one message say what holds now: redrawn in place, or said in its channel where it can't be. What is being sent is
 * noted before it is sent, and looked for before it is sent again, so that whenever the process ends, each correction is
 * made exactly once.
 * @throws what is neither Discord's fault nor the network's
 */
export async function correctAnswer(id: string, parts: CorrectingParts): Promise<Corrected> {
  const { servers, assistant, now } = parts;
  const shown = await servers.shown(id, now());
  if (!shown || !isPlaced(shown) || shown.expiresAt !== null) return 'nothing-due';
  const due = await assistant.correctionsDue(shown);
  const before = await servers.correction(id);
  const wasSending = before?.state === 'sending';
  // what was being sent when the process ended may stand there although it has changed back since
  if (due.length === 0 && !wasSending) return 'nothing-due';
  const attempts = (wasSending || before?.state === 'failed' ? before.attempts : 0) + 1;
  const note = (state: 'sending' | 'gone' | 'failed', problem: string | null) =>
    servers.noteCorrection(id, { state, attempts, problem, at: now().toISOString() });
  if (!(await note('sending', null))) return 'nothing-due';
  try {
    const after = { ...shown, corrections: [...shown.corrections, ...due] };
    const state = await say(after, due, wasSending, parts);
    await servers.corrected(id, due, state, now().toISOString());
    return state;
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble === 'passing') return 'later';
    await note(trouble === 'gone' ? 'gone' : 'failed', trouble === 'gone' ? null : problemOf(error));
    if (trouble === 'ours') throw error;
    return trouble === 'gone' ? 'gone' : 'failed';
  }
}

const isPlaced = (shown: ShownAnswer): shown is Placed => shown.channel !== null && shown.message !== null;

/** In the words of the moderators' list; nothing that anybody wrote is in it. */
const problemOf = (error: unknown): string =>
  troubleOf(error) === 'refused' ? 'I may neither change the message nor write in its channel.' : sentenceFor(error);

async function say(
  after: Placed,
  due: readonly Correction[],
  wasSending: boolean,
  parts: CorrectingParts,
): Promise<'edited' | 'answered'> {
  const posted = await readable(after, parts.messages);
  const drawn = await draw(after, due, posted, parts);
  if (drawn !== undefined && (await editTo(drawn, after, posted, parts.messages))) return 'edited';
  if (due.length > 0) await answerBelow(after, wasSending, parts);
  return 'answered';
}

/** What the message says now; undefined where the bot may not read it: it may be able to change it all the same. */
async function readable(
  { channel, message }: Placed,
  messages: PostedMessages,
): Promise<readonly string[] | undefined> {
  try {
    return await messages.read(channel, message);
  } catch (error) {
    if (troubleOf(error) !== 'refused') throw error;
    return undefined;
  }
}

/** @returns false where the message can't be changed */
async function editTo(
  drawn: Outgoing,
  { channel, message }: Placed,
  posted: readonly string[] | undefined,
  messages: PostedMessages,
): Promise<boolean> {
  if (posted !== undefined && sameWords(posted, wordsIn(drawn))) return true; // sent before the process ended
  try {
    await messages.edit(channel, message, drawn);
    return true;
  } catch (error) {
    if (troubleOf(error) !== 'refused') throw error;
    return false;
  }
}

const wordsIn = ({ components }: Outgoing): string[] =>
  components.map((container) => wordsOf({ container, quotes: [] }));

const sameWords = (a: readonly string[], b: readonly string[]): boolean =>
  a.join('\n').replace(/\s+/gu, ' ').trim() === b.join('\n').replace(/\s+/gu, ' ').trim();

const changedDocument =
  'Words that were shown here are withheld while they are reviewed, and their document has changed since. Please ask again.';

/**
 * The answer as it stands now, beneath what changed. Undefined where its document's words are gone: then it is left as it
 * is, unless they are to be withheld.
 */
async function draw(
  after: Placed,
  due: readonly Correction[],
  posted: readonly string[] | undefined,
  { assistant }: CorrectingParts,
): Promise<Outgoing | undefined> {
  const answer = await assistant.redraw(after);
  if (!answer)
    return due.some(({ to }) => to === 'hidden') ? outgoing(renderSentence(changedDocument, 'public')) : undefined;
  const evidence = await countEvidence(answer, after, assistant);
  const canFlag = after.server !== everyone;
  const above = [...questionIn(posted), ...(await assistant.correctionLines(after))];
  return outgoing(renderAnswer(answer, { shown: after, evidence, audience: 'public', canFlag, above }));
}

/** A follow-up's question stands in its message and nowhere else: it is read from there and drawn as it was. */
const questionAbove = /^-# ([A-Za-z][A-Za-z0-9, -]{0,60}): \u2068?`([^`\n]{1,400})`\u2069?$/u;

function questionIn(posted: readonly string[] | undefined): Line[] {
  const [, label, code] = questionAbove.exec(posted?.[0]?.split('\n')[0] ?? '') ?? [];
  return label === undefined || code === undefined ? [] : [{ kind: 'small', runs: [{ text: `${label}: ` }, { code }] }];
}

/** Says in the channel what the message can't say, with a link to it. */
async function answerBelow(
  after: Placed,
  wasSending: boolean,
  { assistant, messages }: CorrectingParts,
): Promise<void> {
  const { channel } = after;
  const opening: Line = {
    kind: 'text',
    runs: [
      { text: 'About ' },
      { link: linkTo(after), text: 'an answer of mine' },
      { text: ' that I can’t change where it stands:' },
    ],
  };
  const drawn = outgoing(renderLines([opening, ...(await assistant.correctionLines(after))], []));
  if (wasSending && (await hasSaid(drawn, after, messages))) return;
  await messages.post(channel, drawn, nonceFor(after));
}

/** A nonce holds for a few minutes; after that, what was said is looked for. */
async function hasSaid(drawn: Outgoing, { channel, message }: Placed, messages: PostedMessages): Promise<boolean> {
  try {
    const said = await messages.saidSince(channel, message);
    return said.some((texts) => sameWords(texts, wordsIn(drawn)));
  } catch (error) {
    if (troubleOf(error) !== 'refused') throw error;
    return false;
  }
}

/** Where Discord shows a message. */
export const linkTo = ({ server, channel, message }: Pick<ShownAnswer, 'server' | 'channel' | 'message'>): string =>
  `https://discord.com/channels/${server === everyone ? '@me' : server}/${channel}/${message}`;

/** Says which corrections of which answer, so that sending them again is the same message. */
const nonceFor = ({ id, corrections }: ShownAnswer): string =>
  createHash('sha256')
    .update(JSON.stringify([id, corrections.map(({ claim, from, to }) => [claim, from, to])]))
    .digest('base64url')
    .slice(0, 25);
