// Started by killed-appends.test.ts with a data folder and a name: appends to a server's ledger and changes its settings,
// without a pause, until it is killed, and says after each, on a line of its own, how many entries it has appended.
import { openSqlite } from '../../dist/store/open-sqlite.js';

const [folder, name] = process.argv.slice(2);
const ledger = { owner: 'server', documentId: 'shared' };
const at = '2026-11-22T10:00:00.000Z';
const { ledgers, servers } = await openSqlite(folder);

for (let appended = 0; ; ) {
  const { length } = await ledgers.entries(ledger);
  const entries = [0, 1, 2].map((more) => ({
    at,
    by: name,
    rule: 'desk/1',
    body: { kind: 'hidden', claim: appended + more, reason: name },
  }));
  if (!(await ledgers.append(ledger, length, entries))) continue;
  appended += entries.length;
  const act = { at, by: name, act: 'setting changed', document: null, subject: 'cooldown', why: '' };
  await servers.changeSettings('server', { cooldownSeconds: appended }, act);
  process.stdout.write(`${appended}\n`);
}
