import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { makeDataDir } from './data-dir.ts';
import { generatedBook } from './generated-book.ts';
import { hearsay, temporaryFolder } from './run-program.ts';

type Disk = { readonly folder: string; readonly end: () => Promise<void> };

/** A disk of 8 MB; undefined where mounting is not permitted. */
async function mountDisk(): Promise<Disk | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'hearsay-disk-'));
  const mounting = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', folder]);
  const isMounted = mounting.status === 0;
  const end = async (): Promise<void> => {
    if (isMounted) spawnSync('umount', [folder]);
    await rm(folder, { recursive: true, force: true });
  };
  if (!isMounted) await end();
  return isMounted ? { folder, end } : undefined;
}

/** Fills the disk but for so many bytes. */
async function fill(disk: string, free: number): Promise<string> {
  const filler = join(disk, 'filler');
  const { bavail, bsize } = await statfs(disk);
  await writeFile(filler, Buffer.alloc(bavail * bsize - free));
  return filler;
}

const tried = process.platform === 'linux' ? await mountDisk() : undefined;
await tried?.end();

describe.runIf(tried)('a full disk (Linux, where a tmpfs may be mounted)', () => {
  let prepared = '';
  beforeAll(async () => {
    prepared = await makeDataDir();
  });

  it.each([
    { room: 'nothing', free: 40_000, asking: { code: 0, stdout: expect.stringContaining('The op-ed claims') } },
    {
      room: 'a document but not its index',
      free: 900_000,
      asking: { code: 1, stderr: expect.stringContaining('Free some space') },
    },
  ])(
    'with room for $room is named, loses nothing, and is written to once space is freed',
    async ({ free, asking }) => {
      const disk = (await mountDisk())!;
      onTestFinished(disk.end);
      const dataDir = disk.folder;
      const book = join(await temporaryFolder(), 'book.txt');
      await writeFile(book, generatedBook(40, 1));
      await cp(prepared, dataDir, { recursive: true });
      const filler = await fill(dataDir, free);
      const failed = await hearsay(['index', book], { dataDir });
      expect(failed.code).toBe(1);
      expect(failed.stderr).toMatch(/^hearsay: [^\n]* Free some space[^\n]*, then try again\.[^\n]* safe[^\n]*\n$/u);
      const question = 'What is Mossalaha?';
      expect(await hearsay(['ask', question, '--document', 'meo-mossalaha'], { dataDir })).toMatchObject(asking);
      await rm(filler);
      const before = await hearsay(['documents'], { dataDir });
      expect(before).toMatchObject({ code: 0, stdout: expect.stringMatching(/^meo-mossalaha /u), stderr: '' });
      expect(await hearsay(['index', book], { dataDir })).toMatchObject({ code: 0, stderr: '' });
      const asked = await hearsay(['ask', 'What happened in the year 1007?', '--document', 'book'], { dataDir });
      expect(asked.stdout).toContain('“In the year 1007');
    },
    120_000,
  );
});
