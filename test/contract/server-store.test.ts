import { describe, expect, it } from 'vitest';
import { makeDocument } from '../../src/corpus/make-document.ts';
import { Quote } from '../../src/domain/quote.ts';
import type { ShownAnswer } from '../../src/domain/shown-answer.ts';
import { revisionRow } from './revisions.ts';
import { databases } from './stores.ts';

const shown: ShownAnswer = {
  id: 'AAAAAAAAAAAAAAAAAAAAAA',
  server: '123456789012345678',
  channel: null,
  message: null,
  documentOwner: 'everyone',
  documentId: 'op-ed',
  revision: 'a'.repeat(64),
  spans: [
    { start: 3, end: 14 },
    { start: 20, end: 31 },
  ],
  shown: 1,
  claims: [{ number: 11, standing: 'not-enough-evidence' }],
  facts: [4, 7],
  kind: 'answer',
  outcome: 'answered',
  reason: 'uncertain',
  locale: 'en-GB',
  rules: { ranker: 'rank/1' },
  at: '2026-11-22T10:00:00.000Z',
  expiresAt: null,
};
const now = new Date('2026-11-22T10:10:00.000Z');

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
});
