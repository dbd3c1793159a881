/** What is called of a log. Nothing that people wrote, no token and no address with one in it is handed to it. */
export type BotLog = {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};
