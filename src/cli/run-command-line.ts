import { commands } from './commands.ts';
import { sentenceFor } from './explain-error.ts';
import { commandHelp, programHelp } from './help.ts';
import { parseCommandLine } from './parse-command-line.ts';
import type { Session } from './session.ts';
import { Stopped } from './stopped.ts';
import { UsageError } from './usage-error.ts';

/** What a run needs beside its session. */
export type Run = {
  /** What was typed after `hearsay`. */
  readonly typed: readonly string[];
  readonly session: Session;
  readonly version: () => string;
  /** Gets every error in full, for a developer. */
  readonly onError: (error: unknown) => void;
};

/** Does what was typed. @returns the exit code: 0 fine, 1 failed, 2 wrong use, 130 and 143 stopped */
export async function runCommandLine({ typed, session, version, onError }: Run): Promise<number> {
  const { out, err } = session.terminal;
  try {
    const wish = parseCommandLine(typed, commands);
    if (wish.kind === 'run') return await wish.call.command.run(wish.call, session);
    if (wish.kind === 'version') await out.line(version());
    else await out.write(wish.command ? commandHelp(wish.command) : programHelp(commands));
    return 0;
  } catch (error) {
    // What fails after the signal fails because of it.
    const cause: unknown = session.signal.aborted ? session.signal.reason : error;
    if (cause instanceof Stopped) return cause.exitCode;
    onError(cause);
    await err.line(`hearsay: ${sentenceFor(cause)}`);
    return cause instanceof UsageError ? 2 : 1;
  }
}
