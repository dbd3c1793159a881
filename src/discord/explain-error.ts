import { DiscordAPIError } from 'discord.js';
import { AppError, InputError, InvariantError, OperatorError } from '../domain/errors.ts';
import type { BotLog } from './bot-log.ts';

const operatorSentence = 'Something has to be put right by who runs this bot before I can answer. It was logged.';

/** What a person in Discord reads. What an operator can do holds paths and settings, so it stays in the log. */
export function sentenceFor(error: unknown): string {
  if (error instanceof OperatorError) return operatorSentence;
  return error instanceof AppError ? error.userMessage : new InvariantError('unexpected').userMessage;
}

/** What goes wrong where people are quicker than we: it is theirs to delete, leave and take rights away. */
const goneOrForbidden: ReadonlySet<number | string> = new Set([
  10_003, // unknown channel
  10_008, // unknown message
  10_015, // unknown webhook
  10_062, // unknown interaction: older than 3 seconds
  50_001, // missing access
  50_007, // no messages to this person
  50_013, // missing permissions
  50_027, // token older than 15 minutes
]);

/** Whether Discord has nobody left to tell about it. */
export const isGone = (error: unknown): boolean => error instanceof DiscordAPIError && goneOrForbidden.has(error.code);

/**
 * One line in the log, by how much it matters. Discord's errors carry addresses with tokens in them and the bodies that
 * were sent, so only their code and message are kept.
 * @param doing what was being done, e.g. `/ask`; never anybody's words
 */
export function logError(log: BotLog, error: unknown, doing: string): void {
  if (error instanceof InputError) log.debug({ doing }, 'A request could not be carried out as it was asked');
  else if (isGone(error)) log.info({ doing, ...described(error) }, 'What was to be answered is gone');
  else log.error({ doing, ...described(error) }, 'A request failed');
}

/** Errors with their causes, without the fields that libraries hang onto them. */
function described(error: unknown): object {
  if (error instanceof DiscordAPIError) return { error: error.message, code: error.code, status: error.status };
  if (!(error instanceof Error)) return { error: String(error) };
  const cause = error.cause === undefined ? {} : { cause: described(error.cause) };
  return { error: error.message, stack: error.stack, ...cause };
}
