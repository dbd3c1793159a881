import { withCode } from '../../answer/message.ts';
import type { Reply } from './command.ts';

/** Sentences of the bot's own, a paragraph each; what stands between backticks is drawn as code. */
export const sentences = (...lines: readonly string[]): Reply => ({
  kind: 'card',
  card: { lines: lines.map((line) => ({ kind: 'text', runs: withCode(line) })), page: 0, pages: 1 },
});
