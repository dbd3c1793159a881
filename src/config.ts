import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { OperatorError } from './domain/errors.ts';

/** The folder that holds package.json, whether this runs from src/ or from dist/. */
export const projectFolder = fileURLToPath(new URL('..', import.meta.url));

const optional = z
  .string()
  .trim()
  .transform((value) => (value === '' ? undefined : value))
  .optional();

const environment = z.object({
  DISCORD_TOKEN: optional,
  DISCORD_API_URL: optional.pipe(z.url({ protocol: /^https?$/ }).optional()).default('https://discord.com/api'),
  DATA_DIR: optional,
  PORT: optional.pipe(
    z
      .string()
      .regex(/^\d{1,5}$/)
      .transform(Number)
      .pipe(z.number().max(65_535))
      .optional(),
  ),
  HOST: optional.default('127.0.0.1'),
  PUBLIC_URL: optional.pipe(z.url({ protocol: /^https?$/ }).optional()),
  LOG_LEVEL: optional.pipe(z.enum(['silent', 'error', 'warn', 'info', 'debug']).optional()).default('info'),
});

/** What an operator can set. Every one of them is in `.env.example` (a test compares the two). */
export type Config = {
  /** Undefined: no Discord; `start` opens the playground. */
  readonly discordToken: string | undefined;
  /** The part before `/v10`. */
  readonly discordApiUrl: string;
  /** Absolute. */
  readonly dataDir: string;
  /** Where the bot serves source pages; without a port it serves none. */
  readonly web: { readonly host: string; readonly port: number | undefined; readonly publicUrl: string | undefined };
  readonly logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
};

/** The names of all settings. */
export const settings = Object.keys(environment.shape);

/**
 * Reads the settings; nothing else in Hearsay reads the environment.
 * @throws OperatorError naming the setting that is wrong, never its value: it may be a secret
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const result = environment.safeParse(env);
  if (!result.success) {
    const issue = result.error.issues[0];
    throw new OperatorError(
      `The setting ${issue?.path.join('.')} is wrong: ${issue?.message}. Correct it in .env or in the environment; .env.example explains it.`,
    );
  }
  const { DISCORD_TOKEN, DISCORD_API_URL, DATA_DIR, PORT, HOST, PUBLIC_URL, LOG_LEVEL } = result.data;
  return {
    discordToken: DISCORD_TOKEN,
    discordApiUrl: DISCORD_API_URL.replace(/\/+$/u, ''),
    dataDir: resolve(projectFolder, DATA_DIR ?? 'data'),
    web: { host: HOST, port: PORT, publicUrl: PUBLIC_URL?.replace(/\/+$/u, '') },
    logLevel: LOG_LEVEL,
  };
}
