import { createHash } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InvariantError, OperatorError } from '../domain/errors.ts';
import { explainReading } from '../library/document-file.ts';
import { jsonLine } from './json-line.ts';
import { explainWriting } from './output-file.ts';

/** A question with the passages that answer it, as the golden questions of `npm run eval` have it, and its document. */
export type Label = {
  /** Of `labelId`. */
  readonly id: string;
  readonly kind: 'labelled';
  /** BCP 47, of the question. */
  readonly language: string;
  readonly question: string;
  readonly outcome: 'answered' | 'not-addressed';
  /** Words of the document, exactly; none where it does not answer. */
  readonly right: readonly string[];
  readonly document: string;
  /** sha256 of the document's canonical text. */
  readonly revision: string;
};

/** Names a label by its shown answer without saying which: one answer is never labelled twice. */
export const labelId = (shownId: string): string =>
  `labelled-${createHash('sha256').update(shownId).digest('hex').slice(0, 16)}`;

/** `labels.jsonl` of a data folder: a label a line. Lines are only ever added. */
export class LabelFile {
  readonly path: string;
  readonly #ids: Set<string>;
  /** What has to stand before the next label: a hand may have left the last line open. */
  #before: '' | '\n';

  private constructor(path: string, ids: Set<string>, before: '' | '\n') {
    this.path = path;
    this.#ids = ids;
    this.#before = before;
  }

  /** @throws OperatorError where it can't be read, or a line of it is no label */
  static async open(dataDir: string): Promise<LabelFile> {
    const path = join(dataDir, 'labels.jsonl');
    const text = await readIfThere(path);
    const lines = text.split('\n').map((line, at) => (line.trim() === '' ? [] : [idIn(line, at + 1, path)]));
    return new LabelFile(path, new Set(lines.flat()), text === '' || text.endsWith('\n') ? '' : '\n');
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  /** On the disk when it returns. @throws OperatorError where it can't be written */
  async add(label: Label): Promise<void> {
    if (this.#ids.has(label.id)) throw new InvariantError(`${label.id} is labelled already`);
    try {
      // readable for its owner only: questions are nobody else's concern
      const file = await open(this.path, 'a', 0o600);
      try {
        await file.appendFile(this.#before + jsonLine(label));
        await file.sync();
      } finally {
        await file.close();
      }
    } catch (error) {
      throw explainWriting(error, this.path);
    }
    this.#before = '';
    this.#ids.add(label.id);
  }
}

async function readIfThere(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw explainReading(error, path);
  }
}

function idIn(line: string, number: number, path: string): string {
  try {
    const value: unknown = JSON.parse(line);
    if (typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string') return value.id;
  } catch {
    // said below
  }
  throw new OperatorError(`Line ${number} of ${path} is no label. Mend it or take it out, then start again.`);
}
