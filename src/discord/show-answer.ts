import type { Answer } from '../answer/answer.ts';
import { type Assistant, claimsShown } from '../answer/assistant.ts';
import type { ClaimScreens } from '../answer/claim-screens.ts';
import type { Line } from '../answer/message.ts';
import { everyone } from '../domain/everyone.ts';
import type { KeptQuestion } from '../domain/flagged-answer.ts';
import type { ShownAnswer } from '../domain/shown-answer.ts';
import type { Desk } from '../ledger/desk.ts';
import { shownEvidence } from '../ledger/ledger.ts';
import type { LedgerStore } from '../ledger/ledger-store.ts';
import type { Ledgers } from '../ledger/ledgers.ts';
import type { ServerStore } from '../servers/server-store.ts';
import type { BotLog } from './bot-log.ts';
import type { Cooldowns } from './cooldowns.ts';
import { logError } from './explain-error.ts';
import { type Outgoing, outgoing } from './outgoing.ts';
import { type Audience, renderAnswer } from './render-answer.ts';
import { withoutIds } from './without-ids.ts';

/** What the bot is built of. */
export type BotParts = {
  readonly assistant: Assistant;
  readonly servers: ServerStore;
  /** Of the ledgers: drafts, what is taken, the audit log. */
  readonly desks: LedgerStore;
  readonly desk: Desk;
  /** What they say now is what messages shall say. */
  readonly ledgers: Ledgers;
  readonly screens: ClaimScreens;
  readonly cooldowns: Cooldowns;
  readonly log: BotLog;
  readonly now: () => Date;
  /** Random, 8 base64url characters. */
  readonly newId: () => string;
  /** Told of each answer that stands in a channel. */
  readonly onShown?: (shown: ShownAnswer) => void;
};

/** Where an answer goes. */
export type Place = {
  /** A server's id, or `everyone` outside of servers. */
  readonly server: string;
  readonly channel: string | null;
  readonly locale: string | null;
  readonly audience: Audience;
  /** Whether the bot can edit it later, as itself. What it can't edit is kept for as long as its buttons work. */
  readonly editable: boolean;
  readonly above?: readonly Line[];
  /** Whether a button puts the answer into the channel, for all. */
  readonly canShow?: boolean;
};

/** What came of a send. */
export type Sent = { readonly id: string; readonly channelId: string };

/** As long as Discord takes an interaction's token. */
const keptMs = 15 * 60_000;

/** How long a question waits to be labelled, where its server keeps questions. */
export const questionKeptDays = 90;

/**
 * Draws an answer and sends it. What is shown is stored before the send and completed after it, so that no answer stands
 * in a channel that the store does not know.
 */
export async function showAnswer(
  answer: Answer,
  place: Place,
  send: (message: Outgoing) => Promise<Sent>,
  { assistant, servers, log, now, onShown }: Pick<BotParts, 'assistant' | 'servers' | 'log' | 'now' | 'onShown'>,
): Promise<void> {
  const { server, channel, locale, audience, editable, above = [], canShow = false } = place;
  const expiresAt = editable ? null : new Date(now().getTime() + keptMs);
  const shown = assistant.shownOf(answer, { server, channel, locale, expiresAt });
  const evidence = shown === undefined ? 0 : await countEvidence(answer, shown, assistant);
  const question = await questionToKeep(answer, place, servers, now());
  const canFlag = server !== everyone && audience === 'public' && editable;
  const message = outgoing(renderAnswer(answer, { shown, evidence, audience, canFlag, canShow, above }));
  if (shown === undefined) return void (await send(message));
  await servers.recordShown(shown, question);
  const sent = await send(message).catch(async (error: unknown) => {
    await servers.forgetShown(shown.id);
    throw error;
  });
  // The answer is out: an error from here on must not put a sentence in its place.
  await servers
    .placeShown(shown.id, sent.channelId, sent.id)
    .catch((error: unknown) => logError(log, error, 'noting where an answer went'));
  onShown?.({ ...shown, channel: sent.channelId, message: sent.id });
}

/** The question of an answer that everybody sees, where its server keeps questions. */
async function questionToKeep(
  { question, language }: Answer,
  { server, audience, editable }: Place,
  servers: ServerStore,
  now: Date,
): Promise<KeptQuestion | undefined> {
  const isOfServer = server !== everyone && audience === 'public' && editable;
  if (!isOfServer || !(await servers.keepsQuestions(server))) return undefined;
  const expiresAt = new Date(now.getTime() + questionKeptDays * 24 * 60 * 60_000).toISOString();
  return { words: withoutIds(question), language, expiresAt };
}

/** The records behind the claims and facts that an answer shows, as its evidence card lists them. */
export async function countEvidence(answer: Answer, shown: ShownAnswer, assistant: Assistant): Promise<number> {
  const ledger = await assistant.ledgerOf(answer, { server: shown.server });
  return claimsShown(shown).reduce((sum, claim) => sum + shownEvidence(ledger, claim).length, 0);
}
