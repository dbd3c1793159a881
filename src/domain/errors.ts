/** Errors sorted by who can put them right. `message` is for the log, `userMessage` for the person; neither holds a secret. */
export abstract class AppError extends Error {
  abstract readonly userMessage: string;
}

/** The asker can put it right; `userMessage` says how. */
export class InputError extends AppError {
  constructor(
    readonly userMessage: string,
    options?: { cause?: unknown },
  ) {
    super(userMessage, options);
  }
}

/** The operator can put it right: a setting, a disk, a token, a damaged file. */
export class OperatorError extends AppError {
  constructor(
    readonly userMessage: string,
    options?: { cause?: unknown },
  ) {
    super(userMessage, options);
  }
}

/** One document in the store can't be read; the others can. */
export class DamagedDocumentError extends OperatorError {}

/** Something outside failed; asking again may work. */
export class DependencyError extends AppError {
  readonly userMessage = 'I could not reach one of my services. Please try again in a minute.';
  constructor(dependency: 'store' | 'model' | 'discord', cause: unknown) {
    super(`${dependency} failed`, { cause });
  }
}

/** Our bug. */
export class InvariantError extends AppError {
  readonly userMessage = 'Something is wrong on my side. It was logged, and somebody will look at it.';
}
