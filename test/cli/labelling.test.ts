import { readFile } from 'node:fs/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { plain } from '../../src/answer/render-text.ts';
import { LabelFile, labelId } from '../../src/cli/label-file.ts';
import { Labelling } from '../../src/cli/labelling.ts';
import type { ShownAnswer } from '../../src/domain/shown-answer.ts';
import { realApp } from '../helpers/real-app.ts';
import { hearsay, temporaryFolder } from './run-program.ts';

const app = realApp();
const at = new Date('2026-11-22T10:00:00Z');
const server = '123456789012345678';

beforeEach(async () => {
  await app().servers.setKeepsQuestions(server, false); // forgets those of the test before
  await app().servers.setKeepsQuestions(server, true);
});

/** Asks, keeps the question and flags the answer, as the bot does. */
async function flagged(question: string, change: Partial<ShownAnswer> = {}): Promise<ShownAnswer> {
  const { assistant, servers } = app();
  const answer = await assistant.ask({ question, server });
  const shown = assistant.shownOf(answer, { server, channel: '1', locale: null, expiresAt: null });
  if (shown === undefined) throw new Error('the question was refused');
  const changed = { ...shown, ...change };
  await servers.recordShown(changed, { words: question, language: answer.language, expiresAt: '2027-01-01T00:00:00Z' });
  await servers.flag(shown.id, { reason: 'other', note: null }, at);
  return changed;
}

/** Labels what waits. @param folder where the labels go */
async function labelling(folder: string): Promise<Labelling> {
  const { assistant, servers } = app();
  const file = await LabelFile.open(folder);
  return new Labelling(await servers.flagged(at), { assistant, servers, file, style: plain, now: () => at });
}

const labels = async (folder: string): Promise<string[]> => {
  const { path } = await LabelFile.open(folder);
  return (await readFile(path, 'utf8').catch(() => '')).split('\n').filter((line) => line !== '');
};
const waiting = async (): Promise<string[]> => (await app().servers.flagged(at)).map(({ shown }) => shown.id);

describe('labelling', () => {
  it.each(['', 'x', '0', '1 x', '-1', '1.5', '200', 'n 1', '1;2', '9999'])(
    'asks again where %j was typed',
    async (typed) => {
      const shown = await flagged('What is Mossalaha?');
      const folder = await temporaryFolder();
      const session = await labelling(folder);
      await session.next();
      expect((await session.hear(typed)).text).toMatch(/^Type the numbers/);
      expect(await labels(folder)).toEqual([]);
      expect(await waiting()).toEqual([shown.id]);
    },
  );

  it('takes each number once, in the order in which they were typed', async () => {
    await flagged('What is Mossalaha?');
    const folder = await temporaryFolder();
    const session = await labelling(folder);
    const { text } = await session.next();
    expect(await session.hear('3, 1  3')).toMatchObject({
      end: true,
      text: expect.stringMatching(/^1 label added to/),
    });
    const { right } = JSON.parse((await labels(folder))[0] ?? '');
    expect(right).toHaveLength(2);
    expect(text.indexOf(`3  “${right[0]}”`)).toBeGreaterThan(text.indexOf(`1  “${right[1]}”`));
    expect(text.indexOf(`1  “${right[1]}”`)).toBeGreaterThan(0);
    expect(await waiting()).toEqual([]);
  });

  it('labels nothing that its server has deleted while it was looked at', async () => {
    await flagged('What is Mossalaha?');
    const folder = await temporaryFolder();
    const session = await labelling(folder);
    await session.next();
    await app().servers.setKeepsQuestions(server, false);
    expect((await session.hear('1')).text).toBe('Nothing was labelled.');
    expect(await labels(folder)).toEqual([]);
  });

  it('writes no label twice where it was killed before it could forget the question', async () => {
    const shown = await flagged('What is Mossalaha?');
    const folder = await temporaryFolder();
    const file = await LabelFile.open(folder);
    const base = {
      kind: 'labelled',
      language: 'en',
      question: 'What is Mossalaha?',
      document: shown.documentId,
    } as const;
    await file.add({ ...base, id: labelId(shown.id), outcome: 'not-addressed', right: [], revision: shown.revision });
    expect(await (await labelling(folder)).next()).toEqual({ text: 'Nothing was labelled.', end: true });
    expect(await labels(folder)).toHaveLength(1);
    expect(await waiting()).toEqual([]);
  });

  it('leaves an answer out whose document has changed, and says so', async () => {
    const gone = await flagged('What is Mossalaha?', { revision: 'f'.repeat(64) });
    const session = await labelling(await temporaryFolder());
    expect(await session.next()).toEqual({
      text: 'Nothing was labelled. 1 answer left out: the document has changed or was removed since.',
      end: true,
    });
    expect(await waiting()).toEqual([gone.id]);
  });

  it('shows a question’s words with none of the marks that mean the document, or end it', async () => {
    await flagged('What is “Mossalaha”, `it` asks?');
    const session = await labelling(await temporaryFolder());
    expect((await session.next()).text.split('\n')[0]).toBe("1 of 1 · `What is ‘Mossalaha’, 'it' asks?`");
    expect(await session.hear('Q')).toMatchObject({ end: true });
  });
});

describe('hearsay eval', () => {
  it.each([
    { typed: ['label'], code: 0, says: 'No flagged answer waits to be labelled.' },
    { typed: ['label', '--list'], code: 0, says: '0 flagged answers wait to be labelled.' },
    { typed: ['label', '--help'], code: 0, says: 'npm run fit -- --labels FILE' },
    { typed: [], code: 2, says: 'What to do (label) is missing.' },
    { typed: ['lable'], code: 2, says: "There is no 'eval lable'." },
  ])('$typed says: $says', async ({ typed, code, says }) => {
    const ended = await hearsay(['eval', ...typed], { dataDir: await temporaryFolder() });
    expect(ended.code).toBe(code);
    expect(code === 0 ? ended.stdout : ended.stderr).toContain(says);
  });
});
