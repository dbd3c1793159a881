import { type FileHandle, open } from 'node:fs/promises';
import { OperatorError } from '../domain/errors.ts';

/** A file that is written from its beginning, piece by piece. */
export class OutputFile {
  readonly #path: string;
  readonly #file: FileHandle;

  private constructor(path: string, file: FileHandle) {
    this.#path = path;
    this.#file = file;
  }

  /** Empties the file. @throws OperatorError where it can't be written */
  static async open(path: string): Promise<OutputFile> {
    try {
      return new OutputFile(path, await open(path, 'w'));
    } catch (error) {
      throw explainWriting(error, path);
    }
  }

  /** @throws OperatorError where the disk is full or fails; what was written before stays */
  async write(words: string): Promise<void> {
    try {
      await this.#file.appendFile(words);
    } catch (error) {
      throw explainWriting(error, this.#path);
    }
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

/** Writes a whole file. @throws OperatorError where it can't be written */
export async function writeFileTo(path: string, words: string): Promise<void> {
  const file = await OutputFile.open(path);
  try {
    await file.write(words);
  } finally {
    await file.close();
  }
}

const adviceByCode: Readonly<Record<string, string>> = {
  ENOENT: 'can’t be made: its folder does not exist.',
  ENOTDIR: 'can’t be made: its folder does not exist.',
  EISDIR: 'is a folder: name a file.',
  EACCES: 'may not be written: name another file, or give your user the right.',
  EPERM: 'may not be written: name another file, or give your user the right.',
  EROFS: 'may not be written: name a file on another disk.',
  ENOSPC: 'could not be written to its end: the disk is full. Free some space and try again.',
};

/** An error of writing a file, as a sentence where the operator can put it right. */
export function explainWriting(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const advice = adviceByCode[code];
  return advice === undefined ? error : new OperatorError(`${path} ${advice}`, { cause: error });
}
