import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSquad, type SquadWish } from '../../../scripts/eval/squad-set.ts';
import { temporaryFolder } from '../../cli/run-program.ts';

const wish: SquadWish = { perDocument: false, heldOut: false, every: 1 };
const qa = (id: string, text: string, answer_start: number) => ({
  id,
  question: `${id}?`,
  answers: [{ text, answer_start }],
});
const impossible = { id: 'z', question: 'z?', is_impossible: true, answers: [] };
const data = [
  { title: 'Rivers', paragraphs: [{ context: '🌊 The river rose.', qas: [qa('a', 'river', 6), qa('b', 'rose', 12)] }] },
  { title: 'Force', paragraphs: [{ context: 'Nobody came.', qas: [qa('c', 'Nobody', 0), impossible] }] },
];

async function fileOf(content: unknown): Promise<string> {
  const path = join(await temporaryFolder(), 'some.json');
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

describe('SQuAD-format data', () => {
  it.each([false, true])(
    'has each answer where it stands in the text, counted in UTF-16 (per document: %s)',
    async (perDocument) => {
      const documents = readSquad(await fileOf({ data }), { ...wish, perDocument }).documents;
      expect(documents).toHaveLength(perDocument ? 2 : 1);
      const found = documents.flatMap(({ text, questions }) =>
        questions.map(({ question, answers, paragraph }) => [
          question,
          answers.map(({ start, end }) => text.slice(start, end)).join(),
          text.slice(paragraph.start, paragraph.end),
        ]),
      );
      expect(found).toEqual([
        ['a?', 'river', '🌊 The river rose.'],
        ['b?', 'rose', '🌊 The river rose.'],
        ['c?', 'Nobody', 'Nobody came.'],
        ['z?', '', 'Nobody came.'],
      ]);
    },
  );

  it.each([
    { what: 'where it says', text: 'river', at: 4, found: 'river' },
    { what: 'a few characters before', text: 'river', at: 7, found: 'river' },
    { what: 'a few characters behind', text: 'The', at: 4, found: 'The' },
    { what: 'without the space around it', text: ' river ', at: 3, found: 'river' },
  ])('finds an answer $what', async ({ text, at, found }) => {
    const context = 'The river rose. Nobody came to see it.';
    const content = { data: [{ title: 'x', paragraphs: [{ context, qas: [qa('a', text, at)] }] }] };
    const [document] = readSquad(await fileOf(content), wish).documents;
    expect(document?.questions[0]?.answers.map(({ start, end }) => document.text.slice(start, end))).toEqual([found]);
  });

  it('takes the nearest of the places where the words of an answer stand', async () => {
    const content = { data: [{ title: 'x', paragraphs: [{ context: 'A to a to a', qas: [qa('a', 'to', 6)] }] }] };
    expect(readSquad(await fileOf(content), wish).documents[0]?.questions[0]?.answers).toEqual([{ start: 7, end: 9 }]);
  });

  it('leaves out, and counts, a question without an answer that is not marked as impossible', async () => {
    const unmarked = { id: 'u', question: 'u?', answers: [] };
    const paragraphs = [{ context: 'Nobody came.', qas: [qa('c', 'Nobody', 0), impossible, unmarked] }];
    const { documents, leftOut } = readSquad(await fileOf({ data: [...data, { title: 'x', paragraphs }] }), {
      ...wish,
      perDocument: true,
    });
    expect(documents.at(-1)?.questions.map(({ question }) => question)).toEqual(['c?', 'z?']);
    expect(leftOut).toBe(1);
  });

  it('knows of what article a question is, also in one index', async () => {
    const [only] = readSquad(await fileOf({ data }), wish).documents;
    expect(only?.questions.map(({ article }) => article)).toEqual([0, 0, 1, 1]);
  });

  it('calls an article without a title by its first line', async () => {
    const paragraphs = [{ context: '\nOn floods\n\nThe river rose.', qas: [qa('a', 'river', 16)] }];
    expect(readSquad(await fileOf({ data: [{ paragraphs }] }), wish).documents).toMatchObject([{ title: 'On floods' }]);
  });

  it.each([
    { articles: { first: 1, last: 1 }, titles: ['Rivers'] },
    { articles: { first: 2, last: 9 }, titles: ['Force'] },
    { articles: { first: 1, last: 2 }, titles: ['Rivers', 'Force'] },
  ])('keeps only the articles $articles.first to $articles.last', async ({ articles, titles }) => {
    const documents = readSquad(await fileOf({ data }), { ...wish, perDocument: true, articles }).documents;
    expect(documents.map(({ title }) => title)).toEqual(titles);
  });

  it('is refused where it has fewer articles than were asked for', async () => {
    const path = await fileOf({ data });
    const articles = { first: 3, last: 4 };
    expect(() => readSquad(path, { ...wish, articles })).toThrow('some.json has 2 articles, none of them from 3 on.');
  });

  it.each([
    { every: 2, perDocument: false, questions: [['a?', 'c?']] },
    { every: 3, perDocument: true, questions: [['a?'], ['z?']] },
    { every: 9, perDocument: true, questions: [['a?']] },
  ])('is asked each $every-th question, counted over the file', async ({ every, perDocument, questions }) => {
    const documents = readSquad(await fileOf({ data }), { ...wish, perDocument, every }).documents;
    expect(documents.map((document) => document.questions.map(({ question }) => question))).toEqual(questions);
  });

  it('keeps only articles held out of the reader where that is wanted, also in one index', async () => {
    const [only] = readSquad(await fileOf({ data }), { ...wish, heldOut: true }).documents;
    expect(only).toMatchObject({ title: 'Force', text: 'Nobody came.' });
  });

  it.each([
    { what: 'no JSON', content: '{"data": [', said: /some\.json is not JSON \(.+\)\. Expected SQuAD-format JSON/ },
    { what: 'JSON of another shape', content: { data: 7 }, said: /is no SQuAD-format data: data: .+ Expected/ },
    { what: 'an article without paragraphs', content: { data: [{ title: 'x' }] }, said: /data: data\.0\.paragraphs: / },
    { what: 'no questions', content: { data: [{ title: 'x', paragraphs: [] }] }, said: /holds no questions/ },
    {
      what: 'an answer that stands elsewhere',
      content: { data: [{ title: 'x', paragraphs: [{ context: 'The river rose.', qas: [qa('a', 'river', 10)] }] }] },
      said: /The answer of question a does not stand at its answer_start, 10/,
    },
    {
      what: 'an answer without words',
      content: { data: [{ title: 'x', paragraphs: [{ context: 'The river rose.', qas: [qa('a', ' ', 3)] }] }] },
      said: /The answer of question a does not stand at its answer_start, 3/,
    },
  ])('is refused with a sentence where it is $what', async ({ content, said }) => {
    const path = await fileOf(content);
    expect(() => readSquad(path, wish)).toThrow(said);
  });

  it.each([
    { what: 'has a title and was not held out', titles: ['Force', 'Rivers'], heldOut: false, rankingOnly: true },
    {
      what: 'has a title, if only what was held out is asked',
      titles: ['Force', 'Rivers'],
      heldOut: true,
      rankingOnly: false,
    },
    { what: 'was held out', titles: ['Force'], heldOut: false, rankingOnly: false },
    { what: 'has no title', titles: [undefined, undefined], heldOut: false, rankingOnly: false },
  ])('may tell what the reader does with it, or only the ranking, where an article $what', async (wanted) => {
    const { titles, heldOut, rankingOnly } = wanted;
    const articles = titles.map((title, at) => ({ ...data[at]!, title }));
    expect(readSquad(await fileOf({ data: articles }), { ...wish, heldOut }).rankingOnly).toBe(rankingOnly);
  });

  it('is refused where none of its articles were held out of the reader', async () => {
    const path = await fileOf({ data: data.slice(0, 1) });
    expect(() => readSquad(path, { ...wish, heldOut: true })).toThrow(/Leave --held-out away/);
  });

  it('is refused with a sentence where there is no file, or a folder', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'data'));
    expect(() => readSquad(join(folder, 'none.json'), wish)).toThrow(/^There is no file .*none\.json\. Give the path/);
    expect(() => readSquad(join(folder, 'data'), wish)).toThrow(/^It can't be read \(EISDIR\): .*data\. Give the path/);
  });
});
