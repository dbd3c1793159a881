import { on } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import type { Target } from './commands/ask.ts';
import { Conversation } from './conversation.ts';
import { sentenceFor } from './explain-error.ts';
import type { CliApp, Session } from './session.ts';
import { Stopped, untilStopped } from './stopped.ts';
import { inputIsTerminal, type Terminal } from './terminal.ts';

/** One that the built-in document answers, one that it does not, and one that wants an opinion. */
const examples = [
  'What is Mossalaha?',
  'How many prisoners have taken part in Mossalaha?',
  'Do you agree with the article?',
];

/** @param hasToken whether the bot could run: then nobody has to be told how to get a token */
export async function greet({ out }: Terminal, hasToken: boolean): Promise<void> {
  const lines = [
    'Hearsay quotes what a document claims, and keeps it apart from what is independently verified.',
    ...(hasToken
      ? []
      : [
          'For Discord, set DISCORD_TOKEN in .env and start again; you get one at https://discord.com/developers/applications: your application, Bot, Reset Token.',
        ]),
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
  const ending = new AbortController();
  const lines = openLines(session, ending);
  try {
    lines.prompt();
    for await (const [line] of on(lines, 'line', { close: ['close'] })) {
      if (ending.signal.aborted) break;
      const said = await heard(String(line));
      if (said?.end) break;
      lines.prompt();
    }
  } catch (error) {
    if (!ending.signal.aborted) throw error;
  } finally {
    lines.close();
  }
  if (session.signal.aborted && !isInterrupt(session.signal.reason)) throw session.signal.reason;
  return 0;

  async function heard(line: string) {
    try {
      const said = await untilStopped(conversation.hear(line), ending.signal);
      if (said.text !== '') await out.text(`${said.text}\n`);
      return said;
    } catch (error) {
      ending.signal.throwIfAborted();
      await err.line(`hearsay: ${sentenceFor(error)}`);
      return undefined;
    }
  }
}

/** Ctrl-C ends a chat as well as /quit does; other reasons have their own exit codes. */
const isInterrupt = (reason: unknown): boolean => reason instanceof Stopped && reason.reason === 'SIGINT';

/** Lines as they are typed or piped in, with editing and a prompt where a person types. */
function openLines({ terminal, signal }: Session, ending: AbortController): Interface {
  const person = inputIsTerminal(terminal) && terminal.out.isTerminal;
  const lines = createInterface(
    person
      ? { input: terminal.input, output: terminal.out.stream, terminal: true, prompt: '› ' }
      : { input: terminal.input, terminal: false, prompt: '' },
  );
  const end = (): void => {
    ending.abort();
    lines.close();
  };
  lines.on('SIGINT', end);
  if (person) lines.on('close', () => terminal.out.stream.write('\n'));
  if (signal.aborted) end();
  signal.addEventListener('abort', end, { once: true });
  return lines;
}
