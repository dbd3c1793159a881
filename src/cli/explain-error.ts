import { AppError, InputError, InvariantError, OperatorError } from '../domain/errors.ts';
import { UsageError } from './usage-error.ts';

const lookCloser = 'Run it again with LOG_LEVEL=debug to see more.';

/** One clear sentence on what went wrong and what to do. Where it happened in the code is for LOG_LEVEL=debug. */
export function sentenceFor(error: unknown): string {
  if (error instanceof UsageError)
    return `${error.userMessage} See: hearsay ${error.command ? `${error.command} ` : ''}--help`;
  if (error instanceof InputError || error instanceof OperatorError) return error.userMessage;
  if (error instanceof AppError && !(error instanceof InvariantError)) return `${error.userMessage} ${lookCloser}`;
  const message = error instanceof Error ? error.message : String(error);
  return `Something is wrong on Hearsay’s side (${message}). ${lookCloser}`;
}
