import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'libsql';
import { describe, expect, it, onTestFinished } from 'vitest';
import { OperatorError } from '../../src/domain/errors.ts';
import { takeLock } from '../../src/store/lock.ts';
import { temporaryFolder } from '../contract/stores.ts';

async function startHolder(folder: string) {
  const script = fileURLToPath(new URL('hold-lock.mjs', import.meta.url));
  const child = spawn(process.execPath, ['--expose-gc', script, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child;
}

describe('the lock of a data folder', () => {
  it('is refused to a second process, naming the first, for as long as that lives', async () => {
    const folder = await temporaryFolder();
    const child = await startHolder(folder);
    await new Promise((resolve) => setTimeout(resolve, 200)); // some garbage collections
    const refused = takeLock(folder);
    await expect(refused).rejects.toThrow(OperatorError);
    await expect(refused).rejects.toThrow(`already running on ${folder} (process ${child.pid})`);

    child.kill('SIGKILL');
    await once(child, 'exit');
    (await takeLock(folder)).release();
  });

  it('is refused within one process too, until it is released', async () => {
    const folder = join(await temporaryFolder(), 'not', 'there', 'yet');
    const first = await takeLock(folder);
    await expect(takeLock(folder)).rejects.toThrow(`(process ${process.pid})`);
    first.release();
    first.release();
    const second = await takeLock(folder);
    first.release();
    await expect(takeLock(folder)).rejects.toThrow(OperatorError);
    second.release();
  });

  it('is given to one of many that ask at once', async () => {
    const folder = await temporaryFolder();
    const asked = await Promise.allSettled(Array.from({ length: 8 }, () => takeLock(folder)));
    const taken = asked.filter((outcome) => outcome.status === 'fulfilled');
    expect(taken).toHaveLength(1);
    taken[0]?.value.release();
  });

  it('is taken over when its file names a process that lives but does not hold it', async () => {
    const folder = await temporaryFolder();
    const database = new Database(join(folder, 'hearsay.lock'));
    database.exec(`create table holder (pid integer not null); insert into holder values (${process.ppid})`);
    database.close();
    (await takeLock(folder)).release();
  });

  it.each([
    {
      what: 'is damaged',
      make: (file: string) => writeFile(file, 'x'.repeat(5_000)),
      says: /is damaged.*delete it while no Hearsay is running/,
    },
    { what: 'is a folder', make: (file: string) => mkdir(file), says: /may not write/ },
  ])('cannot be taken where its file $what, and the sentence says so', async ({ make, says }) => {
    const folder = await temporaryFolder();
    await make(join(folder, 'hearsay.lock'));
    await expect(takeLock(folder)).rejects.toThrow(OperatorError);
    await expect(takeLock(folder)).rejects.toThrow(says);
  });
});
