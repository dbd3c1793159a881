import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSqlite, type Stores } from '../../src/store/open-sqlite.ts';
import { sha256Of } from '../contract/revisions.ts';
import { temporaryFolder } from '../contract/stores.ts';

type Writer = {
  readonly child: ChildProcessByStdio<null, Readable, null>;
  /** Documents whose save was acknowledged, so far. */
  readonly acknowledged: string[];
  /** Once all its output was read. @returns exit code or signal */
  readonly ended: Promise<number | string>;
};

function startWriter(folder: string, name: string, count?: number): Writer {
  const script = fileURLToPath(new URL('keep-saving.mjs', import.meta.url));
  const more = count === undefined ? [] : [String(count)];
  const child = spawn(process.execPath, [script, folder, name, ...more], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const acknowledged: string[] = [];
  createInterface({ input: child.stdout }).on('line', (line) => acknowledged.push(line));
  const ended = once(child, 'close').then(([code, signal]) => signal ?? code);
  return { child, acknowledged, ended };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
}

async function open(folder: string): Promise<Stores> {
  const stores = await openSqlite(folder);
  onTestFinished(() => stores.close());
  return stores;
}

/** Every document that is there is there as a whole: text, outline, vectors. @returns their ids */
async function wholeDocuments({ documents }: Stores): Promise<string[]> {
  const listed = await documents.list(['everyone']);
  for (const { facts, sha256 } of listed) {
    const row = await documents.revision('everyone', facts.id, sha256);
    expect(sha256Of(row?.text ?? '')).toBe(sha256);
    expect(row?.outline.sentences).toHaveLength(2_500);
    const vectors = await documents.vectors('everyone', facts.id, sha256, 'model/1');
    const at = Number(facts.id.split('-')[1]);
    for (const floats of [vectors?.blocks, vectors?.sentences]) {
      expect(floats).toHaveLength(2_500 * 64);
      expect(floats?.every((value) => value === at)).toBe(true);
    }
  }
  return listed.map(({ facts }) => facts.id);
}

const ledger = { owner: 'everyone', documentId: 'shared' };

describe('a process that is killed (kill -9) while it saves', () => {
  it.each([0, 7, 19, 41])(
    'loses nothing acknowledged and leaves no half revision, %i ms after a save',
    async (waitMs) => {
      const folder = await temporaryFolder();
      const writer = startWriter(folder, 'killed');
      await until(() => writer.acknowledged.length >= 2);
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      writer.child.kill('SIGKILL');
      expect(await writer.ended).toBe('SIGKILL');

      const stores = await open(folder);
      const there = await wholeDocuments(stores);
      expect(there).toEqual(expect.arrayContaining(writer.acknowledged));
      expect(there.length - writer.acknowledged.length).toBeLessThanOrEqual(1); // stored, and killed before it could say so
      const entries = await stores.ledgers.entries(ledger);
      expect(entries.map(({ by }) => by)).toEqual(expect.arrayContaining(writer.acknowledged));
    },
  );
});

describe('two processes that write at the same time', () => {
  it('begin on an empty folder, wait for each other, and both keep everything', async () => {
    const folder = await temporaryFolder();
    const writers = [startWriter(folder, 'one', 6), startWriter(folder, 'two', 6)];
    expect(await Promise.all(writers.map(({ ended }) => ended))).toEqual([0, 0]);
    const stores = await open(folder);
    const acknowledged = writers.flatMap((writer) => writer.acknowledged).sort();
    expect(acknowledged).toHaveLength(12);
    expect((await wholeDocuments(stores)).sort()).toEqual(acknowledged);
    const entries = await stores.ledgers.entries(ledger);
    expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 12 }, (_, at) => at + 1));
    expect(entries.map(({ by }) => by).sort()).toEqual(acknowledged);
  });
});
