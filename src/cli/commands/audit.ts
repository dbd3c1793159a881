import { type AuditRecord, chainStart, verifyChain } from '../../ledger/audit.ts';
import { entriesOutOfOrder } from '../../ledger/entries-out-of-order.ts';
import { type Call, type Command, jsonOption } from '../command.ts';
import { count } from '../count.ts';
import { serverFrom } from '../find-document.ts';
import { jsonLine } from '../json-line.ts';
import type { CliApp, Session } from '../session.ts';
import { UsageError } from '../usage-error.ts';

export const audit: Command = {
  name: 'audit',
  summary: 'List who did what at the moderators’ desk, or check that nothing was changed.',
  usage: ['audit [--server SERVER] [--json]', 'audit verify [--server SERVER] [--head HASH]'],
  options: {
    server: { value: 'SERVER', help: 'The id of a Discord server; left out: each that has a log.' },
    head: { value: 'HASH', help: 'verify: a hash that was printed before, which must still be in the log.' },
    json: jsonOption,
  },
  notes: [
    'Each record holds the hash of the one before, and of the entry that it wrote into a ledger. So verify finds a record',
    'or an entry that was changed, taken out, put in or moved. Records cut off at the end leave no trace in the chain:',
    'keep the hash that verify prints somewhere else, and give it with --head the next time. Exit code 1: something is',
    'not as it was written.',
    '',
  ],
  words: { min: 0, max: 1, called: 'verify' },
  async run(call, session) {
    const [word] = call.words;
    if (word !== undefined && word !== 'verify')
      throw new UsageError(`'${word}' is not known here: verify is.`, 'audit');
    const head = headFrom(call, word === 'verify');
    const app = await session.app();
    const typed = serverFrom(call.value('server'));
    const servers = typed === undefined ? await app.ledgerStore.auditedServers() : [typed];
    if (servers.length === 0) await session.terminal.out.line('Nobody has done anything at a moderators’ desk yet.');
    if (word === undefined) return list(servers, app, { session, json: call.switchedOn('json') });
    const problems = await Promise.all(servers.map((server) => verify(server, app, { session, head })));
    return problems.some((found) => found) ? 1 : 0;
  },
};

/** @throws UsageError where the hash can be none, or nobody can know whose it is */
function headFrom(call: Call, verifies: boolean): string | undefined {
  const head = call.value('head')?.toLowerCase();
  if (head === undefined) return undefined;
  if (!verifies) throw new UsageError('--head goes with `audit verify`.', 'audit');
  if (call.value('server') === undefined)
    throw new UsageError('Say whose log has that hash: --server SERVER.', 'audit');
  if (/^[0-9a-f]{64}$/u.test(head)) return head;
  throw new UsageError('That is no hash: it is the 64 digits that `audit verify` prints.', 'audit');
}

async function list(
  servers: readonly string[],
  app: CliApp,
  { session, json }: { readonly session: Session; readonly json: boolean },
): Promise<number> {
  const { out } = session.terminal;
  for (const server of servers) {
    const records = await app.ledgerStore.audit(server);
    for (const record of records) await (json ? out.write(jsonLine(record)) : out.line(recordLine(record)));
    if (records.length === 0 && !json) await out.line(`There is no log of server ${server}.`);
  }
  return 0;
}

/** One row a record, oldest first: number, time, who, what, on what, why. */
function recordLine({ server, seq, at, by, act, document, subject, why }: AuditRecord): string {
  const on = [document, subject].filter((part) => part !== null && part !== '').join(' ');
  const parts = [`${server} ${seq}`, at, by === '' ? 'not kept' : by, act, on, why].filter((part) => part !== '');
  return parts.join(' · ');
}

/** @returns whether something is not as it was written */
async function verify(
  server: string,
  app: CliApp,
  { session, head }: { readonly session: Session; readonly head: string | undefined },
): Promise<boolean> {
  const [records, digests] = await Promise.all([app.ledgerStore.audit(server), app.ledgerStore.digests(server)]);
  const chain = verifyChain(records, digests);
  const problem = chain.ok ? ((await orderProblem(server, records, app)) ?? headProblem(records, head)) : chain.problem;
  const { out } = session.terminal;
  if (problem !== undefined) await out.line(`Server ${server}: not as it was written: ${problem}.`);
  else
    await out.line(
      `Server ${server}: ${count(records.length, 'record')}, each as it was written. Head: ${records.at(-1)?.hash ?? chainStart}`,
    );
  return problem !== undefined;
}

async function orderProblem(server: string, records: readonly AuditRecord[], app: CliApp): Promise<string | undefined> {
  for (const documentId of await app.ledgerStore.documents(server)) {
    const id = { owner: server, documentId };
    if ((await app.ledgerStore.importedFrom(id)) !== undefined) continue; // shipped, and nobody's act
    const entries = await app.ledgerStore.entries(id);
    const problem = entriesOutOfOrder(entries, documentId, records);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function headProblem(records: readonly AuditRecord[], head: string | undefined): string | undefined {
  if (head === undefined || head === chainStart || records.some(({ hash }) => hash === head)) return undefined;
  return `no record has the hash ${head}: records from there on are missing, or were all written anew`;
}
