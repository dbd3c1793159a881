/** One refused field of a body. `path` leads to it from the body's root; `code` is Discord's name of the rule. */
export type FormProblem = {
  readonly path: readonly (string | number)[];
  readonly code: string;
  readonly message: string;
};

/** Discord's nested `errors`: keys are the path's steps, and `_errors` stands where the path ends. */
export type FormErrors = { [step: string]: FormErrors | { readonly code: string; readonly message: string }[] };

/** What Discord refuses, in its own shape. `code` 0 is Discord's "see the HTTP status". */
export class DiscordError extends Error {
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
    readonly errors?: FormErrors,
  ) {
    super(message);
  }

  /** The body that goes over the wire. */
  toJSON(): { message: string; code: number; errors?: FormErrors } {
    return { message: this.message, code: this.code, ...(this.errors === undefined ? {} : { errors: this.errors }) };
  }
}

/** 50035 with every problem at its path. */
export function invalidForm(problems: readonly FormProblem[]): DiscordError {
  const errors: FormErrors = {};
  for (const { path, code, message } of problems) {
    let at = errors;
    for (const step of path) at = childOf(at, String(step));
    at._errors = [...listOf(at._errors), { code, message }];
  }
  return new DiscordError(400, 50035, 'Invalid Form Body', errors);
}

function childOf(errors: FormErrors, step: string): FormErrors {
  const child = errors[step];
  if (child !== undefined && !Array.isArray(child)) return child;
  const made: FormErrors = {};
  errors[step] = made;
  return made;
}

const listOf = (value: FormErrors[string] | undefined): { readonly code: string; readonly message: string }[] =>
  Array.isArray(value) ? value : [];

// The codes below are those of Discord's page "Opcodes and Status Codes", JSON error codes.
export const unauthorized = (): DiscordError => new DiscordError(401, 0, '401: Unauthorized');
export const notFound = (): DiscordError => new DiscordError(404, 0, '404: Not Found');
export const serverError = (): DiscordError => new DiscordError(500, 0, '500: Internal Server Error');
export const unknownApplication = (): DiscordError => new DiscordError(404, 10002, 'Unknown Application');
export const unknownChannel = (): DiscordError => new DiscordError(404, 10003, 'Unknown Channel');
export const unknownGuild = (): DiscordError => new DiscordError(404, 10004, 'Unknown Guild');
export const unknownMember = (): DiscordError => new DiscordError(404, 10007, 'Unknown Member');
export const unknownMessage = (): DiscordError => new DiscordError(404, 10008, 'Unknown Message');
export const unknownRole = (): DiscordError => new DiscordError(404, 10011, 'Unknown Role');
export const unknownUser = (): DiscordError => new DiscordError(404, 10013, 'Unknown User');
export const unknownWebhook = (): DiscordError => new DiscordError(404, 10015, 'Unknown Webhook');
export const unknownInteraction = (): DiscordError => new DiscordError(404, 10062, 'Unknown interaction');
export const unknownCommand = (): DiscordError => new DiscordError(404, 10063, 'Unknown application command');
export const unknownCommandPermissions = (): DiscordError =>
  new DiscordError(404, 10066, 'Unknown application command permissions');
export const notForBots = (): DiscordError => new DiscordError(403, 20001, 'Bots cannot use this endpoint');
export const tooManyCommandCreates = (): DiscordError =>
  new DiscordError(400, 30034, 'Max number of daily application command creates has been reached (200)');
export const tooLarge = (): DiscordError => new DiscordError(413, 40005, 'Request entity too large');
export const alreadyAcknowledged = (): DiscordError =>
  new DiscordError(400, 40060, 'Interaction has already been acknowledged.');
export const tooManyFollowUps = (): DiscordError =>
  new DiscordError(400, 40094, 'This interaction has reached its maximum number of follow up messages');
export const missingAccess = (): DiscordError => new DiscordError(403, 50001, 'Missing Access');
export const notInDm = (): DiscordError => new DiscordError(403, 50003, 'Cannot execute action on a DM channel');
export const notTheAuthor = (): DiscordError =>
  new DiscordError(403, 50005, 'Cannot edit a message authored by another user');
export const emptyMessage = (): DiscordError => new DiscordError(400, 50006, 'Cannot send an empty message');
export const cannotMessageUser = (): DiscordError => new DiscordError(403, 50007, 'Cannot send messages to this user');
export const missingPermissions = (): DiscordError => new DiscordError(403, 50013, 'Missing Permissions');
export const invalidWebhookToken = (): DiscordError => new DiscordError(401, 50027, 'Invalid Webhook Token');
export const wrongChannelType = (): DiscordError =>
  new DiscordError(400, 50024, 'Cannot execute action on this channel type');
export const threadIsArchived = (): DiscordError => new DiscordError(400, 50083, 'Thread is archived');
export const threadIsLocked = (): DiscordError => new DiscordError(403, 160005, 'Thread is locked');
export const threadExists = (): DiscordError =>
  new DiscordError(400, 160004, 'A thread has already been created for this message');
export const invalidJson = (): DiscordError => new DiscordError(400, 50109, 'The request body contains invalid JSON.');
