import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { openSqlite, type Stores } from '../../src/store/open-sqlite.ts';

/** A folder that goes when the test is over. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hearsay-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A folder for all tests of a suite, made before the first. */
export function folderOfSuite(): () => string {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hearsay-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  return () => folder;
}

/** Two openings of one database, as two processes have it. */
export type Opened = { readonly stores: Stores; readonly other: Stores };

/** Every database that Hearsay can keep its truth in. */
export const databases: readonly { readonly name: string; open(): Promise<Opened> }[] = [
  {
    name: 'SQLite',
    async open() {
      const folder = await temporaryFolder();
      const opened = { stores: await openSqlite(folder), other: await openSqlite(folder) };
      onTestFinished(async () => {
        await opened.stores.close();
        await opened.other.close();
      });
      return opened;
    },
  },
];
