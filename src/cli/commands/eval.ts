import type { FlaggedAnswer } from '../../domain/flagged-answer.ts';
import type { Command } from '../command.ts';
import { count } from '../count.ts';
import { hearLines } from '../hear-lines.ts';
import { LabelFile } from '../label-file.ts';
import { Labelling } from '../labelling.ts';
import type { Session } from '../session.ts';
import { untilStopped } from '../stopped.ts';
import { UsageError } from '../usage-error.ts';

export const evaluate: Command = {
  name: 'eval',
  summary: 'Say which passages answer the questions of flagged answers.',
  usage: ['eval label', 'eval label --list'],
  options: { list: { help: 'Only print how many flagged answers wait.' } },
  notes: [
    'Answers are flagged by the button Not right? in servers that turned it on with /feedback. They are shown one by',
    'one, each with its question, why it was flagged, and numbered passages. The numbers that you type become a line of',
    'labels.jsonl in DATA_DIR, and the stored question is deleted. Numbers can be piped in, a line an answer.',
    'The labels stay on this machine. To fit the weights on them: npm run fit -- --labels FILE',
  ],
  words: { min: 1, max: 1, called: 'What to do (label)' },
  async run(call, session) {
    if (call.words[0] !== 'label') throw new UsageError(`There is no 'eval ${call.words[0]}'.`, 'eval');
    const { servers } = await session.app();
    await servers.purgeShown(session.now());
    const flagged = await servers.flagged(session.now());
    if (call.switchedOn('list')) {
      await session.terminal.out.line(
        `${count(flagged.length, 'flagged answer')} ${flagged.length === 1 ? 'waits' : 'wait'} to be labelled.`,
      );
      return 0;
    }
    if (flagged.length === 0) {
      await session.terminal.out.line(
        'No flagged answer waits to be labelled. Servers turn flagging on with /feedback; docs/feedback.md tells more.',
      );
      return 0;
    }
    return label(session, flagged);
  },
};

async function label(session: Session, flagged: readonly FlaggedAnswer[]): Promise<number> {
  const { assistant, servers } = await session.app();
  const { out } = session.terminal;
  const file = await LabelFile.open(session.dataDir());
  const labelling = new Labelling(flagged, { assistant, servers, file, style: out.style, now: session.now });
  const first = await untilStopped(labelling.next(), session.signal);
  await out.text(first.text);
  if (first.end) return 0;
  let last = first;
  await hearLines(session, async (line, ending) => {
    last = await untilStopped(labelling.hear(line), ending);
    await out.text(`\n${last.text}`);
    return last.end ? 'end' : 'more';
  });
  // the input ended without a q
  if (!last.end) await out.text(`\n${(await labelling.hear('q')).text}`);
  return 0;
}
