import { everyone } from '../../library/library.ts';
import type { Command } from '../command.ts';
import type { Session } from '../session.ts';
import { Stopped, untilStopped, whenStopped } from '../stopped.ts';
import { greet, talk } from '../talk.ts';

export const start: Command = {
  name: 'start',
  summary: 'Run the Discord bot; without DISCORD_TOKEN, chat here.',
  usage: ['start'],
  options: {},
  words: { min: 0, max: 0, called: 'start' },
  async run(_call, session) {
    const lock = await session.takeLock();
    try {
      if (session.startBot) return await runBot(session.startBot, session);
      await greet(session.terminal, false);
      return await talk({ server: everyone, document: undefined, useLedger: true }, await session.app(), session);
    } finally {
      lock.release();
    }
  },
};

/** A bot is meant to run until it is stopped, so being stopped is its good end. */
async function runBot(startBot: NonNullable<Session['startBot']>, session: Session): Promise<number> {
  const { err } = session.terminal;
  const bot = await untilStopped(startBot(), session.signal);
  await err.line('Hearsay is in Discord. Ctrl-C stops it.');
  await whenStopped(session.signal);
  await bot.close();
  if (!(session.signal.reason instanceof Stopped)) throw session.signal.reason;
  return 0;
}
