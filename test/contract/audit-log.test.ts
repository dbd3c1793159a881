import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvariantError } from '../../src/domain/errors.ts';
import { digestOf, verifyChain } from '../../src/ledger/audit.ts';
import type { Entry, EntryBody } from '../../src/ledger/entry.ts';
import type { LedgerStore } from '../../src/ledger/ledger-store.ts';
import { databases } from './stores.ts';

const server = '123456789012345678';
const ledger = { owner: server, documentId: 'op-ed' };
const at = '2026-11-22T10:00:00.000Z';
const operator = { by: 'operator', at: '2026-11-22T11:00:00.000Z', why: 'A wrong text.' };

const hiding = (claim: number, by = '42'): Omit<Entry, 'seq'> => {
  const body: EntryBody = { kind: 'hidden', claim, reason: `Looked at by ${by}.` };
  return { at, by, rule: 'desk/1', body };
};
const digestOfHiding = (claim: number, by?: string): string => digestOf(hiding(claim, by));

const check = async (ledgers: LedgerStore, of = server) =>
  verifyChain(await ledgers.audit(of), await ledgers.digests(of));

describe.each(databases)('the audit log in $name', ({ open }) => {
  it('has a record for each entry, with what the entry and the act say', async () => {
    const { stores, other } = await open();
    const acts = [
      { act: 'hidden', subject: 'M-1', why: 'It names a child.' },
      { act: 'hidden', subject: 'M-2', why: '' },
    ];
    await stores.ledgers.append(ledger, 0, [hiding(1), hiding(2, '43')], acts);
    expect(await other.ledgers.audit(server)).toMatchObject([
      { seq: 1, server, at, by: '42', document: 'op-ed', ...acts[0], digest: digestOfHiding(1) },
      { seq: 2, server, at, by: '43', document: 'op-ed', ...acts[1], digest: digestOfHiding(2, '43') },
    ]);
    expect(await check(other.ledgers)).toMatchObject({ ok: true, count: 2 });
  });

  it("names an entry's kind where no act is told", async () => {
    const { ledgers } = (await open()).stores;
    await ledgers.append(ledger, 0, [hiding(1)]);
    expect(await ledgers.audit(server)).toMatchObject([{ act: 'hidden', by: '42', subject: '', why: '' }]);
  });

  it('has no record of entries that were not written', async () => {
    const { ledgers } = (await open()).stores;
    expect(await ledgers.append(ledger, 1, [hiding(1)])).toBe(false);
    await expect(ledgers.append(ledger, 0, [hiding(1), hiding(2)], [])).rejects.toThrow(InvariantError);
    expect(await ledgers.audit(server)).toEqual([]);
    expect(await ledgers.entries(ledger)).toEqual([]);
  });

  it('has a chain for each server, over its documents and acts that make no entry', async () => {
    const { ledgers, servers } = (await open()).stores;
    await ledgers.append(ledger, 0, [hiding(1)]);
    await ledgers.append({ ...ledger, documentId: 'report' }, 0, [hiding(1)]);
    await ledgers.append({ ...ledger, owner: '999' }, 0, [hiding(1)]);
    await ledgers.record(server, { at, by: '42', act: 'took', document: null, subject: 'c11', why: '' });
    const act = { at, by: '7', act: 'setting changed', document: null, subject: 'one-person mode', why: 'We are two.' };
    await servers.changeSettings(server, { onePerson: true }, act);
    expect(await ledgers.auditedServers()).toEqual([server, '999']);
    expect((await ledgers.audit(server)).map(({ seq, act, digest }) => [seq, act, digest === ''])).toEqual([
      [1, 'hidden', false],
      [2, 'hidden', false],
      [3, 'took', true],
      [4, 'setting changed', true],
    ]);
    expect(await check(ledgers)).toMatchObject({ ok: true, count: 4 });
    expect(await check(ledgers, '999')).toMatchObject({ ok: true, count: 1 });
    expect(await check(ledgers, '1000')).toMatchObject({ ok: true, count: 0 });
  });

  it('shows the latest acts first, a page at a time', async () => {
    const { ledgers } = (await open()).stores;
    await ledgers.append(
      ledger,
      0,
      [1, 2, 3, 4, 5].map((claim) => hiding(claim)),
    );
    const seqs = async (before?: number) => (await ledgers.latestActs(server, 2, before)).map(({ seq }) => seq);
    expect(await seqs()).toEqual([5, 4]);
    expect(await seqs(4)).toEqual([3, 2]);
    expect(await seqs(2)).toEqual([1]);
    expect(await seqs(1)).toEqual([]);
  });

  it.each([
    { what: 'a zero character', why: 'nul \0 and more' },
    { what: 'half a surrogate pair', why: 'half \uD83D' },
    { what: 'quotation marks and signs of any kind', why: '“"\\\' 🕊 محمد\u2028' },
  ])('keeps $what as it was hashed', async ({ why }) => {
    const { stores, other } = await open();
    await stores.ledgers.append(ledger, 0, [hiding(1)], [{ act: 'hidden', subject: 'M-1', why }]);
    expect(await other.ledgers.audit(server)).toMatchObject([{ why }]);
    expect(await check(other.ledgers)).toMatchObject({ ok: true });
  });

  it('goes on after a ledger was removed, and after it was filled again', async () => {
    const { ledgers } = (await open()).stores;
    await ledgers.append(ledger, 0, [hiding(1), hiding(2)]);
    await ledgers.append({ ...ledger, documentId: 'report' }, 0, [hiding(3)]);
    expect(await ledgers.remove(ledger, operator)).toBe(2);
    expect(await ledgers.remove(ledger, operator)).toBe(0);
    expect((await ledgers.audit(server)).slice(3)).toMatchObject([
      { ...operator, act: 'ledger-removed', document: 'op-ed', digest: '' },
    ]);
    expect(await check(ledgers)).toMatchObject({ ok: true, count: 4 });
    await ledgers.append(ledger, 0, [hiding(1)]);
    expect(await check(ledgers)).toMatchObject({ ok: true, count: 5 });
    expect((await ledgers.digests(server)).sort()).toEqual(
      [digestOfHiding(1), digestOfHiding(1), digestOfHiding(2), digestOfHiding(3)].sort(),
    );
  });

  it('says nothing of shipped ledgers, which nobody here wrote', async () => {
    const { ledgers } = (await open()).stores;
    const shipped = { owner: 'everyone', documentId: 'op-ed' };
    await ledgers.replaceImported(shipped, 'aa', [hiding(1)]);
    await ledgers.remove(shipped, operator);
    await ledgers.replaceImported(shipped, 'bb', [hiding(2)]);
    expect(await ledgers.auditedServers()).toEqual([]);
    expect(await check(ledgers, 'everyone')).toMatchObject({ ok: true, count: 0 });
  });

  it('is in step with the entries, in whatever order two writers append, record and remove', async () => {
    const { stores, other } = await open();
    const step = fc.record({
      writer: fc.constantFrom(stores.ledgers, other.ledgers),
      document: fc.constantFrom('a', 'b'),
      /** What the writer believes to be the last entry, in difference to what it is. */
      behind: fc.constantFrom(0, 0, 0, 1),
      does: fc.constantFrom('append', 'append', 'append 3', 'record', 'remove'),
      atOnce: fc.boolean(),
    });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const owner = `server ${run++}`;
        let doing: Promise<unknown>[] = [];
        for (const [claim, { writer, document, behind, does, atOnce }] of steps.entries()) {
          if (!atOnce) await Promise.all(doing.splice(0));
          const id = { owner, documentId: document };
          const seq = (await writer.entries(id)).length - behind;
          const entries = Array.from({ length: does === 'append 3' ? 3 : 1 }, () => hiding(claim));
          if (does === 'record')
            doing.push(writer.record(owner, { ...operator, act: 'took', document: null, subject: '' }));
          else if (does === 'remove') doing.push(writer.remove(id, operator));
          else doing.push(writer.append(id, seq, entries));
        }
        await Promise.all(doing);
        doing = [];
        const records = await stores.ledgers.audit(owner);
        expect(records.map(({ seq }) => seq)).toEqual(records.map((_, index) => index + 1));
        expect(await check(other.ledgers, owner)).toMatchObject({ ok: true, count: records.length });
        const kept = records.filter(({ digest }) => digest !== '').map(({ digest }) => digest);
        expect(kept.sort()).toEqual((await other.ledgers.digests(owner)).sort());
      }),
      { numRuns: 40 },
    );
  });
});
