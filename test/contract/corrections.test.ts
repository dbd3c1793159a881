import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { labels } from '../../src/domain/claim.ts';
import type { Correction, ShownStanding } from '../../src/domain/correction.ts';
import { type ShownAnswer, standingsShown } from '../../src/domain/shown-answer.ts';
import type { ServerStore } from '../../src/servers/server-store.ts';
import { shown } from './shown-answer.ts';
import { databases } from './stores.ts';

const now = new Date('2026-11-22T10:10:00.000Z');
const at = now.toISOString();
const { server, documentOwner, documentId } = shown;

/** Shown, and placed in a message of its own. */
async function place(servers: ServerStore, id: string, answer: Partial<ShownAnswer> = {}): Promise<ShownAnswer> {
  await servers.recordShown({ ...shown, ...answer, id });
  await servers.placeShown(id, '99', `message of ${id}`);
  return { ...shown, ...answer, id, channel: '99', message: `message of ${id}` };
}

/** Every claim stands as in the answers at hand, but for those named. */
const nowStanding =
  (changed: Readonly<Record<number, ShownStanding>>) =>
  (claim: number): ShownStanding =>
    changed[claim] ?? 'not-enough-evidence';

const refuted11: Correction = { claim: 11, from: 'not-enough-evidence', to: 'refuted', at };

describe.each(databases)('answers to correct in $name', ({ open }) => {
  const idsOf = async (servers: ServerStore, changed: Readonly<Record<number, ShownStanding>>, of = server) =>
    (await servers.staleAnswers(documentOwner, documentId, of, nowStanding(changed))).map(({ id }) => id);

  it('are those that say something else than holds now, oldest first', async () => {
    const { stores, other } = await open();
    const { servers } = stores;
    const second = await place(servers, 'b', { at: '2026-11-22T10:00:00.001Z' });
    const first = await place(servers, 'z');
    await place(servers, 'c', { claims: [{ number: 12, standing: 'not-enough-evidence' }] });
    await place(servers, 'd', { claims: [] });
    expect(await idsOf(servers, {})).toEqual([]);
    expect(await idsOf(servers, { 11: 'hidden' })).toEqual(['z', 'b']);
    const stale = await other.servers.staleAnswers(
      documentOwner,
      documentId,
      server,
      nowStanding({ 11: 'refuted', 13: 'supported' }),
    );
    expect(stale).toEqual([first, second]);
  });

  it('are those of one server or of all, of one document', async () => {
    const { servers } = (await open()).stores;
    await place(servers, 'here');
    await place(servers, 'there', { server: '999' });
    await place(servers, 'of another document', { documentId: 'report' });
    await place(servers, 'of a document of its own', { documentOwner: server });
    expect(await idsOf(servers, { 11: 'refuted' })).toEqual(['here']);
    expect(await idsOf(servers, { 11: 'refuted' }, '999')).toEqual(['there']);
    expect(await idsOf(servers, { 11: 'refuted' }, 'all')).toEqual(['here', 'there']);
    expect(await servers.shownPlaces()).toEqual([
      { server, documentOwner: server, documentId },
      { server, documentOwner, documentId },
      { server: '999', documentOwner, documentId },
      { server, documentOwner, documentId: 'report' },
    ]);
  });

  it.each([
    { why: 'it expires', leave: (servers: ServerStore) => place(servers, 'a', { expiresAt: '2026-11-22T10:15:00Z' }) },
    { why: 'it was never sent', leave: (servers: ServerStore) => servers.recordShown({ ...shown, id: 'a' }) },
    {
      why: 'it was removed',
      leave: async (servers: ServerStore) => {
        await place(servers, 'a');
        await servers.forgetShown('a');
      },
    },
    {
      why: 'its message was deleted',
      leave: async (servers: ServerStore) => {
        await place(servers, 'a');
        await servers.forgetMessages(['message of a']);
      },
    },
  ])('leave out an answer where $why', async ({ leave }) => {
    const { servers } = (await open()).stores;
    await leave(servers);
    expect(await idsOf(servers, { 11: 'refuted' })).toEqual([]);
  });

  it('are no more to be corrected once they were, until it changes again', async () => {
    const { stores, other } = await open();
    const answer = await place(stores.servers, 'a');
    expect(await stores.servers.corrected('a', [refuted11], 'edited', at)).toBe(true);
    expect(await idsOf(other.servers, { 11: 'refuted' })).toEqual([]);
    expect(await idsOf(other.servers, {})).toEqual(['a']);
    const back: Correction = { claim: 11, from: 'refuted', to: 'hidden', at: '2026-11-23T00:00:00.000Z' };
    await other.servers.corrected('a', [back], 'answered', back.at);
    expect(await idsOf(stores.servers, { 11: 'refuted' })).toEqual(['a']);
    const corrected = { ...answer, corrections: [refuted11, back] };
    expect(await stores.servers.shown('a', now)).toEqual(corrected);
    expect(standingsShown(corrected)).toEqual(new Map([[11, 'hidden']]));
  });

  it('take a correction of a claim that they said nothing of before', async () => {
    const { servers } = (await open()).stores;
    await place(servers, 'a');
    await servers.corrected('a', [{ ...refuted11, claim: 1001, from: 'not-checked' }], 'edited', at);
    expect(await idsOf(servers, { 1001: 'refuted' })).toEqual([]);
    expect(await idsOf(servers, { 1001: 'supported' })).toEqual(['a']);
  });

  it('are found whatever was shown and corrected before', async () => {
    const { servers } = (await open()).stores;
    const standing = fc.constantFrom<ShownStanding>(...labels, 'not-checked', 'hidden');
    const claim = fc.integer({ min: 1, max: 4 });
    const answers = fc.array(
      fc.record({
        claims: fc.uniqueArray(fc.record({ number: claim, standing: fc.constantFrom(...labels) }), {
          selector: ({ number }) => number,
        }),
        corrections: fc.array(fc.record({ claim, from: standing, to: standing, at: fc.constant(at) }), {
          maxLength: 4,
        }),
      }),
      { maxLength: 5 },
    );
    let run = 0;
    await fc.assert(
      fc.asyncProperty(answers, fc.array(standing, { minLength: 5, maxLength: 5 }), async (made, standings) => {
        const own = { server: `server ${run++}` };
        const expected: string[] = [];
        for (const [index, { claims, corrections }] of made.entries()) {
          const answer = await place(servers, `${own.server} ${index}`, { ...own, claims });
          for (const each of corrections) await servers.corrected(answer.id, [each], 'edited', at);
          const said = standingsShown({ ...answer, corrections });
          if ([...said].some(([number, shownAs]) => shownAs !== standings[number])) expected.push(answer.id);
        }
        const stale = await servers.staleAnswers(documentOwner, documentId, own.server, (number) => standings[number]!);
        expect(stale.map(({ id }) => id)).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });
});

describe.each(databases)('shown answers in $name', ({ open }) => {
  it('are listed place by place, those with a message that can be edited, a page at a time', async () => {
    const { stores, other } = await open();
    const { servers } = stores;
    const placed = [];
    for (const id of ['c', 'a', 'd', 'b']) placed.push(await place(servers, id, { claims: [] }));
    await place(servers, 'e', { expiresAt: '2026-11-22T10:15:00Z' });
    await servers.recordShown({ ...shown, id: 'f' });
    await place(servers, 'g', { server: '999', claims: [] });
    await place(servers, 'h', { documentId: 'report' });
    const here = { server, documentOwner, documentId };
    expect(await other.servers.answersShown(here, '', 10)).toEqual(placed.sort((a, b) => (a.id < b.id ? -1 : 1)));
    const idsAfter = async (after: string) => (await servers.answersShown(here, after, 3)).map(({ id }) => id);
    expect(await idsAfter('')).toEqual(['a', 'b', 'c']);
    expect(await idsAfter('c')).toEqual(['d']);
    expect(await idsAfter('d')).toEqual([]);
    expect(await servers.shownPlaces()).toEqual([here, { ...here, server: '999' }, { ...here, documentId: 'report' }]);
  });

  it.each([
    { message: 'message of a', at: '2026-11-22T10:15:00.000Z', id: 'a' },
    { message: 'message of b', at: '2026-11-22T10:14:59.999Z', id: 'b' },
    { message: 'message of b', at: '2026-11-22T10:15:00.000Z', id: undefined },
    { message: 'message of c', at: '2026-11-22T10:15:00.000Z', id: undefined },
  ])('are found by their message: $message, at $at', async ({ message, at, id }) => {
    const { servers } = (await open()).stores;
    await place(servers, 'a');
    await place(servers, 'b', { expiresAt: '2026-11-22T10:15:00Z' });
    expect((await servers.shownIn(message, new Date(at)))?.id).toBe(id);
  });
});

describe.each(databases)('the work of correcting in $name', ({ open }) => {
  it('is kept as it was noted last, with how it ended', async () => {
    const { stores, other } = await open();
    await place(stores.servers, 'a');
    expect(await other.servers.correction('a')).toBeUndefined();
    const sending = { state: 'sending', attempts: 1, problem: null, at } as const;
    expect(await stores.servers.noteCorrection('a', sending)).toBe(true);
    expect(await other.servers.correction('a')).toEqual({ shownId: 'a', server, ...sending });
    const failed = { state: 'failed', attempts: 2, problem: 'Missing Access', at: '2026-11-22T10:11:00.000Z' } as const;
    await other.servers.noteCorrection('a', failed);
    expect(await stores.servers.corrections(server)).toEqual([{ shownId: 'a', server, ...failed }]);
    await stores.servers.corrected('a', [refuted11], 'edited', '2026-11-22T10:12:00.000Z');
    expect(await stores.servers.correction('a')).toEqual({
      shownId: 'a',
      server,
      state: 'edited',
      attempts: 2,
      problem: null,
      at: '2026-11-22T10:12:00.000Z',
    });
  });

  it('is listed for each server, oldest first', async () => {
    const { servers } = (await open()).stores;
    const noted = [
      { id: 'a', at: '2026-11-22T10:12:00.000Z' },
      { id: 'b', at: '2026-11-22T10:11:00.000Z' },
      { id: 'c', at, server: '999' },
    ];
    for (const { id, at, ...answer } of noted) {
      await place(servers, id, answer);
      await servers.noteCorrection(id, { state: 'sending', attempts: 1, problem: null, at });
    }
    expect((await servers.corrections(server)).map(({ shownId }) => shownId)).toEqual(['b', 'a']);
    expect((await servers.corrections('999')).map(({ shownId }) => shownId)).toEqual(['c']);
  });

  it('remembers that a message was gone, and forgets the answer', async () => {
    const { servers } = (await open()).stores;
    await place(servers, 'a');
    const gone = { state: 'gone', attempts: 1, problem: 'Unknown Message', at } as const;
    expect(await servers.noteCorrection('a', gone)).toBe(true);
    expect(await servers.shown('a', now)).toBeUndefined();
    await servers.forgetMessages(['message of a']);
    expect(await servers.corrections(server)).toEqual([{ shownId: 'a', server, ...gone }]);
  });

  it('is not noted, and corrects nothing, where the answer is forgotten', async () => {
    const { servers } = (await open()).stores;
    await place(servers, 'a');
    await servers.noteCorrection('a', { state: 'sending', attempts: 1, problem: null, at });
    await servers.forgetShown('a');
    expect(await servers.correction('a')).toBeUndefined();
    expect(await servers.noteCorrection('a', { state: 'sending', attempts: 2, problem: null, at })).toBe(false);
    expect(await servers.corrected('a', [refuted11], 'edited', at)).toBe(false);
    expect(await servers.corrections(server)).toEqual([]);
  });
});
