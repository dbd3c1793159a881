import { describe, expect, it } from 'vitest';
import { InvariantError } from '../../src/domain/errors.ts';
import type { Entry, EntryBody } from '../../src/ledger/entry.ts';
import { databases } from './stores.ts';

const ledger = { owner: '123456789012345678', documentId: 'op-ed' };
const shipped = { owner: 'everyone', documentId: 'op-ed' };
const operator = { by: 'operator', at: '2026-11-22T11:00:00.000Z', why: 'A wrong text.' };

const bodies: readonly EntryBody[] = [
  { kind: 'header', checked: '2026-11-22', excludedPublishers: ['A “paper”', 'nul \0, half \uD83D, 🕊'] },
  { kind: 'name', name: { canonical: 'taqiyya', kind: 'concept', forms: ['Taqqiya', 'تقية'], widening: [] } },
];

const entry = (body: EntryBody = bodies[0]!, by = 'moderator'): Omit<Entry, 'seq'> => ({
  at: '2026-11-22T10:00:00.000Z',
  by,
  rule: 'starter/1',
  body,
});

describe.each(databases)('a ledger store in $name', ({ open }) => {
  it('gives back entries as they were appended, counted from 1', async () => {
    const { stores, other } = await open();
    expect(await stores.ledgers.entries(ledger)).toEqual([]);
    expect(await stores.ledgers.append(ledger, 0, [entry(bodies[0]), entry(bodies[1])])).toBe(true);
    expect(await stores.ledgers.append(ledger, 2, [entry(bodies[0])])).toBe(true);
    expect(await other.ledgers.entries(ledger)).toEqual([
      { seq: 1, ...entry(bodies[0]) },
      { seq: 2, ...entry(bodies[1]) },
      { seq: 3, ...entry(bodies[0]) },
    ]);
  });

  it.each([
    { why: 'has seen less than there is', expected: 1 },
    { why: 'has seen more than there is', expected: 3 },
  ])('writes nothing for a writer that $why', async ({ expected }) => {
    const { ledgers } = (await open()).stores;
    await ledgers.append(ledger, 0, [entry(), entry()]);
    expect(await ledgers.append(ledger, expected, [entry(bodies[1])])).toBe(false);
    expect(await ledgers.entries(ledger)).toHaveLength(2);
  });

  it('lets one of two writers who saw the same ledger append', async () => {
    const { stores, other } = await open();
    for (let seq = 0; seq < 20; seq++) {
      const writers = [stores.ledgers.append(ledger, seq, [entry()]), other.ledgers.append(ledger, seq, [entry()])];
      expect((await Promise.all(writers)).filter(Boolean)).toHaveLength(1);
    }
    expect((await stores.ledgers.entries(ledger)).map(({ seq }) => seq)).toEqual(
      Array.from({ length: 20 }, (_, at) => at + 1),
    );
  });

  it('keeps ledgers of owners and documents apart', async () => {
    const { ledgers } = (await open()).stores;
    await ledgers.append(ledger, 0, [entry()]);
    expect(await ledgers.entries({ ...ledger, owner: 'everyone' })).toEqual([]);
    expect(await ledgers.entries({ ...ledger, documentId: 'other' })).toEqual([]);
  });

  it('takes more entries at once than fit one statement', async () => {
    const { ledgers } = (await open()).stores;
    const many = Array.from({ length: 1_201 }, (_, at) => entry(bodies[at % 2], `writer ${at}`));
    expect(await ledgers.append(ledger, 0, many)).toBe(true);
    expect(await ledgers.entries(ledger)).toEqual(many.map((each, at) => ({ seq: at + 1, ...each })));
  });

  it('replaces a shipped ledger and remembers its file', async () => {
    const { ledgers } = (await open()).stores;
    await ledgers.append(ledger, 0, [entry()]);
    expect(await ledgers.importedFrom(shipped)).toBeUndefined();
    await ledgers.replaceImported(shipped, 'aa', [entry(), entry(), entry()]);
    await ledgers.replaceImported(shipped, 'bb', [entry(bodies[1])]);
    expect(await ledgers.importedFrom(shipped)).toBe('bb');
    expect(await ledgers.entries(shipped)).toEqual([{ seq: 1, ...entry(bodies[1]) }]);
    expect(await ledgers.entries(ledger)).toHaveLength(1);
  });

  it('removes a ledger with all its entries, and nothing else', async () => {
    const { ledgers } = (await open()).stores;
    await ledgers.append(ledger, 0, [entry(), entry()]);
    await ledgers.replaceImported(shipped, 'aa', [entry()]);
    expect(await ledgers.remove(ledger, operator)).toBe(2);
    expect(await ledgers.remove(ledger, operator)).toBe(0);
    expect(await ledgers.entries(ledger)).toEqual([]);
    expect(await ledgers.entries(shipped)).toHaveLength(1);
    expect(await ledgers.remove(shipped, operator)).toBe(1);
    expect(await ledgers.importedFrom(shipped)).toBeUndefined();
    expect(await ledgers.append(ledger, 0, [entry()])).toBe(true);
  });

  it('never replaces the ledger of a server', async () => {
    const { ledgers } = (await open()).stores;
    await ledgers.append(ledger, 0, [entry()]);
    await expect(ledgers.replaceImported(ledger, 'aa', [])).rejects.toThrow(InvariantError);
    expect(await ledgers.entries(ledger)).toHaveLength(1);
  });
});
