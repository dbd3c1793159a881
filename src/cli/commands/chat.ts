import { type Command, documentOption, serverOption } from '../command.ts';
import { greet, talk } from '../talk.ts';
import { targetOf } from './ask.ts';

export const chat: Command = {
  name: 'chat',
  summary: 'Ask in the terminal, one question after the other.',
  usage: ['chat [--document ID|PATH]'],
  options: {
    document: {
      ...documentOption,
      value: 'ID|PATH',
      help: 'Which document, or a text file to read and ask; left out: the nearest.',
    },
    server: serverOption,
  },
  words: { min: 0, max: 0, called: 'chat' },
  async run(call, session) {
    await greet(session.terminal);
    const target = await targetOf(call, session);
    return talk(target, await session.app(), session);
  },
};
