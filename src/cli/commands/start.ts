import type { Command } from '../command.ts';
import { runUntilStopped } from '../run-until-stopped.ts';
import { runPlayground } from './playground.ts';

export const start: Command = {
  name: 'start',
  summary: 'Run the Discord bot; without DISCORD_TOKEN, open the playground.',
  usage: ['start'],
  options: {},
  words: { min: 0, max: 0, called: 'start' },
  async run(_call, session) {
    if (!session.startBot) return runPlayground(0, session);
    return runUntilStopped(session, session.startBot, () =>
      session.terminal.err.line('Hearsay is in Discord. Ctrl-C stops it.'),
    );
  },
};
