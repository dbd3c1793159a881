import { InputError } from '../../domain/errors.ts';
import { candidatesIn, candidatesScreen } from '../desk/filing-acts.ts';
import type { MessageCommand } from './command.ts';
import { inServers } from './in-servers.ts';

/** Finds the passages that a message is about, so that one of them becomes a claim. The message is not stored. */
export const reportClaim: MessageCommand = {
  data: {
    type: 3,
    name: 'Report a claim',
    name_localizations: { de: 'Behauptung melden', fr: 'Signaler une affirmation' },
    ...inServers,
  },
  asks: true,
  async handle({ content }, use) {
    if (content.trim() === '')
      throw new InputError('This message has no text of its own. Pick one in which somebody claims something.');
    const { answers } = await use.assistant.checkMessage(content, { server: use.server });
    return candidatesScreen(await candidatesIn(answers, use));
  },
};
