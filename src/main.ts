#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { App } from './app.ts';
import type { Running, Session } from './cli/session.ts';
import { Stopped, untilStopped } from './cli/stopped.ts';
import type { Config } from './config.ts';
import { OperatorError } from './domain/errors.ts';
import type { WebAddress } from './web-pages.ts';

// Everything else is loaded while signals are heard already; before that, a signal just ends the process.
const signal = hearSignals();
process.exitCode = await main(process.argv.slice(2));
// Nothing of ours runs any more, the model least of all, so leaving is safe, whatever a library still holds open.
setTimeout(() => process.exit(), 2_000).unref();

/**
 * Does what was typed and closes the app behind it. `process.exit` is never called while something runs: in the middle
 * of an ONNX run it aborts the process (exit code 134).
 * @returns the exit code
 */
async function main(typed: readonly string[]): Promise<number> {
  const { runCommandLine } = await import('./cli/run-command-line.ts');
  const { sentenceFor } = await import('./cli/explain-error.ts');
  const { session, opened, debugs } = await openSession(typed[0]);
  const onError = (error: unknown): void => {
    if (debugs()) process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  };
  const exitCode = await runCommandLine({ typed, session, version, onError });
  try {
    await (await opened())?.close();
    return exitCode;
  } catch (error) {
    onError(error);
    await session.terminal.err.line(`hearsay: ${sentenceFor(error)}`);
    return Math.max(exitCode, 1);
  }
}

/** @param command as it was typed */
async function openSession(command: string | undefined): Promise<{
  session: Session;
  /** The app, where it was opened. */
  opened: () => Promise<App | undefined>;
  debugs: () => boolean;
}> {
  const [{ projectFolder, readConfig }, { makeLog }, { Output }, { quoteFinder }] = await Promise.all([
    import('./config.ts'),
    import('./cli/make-log.ts'),
    import('./cli/terminal.ts'),
    import('./built-in.ts'),
  ]);
  const env = await environment(projectFolder);
  // Read when first needed, so that --help works with wrong settings.
  const config = once(() => {
    const settings = readConfig(env);
    return opensPlayground(command, settings)
      ? { ...settings, dataDir: join(settings.dataDir, 'playground') }
      : settings;
  });
  const log = once(() => {
    const { logLevel, discordToken } = config();
    // News of what is loaded are noise beside a single answer.
    const isBot = command === 'start' && discordToken !== undefined;
    return makeLog(logLevel === 'info' && !isBot ? 'warn' : logLevel, process.stderr.isTTY);
  });
  const open = once(async (): Promise<App> => {
    const settings = config();
    const { openApp } = await import('./app.ts');
    return openApp(settings, { log: log() });
  });
  let opening: Promise<App> | undefined;
  const app = (): Promise<App> => {
    opening = open();
    return untilStopped(opening, signal);
  };
  /** The playground's own page is on this machine alone, and so are its source pages. */
  const webAddress = (isPlayground: boolean): WebAddress | undefined => {
    const { host, port, publicUrl } = config().web;
    if (isPlayground) return { host: '127.0.0.1', port: 0 };
    return port === undefined ? undefined : { host, port, publicUrl };
  };
  async function startBot(
    address: { readonly token: string; readonly apiUrl: string },
    isPlayground: boolean,
  ): Promise<Running> {
    // discord.js takes most of a second to load, while the model's thread reads what is new.
    const [{ startBot: start }, { assistant, desk, ledgers, ledgerStore: desks, reader, screens, servers }] =
      await Promise.all([import('./discord/start-bot.ts'), app()]);
    const web = webAddress(isPlayground);
    if (web) await (await app()).serveWeb(web);
    void reader.warm(); // before somebody asks: .3 s of the three that Discord gives
    return start({ ...address, assistant, desk, desks, ledgers, screens, servers, log: log(), now });
  }
  return {
    session: {
      terminal: {
        input: process.stdin,
        out: new Output(process.stdout, signal),
        err: new Output(process.stderr, signal),
      },
      signal,
      now,
      app,
      dataDir: () => config().dataDir,
      quoteFinder,
      takeLock: async () => (await import('./store/lock.ts')).takeLock(config().dataDir),
      get startBot() {
        const { discordToken: token, discordApiUrl: apiUrl } = config();
        return token === undefined ? undefined : () => startBot({ token, apiUrl }, false);
      },
      openPlayground: async (settings) => {
        const { openPlayground } = await import('./playground/open-playground.ts');
        return openPlayground({
          ...settings,
          projectFolder: pathToFileURL(projectFolder),
          startBot: (address) => startBot(address, true),
        });
      },
    },
    opened: async () => opening?.catch(() => undefined),
    debugs: () => {
      try {
        return config().logLevel === 'debug';
      } catch {
        return false; // the settings themselves are what is wrong
      }
    },
  };
}

/** Whose data are apart from those that people rely on. */
function opensPlayground(command: string | undefined, { discordToken }: Config): boolean {
  return command === 'playground' || (command === 'start' && discordToken === undefined);
}

/**
 * Aborts at the first Ctrl-C or SIGTERM (a second is told that it is stopping already), when nobody reads the output
 * any more, and at an error that nothing caught: then too, the model has to end before the process may.
 */
function hearSignals(): AbortSignal {
  const stopping = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const)
    process.on(name, () => {
      if (stopping.signal.aborted) process.stderr.write('Stopping already: what is under way is being finished.\n');
      stopping.abort(new Stopped(name));
    });
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      const closed = error.code === 'EPIPE';
      stopping.abort(closed ? new Stopped('output-closed') : new OperatorError(unwritable(error), { cause: error }));
    });
  process.on('uncaughtException', (error) => stopping.abort(error));
  return stopping.signal;
}

/** The environment, and what .env of the project and of the working folder add to it, the project's first. */
async function environment(projectFolder: string): Promise<Readonly<Record<string, string | undefined>>> {
  const { config } = await import('dotenv');
  const added: Record<string, string> = {};
  config({ path: [join(projectFolder, '.env'), '.env'], quiet: true, processEnv: added });
  return { ...added, ...process.env };
}

function unwritable({ code, message }: NodeJS.ErrnoException): string {
  return `The output could not be written (${code ?? message}): check the disk or the terminal that it goes to.`;
}

function version(): string {
  const { version: own }: { version: string } = JSON.parse(
    readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
  );
  return own;
}

function now(): Date {
  return new Date();
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
