import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'libsql';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeDataDir } from './data-dir.ts';
import { hearsay, temporaryFolder } from './run-program.ts';

let prepared = '';
beforeAll(async () => {
  prepared = await makeDataDir();
});

async function ownCopy(): Promise<string> {
  const folder = await temporaryFolder();
  await cp(prepared, folder, { recursive: true });
  return folder;
}

const oneSentence = /^hearsay: [A-Z/][^\n]+\.\n$/u;

describe('a data folder', () => {
  it('that is a file is named, with what to do', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'file'), '');
    const env = { DATA_DIR: join(folder, 'file') };
    const { code, stdout, stderr } = await hearsay(['ask', 'Who?'], { dataDir: folder, env });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(oneSentence);
    expect(stderr).toContain('DATA_DIR');
  });

  it.runIf(process.platform === 'linux')('where nobody may write (Linux: /sys) is named, with what to do', async () => {
    const env = { DATA_DIR: '/sys/hearsay' };
    const { code, stderr } = await hearsay(['documents'], { dataDir: await temporaryFolder(), env });
    expect(code).toBe(1);
    expect(stderr).toMatch(oneSentence);
    expect(stderr).toContain('/sys/hearsay');
  });

  it('with a damaged database is left as it is, and the sentence says how to go on', async () => {
    const dataDir = await ownCopy();
    await writeFile(join(dataDir, 'hearsay.sqlite'), Buffer.alloc(20_000, 'no database'));
    const { code, stderr } = await hearsay(['ask', 'Who?'], { dataDir });
    expect(code).toBe(1);
    expect(stderr).toMatch(oneSentence);
    expect(stderr).toContain('damaged');
  });

  it('with a locked database is waited for, then named', async () => {
    const dataDir = await ownCopy();
    const path = join(dataDir, 'book.txt');
    await writeFile(path, 'The harbour was built in 1904.');
    const database = new Database(join(dataDir, 'hearsay.sqlite'));
    database.exec('begin exclusive');
    try {
      const { code, stderr } = await hearsay(['index', path], { dataDir });
      expect(code).toBe(1);
      expect(stderr).toMatch(oneSentence);
      expect(stderr).toContain('locked');
    } finally {
      database.close();
    }
    expect(await hearsay(['index', path], { dataDir })).toMatchObject({ code: 0 });
  });
});

describe('a document that is damaged', () => {
  it('is said to be damaged where it is asked by its id, and answers again once it is indexed again', async () => {
    const dataDir = await ownCopy();
    const path = join(dataDir, 'harbour.txt');
    await writeFile(path, 'The harbour was built in 1904.');
    await hearsay(['index', path], { dataDir });
    const database = new Database(join(dataDir, 'hearsay.sqlite'));
    database.exec("update revision set text = x'41' where id = 'harbour'");
    database.close();
    for (const typed of [['ask', 'When was the harbour built?'], ['summary'], ['claims']]) {
      const { code, stdout, stderr } = await hearsay([...typed, '--document', 'harbour'], { dataDir });
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      expect(stderr).toMatch(/^hearsay: .*harbour was changed or damaged .*index the original text again/mu);
    }
    await hearsay(['index', path], { dataDir });
    const { stdout } = await hearsay(['ask', 'When was the harbour built?', '--document', 'harbour'], { dataDir });
    expect(stdout).toContain('“The harbour was built in 1904.”');
  });
});

describe('settings', () => {
  it('that are wrong are named without their value; help needs none', async () => {
    const dataDir = await temporaryFolder();
    const env = { DISCORD_API_URL: 'secret-thing' };
    const { code, stderr } = await hearsay(['ask', 'Who?'], { dataDir, env });
    expect(code).toBe(1);
    expect(stderr).toContain('DISCORD_API_URL');
    expect(stderr).not.toContain('secret-thing');
    expect(await hearsay(['--help'], { dataDir, env })).toMatchObject({ code: 0, stderr: '' });
    expect(await hearsay(['--version'], { dataDir, env })).toMatchObject({
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/u),
    });
  });

  it('in .env of the working folder count', async () => {
    const dataDir = await temporaryFolder();
    await writeFile(join(dataDir, '.env'), 'DISCORD_API_URL=nonsense\n');
    const { code, stderr } = await hearsay(['documents'], { dataDir });
    expect(code).toBe(1);
    expect(stderr).toContain('DISCORD_API_URL');
  });

  it('show stack traces with LOG_LEVEL=debug only', async () => {
    const dataDir = await temporaryFolder();
    const traced = await hearsay(['ask', 'Who?', '--document', 'no-such'], { dataDir, env: { LOG_LEVEL: 'debug' } });
    expect(traced.stderr).toMatch(/\n +at /u);
    const plain = await hearsay(['ask', 'Who?', '--document', 'no-such'], { dataDir });
    expect(plain.stderr).not.toMatch(/\n +at /u);
  });
});
