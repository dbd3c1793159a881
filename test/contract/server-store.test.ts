import { describe, expect, it } from 'vitest';
import { makeDocument } from '../../src/corpus/make-document.ts';
import type { KeptQuestion } from '../../src/domain/flagged-answer.ts';
import { Quote } from '../../src/domain/quote.ts';
import type { ShownAnswer } from '../../src/domain/shown-answer.ts';
import type { ServerStore } from '../../src/servers/server-store.ts';
import { revisionRow } from './revisions.ts';
import { shown } from './shown-answer.ts';
import { databases } from './stores.ts';

const now = new Date('2026-11-22T10:10:00.000Z');
const question: KeptQuestion = {
  words: 'What is said of the mill?',
  language: 'en',
  expiresAt: '2027-02-20T10:00:00.000Z',
};
/** Its own answer to a question of another server. */
const elsewhere: ShownAnswer = { ...shown, id: 'B'.repeat(22), server: '999', at: '2026-11-22T09:00:00.000Z' };

describe.each(databases)('a server store in $name', ({ open }) => {
  it('gives back what was shown, before and after it was sent', async () => {
    const { stores, other } = await open();
    await stores.servers.recordShown(shown);
    expect(await other.servers.shown(shown.id, now)).toEqual(shown);
    await stores.servers.placeShown(shown.id, '99', '1000000000000000001');
    expect(await other.servers.shown(shown.id, now)).toEqual({
      ...shown,
      channel: '99',
      message: '1000000000000000001',
    });
  });

  it('knows nothing of other answers, and of forgotten ones', async () => {
    const { servers } = (await open()).stores;
    await servers.recordShown(shown);
    expect(await servers.shown('B'.repeat(22), now)).toBeUndefined();
    await servers.forgetShown(shown.id);
    expect(await servers.shown(shown.id, now)).toBeUndefined();
  });

  it("keeps a quote's place and never its words", async () => {
    const { servers } = (await open()).stores;
    const { facts, text } = revisionRow();
    const quote = Quote.cut(makeDocument(facts, 'text', text), 6, 15);
    await servers.recordShown({ ...shown, spans: [quote] });
    expect((await servers.shown(shown.id, now))?.spans).toEqual([{ start: 6, end: 15 }]);
  });

  it.each([
    { when: 'a moment before', at: '2026-11-22T10:14:59.999Z', there: true },
    { when: 'at', at: '2026-11-22T10:15:00.000Z', there: false },
    { when: 'after', at: '2026-11-22T11:00:00.000Z', there: false },
  ])('shows an answer that cannot be edited later: $there, $when its expiry', async ({ at, there }) => {
    const { servers } = (await open()).stores;
    await servers.recordShown({ ...shown, expiresAt: '2026-11-22T10:15:00Z' });
    expect((await servers.shown(shown.id, new Date(at))) !== undefined).toBe(there);
    expect(await servers.purgeShown(new Date(at))).toBe(there ? 0 : 1);
    expect(await servers.purgeShown(new Date(at))).toBe(0);
  });

  it('never purges an answer without an expiry', async () => {
    const { servers } = (await open()).stores;
    await servers.recordShown(shown);
    expect(await servers.purgeShown(new Date('2126-01-01'))).toBe(0);
    expect(await servers.shown(shown.id, now)).toEqual(shown);
  });

  it('keeps settings, the latest value of each', async () => {
    const { stores, other } = await open();
    expect(await stores.servers.setting('commands')).toBeUndefined();
    await stores.servers.setSetting('commands', 'aa');
    await other.servers.setSetting('commands', 'bb');
    await other.servers.setSetting('else', '');
    expect(await stores.servers.setting('commands')).toBe('bb');
    expect(await stores.servers.setting('else')).toBe('');
  });

  it('keeps no question until its server says so, and none of other servers then', async () => {
    const { servers } = (await open()).stores;
    await servers.recordShown(shown, question);
    expect(await servers.keepsQuestions(shown.server)).toBe(false);
    expect(await servers.question(shown.id, now)).toBeUndefined();
    await servers.setKeepsQuestions(shown.server, true);
    await servers.recordShown(elsewhere, question);
    expect(await servers.keepsQuestions(elsewhere.server)).toBe(false);
    expect(await servers.question(elsewhere.id, now)).toBeUndefined();
    expect(await servers.flag(elsewhere.id, { reason: 'other', note: null }, now)).toBe(false);
    expect(await servers.flagged(now)).toEqual([]);
  });

  it('lists flagged answers of all servers with their questions, oldest first, and no others', async () => {
    const { stores, other } = await open();
    await stores.servers.setKeepsQuestions(shown.server, true);
    await stores.servers.setKeepsQuestions(elsewhere.server, true);
    await stores.servers.recordShown(shown, question);
    await stores.servers.recordShown(elsewhere, { ...question, words: 'Et le moulin ?', language: 'fr' });
    await stores.servers.recordShown({ ...shown, id: 'C'.repeat(22) }, question);
    await stores.servers.recordShown({ ...shown, id: 'D'.repeat(22) });
    expect(await other.servers.question(shown.id, now)).toEqual(question);
    expect(await other.servers.flag(shown.id, { reason: 'wrong-passage', note: 'See ¶ 4.' }, now)).toBe(true);
    expect(await other.servers.flag(elsewhere.id, { reason: 'no-answer', note: null }, now)).toBe(true);
    expect(await other.servers.flag('D'.repeat(22), { reason: 'other', note: null }, now)).toBe(false);
    expect(await stores.servers.flagged(now)).toEqual([
      {
        shown: elsewhere,
        question: { ...question, words: 'Et le moulin ?', language: 'fr' },
        flags: [{ reason: 'no-answer', note: null }],
      },
      { shown, question, flags: [{ reason: 'wrong-passage', note: 'See ¶ 4.' }] },
    ]);
  });

  it('keeps the first flag of each reason', async () => {
    const { servers } = (await open()).stores;
    await servers.setKeepsQuestions(shown.server, true);
    await servers.recordShown(shown, question);
    for (const note of ['first', 'second']) {
      expect(await servers.flag(shown.id, { reason: 'other', note }, now)).toBe(true);
      expect(await servers.flag(shown.id, { reason: 'no-answer', note }, now)).toBe(true);
    }
    const [flagged] = await servers.flagged(now);
    expect(flagged?.flags).toHaveLength(2);
    expect(flagged?.flags).toEqual(
      expect.arrayContaining([
        { reason: 'other', note: 'first' },
        { reason: 'no-answer', note: 'first' },
      ]),
    );
  });

  it.each<{ how: string; forget: (servers: ServerStore) => Promise<unknown>; answerStays: boolean }>([
    { how: 'it was labelled', forget: (servers) => servers.forgetQuestion(shown.id), answerStays: true },
    { how: 'the answer is removed', forget: (servers) => servers.forgetShown(shown.id), answerStays: false },
    {
      how: 'its message is deleted, be it one of many',
      forget: async (servers) => {
        await servers.placeShown(shown.id, '99', '1000000000000000001');
        await servers.placeShown(elsewhere.id, '99', '1000000000000000002');
        await servers.forgetMessages([]);
        await servers.forgetMessages(['1000000000000000003', '1000000000000000001']);
      },
      answerStays: false,
    },
    {
      how: 'the server turns it off',
      forget: (servers) => servers.setKeepsQuestions(shown.server, false),
      answerStays: true,
    },
    {
      how: 'its time is over',
      forget: (servers) => servers.purgeShown(new Date(question.expiresAt)),
      answerStays: true,
    },
  ])('forgets a question and its flags when $how, and nobody else’s', async ({ forget, answerStays }) => {
    const { stores, other } = await open();
    const { servers } = stores;
    await servers.setKeepsQuestions(shown.server, true);
    await servers.setKeepsQuestions(elsewhere.server, true);
    await servers.recordShown(shown, question);
    await servers.recordShown(elsewhere, { ...question, expiresAt: '2027-02-20T10:00:00.001Z' });
    await servers.flag(shown.id, { reason: 'other', note: 'Hm.' }, now);
    await servers.flag(elsewhere.id, { reason: 'other', note: null }, now);
    await forget(servers);
    expect(await other.servers.question(shown.id, now)).toBeUndefined();
    expect((await other.servers.flagged(now)).map((flagged) => flagged.shown.id)).toEqual([elsewhere.id]);
    expect((await other.servers.shown(shown.id, now)) !== undefined).toBe(answerStays);
    expect(await servers.forgetQuestion(shown.id)).toBe(false);
  });

  it('treats a question whose time is over as if it were gone already', async () => {
    const { servers } = (await open()).stores;
    await servers.setKeepsQuestions(shown.server, true);
    await servers.recordShown(shown, { ...question, expiresAt: '2026-12-01T00:00:00Z' });
    expect(await servers.flag(shown.id, { reason: 'other', note: null }, now)).toBe(true);
    const after = new Date('2026-12-01T00:00:00.000Z');
    expect(await servers.question(shown.id, after)).toBeUndefined();
    expect(await servers.flagged(after)).toEqual([]);
    expect(await servers.flag(shown.id, { reason: 'no-answer', note: null }, after)).toBe(false);
  });
});
