import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { EntryBody } from '../../src/ledger/entry.ts';
import { exportFormats } from '../../src/ledger/export-formats.ts';
import { openSqlite } from '../../src/store/open-sqlite.ts';
import { makeDataDir } from './data-dir.ts';
import { hearsay, projectFolder, temporaryFolder } from './run-program.ts';

const person = '111111111111111111';
const server = ['--server', '42'];
const opEd = ['--document', 'meo-mossalaha'];
let prepared = '';
/** What SQLite keeps beside its file comes and goes; closing moved all of it into the file. */
const isWhole = (path: string): boolean => !/-(?:wal|shm)$/u.test(path);

/** On server 42 a moderator added a claim to the built-in document and hid another. */
beforeAll(async () => {
  prepared = await makeDataDir();
  const { ledgers, close } = await openSqlite(prepared);
  const claim = {
    number: 1001,
    key: 'the-added-one',
    spans: [{ start: 0, end: 9 }],
    statement: 'The article claims what was added.',
    kind: 'factual',
    subjects: [],
    accused: [],
    checkable: 'yes',
  } as const;
  const bodies: EntryBody[] = [
    { kind: 'claim', claim },
    { kind: 'hidden', claim: 3, reason: 'Asked to wait.' },
  ];
  const entries = bodies.map((body) => ({ at: '2026-11-23T10:00:00.000Z', by: person, rule: 'desk/1', body }));
  await ledgers.append({ owner: '42', documentId: 'meo-mossalaha' }, 0, entries);
  await close();
});

const run = (...typed: readonly string[]) => hearsay(typed, { dataDir: prepared });

describe('hearsay export', () => {
  it.each(exportFormats.map((format) => ({ format })))('writes the starter ledger as $format', async ({ format }) => {
    const { code, stdout, stderr } = await run('export', '--format', format, ...opEd);
    expect(code).toBe(0);
    const [whole, file] = [stdout, format === 'yaml' ? parse(stdout) : JSON.parse(stdout)];
    const count = {
      json: () => file.documents[0].ledger.filter((entry: { body: EntryBody }) => entry.body.kind === 'claim').length,
      yaml: () => file.claims.length,
      claimreview: () => file['@graph'].length,
      'web-annotation': () => file.first.items.length,
      averitec: () => file.length,
    }[format]();
    const leavesOpinionsOut = format === 'claimreview' || format === 'averitec';
    expect(count).toBe(leavesOpinionsOut ? 31 : 33);
    expect(stderr).toMatch(
      leavesOpinionsOut ? /^Left out: M-\d+ \(an opinion, which has no rating\), M-\d+ [^\n]+\.\n$/u : /^$/u,
    );
    if (leavesOpinionsOut) expect(whole).toContain('The op-ed claims');
  });

  it('holds what a server added for that server only, without what is hidden, and without who did it', async () => {
    const [ours, theirs] = await Promise.all([
      run('export', '--format', 'yaml', ...opEd),
      run('export', '--format', 'yaml', ...opEd, ...server),
    ]);
    const numbers = (yaml: string) => parse(yaml).claims.map(({ number }: { number: number }) => number);
    expect(numbers(ours.stdout)).toContain(3);
    expect(numbers(ours.stdout)).not.toContain(1001);
    expect(numbers(theirs.stdout)).toContain(1001);
    expect(numbers(theirs.stdout)).not.toContain(3);
    expect(theirs.stderr).toMatch(/^Left out: .*M-3 \(hidden\)/u);
    const all = await run('export', '--format', 'yaml', '--with-hidden', ...opEd, ...server);
    expect(numbers(all.stdout)).toEqual(expect.arrayContaining([3, 1001]));
    for (const { stdout } of [theirs, all]) expect(stdout).not.toContain(person);
  });

  it('agrees with hearsay claims on what the server has', async () => {
    const [ours, theirs] = await Promise.all([
      run('claims', '--json', ...opEd),
      run('claims', '--json', ...opEd, ...server),
    ]);
    const numbers = (json: string) => JSON.parse(json).map(({ number }: { number: number }) => number);
    expect(numbers(ours.stdout)).not.toContain(1001);
    expect(numbers(theirs.stdout)).toContain(1001);
  });

  it('holds in JSON no person and no ledger’s key', async () => {
    const { stdout } = await run('export', '--with-hidden', ...server);
    expect(stdout).toContain('Asked to wait.');
    expect(stdout).not.toContain(person);
    expect(stdout).not.toContain('the-added-one');
    expect((await run('export', ...server)).stdout).not.toContain('Asked to wait.');
  });

  it.each([
    { why: 'a format that is none', typed: ['--format', 'csv'], says: "'csv' is no format" },
    { why: 'no document for a format that holds one', typed: ['--format', 'yaml'], says: '--document ID' },
  ])('refuses $why as wrong use', async ({ typed, says }) => {
    expect(await run('export', ...typed)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(says) });
  });

  it('refuses a document that nobody has checked with a sentence', async () => {
    const dataDir = await temporaryFolder();
    await writeFile(join(dataDir, 'book.txt'), 'The harbour was built in 1904.');
    await hearsay(['index', join(dataDir, 'book.txt')], { dataDir });
    const refused = await hearsay(['export', '--format', 'claimreview', '--document', 'book'], { dataDir });
    expect(refused).toMatchObject({
      code: 1,
      stdout: '',
      stderr: expect.stringContaining('Nobody has checked book yet'),
    });
  });
});

describe('a ledger that was exported', () => {
  it('as YAML is imported again, and then exported as the same bytes', async () => {
    const dataDir = await temporaryFolder();
    await cp(prepared, dataDir, { recursive: true, filter: isWhole });
    const text = join(projectFolder, 'corpus', 'meo-mossalaha', 'text.txt');
    const copy = ['--document', 'copy', ...server];
    const index = () => hearsay(['index', text, '--id', 'copy', '--genre', 'op-ed', ...server], { dataDir });
    const written = async (name: string): Promise<string> => {
      const out = join(dataDir, name);
      expect(await hearsay(['export', '--format', 'yaml', ...copy, '--out', out], { dataDir })).toMatchObject({
        code: 0,
      });
      return out;
    };
    await index();
    await hearsay(['import', join(projectFolder, 'corpus', 'meo-mossalaha', 'ledger.yaml'), ...server], { dataDir });
    const first = await written('first.yaml');
    await hearsay(['remove', 'copy', '--ledger', ...server], { dataDir });
    await index();
    const imported = await hearsay(['import', first, ...server], { dataDir });
    expect(imported).toMatchObject({ code: 0, stdout: 'Imported 33 claims into the ledger of copy.\n', stderr: '' });
    expect(await readFile(await written('second.yaml'), 'utf8')).toBe(await readFile(first, 'utf8'));
    expect(await hearsay(['audit', 'verify', ...server], { dataDir })).toMatchObject({ code: 0 });
  });

  it.each(exportFormats.filter((format) => format !== 'yaml').map((format) => ({ format })))(
    'as $format is for other programs: an import refuses it by name',
    async ({ format }) => {
      const out = join(await temporaryFolder(), 'out');
      await run('export', '--format', format, ...opEd, '--out', out);
      const refused = await run('import', out);
      expect(refused).toMatchObject({ code: 1, stdout: '' });
      expect(refused.stderr).toContain(`made by \`hearsay export\` as ${format}`);
      expect(refused.stderr).toContain('--format yaml');
    },
  );
});
