import type { BotParts } from './show-answer.ts';

export type BotSettings = BotParts & {
  readonly token: string;
  /** The part before `/v10`. */
  readonly apiUrl: string;
};

export type Bot = {
  /** Takes no new work, waits up to ten seconds for what runs, and leaves Discord. */
  close(): Promise<void>;
};

/**
 * Connects to Discord and answers until it is closed. A connection that breaks later is mended by itself.
 * @throws OperatorError where Discord does not accept the token or can't be reached
 */
export async function startBot(settings: BotSettings): Promise<Bot> {
  // discord.js takes most of a second to load, which only a bot has to pay for.
  const { connectBot } = await import('./connect-bot.ts');
  return connectBot(settings);
}
