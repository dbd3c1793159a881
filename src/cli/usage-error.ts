import { AppError } from '../domain/errors.ts';

/** The command line was used wrongly: exit code 2. */
export class UsageError extends AppError {
  /** @param command whose help tells more; undefined for hearsay's own */
  constructor(
    readonly userMessage: string,
    readonly command?: string,
  ) {
    super(userMessage);
  }
}
