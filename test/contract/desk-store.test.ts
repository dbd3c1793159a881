import { describe, expect, it } from 'vitest';
import type { EvidenceDraft } from '../../src/ledger/draft.ts';
import { emptyDraft } from './evidence-draft.ts';
import { databases } from './stores.ts';

const now = new Date('2026-11-22T10:00:00.000Z');
const later = (ms: number): Date => new Date(now.getTime() + ms);
const dayMs = 24 * 60 * 60_000;
const { server } = emptyDraft;

const draft: EvidenceDraft = {
  ...emptyDraft,
  link: 'https://example.org/a?b=“c”',
  paraphrase: 'nul \0, half \uD83D, 🕊',
  expiresAt: later(dayMs).toISOString(),
};

describe.each(databases)('drafts of evidence in $name', ({ open }) => {
  it('are given back as they were saved last, to their author alone', async () => {
    const { stores, other } = await open();
    await stores.ledgers.saveDraft(draft);
    expect(await other.ledgers.draft('d1', '42', now)).toEqual(draft);
    const complete = { ...draft, publisher: 'The Harbour', claim: 12 };
    await other.ledgers.saveDraft(complete);
    expect(await stores.ledgers.draft('d1', '42', now)).toEqual(complete);
    expect(await stores.ledgers.draft('d1', '43', now)).toBeUndefined();
    expect(await stores.ledgers.draft('d2', '42', now)).toBeUndefined();
  });

  it('are changed and dropped by nobody else', async () => {
    const { ledgers } = (await open()).stores;
    await ledgers.saveDraft(draft);
    await ledgers.saveDraft({ ...draft, author: '43', title: 'Mine now' });
    expect(await ledgers.dropDraft('d1', '43')).toBe(false);
    expect(await ledgers.draft('d1', '42', now)).toEqual(draft);
    expect(await ledgers.draft('d1', '43', now)).toBeUndefined();
  });

  it('are dropped once, even by two presses at the same moment', async () => {
    const { stores, other } = await open();
    await stores.ledgers.saveDraft(draft);
    const dropped = await Promise.all([stores, other].map(({ ledgers }) => ledgers.dropDraft('d1', '42')));
    expect(dropped.sort()).toEqual([false, true]);
    expect(await stores.ledgers.draft('d1', '42', now)).toBeUndefined();
  });

  it.each([
    { when: 'a moment before', ms: dayMs - 1, there: true },
    { when: 'at', ms: dayMs, there: false },
  ])('are there: $there, $when their expiry', async ({ ms, there }) => {
    const { stores, other } = await open();
    await stores.ledgers.saveDraft({ ...draft, expiresAt: draft.expiresAt.replace('.000Z', 'Z') });
    expect((await stores.ledgers.draft('d1', '42', later(ms))) !== undefined).toBe(there);
    expect(await other.ledgers.purgeDrafts(later(ms))).toBe(there ? 0 : 1);
    expect((await stores.ledgers.draft('d1', '42', now)) !== undefined).toBe(there);
  });

  it('go when shown answers are purged, too', async () => {
    const { ledgers, servers } = (await open()).stores;
    await ledgers.saveDraft(draft);
    await servers.purgeShown(later(dayMs));
    expect(await ledgers.draft('d1', '42', now)).toBeUndefined();
  });

  it('go with the ledger that they are for, and no others', async () => {
    const { ledgers } = (await open()).stores;
    await ledgers.saveDraft(draft);
    await ledgers.saveDraft({ ...draft, id: 'd2', documentId: 'report' });
    await ledgers.remove({ owner: 'everyone', documentId: 'op-ed' }, { by: 'operator', at: '', why: '' });
    expect(await ledgers.draft('d1', '42', now)).toBeUndefined();
    expect(await ledgers.draft('d2', '42', now)).toBeDefined();
  });
});

describe.each(databases)('takes in $name', ({ open }) => {
  it('are held by one person, who may take again and release', async () => {
    const { stores, other } = await open();
    expect(await stores.ledgers.take(server, 'c11', '42', now)).toBe(true);
    expect(await other.ledgers.take(server, 'c11', '43', later(1))).toBe(false);
    expect(await other.ledgers.take(server, 'c11', '42', later(2))).toBe(true);
    expect(await stores.ledgers.takes(server, later(3))).toEqual([
      { key: 'c11', who: '42', at: later(2).toISOString() },
    ]);
    expect(await other.ledgers.release(server, 'c11', '43')).toBe(false);
    expect(await other.ledgers.release(server, 'c11', '42')).toBe(true);
    expect(await other.ledgers.release(server, 'c11', '42')).toBe(false);
    expect(await stores.ledgers.take(server, 'c11', '43', later(4))).toBe(true);
  });

  it('of other servers and other items are others', async () => {
    const { ledgers } = (await open()).stores;
    await ledgers.take(server, 'c11', '42', now);
    expect(await ledgers.take('999', 'c11', '43', now)).toBe(true);
    expect(await ledgers.take(server, 'c12', '43', now)).toBe(true);
    expect((await ledgers.takes(server, now)).map(({ key, who }) => [key, who])).toEqual([
      ['c11', '42'],
      ['c12', '43'],
    ]);
  });

  it('are given to one of two who press at the same moment', async () => {
    const { stores, other } = await open();
    for (const key of ['a', 'b', 'c', 'd']) {
      const taken = [stores.ledgers.take(server, key, '42', now), other.ledgers.take(server, key, '43', now)];
      expect((await Promise.all(taken)).filter(Boolean)).toHaveLength(1);
    }
  });

  it.each([
    { when: 'a moment before a day is over', ms: dayMs - 1, held: true },
    { when: 'after a day', ms: dayMs, held: false },
  ])('are held: $held, $when', async ({ ms, held }) => {
    const { ledgers } = (await open()).stores;
    await ledgers.take(server, 'c11', '42', now);
    expect(await ledgers.takes(server, later(ms))).toHaveLength(held ? 1 : 0);
    await ledgers.purgeDrafts(later(ms));
    expect(await ledgers.takes(server, now)).toHaveLength(held ? 1 : 0);
    expect(await ledgers.take(server, 'c11', '43', later(ms))).toBe(!held);
  });

  it('that fell back are taken by somebody else before they are purged', async () => {
    const { ledgers } = (await open()).stores;
    await ledgers.take(server, 'c11', '42', now);
    expect(await ledgers.take(server, 'c11', '43', later(dayMs))).toBe(true);
    expect(await ledgers.take(server, 'c11', '42', later(dayMs))).toBe(false);
  });
});
