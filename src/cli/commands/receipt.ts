import { renderLines } from '../../answer/render-text.ts';
import { type Command, serverOption } from '../command.ts';
import { local, serverFrom } from '../find-document.ts';
import { untilStopped } from '../stopped.ts';

export const receipt: Command = {
  name: 'receipt',
  summary: 'Open a quote’s receipt: the quote in its paragraph.',
  usage: ['receipt CODE'],
  options: { server: serverOption },
  words: { min: 1, max: 4, called: 'The receipt’s code' },
  async run(call, session) {
    const { out, err } = session.terminal;
    const app = await session.app();
    const server = serverFrom(call.value('server')) ?? local;
    // Typed without its hyphens a code is several words.
    const card = await untilStopped(app.assistant.openReceipt(call.words.join('-'), server), session.signal);
    const found = card.lines.some((line) => line.kind === 'quote');
    const output = found ? out : err;
    await output.text(renderLines(card.lines, output.style));
    return found ? 0 : 1;
  },
};
