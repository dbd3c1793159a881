import { open, stat } from 'node:fs/promises';
import { addAbortSignal } from 'node:stream';
import { answerJson } from '../answer/answer-json.ts';
import { InputError } from '../domain/errors.ts';
import { explainReading } from '../library/document-file.ts';
import type { Target } from './commands/ask.ts';
import { count } from './count.ts';
import { sentenceFor } from './explain-error.ts';
import { jsonLine } from './json-line.ts';
import { mapInOrder } from './map-in-order.ts';
import { OutputFile } from './output-file.ts';
import { parseBatchLine } from './parse-batch-line.ts';
import type { CliApp, Session } from './session.ts';
import { splitLines } from './split-lines.ts';
import { untilStopped } from './stopped.ts';

/** So many questions are under way at once: the model takes one at a time, meanwhile others are searched for. */
const underWay = 4;

/** Where the questions come from and the answers go to; `-` is standard input and output. */
export type BatchFiles = { readonly from: string; readonly to: string };

type Answered = { readonly line: string; readonly ok: boolean };

/**
 * Answers a file of questions, a line at a time, so that a file of any length fits.
 * @returns 1 where a line could not be answered, after all others were
 */
export async function answerBatch(files: BatchFiles, target: Target, app: CliApp, session: Session): Promise<number> {
  await requireTwoFiles(files);
  const questions = splitLines(await readerOf(files.from, session));
  const output = files.to === '-' ? session.terminal.out : await OutputFile.open(files.to);
  let failed = 0;
  try {
    for await (const answered of mapInOrder(numbered(questions), underWay, answerLine)) {
      await output.write(answered.line);
      if (!answered.ok) failed++;
    }
  } finally {
    if (output instanceof OutputFile) await output.close();
  }
  session.signal.throwIfAborted();
  if (failed > 0)
    await session.terminal.err.line(
      `hearsay: ${count(failed, 'line')} could not be answered; look for "error" in the output.`,
    );
  return failed > 0 ? 1 : 0;

  async function answerLine({ bytes, number }: NumberedLine): Promise<Answered> {
    const parsed = parseBatchLine(bytes, number);
    const id = parsed.id === undefined ? {} : { id: parsed.id };
    if (!parsed.ok) return { ok: false, line: jsonLine({ id: null, ...id, error: parsed.error }) };
    try {
      const asking = app.assistant.ask({ ...target, question: parsed.question });
      const answer = await untilStopped(asking, session.signal);
      return {
        ok: true,
        line: jsonLine({ ...id, ...answerJson(answer, await app.assistant.ledgerOf(answer, target)) }),
      };
    } catch (error) {
      session.signal.throwIfAborted();
      return { ok: false, line: jsonLine({ id: null, ...id, error: sentenceFor(error) }) };
    }
  }
}

type NumberedLine = { readonly bytes: Uint8Array | null; readonly number: number };

/** Lines with their numbers, counted from 1; blank ones are no questions. */
async function* numbered(lines: AsyncIterable<Uint8Array | null>): AsyncGenerator<NumberedLine> {
  let number = 0;
  for await (const bytes of lines) {
    number++;
    if (bytes === null || bytes.some((byte) => !isSpace(byte))) yield { bytes, number };
  }
}

const isSpace = (byte: number): boolean => byte === 0x20 || (0x09 <= byte && byte <= 0x0d);

/** Opening the answers' file empties it, so it must not be the one with the questions. */
async function requireTwoFiles({ from, to }: BatchFiles): Promise<void> {
  if (from === '-' || to === '-') return;
  const [a, b] = await Promise.all([from, to].map((path) => stat(path).catch(() => undefined)));
  if (a && b && a.isFile() && a.dev === b.dev && a.ino === b.ino)
    throw new InputError(`${to} holds the questions: name another file for the answers.`);
}

async function readerOf(path: string, { terminal, signal }: Session): Promise<AsyncIterable<Uint8Array>> {
  if (path === '-') return addAbortSignal(signal, terminal.input);
  try {
    const file = await open(path, 'r');
    if (!(await file.stat()).isDirectory()) return addAbortSignal(signal, file.createReadStream());
    await file.close();
  } catch (error) {
    throw explainReading(error, path);
  }
  throw new InputError(`${path} is a folder: name a file with a question a line.`);
}
