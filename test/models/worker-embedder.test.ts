import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Models, openModels } from '../../src/models/onnx-models.ts';
import { dot } from '../../src/retrieval/rank-passages.ts';

const folder = fileURLToPath(new URL('../../models', import.meta.url));
const log = { info: () => {}, error: () => {} };

const furthest = (a: Float32Array, b: Float32Array): number =>
  a.reduce((most, value, at) => Math.max(most, Math.abs(value - b[at]!)), 0);
const manyPassages = Array.from({ length: 60 }, (_, at) => `The river rose for the ${at}th time behind the mill.`);

let embedder: Models['embedder'];
beforeAll(async () => {
  ({ embedder } = await openModels({ folder, log }));
});
afterAll(() => embedder.close());

describe('the built-in embedder', () => {
  it('says what it is', () => {
    expect(embedder).toMatchObject({ id: 'embedder-int8/2/1', dimension: 384, languages: ['en'] });
  });

  it.each([
    {
      question: 'Who wrote the play about the prince of Denmark?',
      answer: 'Hamlet was written by William Shakespeare around the year 1600.',
      other: 'Penguins huddle together against the cold of the Antarctic winter.',
    },
    {
      question: 'Why did the bridge fall down?',
      answer: 'The crossing collapsed because its cables had rusted through.',
      other: 'The bakery on the corner sells its bread warm from five in the morning.',
    },
    {
      question: 'How do plants make sugar?',
      answer: 'Leaves turn light, water and carbon dioxide into glucose.',
      other: 'The parliament voted on the budget late on Thursday.',
    },
  ])('finds the answer to "$question" nearer than an unrelated sentence', async ({ question, answer, other }) => {
    const asked = await embedder.embedQuestion(question);
    const [near, far] = await embedder.embedPassages([answer, other]);
    expect(dot(asked, near!)).toBeGreaterThan(dot(asked, far!) + 0.05);
  });

  it('gives a passage the same vector whatever comes with it, in the order of the texts', async () => {
    const passages = ['Bread.', 'The river rose again behind the old mill.', 'word '.repeat(600), 'Bread.', 'Salt'];
    const together = await embedder.embedPassages(passages);
    const turned = (await embedder.embedPassages(passages.toReversed())).toReversed();
    for (const [at, passage] of passages.entries()) {
      const [alone] = await embedder.embedPassages([passage]);
      expect(furthest(together[at]!, alone!)).toBeLessThan(1e-6);
      expect(furthest(together[at]!, turned[at]!)).toBeLessThan(1e-6);
    }
    expect(furthest(together[0]!, together[1]!)).toBeGreaterThan(0.01);
  });

  it('tells a question from a passage of the same words', async () => {
    const [passage] = await embedder.embedPassages(['the old mill']);
    expect(furthest(await embedder.embedQuestion('the old mill'), passage!)).toBeGreaterThan(0.001);
  });

  it.each([
    { why: 'nothing', words: '' },
    { why: 'a NUL', words: '\0' },
    { why: 'a lone surrogate', words: 'a \ud800 b' },
    { why: 'a word of 100,000 letters', words: 'a'.repeat(100_000) },
    { why: 'a line of 100,000 characters', words: 'to and fro '.repeat(9_091) },
    { why: 'the model’s own marks', words: '[SEP][PAD][MASK]'.repeat(200) },
  ])('gives a unit vector for $why', async ({ words }) => {
    const [passage] = await embedder.embedPassages([words]);
    for (const vector of [passage!, await embedder.embedQuestion(words)]) {
      expect(vector).toHaveLength(384);
      expect(dot(vector, vector)).toBeCloseTo(1, 5);
    }
  });

  it('gives a unit vector for any text', async () => {
    const texts = fc.array(fc.string({ unit: 'binary', maxLength: 60 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(texts, async (some) => {
        const vectors = await embedder.embedPassages(some);
        expect(vectors).toHaveLength(some.length);
        for (const vector of vectors) expect(dot(vector, vector)).toBeCloseTo(1, 5);
      }),
      { numRuns: 15 },
    );
  });

  it('gives no vectors for no passages', async () => {
    expect(await embedder.embedPassages([])).toEqual([]);
  });

  it('gives vectors that do not share their memory', async () => {
    const [one] = await embedder.embedPassages(['a', 'b']);
    expect(one!.buffer.byteLength).toBe(384 * 4);
  });

  it('answers questions before passages that came first, and passages in the order they came', async () => {
    const order: string[] = [];
    const note = (name: string) => () => order.push(name);
    const book = embedder.embedPassages(manyPassages).then(note('book'));
    const page = embedder.embedPassages(['One page.']).then(note('page'));
    await embedder.embedQuestion('Who asks first?').then(note('first'));
    await embedder.embedQuestion('Who asks next?').then(note('next'));
    await Promise.all([book, page]);
    expect(order).toEqual(['first', 'next', 'book', 'page']);
  });

  it('drops what an abort leaves, for the reason given, and works on', async () => {
    const controller = new AbortController();
    const order: string[] = [];
    const note = (name: string) => () => order.push(name);
    const reason = new Error('the reader has left');
    const dropped = embedder.embedPassages(manyPassages, { signal: controller.signal });
    const refused = expect(dropped).rejects.toBe(reason).then(note('dropped'));
    const later = embedder.embedPassages(manyPassages).then(note('later'));
    await embedder.embedQuestion('Have you begun?');
    controller.abort(reason);
    await Promise.all([refused, later]);
    expect(order).toEqual(['dropped', 'later']);
  });

  it('does not begin what is aborted already', async () => {
    const reason = new Error('too late');
    await expect(embedder.embedPassages(['a'], { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});
