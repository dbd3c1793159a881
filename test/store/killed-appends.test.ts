import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { verifyChain } from '../../src/ledger/audit.ts';
import { openSqlite } from '../../src/store/open-sqlite.ts';
import { temporaryFolder } from '../contract/stores.ts';

const ledger = { owner: 'server', documentId: 'shared' };
const script = fileURLToPath(new URL('keep-appending.mjs', import.meta.url));

/** Kills a process that appends, so long after its second acknowledgement. @returns how many entries it acknowledged */
async function killWhileAppending(folder: string, name: string, waitMs: number): Promise<number> {
  const child = spawn(process.execPath, [script, folder, name], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let acknowledged = 0;
  let lines = 0;
  createInterface({ input: child.stdout }).on('line', (line) => {
    acknowledged = Number(line);
    lines += 1;
    if (lines === 2) setTimeout(() => child.kill('SIGKILL'), waitMs);
  });
  expect((await once(child, 'close'))[1]).toBe('SIGKILL');
  return acknowledged;
}

describe('processes that are killed (kill -9) while they append', () => {
  it('leave entries, their records and settings in step, round after round', async () => {
    const folder = await temporaryFolder();
    const stores = await openSqlite(folder);
    onTestFinished(() => stores.close());
    for (const [round, waitMs] of [0, 1, 3, 7, 12, 19].entries()) {
      const names = [`${round} one`, `${round} two`];
      const acknowledged = await Promise.all(names.map((name) => killWhileAppending(folder, name, waitMs)));

      const entries = await stores.ledgers.entries(ledger);
      const records = await stores.ledgers.audit('server');
      expect(verifyChain(records, await stores.ledgers.digests('server'))).toMatchObject({ ok: true });
      expect(records.flatMap(({ digest, by }) => (digest === '' ? [] : [by]))).toEqual(entries.map(({ by }) => by));
      for (const [at, name] of names.entries()) {
        const appended = entries.filter(({ by }) => by === name).length;
        const changes = records.filter(({ by, digest }) => by === name && digest === '').length;
        expect(appended).toBeGreaterThanOrEqual(acknowledged[at]!);
        expect(appended % 3).toBe(0);
        expect(appended / 3 - changes).toBeOneOf([0, 1]); // killed between the two
      }
      const last = records.findLast(({ digest }) => digest === '');
      const ownChanges = records.filter(({ by, digest }) => by === last?.by && digest === '').length;
      expect((await stores.servers.settings('server')).cooldownSeconds).toBe(ownChanges * 3);
    }
  });
});
