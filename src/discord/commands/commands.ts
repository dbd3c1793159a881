import { ask } from './ask.ts';
import { checkMessage } from './check-message.ts';
import type { Command } from './command.ts';
import { feedback } from './feedback.ts';
import { recheck } from './recheck.ts';
import { source } from './source.ts';

/** Every command that Hearsay registers. */
export const commands: readonly Command[] = [ask, source, feedback, checkMessage, recheck];
