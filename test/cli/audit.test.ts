import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'libsql';
import { beforeAll, describe, expect, it } from 'vitest';
import type { EntryBody } from '../../src/ledger/entry.ts';
import { openSqlite } from '../../src/store/open-sqlite.ts';
import { makeDataDir } from './data-dir.ts';
import { hearsay, temporaryFolder } from './run-program.ts';

const server = '424242424242424242';
const person = '111111111111111111';
let prepared = '';
/** What SQLite keeps beside its file comes and goes; closing moved all of it into the file. */
const isWhole = (path: string): boolean => !/-(?:wal|shm)$/u.test(path);

const hidden = (claim: number, reason: string): EntryBody => ({ kind: 'hidden', claim, reason });

/** Four acts at a desk: three that wrote into a ledger, and a setting. */
beforeAll(async () => {
  prepared = await makeDataDir();
  const { ledgers, close } = await openSqlite(prepared);
  const bodies = [hidden(3, 'Asked to.'), hidden(4, 'Asked to,\ntoo.'), hidden(5, 'As well.')];
  for (const [at, body] of bodies.entries()) {
    const entry = { at: `2026-11-22T10:0${at}:00.000Z`, by: person, rule: 'desk/1', body };
    const act = { act: 'hidden', subject: `M-${at + 3}`, why: 'claim' in body ? 'As agreed.' : '' };
    await ledgers.append({ owner: server, documentId: 'meo-mossalaha' }, at, [entry], [act]);
  }
  const setting = { act: 'settings-changed', subject: 'cooldown', why: '', document: null };
  await ledgers.record(server, { at: '2026-11-22T11:00:00.000Z', by: person, ...setting });
  await close();
});

/** A copy of the data folder in which somebody changed the database by hand. */
async function changedBy(...statements: readonly string[]): Promise<string> {
  const folder = await temporaryFolder();
  await cp(prepared, folder, { recursive: true, filter: isWhole });
  const database = new Database(join(folder, 'hearsay.sqlite'));
  for (const statement of statements) database.exec(statement);
  database.close();
  return folder;
}

const verify = (dataDir: string, ...more: readonly string[]) => hearsay(['audit', 'verify', ...more], { dataDir });

describe('hearsay audit', () => {
  it('lists who did what, when, on what and why, one row each', async () => {
    const { code, stdout } = await hearsay(['audit', '--server', server], { dataDir: prepared });
    expect(code).toBe(0);
    const rows = stdout.trimEnd().split('\n');
    expect(rows).toHaveLength(4);
    expect(rows[0]).toBe(
      `${server} 1 · 2026-11-22T10:00:00.000Z · ${person} · hidden · meo-mossalaha M-3 · As agreed.`,
    );
    expect(rows[3]).toContain('settings-changed · cooldown');
  });

  it('lists as JSON, one record a line, and each server that has a log where none is named', async () => {
    const { stdout } = await hearsay(['audit', '--json'], { dataDir: prepared });
    const records = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(records.map(({ server: own, seq }) => [own, seq])).toEqual([1, 2, 3, 4].map((seq) => [server, seq]));
  });

  it('says so where there is nothing', async () => {
    const { code, stdout } = await hearsay(['audit', '--server', '7'], { dataDir: prepared });
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'There is no log of server 7.\n' });
  });

  it.each([
    { typed: ['audit', 'check'], why: 'a word that is none' },
    { typed: ['audit', 'verify', '--head', 'f'.repeat(64)], why: 'a head without a server' },
    { typed: ['audit', 'verify', '--server', server, '--head', 'abc'], why: 'a head that is no hash' },
    { typed: ['audit', '--server', server, '--head', 'f'.repeat(64)], why: 'a head without verify' },
  ])('refuses $why as wrong use', async ({ typed }) => {
    expect(await hearsay(typed, { dataDir: prepared })).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('hearsay audit verify', () => {
  it('finds everything as it was written, and prints how many records and the last hash', async () => {
    const { code, stdout } = await verify(prepared);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringMatching(
        new RegExp(`^Server ${server}: 4 records, each as it was written\\. Head: [0-9a-f]{64}\\n$`, 'u'),
      ),
    });
  });

  it.each([
    {
      why: 'a record that was changed',
      statements: ["update audit_record set content = replace(content, 'As agreed', 'As I like') where seq = 2"],
      names: 'record 2 was changed',
    },
    {
      why: 'a record that is no JSON any more',
      statements: ["update audit_record set content = 'x' where seq = 2"],
      names: 'record 2 was changed',
    },
    {
      why: 'a record that is missing',
      statements: ['delete from audit_record where seq = 2'],
      names: 'record 2 is missing',
    },
    {
      why: 'a record that is missing, where those behind it were renumbered',
      statements: ['delete from audit_record where seq = 2', 'update audit_record set seq = seq - 1 where seq > 2'],
      names: 'record 2 does not follow',
    },
    {
      why: 'two records that changed places',
      statements: [
        'update audit_record set seq = 99 where seq = 2',
        'update audit_record set seq = 2 where seq = 3',
        'update audit_record set seq = 3 where seq = 99',
      ],
      names: 'record 2 does not follow',
    },
    {
      why: 'an entry of the ledger that was changed',
      statements: [
        `update ledger_entry set body = replace(body, 'As well', 'At last') where owner = '${server}' and seq = 3`,
      ],
      names: 'has no record',
    },
    {
      why: 'an entry under which somebody else’s name was put',
      statements: [`update ledger_entry set author = '222222222222222222' where owner = '${server}' and seq = 1`],
      names: 'has no record',
    },
    {
      why: 'an entry that is missing',
      statements: [`delete from ledger_entry where owner = '${server}' and seq = 2`],
      names: 'the ledger lacks the entry that record 2 is of',
    },
    {
      why: 'an entry that was added past the desk',
      statements: [
        `insert into ledger_entry select owner, document, 4, at, author, rule, replace(body, '5', '6') from ledger_entry where owner = '${server}' and seq = 3`,
      ],
      names: 'has no record',
    },
    {
      why: 'two entries that changed places',
      statements: [
        `update ledger_entry set seq = 99 where owner = '${server}' and seq = 2`,
        `update ledger_entry set seq = 2 where owner = '${server}' and seq = 3`,
        `update ledger_entry set seq = 3 where owner = '${server}' and seq = 99`,
      ],
      names: 'entry 2 of the ledger of meo-mossalaha was moved',
    },
    {
      why: 'a last record that was cut off with its entry’s',
      statements: ['delete from audit_record where seq >= 3'],
      names: 'has no record',
    },
  ])('finds $why, and exits with 1', async ({ statements, names }) => {
    const { code, stdout } = await verify(await changedBy(...statements));
    expect(code).toBe(1);
    expect(stdout).toMatch(/^Server \d+: not as it was written: [^\n]+\.\n$/u);
    expect(stdout).toContain(names);
  });

  it('finds a record of no entry that was cut off at the end by the hash that was printed before', async () => {
    const [head = ''] = /[0-9a-f]{64}/u.exec((await verify(prepared)).stdout) ?? [];
    expect(await verify(prepared, '--server', server, '--head', head)).toMatchObject({ code: 0 });
    const cut = await changedBy('delete from audit_record where seq = 4');
    expect(await verify(cut)).toMatchObject({ code: 0, stdout: expect.stringContaining('3 records') });
    const found = await verify(cut, '--server', server, '--head', head);
    expect(found).toMatchObject({ code: 1, stdout: expect.stringContaining(`no record has the hash ${head}`) });
  });
});
