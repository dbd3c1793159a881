import { AppError, OperatorError } from '../domain/errors.ts';

/** What an operator can do about a file that cannot be used. */
type Advice = (file: string) => string;

const damaged: Advice = (file) =>
  `${file} is damaged. Hearsay left it as it is: stop Hearsay, move the file (and those beside it that end in -wal and -shm) to another folder, put a backup in its place, and start again.`;
const locked: Advice = (file) =>
  `${file} is locked by another program. Close whatever else has it open, then try again. Nothing was written.`;
const notWritable: Advice = (file) =>
  `Hearsay may not write ${file}. Give its user the right to write there, or set DATA_DIR to a folder where it may.`;
const diskFull: Advice = (file) =>
  `The disk that holds ${file} is full. Free some space, then try again. What was stored before is safe; nothing half was written.`;
const diskFailing: Advice = (file) =>
  `The disk that holds ${file} reports an error. Check the disk, then try again. Hearsay left the file as it is.`;

/** SQLite's primary result codes (https://www.sqlite.org/rescode.html) and the operating system's, by who reports them. */
const adviceByCode: Readonly<Record<string, Advice>> = {
  SQLITE_NOTADB: damaged,
  SQLITE_CORRUPT: damaged,
  SQLITE_BUSY: locked,
  SQLITE_LOCKED: locked,
  SQLITE_READONLY: notWritable,
  SQLITE_CANTOPEN: notWritable,
  SQLITE_PERM: notWritable,
  SQLITE_FULL: diskFull,
  SQLITE_IOERR: diskFailing,
  EACCES: notWritable,
  EPERM: notWritable,
  EROFS: notWritable,
  EEXIST: notWritable,
  ENOTDIR: notWritable,
  EISDIR: notWritable,
  ENOENT: notWritable,
  ENOSPC: diskFull,
  EDQUOT: diskFull,
  EFBIG: diskFull,
  EIO: diskFailing,
};

/** libsql gives an error of opening no code, only SQLite's number at the end of its message. */
const openingCodes: Readonly<Record<string, string>> = {
  '8': 'SQLITE_READONLY',
  '10': 'SQLITE_IOERR',
  '13': 'SQLITE_FULL',
  '14': 'SQLITE_CANTOPEN',
};

function codeOf(error: Error): string | undefined {
  if ('code' in error && typeof error.code === 'string' && error.code !== '')
    return error.code.match(/^SQLITE_[A-Z]+/)?.[0] ?? error.code;
  const opening = error.message.match(/^ConnectionFailed\(.*: (\d+)"\)$/s)?.[1];
  return opening === undefined ? undefined : openingCodes[opening];
}

/** Whether somebody else holds a lock that is needed. */
export const isBusy = (error: unknown): boolean => error instanceof Error && codeOf(error) === 'SQLITE_BUSY';

/** Whether SQLite does not recognise its own file. */
export const isDamaged = (error: unknown): boolean =>
  error instanceof Error && ['SQLITE_NOTADB', 'SQLITE_CORRUPT'].includes(codeOf(error) ?? '');

/**
 * Says what an operator can do about a failure of the disk or of SQLite.
 * @param file as the operator knows it, for the sentence
 * @returns an OperatorError, or the same error where nobody but us can put it right
 */
export function explainStorageError(error: unknown, file: string): unknown {
  if (!(error instanceof Error) || error instanceof AppError) return error;
  const advice = adviceByCode[codeOf(error) ?? ''];
  return advice === undefined ? error : new OperatorError(advice(file), { cause: error });
}
