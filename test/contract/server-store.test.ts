import { describe, expect, it } from 'vitest';
import { makeDocument } from '../../src/corpus/make-document.ts';
import type { KeptQuestion } from '../../src/domain/flagged-answer.ts';
import { Quote } from '../../src/domain/quote.ts';
import type { ShownAnswer } from '../../src/domain/shown-answer.ts';
import type { EvidenceDraft } from '../../src/ledger/draft.ts';
import type { Entry } from '../../src/ledger/entry.ts';
import { defaultSettings } from '../../src/servers/server-settings.ts';
import type { ServerStore } from '../../src/servers/server-store.ts';
import { emptyDraft } from './evidence-draft.ts';
import { revisionRow } from './revisions.ts';
import { shown } from './shown-answer.ts';
import { databases } from './stores.ts';

const now = new Date('2026-11-22T10:10:00.000Z');
const question: KeptQuestion = {
  words: 'What is said of the mill?',
  language: 'en',
  expiresAt: '2027-02-20T10:00:00.000Z',
};
const hidden: Omit<Entry, 'seq'> = {
  at: now.toISOString(),
  by: '42',
  rule: 'desk/1',
  body: { kind: 'hidden', claim: 11, reason: 'Looked at.' },
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

  it('keeps what an owner decided, and the rest as by default', async () => {
    const { stores, other } = await open();
    const act = { at: now.toISOString(), by: '7', act: 'setting changed', document: null, subject: '', why: '' };
    expect(await stores.servers.settings(shown.server)).toEqual(defaultSettings);
    const changes = { allowedChannels: ['1', '2'], audience: 'ephemeral', cooldownSeconds: 30 } as const;
    expect(await stores.servers.changeSettings(shown.server, changes, act)).toEqual({ ...defaultSettings, ...changes });
    await other.servers.changeSettings(shown.server, { deskChannel: '99', allowedChannels: [] }, act);
    expect(await stores.servers.settings(shown.server)).toEqual({
      ...defaultSettings,
      ...changes,
      deskChannel: '99',
      allowedChannels: [],
    });
    expect(await stores.servers.settings('999')).toEqual(defaultSettings);
    expect(await stores.ledgers.audit(shown.server)).toMatchObject([act, act]);
  });

  it('loses no setting where two owners change different ones at once', async () => {
    const { stores, other } = await open();
    const act = { at: now.toISOString(), by: '7', act: 'setting changed', document: null, subject: '', why: '' };
    const changes = [
      { moderatorRole: '5' },
      { ownerRole: '6' },
      { onePerson: true },
      { audience: 'ephemeral' as const },
    ];
    await Promise.all(
      changes.map((change, at) => (at % 2 ? stores : other).servers.changeSettings(shown.server, change, act)),
    );
    expect(await stores.servers.settings(shown.server)).toEqual(Object.assign({}, defaultSettings, ...changes));
    expect((await stores.ledgers.audit(shown.server)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  });

  it('keeps flags for the moderators of the server that was shown the answer, oldest first', async () => {
    const { stores, other } = await open();
    const { servers } = stores;
    await servers.recordShown(shown);
    await servers.recordShown(elsewhere);
    await servers.recordShown({ ...shown, id: 'C'.repeat(22), expiresAt: '2026-11-22T10:15:00Z' });
    const flag = { reason: 'wrong-passage', note: 'See ¶ 4.' } as const;
    const later = new Date('2026-11-22T10:20:00.000Z');
    expect(await servers.flagAnswer(shown.server, shown.id, flag, later)).toBe(true);
    expect(await servers.flagAnswer(shown.server, shown.id, { ...flag, note: 'Again.' }, later)).toBe(true);
    expect(await servers.flagAnswer(shown.server, shown.id, { reason: 'other', note: null }, now)).toBe(true);
    expect(await servers.flagAnswer(shown.server, elsewhere.id, flag, now)).toBe(false);
    expect(await servers.flagAnswer(shown.server, 'Z'.repeat(22), flag, now)).toBe(false);
    expect(await servers.flagAnswer(shown.server, 'C'.repeat(22), flag, later)).toBe(false);
    expect(await other.servers.answerFlags(shown.server)).toEqual([
      { shownId: shown.id, reason: 'other', note: null, at: now.toISOString() },
      { shownId: shown.id, ...flag, at: later.toISOString() },
    ]);
    expect(await other.servers.answerFlags(elsewhere.server)).toEqual([]);
    expect(await servers.closeFlags(shown.id)).toBe(true);
    expect(await servers.closeFlags(shown.id)).toBe(false);
    expect(await other.servers.answerFlags(shown.server)).toEqual([]);
  });

  it('drops the flags of an answer that is forgotten', async () => {
    const { servers } = (await open()).stores;
    await servers.recordShown(shown);
    await servers.flagAnswer(shown.server, shown.id, { reason: 'other', note: null }, now);
    await servers.forgetShown(shown.id);
    expect(await servers.answerFlags(shown.server)).toEqual([]);
  });

  it('forgets all that waits at the desk of a server that was left, and nothing of other servers', async () => {
    const { ledgers, servers } = (await open()).stores;
    const at = now.toISOString();
    for (const answer of [shown, elsewhere]) {
      const { server, id } = answer;
      const draft: EvidenceDraft = { ...emptyDraft, id: `of ${server}`, server };
      await servers.setKeepsQuestions(server, true);
      await servers.recordShown(answer, question);
      await servers.flag(id, { reason: 'other', note: null }, now);
      await servers.flagAnswer(server, id, { reason: 'other', note: null }, now);
      await servers.changeSettings(
        server,
        { onePerson: true },
        { at, by: '7', act: 'setting changed', document: null, subject: '', why: '' },
      );
      await servers.noteCorrection(id, { state: 'failed', attempts: 1, problem: null, at });
      await ledgers.saveDraft(draft);
      await ledgers.take(server, 'c11', '42', now);
      await ledgers.append({ owner: server, documentId: 'op-ed' }, 0, [hidden]);
    }
    const waiting = async (server: string, id: string) => ({
      keepsQuestions: await servers.keepsQuestions(server),
      question: (await servers.question(id, now)) !== undefined,
      flags: (await servers.answerFlags(server)).length,
      onePerson: (await servers.settings(server)).onePerson,
      corrections: (await servers.corrections(server)).length,
      draft: (await ledgers.draft(`of ${server}`, '42', now)) !== undefined,
      takes: (await ledgers.takes(server, now)).length,
    });
    const all = {
      keepsQuestions: true,
      question: true,
      flags: 1,
      onePerson: true,
      corrections: 1,
      draft: true,
      takes: 1,
    };
    expect(await waiting(shown.server, shown.id)).toEqual(all);
    await servers.forgetServer(shown.server);
    expect(await waiting(shown.server, shown.id)).toEqual({
      keepsQuestions: false,
      question: false,
      flags: 0,
      onePerson: false,
      corrections: 0,
      draft: false,
      takes: 0,
    });
    expect(await waiting(elsewhere.server, elsewhere.id)).toEqual(all);
    expect(await ledgers.audit(shown.server)).toHaveLength(2);
    expect(await ledgers.entries({ owner: shown.server, documentId: 'op-ed' })).toHaveLength(1);
    expect(await servers.shown(shown.id, now)).toEqual(shown);
    expect((await servers.flagged(now)).map((flagged) => flagged.shown.id)).toEqual([elsewhere.id]);
  });
});
