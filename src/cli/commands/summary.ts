import { type Command, documentOption, jsonOption, serverOption } from '../command.ts';
import { printAnswer } from '../print-answer.ts';
import { untilStopped } from '../stopped.ts';
import { targetOf } from './ask.ts';

export const summary: Command = {
  name: 'summary',
  summary: 'Show what a document is about, in its own words.',
  usage: ['summary [--document ID|PATH] [--json]'],
  options: {
    document: {
      ...documentOption,
      value: 'ID|PATH',
      help: 'Which document, or a text file to read; left out: the first.',
    },
    json: jsonOption,
    server: serverOption,
  },
  words: { min: 0, max: 0, called: 'summary' },
  async run(call, session) {
    const target = await targetOf(call, session);
    const app = await session.app();
    const answer = await untilStopped(app.assistant.summary(target), session.signal);
    await printAnswer(answer, { json: call.switchedOn('json'), useLedger: target.useLedger }, app, session);
    return 0;
  },
};
