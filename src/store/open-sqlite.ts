import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { Kysely, sql } from 'kysely';
import Database from 'libsql';
import { OperatorError } from '../domain/errors.ts';
import type { LedgerStore } from '../ledger/ledger-store.ts';
import type { DocumentStore } from '../library/document-store.ts';
import type { ServerStore } from '../servers/server-store.ts';
import { explainStorageError } from './explain-storage-error.ts';
import { makeFolder } from './make-folder.ts';
import { migrate, type Schema, schemaVersion } from './schema.ts';
import { SqlDocumentStore } from './sql-document-store.ts';
import { SqlLedgerStore } from './sql-ledger-store.ts';
import { SqlServerStore } from './sql-server-store.ts';
import { type SqliteFile, sqliteDialect } from './sqlite-dialect.ts';

export type Stores = {
  readonly documents: DocumentStore;
  readonly ledgers: LedgerStore;
  readonly servers: ServerStore;
  /** Nothing may be asked afterwards. */
  close(): Promise<void>;
};

/** Once open, SQLite itself waits so long for a lock, holding the thread; the dialect then waits on without holding it. */
const heldThreadMs = 20;
const walRetryMs = 10;

/**
 * Opens `hearsay.sqlite` in `dataDir`, making folder, file and tables where they are missing. Several processes may
 * have it open at once. What a store's method acknowledged survives `kill -9` and a power cut.
 * The only file that knows SQLite's own SQL.
 * @throws OperatorError, here and from every method, where the file is damaged, locked for longer than
 * `busyTimeoutMs`, not writable, of a newer Hearsay, or its disk is full; the file is then left as it is
 */
export async function openSqlite(dataDir: string, { busyTimeoutMs = 5_000 } = {}): Promise<Stores> {
  const file = join(dataDir, 'hearsay.sqlite');
  try {
    await makeFolder(dataDir);
    const database = new Database(file, { timeout: busyTimeoutMs });
    try {
      return await storesIn({ database, file, busyTimeoutMs });
    } catch (error) {
      database.close();
      throw error;
    }
  } catch (error) {
    throw explainStorageError(error, file);
  }
}

async function storesIn(opened: SqliteFile): Promise<Stores> {
  const { database, file } = opened;
  await useWal(opened);
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  // What was deleted must not be found in the file any more. It costs a second where 160 MB of vectors are deleted.
  database.pragma('secure_delete = ON');
  database.pragma(`busy_timeout = ${heldThreadMs}`);
  const db = new Kysely<Schema>({ dialect: sqliteDialect(opened) });
  await bringUpToDate(db, opened);
  const stamp = stampsOf(database);
  return {
    documents: new SqlDocumentStore(db, file, stamp.all),
    ledgers: new SqlLedgerStore(db, stamp.others),
    servers: new SqlServerStore(db),
    async close() {
      if (database.open) moveIntoFile(database);
      await db.destroy();
    },
  };
}

/**
 * SQLite does not wait by itself for this lock: where two processes begin on an empty folder at the same moment, one of
 * them is told at once that the file is busy.
 */
async function useWal({ database, busyTimeoutMs }: SqliteFile): Promise<void> {
  for (const from = performance.now(); ; ) {
    try {
      database.pragma('journal_mode = WAL');
      return;
    } catch (error) {
      const isBusy = error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY';
      if (!isBusy || performance.now() - from > busyTimeoutMs) throw error;
      await delay(walRetryMs);
    }
  }
}

type Stamp = () => string | undefined;

/** `data_version` counts what other connections committed, `total_changes` the rows that this one changed. 20 µs. */
function stampsOf(database: Database.Database): { readonly all: Stamp; readonly others: Stamp } {
  const statement = database.prepare('select data_version, total_changes() as own from pragma_data_version');
  // as: the columns of the statement
  const read = () => statement.get() as { data_version: number; own: number };
  const orUnknown = (stamp: () => string): Stamp => {
    return () => {
      try {
        return stamp();
      } catch {
        return undefined; // locked for a moment, or broken: reading will tell
      }
    };
  };
  return {
    all: orUnknown(() => {
      const { data_version: others, own } = read();
      return `${others}/${own}`;
    }),
    others: orUnknown(() => String(read().data_version)),
  };
}

/** By hand, because libsql keeps a closed file open until its statements are collected, and so SQLite does not do it. */
function moveIntoFile(database: Database.Database): void {
  try {
    database.pragma('wal_checkpoint(TRUNCATE)');
  } catch {
    // a full disk, for example: it is safe in the -wal file, and the next opening reads it there
  }
}

async function bringUpToDate(db: Kysely<Schema>, { database, file }: SqliteFile): Promise<void> {
  if (versionOf(database, file) === schemaVersion) return;
  await db.transaction().execute(async (transaction) => {
    const version = versionOf(database, file); // once more, behind the lock: somebody else may have been first
    await migrate(transaction, version, { bytes: 'blob' });
    await sql`pragma user_version = ${sql.lit(schemaVersion)}`.execute(transaction);
  });
}

function versionOf(database: Database.Database, file: string): number {
  const rows: unknown = database.pragma('user_version');
  const row: unknown = Array.isArray(rows) ? rows[0] : undefined;
  const version = typeof row === 'object' && row !== null && 'user_version' in row ? Number(row.user_version) : 0;
  if (version > schemaVersion)
    throw new OperatorError(
      `${file} was written by a newer Hearsay (version ${version} of its tables; this program knows ${schemaVersion}). Update Hearsay, or set DATA_DIR to another folder. The file was not changed.`,
    );
  return version;
}
