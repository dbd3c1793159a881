import { createRequire } from 'node:module';
import type { Logger } from 'pino';
import { showControls } from './show-controls.ts';

export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug';

/** What is called of a logger. Fields and messages never hold a token or a question; see `errorFields`. */
export type Log = {
  readonly [Level in 'debug' | 'info' | 'warn' | 'error']: (fields: object, message: string) => void;
};

const order: readonly LogLevel[] = ['debug', 'info', 'warn', 'error', 'silent'];

/**
 * Logs to standard error by pino, as JSON, or as short lines where a person reads. pino is loaded with the first line
 * that is written: most runs write none.
 */
export function makeLog(level: LogLevel, toPerson: boolean): Log {
  let pino: Logger | undefined;
  const at = (own: keyof Log) => (fields: object, message: string) => {
    if (order.indexOf(own) < order.indexOf(level)) return;
    pino ??= openPino(level, toPerson);
    pino[own](fields, message);
  };
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
}

function openPino(level: LogLevel, toPerson: boolean): Logger {
  const { pino }: typeof import('pino') = createRequire(import.meta.url)('pino');
  const serialize = (error: unknown): object => errorFields(error, level === 'debug');
  const options = { level, base: null, serializers: { err: serialize, error: serialize } };
  // Written at once: a line that waits would be lost where the process is killed.
  return toPerson
    ? pino(options, { write: (line: string) => void process.stderr.write(forPerson(line)) })
    : pino(options, pino.destination({ dest: 2, sync: true }));
}

/**
 * What of an error may be logged. Its other fields may hold anything (discord.js keeps requests with their addresses,
 * and the addresses of interactions hold tokens), so none of them is.
 */
export function errorFields(error: unknown, withStack: boolean): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const code = 'code' in error && ['string', 'number'].includes(typeof error.code) ? { code: error.code } : {};
  return {
    type: error.name,
    message: error.message,
    ...code,
    ...(error.cause === undefined ? {} : { cause: errorFields(error.cause, withStack) }),
    ...(withStack ? { stack: error.stack } : {}),
  };
}

const levelNames: Readonly<Record<number, string>> = { 20: 'debug', 30: 'info', 40: 'warn', 50: 'error' };

/** "12:03:04 warn the index was rebuilt {"library":"everyone"}" */
function forPerson(line: string): string {
  const { level, time, msg, ...fields }: { level: number; time: number; msg?: string } = JSON.parse(line);
  const clock = new Date(time).toISOString().slice(11, 19);
  const rest = Object.keys(fields).length > 0 ? ` ${JSON.stringify(fields)}` : '';
  return showControls(`${clock} ${levelNames[level] ?? level} ${msg ?? ''}${rest}\n`);
}
