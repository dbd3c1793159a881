import { describe, expect, it } from 'vitest';
import { InputError, OperatorError } from '../../src/domain/errors.ts';
import { explainStorageError } from '../../src/store/explain-storage-error.ts';

const withCode = (code: string): Error => Object.assign(new Error('it failed'), { code });

describe('a failure of the disk or of SQLite', () => {
  it.each([
    { code: 'ENOSPC', says: /disk that holds FILE is full. Free some space/ },
    { code: 'EDQUOT', says: /disk that holds FILE is full/ },
    { code: 'SQLITE_FULL', says: /disk that holds FILE is full/ },
    { code: 'EACCES', says: /may not write FILE.*DATA_DIR/ },
    { code: 'EROFS', says: /may not write FILE.*DATA_DIR/ },
    { code: 'SQLITE_READONLY_DIRECTORY', says: /may not write FILE/ },
    { code: 'SQLITE_CANTOPEN_ISDIR', says: /may not write FILE/ },
    { code: 'SQLITE_BUSY_SNAPSHOT', says: /FILE is locked by another program/ },
    { code: 'SQLITE_CORRUPT_VTAB', says: /FILE is damaged.*backup/ },
    { code: 'SQLITE_NOTADB', says: /FILE is damaged.*backup/ },
    { code: 'SQLITE_IOERR_WRITE', says: /disk that holds FILE reports an error/ },
    { code: 'EIO', says: /disk that holds FILE reports an error/ },
  ])('$code becomes a sentence that says what to do', ({ code, says }) => {
    const cause = withCode(code);
    const explained = explainStorageError(cause, 'FILE');
    expect(explained).toBeInstanceOf(OperatorError);
    expect(explained).toMatchObject({ userMessage: expect.stringMatching(says), cause });
  });

  it('without a code is known by the number that libsql puts in its message', () => {
    const error = new Error('ConnectionFailed("Unable to open connection to local database /x/y.sqlite: 14")');
    expect(explainStorageError(error, 'FILE')).toMatchObject({
      userMessage: expect.stringMatching(/may not write FILE/),
    });
  });

  it.each([
    { what: 'a broken constraint', error: withCode('SQLITE_CONSTRAINT_PRIMARYKEY') },
    { what: 'an error without a code', error: new Error('no') },
    { what: 'an error that already says what to do', error: new InputError('Ask again.') },
    { what: 'no error', error: 'no' },
  ])('that is $what stays what it is', ({ error }) => {
    expect(explainStorageError(error, 'FILE')).toBe(error);
  });
});
