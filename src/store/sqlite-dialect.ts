import { setTimeout } from 'node:timers/promises';
import {
  type DatabaseConnection,
  type Dialect,
  type Driver,
  SelectQueryNode,
  SqliteAdapter,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type Database from 'libsql';
import { explainStorageError, isBusy } from './explain-storage-error.ts';

export type SqliteFile = {
  readonly database: Database.Database;
  /** As the operator knows it, for error sentences. */
  readonly file: string;
  /** How long to wait for another process that writes. */
  readonly busyTimeoutMs: number;
};

const askAgainMs = 10;

/**
 * Kysely's SQLite driver over libsql 0.5, which has better-sqlite3's interface and these ways of its own:
 * - A prepared statement that met a lock stays in progress, and nothing can be committed beside it. So transactions
 *   begin by `exec`, which leaves nothing behind, and every change stands in one. They begin `immediate`: one that
 *   reads first would fail at its first write when somebody else wrote meanwhile.
 * - SQLite's waiting for a lock holds the thread, so the longer wait is here, where the event loop goes on.
 * - It ends the process on a parameter that is a boolean (bind 0 or 1), and on `inTransaction` of a closed database.
 */
class ImmediateDriver extends SqliteDriver {
  readonly #of: SqliteFile;

  constructor(of: SqliteFile) {
    super({ database: of.database });
    this.#of = of;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection();
    return {
      executeQuery: (query) => {
        const execute = () => connection.executeQuery<never>(query);
        return SelectQueryNode.is(query.query) || this.#inTransaction
          ? this.#patiently(execute)
          : this.#inItsOwnTransaction(execute);
      },
      streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize),
    };
  }

  override beginTransaction(): Promise<void> {
    return this.#execute('begin immediate');
  }

  override commitTransaction(): Promise<void> {
    return this.#execute('commit');
  }

  /** A full disk makes SQLite roll back by itself, and a second rollback would hide why. */
  override async rollbackTransaction(): Promise<void> {
    if (this.#inTransaction) this.#of.database.exec('rollback');
  }

  #execute(statement: string): Promise<void> {
    return this.#patiently(async () => {
      this.#of.database.exec(statement);
    });
  }

  async #inItsOwnTransaction<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.beginTransaction();
    try {
      const result = await this.#patiently(work);
      await this.commitTransaction();
      return result;
    } catch (error) {
      await this.rollbackTransaction();
      throw error;
    }
  }

  get #inTransaction(): boolean {
    return this.#of.database.open && this.#of.database.inTransaction;
  }

  async #patiently<Result>(work: () => Promise<Result>): Promise<Result> {
    const until = performance.now() + this.#of.busyTimeoutMs;
    for (;;) {
      try {
        return await work();
      } catch (error) {
        const again = isBusy(error) && !this.#inTransaction && performance.now() < until;
        if (!again) throw explainStorageError(error, this.#of.file);
        await setTimeout(askAgainMs);
      }
    }
  }
}

export function sqliteDialect(of: SqliteFile): Dialect {
  return {
    createDriver: (): Driver => new ImmediateDriver(of),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (db) => new SqliteIntrospector(db),
  };
}
