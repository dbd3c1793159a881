import { beforeAll, describe, expect, it } from 'vitest';
import { type Candidate, candidatesOf, preferred, windowOf } from '../../src/answer/candidates.ts';
import { draftAnswer } from '../../src/answer/draft-answer.ts';
import type { Findings } from '../../src/answer/findings.ts';
import { fitted } from '../../src/answer/fitted.ts';
import { saysSomething } from '../../src/answer/pick-quotes.ts';
import { realApp } from '../helpers/real-app.ts';
import { newDocument } from '../helpers/small-library.ts';

const app = realApp();
const server = '777';
const ferry = [
  '# The ferry',
  '## Who spoke for the ferry company?',
  'Has the ferry company spoken? A spokeswoman for the ferry company, Ada Brandt, said that the ferry was late.',
  '| Spokesperson | Ferry company |',
  '| --- | --- |',
  '| Ada Brandt | Northern Line |',
  ...Array.from({ length: 9 }, (_, at) => `On day ${at + 1} the ferry company said nothing about the ferry.`),
].join('\n\n');

beforeAll(async () => {
  await app().ingest({
    ...newDocument(ferry.replaceAll('|\n\n|', '|\n|'), { id: 'ferry', owner: server }),
    format: 'markdown',
  });
});

const findings = async (question: string, document = 'ferry'): Promise<Findings> =>
  (await app().assistant.findings({ question, server, document }))!;
const textOf = (found: Findings, { sentence }: Candidate): string =>
  found.in.document.text.slice(sentence.start, sentence.end);

describe('candidates', () => {
  it('are the five best by rank, the most relevant first, and last what only echoes the question', async () => {
    const found = await findings('Who spoke for the ferry company?');
    const candidates = await candidatesOf(found, preferred(found));
    const five = preferred(found).slice(0, 5);
    expect(new Set(candidates.map(({ sentence }) => sentence))).toEqual(new Set(five.map(({ sentence }) => sentence)));
    const [telling, echoing] = [candidates.filter(({ echo }) => !echo), candidates.filter(({ echo }) => echo)];
    expect(candidates).toEqual([...telling, ...echoing]);
    expect(echoing.map((candidate) => textOf(found, candidate))).toContain('Who spoke for the ferry company?');
    const relevances = telling.map(({ relevance }) => relevance);
    expect(relevances).toEqual([...relevances].sort((a, b) => b - a));
  });

  it('that name a column, head a section or ask yield to the sentence that answers', async () => {
    const found = await findings('Who spoke for the ferry company?');
    const candidates = await candidatesOf(found, preferred(found));
    expect(textOf(found, candidates[0]!)).toBe(
      'A spokeswoman for the ferry company, Ada Brandt, said that the ferry was late.',
    );
    const signalled = (name: 'heading' | 'question'): string[] =>
      candidates.filter(({ signals }) => signals[name] === 1).map((candidate) => textOf(found, candidate));
    expect(signalled('heading')).toContain('Who spoke for the ferry company?');
    expect(signalled('question')).toContain('Has the ferry company spoken?');
  });

  it('are read by their windows where there is a reader, and weighed without it where there is none', async () => {
    const found = await findings('Who spoke for the ferry company?');
    const windows: string[] = [];
    const read = async (asked: readonly string[]): Promise<number[]> => {
      windows.push(...asked);
      return asked.map((_, at) => at);
    };
    const candidates = await candidatesOf({ ...found, read }, preferred(found));
    expect(windows).toEqual(
      preferred(found)
        .slice(0, 5)
        .map(({ sentence }) => windowOf(found.in, sentence)),
    );
    expect(new Set(candidates.map(({ logit }) => logit))).toEqual(new Set([0, 1, 2, 3, 4]));
    for (const { logit, relevance } of await candidatesOf({ ...found, read: undefined }, preferred(found))) {
      expect(logit).toBeUndefined();
      expect(relevance).not.toBeNaN();
    }
  });

  it('are judged together: the reader’s word on any of them counts', async () => {
    const found = await findings('Who spoke for the ferry company?');
    const outcomeWith = async (others: number): Promise<string> =>
      (await draftAnswer({ ...found, read: async (asked) => asked.map((_, at) => (at === 0 ? 0 : others)) })).outcome;
    expect(await outcomeWith(20)).toBe('answered');
    expect(await outcomeWith(-20)).toBe('not-addressed');
  });

  it('are taken in the order of the ranking where there is no claim, without what holds no word', async () => {
    const found = await findings('Who spoke for the ferry company?');
    await app().ingest(newDocument('The ferry sank.\n\n... ... ...\n\nThe ferry rose.', { id: 'dots', owner: server }));
    const dotted = await findings('Did the ferry sink?', 'dots');
    expect(preferred(dotted).length).toBeLessThan(dotted.ranked.length);
    for (const one of [found, dotted]) {
      expect(one.nearest).toEqual([]);
      const sorted = one.ranked.toSorted((a, b) => b.score - a.score);
      expect(preferred(one)).toEqual(sorted.filter(({ sentence }) => saysSomething(sentence, one.in)));
    }
  });

  it('gain by a reviewed claim in them that the question is about', async () => {
    const found = (await app().assistant.findings({
      question: 'Is Hajib a violent extremist?',
      server,
      document: 'meo-mossalaha',
    }))!;
    const candidates = await candidatesOf(found, preferred(found));
    const gains = candidates.map(({ signals }) => signals.gain);
    expect(Math.max(...gains)).toBeGreaterThan(0);
    const without = await candidatesOf({ ...found, nearest: [] }, preferred(found));
    expect(without.map(({ signals }) => signals.gain)).toEqual(without.map(() => 0));
  });

  it('are weighed by every signal that was fitted, and by nothing else', async () => {
    const found = await findings('Who spoke for the ferry company?');
    for (const { signals } of await candidatesOf(found, preferred(found)))
      for (const weights of Object.values(fitted.relevance))
        expect(Object.keys(signals).sort()).toEqual(Object.keys(weights).sort());
  });
});
