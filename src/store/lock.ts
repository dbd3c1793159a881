import { join } from 'node:path';
import Database from 'libsql';
import { OperatorError } from '../domain/errors.ts';
import { explainStorageError, isBusy, isDamaged } from './explain-storage-error.ts';
import { makeFolder } from './make-folder.ts';

export type Lock = {
  /** Gives the lock back; the process's end, however it comes, does so too. */
  release(): void;
};

/** Long enough to outlast somebody who only reads who holds the lock. */
const waitMs = 250;

/** Kept from the garbage collector, which would close the file and lose the lock. */
const held = new Set<Database.Database>();

/**
 * Takes the lock that one running Hearsay has on a data folder. It is an open write transaction on a small SQLite file,
 * so the operating system gives it back when the process ends, even by `kill -9`: nothing can be left over, and no
 * process id has to be judged, which may meanwhile belong to somebody else.
 * @throws OperatorError where another process (or this one) holds it, naming the process, or the folder is not writable
 */
export async function takeLock(dataDir: string): Promise<Lock> {
  const file = join(dataDir, 'hearsay.lock');
  let database: Database.Database | undefined;
  try {
    await makeFolder(dataDir);
    database = new Database(file, { timeout: waitMs });
    hold(database);
    held.add(database);
    return releasing(database);
  } catch (error) {
    const holder = isBusy(error) && database ? holderOf(database) : undefined;
    database?.close();
    if (isBusy(error)) throw alreadyRunning(dataDir, holder);
    throw isDamaged(error) ? damaged(file, error) : explainStorageError(error, file);
  }
}

/** The name is committed first, so that others can read it; of two who do so at once, one gets the second `begin`. */
function hold(database: Database.Database): void {
  database.exec('begin immediate');
  database.exec('create table if not exists holder (pid integer not null)');
  database.exec('delete from holder');
  database.prepare('insert into holder (pid) values (?)').run([process.pid]);
  database.exec('commit');
  database.exec('begin immediate');
}

function releasing(database: Database.Database): Lock {
  return {
    release() {
      if (!held.delete(database)) return;
      database.exec('rollback'); // closing alone would keep the lock until the statements are collected
      database.close();
    },
  };
}

function holderOf(database: Database.Database): number | undefined {
  try {
    const [row] = database.prepare('select pid from holder').all(); // to its end, which gives the read lock back
    return typeof row === 'object' && row !== null && 'pid' in row ? Number(row.pid) : undefined;
  } catch {
    return undefined; // it has not written its name yet
  }
}

const alreadyRunning = (dataDir: string, pid: number | undefined): OperatorError =>
  new OperatorError(
    `Hearsay is already running on ${dataDir}${pid === undefined ? '' : ` (process ${pid})`}. Stop it first, or set DATA_DIR to another folder.`,
  );

const damaged = (file: string, cause: unknown): OperatorError =>
  new OperatorError(
    `${file} is damaged. It holds nothing but a lock: delete it while no Hearsay is running, then try again.`,
    { cause },
  );
