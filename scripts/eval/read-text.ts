import { readFileSync } from 'node:fs';
import { InputError } from '../../dist/domain/errors.js';

/** @param advice what to give instead, a sentence. @throws InputError where the file can't be read */
export function readText(path: string, advice: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : cause;
    const why = code === 'ENOENT' ? 'There is no file' : `It can't be read (${code}):`;
    throw new InputError(`${why} ${path}. ${advice}`, { cause });
  }
}
