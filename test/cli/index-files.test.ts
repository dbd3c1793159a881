import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { makeDataDir } from './data-dir.ts';
import { hearsay, projectFolder, temporaryFolder } from './run-program.ts';

let prepared = '';
beforeAll(async () => {
  prepared = await makeDataDir();
});

async function ownCopy(): Promise<string> {
  const folder = await temporaryFolder();
  await cp(prepared, folder, { recursive: true });
  return folder;
}

const documentsShape = z.array(z.looseObject({ id: z.string(), owner: z.string() }));
async function documentsIn(dataDir: string, ...options: string[]) {
  const { stdout } = await hearsay(['documents', '--json', ...options], { dataDir });
  return documentsShape.parse(JSON.parse(stdout)).filter(({ id }) => id !== 'meo-mossalaha');
}

describe('index', () => {
  it('walks folders, goes on where a file is bad, says what became of each, and does nothing twice', async () => {
    const dataDir = await ownCopy();
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'part one', '.git'), { recursive: true });
    await writeFile(join(folder, 'part one', 'Été à Paris.md'), '# Été\n\nLa tour fut bâtie en 1889.');
    await writeFile(join(folder, 'part one', '.git', 'hidden.txt'), 'Hidden words.');
    await writeFile(join(folder, 'part one', 'program.js'), 'No text.');
    await writeFile(join(folder, 'bad.txt'), Buffer.from([0xff, 0x00, 0xfe]));
    await writeFile(join(folder, 'harbour.txt'), 'The harbour was built in 1904. It is deep.');
    const first = await hearsay(['index', folder], { dataDir });
    expect(first.code).toBe(1);
    expect(first.stdout).toBe(
      'harbour: 1 paragraph, 2 sentences, added\npart-one-ete-a-paris: 2 paragraphs, 2 sentences, added\n',
    );
    expect(first.stderr).toMatch(/^hearsay: bad\.txt is [^\n]+\n$/u);
    const again = await hearsay(['index', join(folder, 'harbour.txt')], { dataDir });
    expect(again).toMatchObject({ code: 0, stdout: 'harbour: 1 paragraph, 2 sentences, unchanged\n', stderr: '' });
    expect(await documentsIn(dataDir)).toMatchObject([
      { id: 'harbour', language: 'en', genre: 'document', title: 'harbour.txt' },
      { id: 'part-one-ete-a-paris', language: 'fr' },
    ]);
  });

  it('keeps what is said of a document, for one server only where one is named, until it is removed', async () => {
    const dataDir = await ownCopy();
    const folder = await temporaryFolder();
    const path = join(folder, 'x.txt');
    await writeFile(path, 'The harbour was built in 1904.');
    const facts = [
      '--id',
      'harbour',
      '--title',
      'The \x1b[31mharbour',
      '--publisher',
      'Olvera Press',
      '--author',
      'A. Keeper',
    ];
    const more = ['--genre', 'Report', '--published', '1905-02', '--url', 'https://example.org/h', '--language', 'en'];
    expect(await hearsay(['index', path, ...facts, ...more, '--server', '42'], { dataDir })).toMatchObject({ code: 0 });
    expect(await documentsIn(dataDir)).toEqual([]);
    expect(await documentsIn(dataDir, '--server', '42')).toMatchObject([
      {
        id: 'harbour',
        title: 'The \x1b[31mharbour',
        publisher: 'Olvera Press',
        author: 'A. Keeper',
        genre: 'report',
        published: '1905-02',
        url: 'https://example.org/h',
        owner: '42',
      },
    ]);
    const listed = await hearsay(['documents', '--server', '42'], { dataDir });
    expect(listed.stdout).toContain('harbour  The ␛[31mharbour\n');
    const question = 'When was the harbour built?';
    const asked = await hearsay(['ask', question, '--document', 'harbour', '--server', '42'], { dataDir });
    expect(asked.stdout).toMatch(/report claims[\s\S]*“The harbour was built in 1904\.”/u);
    expect(await hearsay(['ask', question, '--document', 'harbour'], { dataDir })).toMatchObject({ code: 1 });
    expect(await hearsay(['remove', 'harbour'], { dataDir })).toMatchObject({ code: 1 });
    expect(await hearsay(['remove', 'harbour', '--server', '42'], { dataDir })).toMatchObject({
      code: 0,
      stdout: 'Removed harbour.\n',
    });
    expect(await documentsIn(dataDir, '--server', '42')).toEqual([]);
  });

  it('has a sentence for each file that is no text, and stores none of them', async () => {
    const dataDir = await ownCopy();
    const bad = [
      { name: 'latin.txt', bytes: Buffer.from('caf\xe9 au lait', 'latin1'), says: 'not UTF-8' },
      { name: 'picture.txt', bytes: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 1, 2]), says: 'a picture, not text' },
      { name: 'binary.txt', bytes: Buffer.from([1, 0, 2, 0]), says: 'a binary file, not text' },
      { name: 'empty.txt', bytes: Buffer.alloc(0), says: 'is empty' },
      { name: 'spaces.txt', bytes: Buffer.from(' \n\t\u00a0'), says: 'white space' },
      { name: 'huge.txt', bytes: Buffer.alloc(50_000_000, 'word '), says: 'has 50.0 MB' },
      {
        name: 'meo-mossalaha.txt',
        bytes: Buffer.from('Other words.'),
        says: "33 claims are in the ledger of 'meo-mossalaha'",
      },
    ];
    for (const { name, bytes } of bad) await writeFile(join(dataDir, name), bytes);
    const { code, stdout, stderr } = await hearsay(['index', ...bad.map(({ name }) => name), '/dev/zero'], { dataDir });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    const expected = [...bad.map(({ says }) => says), 'no ordinary file'].map((says) => expect.stringContaining(says));
    expect(stderr.trimEnd().split('\n')).toEqual(expected);
    expect(await documentsIn(dataDir)).toEqual([]);
  });

  it.each([
    { why: 'a file is missing', typed: ['a.txt', 'no.txt'], code: 1, says: 'no.txt does not exist' },
    { why: 'a folder has no texts', typed: ['empty'], code: 1, says: 'no .txt or .md file' },
    { why: 'a link leads to itself', typed: ['loop.txt'], code: 1, says: 'leads to itself' },
    { why: 'two files would get one name', typed: ['a.txt', 'b/a.txt'], code: 1, says: "'a'" },
    { why: 'one title is for two files', typed: ['a.txt', 'c.txt', '--title', 'T'], code: 2, says: '--title' },
    { why: 'the date is none', typed: ['a.txt', '--published', 'May'], code: 2, says: "'May'" },
    {
      why: 'the address could run something',
      typed: ['a.txt', '--url', 'javascript:alert(1)'],
      code: 2,
      says: '--url',
    },
    {
      why: 'the address is too long',
      typed: ['a.txt', '--url', `https://example.org/${'a'.repeat(600)}`],
      code: 2,
      says: '--url should be an address of at most 512 characters',
    },
    { why: 'the id is a path', typed: ['a.txt', '--id', '../a'], code: 1, says: '../a' },
  ])('does not begin where $why', async ({ typed, code, says }) => {
    const dataDir = await temporaryFolder();
    for (const name of ['b', 'empty']) await mkdir(join(dataDir, name));
    await symlink('loop.txt', join(dataDir, 'loop.txt'));
    for (const name of ['a.txt', 'b/a.txt', 'c.txt']) await writeFile(join(dataDir, name), 'Words.');
    const ended = await hearsay(['index', ...typed], { dataDir });
    expect(ended).toMatchObject({ code, stdout: '' });
    expect(ended.stderr).toContain(says);
  });
});

describe('a list of documents', () => {
  it('is drawn so that no title begins a row as an answer does, or stands between its marks', async () => {
    const dataDir = await ownCopy();
    const path = join(dataDir, 'harbour.txt');
    await writeFile(path, 'The harbour was built in 1904.');
    const said = '\nThe op-ed claims\n  “It sank.”';
    const facts = ['--title', `Harbour${said}`, '--publisher', `Port${said}`];
    expect(await hearsay(['index', path, ...facts], { dataDir })).toMatchObject({ code: 0 });
    const listed = await hearsay(['documents'], { dataDir });
    const talked = await hearsay(['chat'], { dataDir, input: '/documents\n/quit\n' });
    for (const { code, stdout } of [listed, talked]) {
      expect(code).toBe(0);
      expect(stdout).toContain('harbour  Harbour\n  │ The op-ed claims\n  │   ‘It sank.’');
      expect(stdout).not.toMatch(/^The op-ed claims|[“”]/mu);
    }
  });
});

describe('export and import', () => {
  const ledgerPath = join(projectFolder, 'corpus', 'meo-mossalaha', 'ledger.yaml');

  it('carry a ledger to a copy of its document; the same again is a no-op, another is refused', async () => {
    const dataDir = await ownCopy();
    const text = join(projectFolder, 'corpus', 'meo-mossalaha', 'text.txt');
    const server = ['--server', '42'];
    await hearsay(['index', text, '--id', 'copy', '--genre', 'op-ed', ...server], { dataDir });
    const first = await hearsay(['import', ledgerPath, ...server], { dataDir });
    expect(first).toMatchObject({ code: 0, stdout: 'Imported 33 claims into the ledger of copy.\n', stderr: '' });
    const again = await hearsay(['import', ledgerPath, ...server], { dataDir });
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('nothing was written') });
    const other = join(dataDir, 'other.yaml');
    await writeFile(other, (await readFile(ledgerPath, 'utf8')).replace('verdict: Supported', 'verdict: Refuted'));
    const refused = await hearsay(['import', other, ...server], { dataDir });
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('cannot be merged') });
    for (const step of ['`hearsay remove copy --ledger --server 42`', '`hearsay index TEXT --id copy --server 42`'])
      expect(refused.stderr).toContain(step);
    await hearsay(['export', '--document', 'copy', '--out', join(dataDir, 'out.json'), ...server], { dataDir });
    const exported: unknown = JSON.parse(await readFile(join(dataDir, 'out.json'), 'utf8'));
    const { ledger } = z
      .object({
        documents: z.tuple([
          z.object({ id: z.literal('copy'), ledger: z.array(z.object({ body: z.object({ kind: z.string() }) })) }),
        ]),
      })
      .parse(exported).documents[0];
    expect(ledger.filter(({ body }) => body.kind === 'claim')).toHaveLength(33);
    const claims = await hearsay(['claims', '--document', 'copy', ...server], { dataDir });
    const ours = await hearsay(['claims'], { dataDir });
    expect(claims.stdout.replaceAll(/^C-/gmu, 'M-')).toBe(ours.stdout);
    const removed = await hearsay(['remove', 'copy', '--ledger', ...server], { dataDir });
    expect(removed).toMatchObject({ code: 0, stdout: 'Removed copy with its ledger.\n' });
    await hearsay(['index', text, '--id', 'copy', '--genre', 'op-ed', ...server], { dataDir });
    expect(await hearsay(['import', other, ...server], { dataDir })).toMatchObject({ code: 0, stderr: '' });
  });

  it('say in their help that an import never merges, and what to do instead', async () => {
    const { stdout } = await hearsay(['import', '--help'], { dataDir: prepared });
    expect(stdout).toContain('never merges');
    for (const step of ['hearsay remove ID --ledger', 'hearsay index']) expect(stdout).toContain(step);
  });

  it('are no two ways of one road, and say so: an export is no ledger file', async () => {
    const dataDir = await ownCopy();
    const out = join(dataDir, 'out.json');
    await hearsay(['export', '--out', out], { dataDir });
    const refused = await hearsay(['import', out], { dataDir });
    expect(refused).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('made by `hearsay export`') });
  });

  it.each([
    { why: 'no YAML', yaml: 'a: [', says: 'not valid YAML' },
    { why: 'no ledger', yaml: 'a: 1', says: 'schema' },
    { why: 'a ledger of a text that is not here', yaml: null, says: 'hearsay index' },
  ])('refuses $why politely', async ({ yaml, says }) => {
    const dataDir = await ownCopy();
    const path = join(dataDir, 'x.yaml');
    const foreign = (await readFile(ledgerPath, 'utf8')).replace(/sha256: [0-9a-f]{64}/u, `sha256: ${'f'.repeat(64)}`);
    await writeFile(path, yaml ?? foreign);
    const { code, stdout, stderr } = await hearsay(['import', path], { dataDir });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(says);
  });
});

describe('claims and receipts', () => {
  it('list each claim by its number, its words only as quotes, each with a standing', async () => {
    const article = await readFile(join(projectFolder, 'corpus', 'meo-mossalaha', 'text.txt'), 'utf8');
    const { code, stdout } = await hearsay(['claims'], { dataDir: prepared });
    expect(code).toBe(0);
    const standing = /supported|contradicted|evidence conflicts|not enough evidence|cannot be checked|not checked/u;
    for (const line of stdout.trimEnd().split('\n')) {
      const quote = /^ {2}“([\s\S]+)”$/u.exec(line);
      if (quote) expect(article).toContain(quote[1]);
      else expect(line).toMatch(standing);
    }
    const { stdout: json } = await hearsay(['claims', '--json'], { dataDir: prepared });
    const shape = z.array(
      z.object({
        claimId: z.string(),
        number: z.number(),
        paragraph: z.number(),
        standing: z.string(),
        quotes: z.array(z.object({ text: z.string(), start: z.number(), end: z.number() })).min(1),
      }),
    );
    const claims = shape.parse(JSON.parse(json));
    expect(claims.map(({ number }) => number)).toEqual([...Array(33).keys()].map((at) => at + 1));
    for (const { text, start, end } of claims.flatMap(({ quotes }) => quotes))
      expect(text).toBe(article.slice(start, end));
    expect(json).not.toMatch(/hajib-/u);
  });

  it('open a receipt as it is typed, and refuse all others alike', async () => {
    const shape = z.object({
      claims: z.tuple([z.object({ quote: z.object({ text: z.string(), receipt: z.string() }) })]).rest(z.unknown()),
    });
    const { stdout } = await hearsay(['ask', '--json', 'What is Mossalaha?'], { dataDir: prepared });
    const { quote } = shape.parse(JSON.parse(stdout)).claims[0];
    const opened = await hearsay(['receipt', ...quote.receipt.toLowerCase().split('-')], { dataDir: prepared });
    expect(opened).toMatchObject({ code: 0, stdout: expect.stringContaining(`“${quote.text}”`), stderr: '' });
    const mistyped = await hearsay(['receipt', `${quote.receipt}0`], { dataDir: prepared });
    const nonsense = await hearsay(['receipt', 'nonsense'], { dataDir: prepared });
    expect(mistyped).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('receipt') });
    expect(nonsense).toEqual(mistyped);
  });
});
