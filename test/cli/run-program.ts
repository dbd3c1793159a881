import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

/** The built program; test/global-setup.ts builds it. */
export const program = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
export const projectFolder = fileURLToPath(new URL('../..', import.meta.url));

export type Ended = {
  /** The exit code as a shell gives it: 128 and the signal's number where a signal ended it. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
};

export type ProgramOptions = {
  readonly dataDir: string;
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
};

/** Settings of whoever runs the tests stay out: an empty one counts as not set, also in .env. */
export const environmentFor = ({ dataDir, env }: ProgramOptions): Record<string, string> => ({
  PATH: process.env.PATH ?? '',
  DATA_DIR: dataDir,
  DISCORD_TOKEN: '',
  LOG_LEVEL: '',
  ...env,
});

/** Starts the program in an empty standard input, or leaves that open for the caller. */
export function start(args: readonly string[], options: ProgramOptions): ChildProcess {
  const child = spawn(process.execPath, [program, ...args], { env: environmentFor(options), cwd: options.dataDir });
  if (options.input !== undefined) child.stdin?.end(options.input);
  return child;
}

const signalNumbers: Readonly<Record<string, number>> = { SIGINT: 2, SIGTERM: 15, SIGABRT: 6, SIGSEGV: 11, SIGKILL: 9 };

export async function ended(child: ChildProcess): Promise<Ended> {
  const read = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name]?.setEncoding('utf8').on('data', (words: string) => {
      read[name] += words;
    });
  const [code, signal]: [number | null, string | null] = (await once(child, 'close')) as [number | null, string | null]; // the event's documented arguments
  return { code: code ?? 128 + (signalNumbers[signal ?? ''] ?? 0), ...read };
}

/** Runs the program to its end. */
export const hearsay = (args: readonly string[], options: ProgramOptions): Promise<Ended> =>
  ended(start(args, { input: '', ...options }));

/** An empty folder that goes with its test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hearsay-cli-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Resolves when the words have been written to the stream. */
export function written(child: ChildProcess, name: 'stdout' | 'stderr', words: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let read = '';
    child[name]?.on('data', (chunk: unknown) => {
      read += String(chunk);
      if (read.includes(words)) resolve();
    });
    child.once('close', () => reject(new Error(`it ended before it wrote ${words}: ${read}`)));
  });
}
