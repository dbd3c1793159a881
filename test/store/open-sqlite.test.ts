import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Kysely, type Selectable } from 'kysely';
import Database from 'libsql';
import { describe, expect, it, onTestFinished } from 'vitest';
import { OperatorError } from '../../src/domain/errors.ts';
import type { ShownAnswer } from '../../src/domain/shown-answer.ts';
import { verifyChain } from '../../src/ledger/audit.ts';
import { openSqlite, type Stores } from '../../src/store/open-sqlite.ts';
import { migrate, type Schema, schemaVersion } from '../../src/store/schema.ts';
import { SqlDocumentStore } from '../../src/store/sql-document-store.ts';
import { SqlServerStore } from '../../src/store/sql-server-store.ts';
import { sqliteDialect } from '../../src/store/sqlite-dialect.ts';
import { revisionRow, vectorsFor } from '../contract/revisions.ts';
import { shown } from '../contract/shown-answer.ts';
import { temporaryFolder } from '../contract/stores.ts';

const model = 'model/1';
const bigText = Array.from({ length: 3_000 }, (_, at) => `Line ${at} of a long text.`).join('\n');

async function open(folder: string, options?: { busyTimeoutMs: number }): Promise<Stores> {
  const stores = await openSqlite(folder, options);
  onTestFinished(() => stores.close());
  return stores;
}

/** A data folder with one document in it, closed. */
async function filledFolder(): Promise<{ folder: string; file: string }> {
  const folder = await temporaryFolder();
  const stores = await openSqlite(folder);
  const row = revisionRow({}, bigText);
  await stores.documents.save(row, model, vectorsFor(row.outline));
  await stores.close();
  return { folder, file: join(folder, 'hearsay.sqlite') };
}

function connection(file: string): Database.Database {
  const database = new Database(file);
  onTestFinished(() => void database.close());
  return database;
}

/** Makes a database with the steps of an older Hearsay, to be filled as that did. */
async function openOfVersion(
  folder: string,
  version: number,
  fill: (db: Kysely<Schema>, file: string) => Promise<void>,
): Promise<void> {
  const file = join(folder, 'hearsay.sqlite');
  const database = connection(file);
  const db = new Kysely<Schema>({ dialect: sqliteDialect({ database, file, busyTimeoutMs: 1_000 }) });
  await db.transaction().execute((transaction) => migrate(transaction, 0, { bytes: 'blob' }, version));
  database.exec(`pragma user_version = ${version}`);
  await fill(db, file);
}

const hiding = (claim: number) => ({ seq: claim, body: JSON.stringify({ kind: 'hidden', claim, reason: 'Hm.' }) });

/** A row as it was written before answers were corrected. */
function rowOfBefore(answer: Omit<ShownAnswer, 'corrections'>, id: string): Selectable<Schema['shown_answer']> {
  const { id: _id, server, channel, message, documentOwner, documentId, at, expiresAt, ...content } = answer;
  const place = { document_owner: documentOwner, document: documentId, expires_at: expiresAt };
  return { id, server, channel, message, at, ...place, content: JSON.stringify(content) };
}

/** The stores on a connection that finds the disk full (SQLITE_FULL) when the file would pass so many pages of 4 KB. */
function openOnFullDisk(folder: string, pages: number): Pick<Stores, 'documents' | 'servers'> {
  const file = join(folder, 'hearsay.sqlite');
  const database = connection(file);
  database.exec(`pragma foreign_keys = on; pragma max_page_count = ${pages}`);
  const db = new Kysely<Schema>({ dialect: sqliteDialect({ database, file, busyTimeoutMs: 1_000 }) });
  return { documents: new SqlDocumentStore(db, file), servers: new SqlServerStore(db) };
}

/** The sentence for the operator, or a failure of the test. */
async function sentenceOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(OperatorError);
  return error instanceof OperatorError ? error.userMessage : '';
}

describe('opening the database', () => {
  it('makes folders, file and tables, and finds what an earlier opening stored', async () => {
    const folder = join(await temporaryFolder(), 'deep', 'data');
    await (await open(folder)).servers.setSetting('key', 'value');
    expect(await (await open(folder)).servers.setting('key')).toBe('value');
  });

  it('writes ahead, syncs every commit and holds to foreign keys', async () => {
    const { file } = await filledFolder();
    const database = connection(file);
    expect(database.pragma('journal_mode')).toMatchObject([{ journal_mode: 'wal' }]);
    expect(database.pragma('user_version')).toMatchObject([{ user_version: schemaVersion }]);
    database.exec('delete from document');
    expect(database.prepare('select count(*) as left from vector_part').all()).toMatchObject([{ left: 0 }]);
  });

  it.each(Array.from({ length: schemaVersion }, (_, version) => version))(
    'adds to a database of version %i what it lacks, and keeps what it holds',
    async (version) => {
      const folder = await temporaryFolder();
      const row = revisionRow({}, 'One\nTwo');
      await openOfVersion(folder, version, async (db, file) => {
        if (version > 0) await new SqlDocumentStore(db, file).save(row, model, vectorsFor(row.outline));
      });
      const { documents, servers } = await open(folder);
      expect(await documents.revision('everyone', 'op-ed', row.sha256)).toEqual(version > 0 ? row : undefined);
      expect(await servers.flagged(new Date(0))).toEqual([]);
      expect(await servers.corrections(shown.server)).toEqual([]);
      expect(connection(join(folder, 'hearsay.sqlite')).pragma('user_version')).toMatchObject([
        { user_version: schemaVersion },
      ]);
    },
  );

  it('enters what a database of before the desk holds into its tables', async () => {
    const folder = await temporaryFolder();
    const { corrections: _none, ...older } = shown;
    const placed = { ...shown, channel: '99', message: '1' };
    const entries = [1, 2].map((claim) => ({ at: shown.at, author: 'somebody', rule: 'starter/1', ...hiding(claim) }));
    const damaged = { at: shown.at, author: 'somebody', rule: 'starter/1', seq: 3, body: '{"kind":' };
    const count = 1_203; // more than are read, and than are written, at once
    await openOfVersion(folder, 3, async (db) => {
      await db.transaction().execute(async (transaction) => {
        for (let at = 0; at < count; at++)
          await transaction
            .insertInto('shown_answer')
            .values(rowOfBefore({ ...older, ...placed }, `a${at}`))
            .execute();
        const expiring = { ...older, ...placed, expiresAt: '2026-11-22T10:15:00.000Z' };
        await transaction.insertInto('shown_answer').values(rowOfBefore(expiring, 'expires')).execute();
        const broken = { ...rowOfBefore({ ...older, ...placed }, 'damaged'), content: '{' };
        await transaction.insertInto('shown_answer').values(broken).execute();
      });
      const key = { owner: shown.server, document: 'op-ed' };
      for (const entry of [...entries, damaged])
        await db
          .insertInto('ledger_entry')
          .values({ ...key, ...entry })
          .execute();
      await db
        .insertInto('ledger_entry')
        .values({ owner: 'everyone', document: 'op-ed', ...entries[0]! })
        .execute();
      await db
        .insertInto('ledger_import')
        .values({ owner: 'everyone', document: 'op-ed', file_sha256: 'aa' })
        .execute();
    });

    const { servers, ledgers } = await open(folder);
    const standingOf = () => 'refuted' as const;
    const stale = await servers.staleAnswers('everyone', 'op-ed', shown.server, standingOf);
    expect(stale).toHaveLength(count);
    expect(stale.find(({ id }) => id === 'a7')).toEqual({ ...placed, id: 'a7' });
    expect(await servers.staleAnswers('everyone', 'op-ed', 'all', () => 'not-enough-evidence')).toEqual([]);

    expect(await ledgers.auditedServers()).toEqual([shown.server]);
    const records = await ledgers.audit(shown.server);
    expect(records).toMatchObject([
      { by: 'somebody', at: shown.at, act: 'hidden', document: 'op-ed', why: 'written before acts were recorded' },
      { act: 'hidden' },
    ]);
    connection(join(folder, 'hearsay.sqlite')).exec('delete from ledger_entry where seq = 3');
    expect(verifyChain(records, await ledgers.digests(shown.server))).toMatchObject({ ok: true, count: 2 });
  });

  it.each([1, 200])('leaves none of the words of %i forgotten questions in the folder', async (count) => {
    const folder = await temporaryFolder();
    const stores = await openSqlite(folder);
    await stores.servers.setKeepsQuestions(shown.server, true);
    const question = { words: `secret ${'words '.repeat(150)}`, language: 'en', expiresAt: '2100-01-01T00:00:00Z' };
    for (let at = 0; at < count; at++) await stores.servers.recordShown({ ...shown, id: `answer ${at}` }, question);
    await stores.servers.setKeepsQuestions(shown.server, false);
    await stores.close();
    for (const name of await readdir(folder))
      expect((await readFile(join(folder, name))).includes('secret')).toBe(false);
  });

  it('is done at the same time by many, on a folder where nothing is yet', async () => {
    const folder = await temporaryFolder();
    const opened = await Promise.all(Array.from({ length: 8 }, () => open(folder)));
    await Promise.all(opened.map(({ servers }, at) => servers.setSetting(`key ${at}`, 'value')));
    for (const at of opened.keys()) expect(await opened[0]?.servers.setting(`key ${at}`)).toBe('value');
  });

  it('refuses tables of a newer Hearsay and leaves them alone', async () => {
    const { folder, file } = await filledFolder();
    connection(file).exec('pragma user_version = 99');
    const before = await readFile(file);
    expect(await sentenceOf(openSqlite(folder))).toMatch(/newer Hearsay.*99.*Update Hearsay/);
    expect(await readFile(file)).toEqual(before);
  });
});

describe('a damaged database', () => {
  it.each([
    { how: 'not a database', damage: () => Buffer.from('these are somebody’s notes '.repeat(300)) },
    { how: 'shorter than a header', damage: (bytes: Buffer) => bytes.subarray(0, 50) },
    { how: 'cut in half', damage: (bytes: Buffer) => bytes.subarray(0, bytes.length / 2) },
    { how: 'damaged in every page but the first', damage: (bytes: Buffer) => bytes.fill(0x5a, 4096) },
  ])('that is $how is named, with what to do, and left as it is', async ({ damage }) => {
    const { folder, file } = await filledFolder();
    const damaged = Buffer.from(damage(await readFile(file)));
    await writeFile(file, damaged);
    const use = async () => {
      const stores = await open(folder);
      const [document] = await stores.documents.list(['everyone']);
      await stores.documents.vectors('everyone', 'op-ed', document?.sha256 ?? '', model);
      await stores.documents.remove('everyone', 'op-ed');
    };
    const sentence = await sentenceOf(use());
    expect(sentence).toContain(file);
    expect(sentence).toMatch(/is damaged.*backup/);
    expect(await readFile(file)).toEqual(damaged);
  });

  it.each([
    { what: 'an outline', sql: "update revision set outline = x'0102'" },
    { what: 'an outline of another length', sql: "update revision set outline = x'0100000001000000'" },
    { what: 'a text that is not UTF-8', sql: "update revision set text = x'ff00'" },
    { what: 'an unknown format', sql: "update revision set format = 'pdf'" },
  ])('names the document where a row holds $what', async ({ sql }) => {
    const { folder, file } = await filledFolder();
    const stores = await open(folder);
    const { sha256 } = revisionRow({}, bigText);
    connection(file).exec(sql);
    const sentence = await sentenceOf(stores.documents.revision('everyone', 'op-ed', sha256));
    expect(sentence).toMatch(/"op-ed" is damaged.*index it again/);
  });

  it.each([
    { what: 'half a vector', sql: "update vector_part set floats = x'0102'" },
    { what: 'fewer vectors than passages', sql: 'delete from vector_part where part = 1' },
  ])('names the document where its rows hold $what', async ({ sql }) => {
    const { folder, file } = await filledFolder();
    const stores = await open(folder);
    connection(file).exec(sql);
    const { sha256 } = revisionRow({}, bigText);
    expect(await sentenceOf(stores.documents.vectors('everyone', 'op-ed', sha256, model))).toMatch(
      /"op-ed" is damaged/,
    );
  });

  it.each([
    { what: 'no JSON', body: '{"kind":' },
    { what: 'no object', body: '"header"' },
    { what: 'null', body: 'null' },
    { what: 'no kind', body: '{}' },
    { what: 'an unknown kind', body: '{"kind":"rumour"}' },
    { what: 'a kind that every object has', body: '{"kind":"toString"}' },
  ])('names the ledger where an entry is $what', async ({ body }) => {
    const { folder, file } = await filledFolder();
    const { ledgers } = await open(folder);
    connection(file)
      .prepare("insert into ledger_entry values ('123', 'op-ed', 1, '2026-11-22', 'somebody', 'starter/1', ?)")
      .run([body]);
    const sentence = await sentenceOf(ledgers.entries({ owner: '123', documentId: 'op-ed' }));
    expect(sentence).toMatch(/Entry 1 of the ledger of "op-ed" \(123\)/);
  });
});

describe('a database that cannot be written', () => {
  it('because another program holds it is waited for, without holding the thread', async () => {
    const { folder, file } = await filledFolder();
    const { servers } = await open(folder);
    const other = connection(file);
    other.exec('begin immediate');
    setTimeout(() => other.exec('commit'), 100); // runs only if the event loop goes on
    await servers.setSetting('key', 'value');
    expect(await servers.setting('key')).toBe('value');
  });

  it('because another program keeps holding it is named, and works again afterwards', async () => {
    const { folder, file } = await filledFolder();
    const { servers, documents } = await open(folder, { busyTimeoutMs: 60 });
    const other = connection(file);
    other.exec('begin immediate');
    expect(await sentenceOf(servers.setSetting('key', 'value'))).toMatch(/locked by another program.*try again/);
    expect(await sentenceOf(documents.remove('everyone', 'op-ed'))).toContain(file);
    expect(await documents.list(['everyone'])).toHaveLength(1);
    other.exec('commit');
    const row = revisionRow({ id: 'next' });
    await documents.save(row, model, vectorsFor(row.outline));
    expect(await documents.remove('everyone', 'op-ed')).toBe(true);
  });

  it('because it is locked as a whole cannot be opened, and says so', async () => {
    const folder = await temporaryFolder();
    connection(join(folder, 'hearsay.sqlite')).exec('begin exclusive');
    expect(await sentenceOf(openSqlite(folder, { busyTimeoutMs: 30 }))).toMatch(/locked by another program/);
  });

  it('because the disk is full keeps what was there and takes more when there is room', async () => {
    const folder = await temporaryFolder();
    const stores = await open(folder);
    const small = revisionRow({ id: 'small' });
    await stores.documents.save(small, model, vectorsFor(small.outline));
    const file = join(folder, 'hearsay.sqlite');
    const row = revisionRow({}, bigText);
    const full = openOnFullDisk(folder, 40);
    const sentence = await sentenceOf(full.documents.save(row, model, vectorsFor(row.outline)));
    expect(sentence).toContain(`The disk that holds ${file} is full.`);
    expect((await full.documents.list(['everyone'])).map(({ facts }) => facts.id)).toEqual(['small']);
    expect(await full.documents.revision('everyone', 'op-ed', row.sha256)).toBeUndefined();
    await full.servers.setSetting('still', 'works');
    await stores.documents.save(row, model, vectorsFor(row.outline));
    expect(await stores.documents.revision('everyone', 'op-ed', row.sha256)).toEqual(row);
  });

  const asNobody = process.getuid?.() === 0 ? 65_534 : undefined;

  it.skipIf(process.platform === 'win32')('because of its folder is named (needs POSIX rights)', async () => {
    const folder = await temporaryFolder();
    await chmod(folder, 0o555);
    if (asNobody !== undefined) process.seteuid?.(asNobody);
    try {
      expect(await sentenceOf(openSqlite(folder))).toMatch(/may not write .*DATA_DIR/);
      expect(await sentenceOf(openSqlite(join(folder, 'data')))).toMatch(/may not write .*DATA_DIR/);
    } finally {
      if (asNobody !== undefined) process.seteuid?.(0);
      await chmod(folder, 0o755);
    }
    expect(await readdir(folder)).toEqual([]);
  });

  it('because a folder or a file stands in its place is named', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'hearsay.sqlite'));
    await writeFile(join(folder, 'file'), '');
    expect(await sentenceOf(openSqlite(folder))).toMatch(/may not write/);
    expect(await sentenceOf(openSqlite(join(folder, 'file')))).toMatch(/may not write/);
  });
});
