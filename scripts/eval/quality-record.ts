import { execFileSync } from 'node:child_process';
import { z } from 'zod';
import { InputError } from '../../dist/domain/errors.js';

const share = { value: z.number(), of: z.number() };
const figure = z.strictObject({
  ...share,
  /** The best since a worse one was last accepted, where this is not it: what later ones are held against. */
  best: z.strictObject(share).optional(),
});
const figures = z.record(z.string(), figure);
const record = z.strictObject({
  /** Hash of the golden set. */
  questions: z.string(),
  /** Why it may be worse than the record before it. */
  accepted: z.string().min(1).optional(),
  halves: z.record(z.string(), figures),
});
const squadRecord = z.strictObject({
  sha256: z.string(),
  /** Why it may be worse than the record before it. */
  accepted: z.string().min(1).optional(),
  figures,
});
const squadRecords = z.record(z.string(), squadRecord);

/** Values by the names of their measures, and how many each is of. */
export type Figures = z.infer<typeof figures>;
/** `docs/quality.json`: what later runs are compared with. */
export type QualityRecord = z.infer<typeof record>;
/** Of one way to read a file. */
export type SquadRecord = z.infer<typeof squadRecord>;
/** `docs/quality-squad.json`: by the heading of their part; `sha256` is the file's. */
export type SquadRecords = z.infer<typeof squadRecords>;

/** @param where what the text is, to say so. @throws InputError where it is no record */
export const parseRecord = (text: string, where: string): QualityRecord =>
  parsed(
    record,
    text,
    `${where} is no record of headline figures. \`npm run eval -- --accept REASON\` writes it anew.`,
  );

/** @throws InputError where it is no record */
export const parseSquadRecords = (text: string, where: string): SquadRecords =>
  parsed(squadRecords, text, `${where} is no record of figures. Take it out of git again, or remove it.`);

function parsed<T>(shape: z.ZodType<T>, text: string, why: string): T {
  try {
    return shape.parse(JSON.parse(text));
  } catch (cause) {
    throw new InputError(why, { cause });
  }
}

/** As it stands in its file. */
export const recordText = (content: QualityRecord | SquadRecords): string => `${JSON.stringify(content, null, 2)}\n`;

/** What git says in a folder; undefined where there is no git, or it knows nothing of this. */
export function askGit(folder: string, ...args: readonly string[]): string | undefined {
  try {
    return execFileSync('git', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return undefined;
  }
}

const looksBack = 20;

/** The last committed text of a file that is not this one; null where there is none, or no history. */
export function committedBefore(folder: string, path: string, text: string): string | null {
  const commits = askGit(folder, 'log', '--format=%H', '-n', `${looksBack}`, '--', path)?.trim().split('\n') ?? [];
  const texts = commits.map((commit) => askGit(folder, 'show', `${commit}:${path}`));
  return texts.find((earlier) => earlier !== undefined && earlier !== text) ?? null;
}
