import { on } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import type { Session } from './session.ts';
import { Stopped } from './stopped.ts';
import { inputIsTerminal } from './terminal.ts';

/**
 * Hears lines until `hear` says that it was the last, the end of the input or Ctrl-C, which are all good ends.
 * @param hear gets a signal that Ctrl-C and the end of the session abort
 * @throws what `hear` throws, and the signal's reason where something else stops it
 */
export async function hearLines(
  session: Session,
  hear: (line: string, ending: AbortSignal) => Promise<'end' | 'more'>,
): Promise<void> {
  const ending = new AbortController();
  const lines = openLines(session, ending);
  try {
    lines.prompt();
    for await (const [line] of on(lines, 'line', { close: ['close'] })) {
      if (ending.signal.aborted) break;
      if ((await hear(String(line), ending.signal)) === 'end') break;
      lines.prompt();
    }
  } catch (error) {
    if (!ending.signal.aborted) throw error;
  } finally {
    lines.close();
  }
  if (session.signal.aborted && !isInterrupt(session.signal.reason)) throw session.signal.reason;
}

/** Ctrl-C ends it as well as a typed word does; other reasons have their own exit codes. */
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
