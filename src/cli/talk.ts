import type { Target } from './commands/ask.ts';
import { Conversation } from './conversation.ts';
import { sentenceFor } from './explain-error.ts';
import { hearLines } from './hear-lines.ts';
import type { CliApp, Session } from './session.ts';
import { untilStopped } from './stopped.ts';
import type { Terminal } from './terminal.ts';

/** One that the built-in document answers, one that it does not, and one that wants an opinion. */
const examples = [
  'What is Mossalaha?',
  'How many prisoners have taken part in Mossalaha?',
  'Do you agree with the article?',
];

export async function greet({ out }: Terminal): Promise<void> {
  const lines = [
    'Hearsay quotes what a document claims, and keeps it apart from what is independently verified.',
    'Type a question, /help for what else there is, or /quit. For example:',
    ...examples.map((example) => `  ${example}`),
  ];
  for (const line of lines) await out.line(line);
}

/**
 * Answers lines until /quit, the end of the input or Ctrl-C, which are all good ends.
 * @throws the signal's reason where something else stops it
 */
export async function talk(target: Target, app: CliApp, session: Session): Promise<number> {
  const { out, err } = session.terminal;
  const conversation = new Conversation(app.assistant, target, out.style);
  await hearLines(session, async (line, ending) => {
    try {
      const said = await untilStopped(conversation.hear(line), ending);
      if (said.text !== '') await out.text(`${said.text}\n`);
      return said.end ? 'end' : 'more';
    } catch (error) {
      ending.throwIfAborted();
      await err.line(`hearsay: ${sentenceFor(error)}`);
      return 'more';
    }
  });
  return 0;
}
