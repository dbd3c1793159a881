import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Models, openModels } from '../../src/models/onnx-models.ts';

const folder = fileURLToPath(new URL('../../models', import.meta.url));

let models: Models;
beforeAll(async () => {
  models = await openModels({ folder, log: { info: () => {}, error: () => {} } });
});
afterAll(() => models.close());

const question = 'Who paid for the new ferry?';
const window =
  'The harbour got a new ferry in May. It was paid for by the county of Elm. Tickets cost as much as before.';

describe('the built-in reader', () => {
  it('says what it is', () => {
    expect(models.reader.id).toBe('reader-int8/4');
  });

  it.each([
    {
      question,
      answers: window,
      other: 'The harbour got a new ferry in May. It carries forty cars. Tickets cost as much as before.',
    },
    {
      question: 'How many people lost their homes in the flood?',
      answers: 'The flood came at night. Some 340 people lost their homes. The mayor opened the school for them.',
      other: 'The flood came at night. Many people lost their homes. The mayor opened the school for them.',
    },
    {
      question: 'When did the theatre close?',
      answers: 'The theatre stood on Mill Street. It closed in 1987 after a fire. A bank bought the ground.',
      other: 'The theatre stood on Mill Street. It was known for its comedies. A bank bought the ground.',
    },
    {
      question: 'Why did the minister resign?',
      answers: 'The minister resigned on Monday because his adviser had taken bribes. A successor is not named yet.',
      other: 'The minister resigned on Monday. A successor is not named yet. The opposition asks for a vote.',
    },
    {
      question: 'What is the capital of the province?',
      answers: 'The province lies in the north. Its capital is Arden, on the lake. Farming feeds most of its people.',
      other: 'Penguins huddle together against the cold. The chicks stand in the middle. They take turns outside.',
    },
  ])('finds that a window which answers "$question" does so more than one that does not', async (pair) => {
    const answers = await models.reader.read(pair.question, pair.answers);
    const other = await models.reader.read(pair.question, pair.other);
    expect(answers).toBeGreaterThan(other + 1);
  });

  it('tells question from window', async () => {
    expect(await models.reader.read(question, window)).not.toBe(await models.reader.read(window, question));
  });

  it('gives the same pair the same logit, whatever ran before', async () => {
    const first = await models.reader.read(question, window);
    await models.reader.read('When did the theatre close?', 'word '.repeat(300));
    await models.embedder.embedQuestion(question);
    expect(await models.reader.read(question, window)).toBe(first);
  });

  it('gives the logit that the reference gives, but for what another processor rounds otherwise', async () => {
    // From Python: `tokenizers` and `onnxruntime` on the vendored files.
    expect(await models.reader.read(question, window)).toBeCloseTo(4.18, 0);
  });

  it('reads no further than its 192 tokens', async () => {
    const long = 'The ferry was late again. '.repeat(60);
    expect(await models.reader.read(question, `${long} ${window}`)).toBe(await models.reader.read(question, long));
  });

  it.each([
    { why: 'nothing', words: '' },
    { why: 'a NUL and a lone surrogate', words: '\0 \ud800' },
    { why: 'a line of 100,000 characters', words: 'to and fro '.repeat(9_091) },
    { why: 'the model’s own marks', words: '[SEP][PAD][MASK]'.repeat(50) },
  ])('gives a logit for $why', async ({ words }) => {
    expect(await models.reader.read(words, words)).toSatisfy(Number.isFinite);
  });

  it('gives a logit for any two texts', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(text, text, async (asked, read) => {
        expect(await models.reader.read(asked, read)).toSatisfy(Number.isFinite);
      }),
      { numRuns: 15 },
    );
  });

  it('reads before passages that came first, in the order of questions, and is warmed after them', async () => {
    const order: string[] = [];
    const note = (name: string) => () => order.push(name);
    const passages = Array.from({ length: 60 }, (_, at) => `The river rose for the ${at}th time behind the mill.`);
    const book = models.embedder.embedPassages(passages).then(note('book'));
    const warm = models.reader.warm().then(note('warm'));
    await Promise.all([
      models.reader.read(question, window).then(note('read')),
      models.embedder.embedQuestion(question).then(note('question')),
    ]);
    await Promise.all([book, warm]);
    expect(order).toEqual(['read', 'question', 'book', 'warm']);
  });
});
