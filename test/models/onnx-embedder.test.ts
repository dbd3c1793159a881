import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DependencyError, OperatorError } from '../../src/domain/errors.ts';
import { openOnnxEmbedder } from '../../src/models/onnx-embedder.ts';
import type { Embedder } from '../../src/retrieval/embedder.ts';

const folder = fileURLToPath(new URL('../../models/e5-small-v2', import.meta.url));
const log = { info: () => {}, error: () => {} };

const dot = (a: Float32Array, b: Float32Array): number => a.reduce((sum, value, at) => sum + value * b[at]!, 0);
const furthest = (a: Float32Array, b: Float32Array): number =>
  a.reduce((most, value, at) => Math.max(most, Math.abs(value - b[at]!)), 0);
const manyPassages = Array.from({ length: 60 }, (_, at) => `The river rose for the ${at}th time behind the mill.`);

let embedder: Embedder;
beforeAll(async () => {
  embedder = await openOnnxEmbedder({ folder, log });
});
afterAll(() => embedder.close());

describe('the built-in embedder', () => {
  it('says what it is', () => {
    expect(embedder).toMatchObject({ id: 'e5-small-v2-int8/1', dimension: 384, languages: ['en'] });
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

describe('a closed embedder', () => {
  it('rejects what waited and what is asked later, and can be closed twice', async () => {
    const closing = await openOnnxEmbedder({ folder, log });
    const waiting = closing.embedPassages(manyPassages);
    const refused = expect(waiting).rejects.toThrow(DependencyError);
    await closing.embedQuestion('Have you begun?');
    await Promise.all([closing.close(), closing.close()]);
    await refused;
    await expect(closing.embedQuestion('Are you there?')).rejects.toThrow(DependencyError);
  });
});

describe('a process with an embedder', () => {
  const child = fileURLToPath(new URL('./close-while-running.mjs', import.meta.url));

  it.each([
    { how: 'by itself while idle', output: '' },
    { how: 'by itself while loading', output: '' },
    { how: 'after an abort', output: 'rejected: enough\n' },
    { how: 'by close', output: 'rejected: the embedder was closed\n' },
    { how: 'by close and exit', output: 'rejected: the embedder was closed\n' },
    { how: 'by SIGTERM', output: 'running\nrejected: the embedder was closed\n' },
  ])('ends with code 0 $how', async ({ how, output }) => {
    const running = spawn(process.execPath, [child, how], { stdio: ['ignore', 'pipe', 'pipe'] });
    if (how === 'by SIGTERM') running.stdout.once('data', () => running.kill('SIGTERM'));
    const [exit, out, errors] = await Promise.all([once(running, 'exit'), text(running.stdout), text(running.stderr)]);
    expect({ exit, out, errors }).toEqual({ exit: [0, null], out: output, errors: '' });
  });
});

describe('a damaged model', () => {
  let copy: string;
  beforeAll(async () => {
    copy = await mkdtemp(join(tmpdir(), 'hearsay-model-'));
    await copyFile(join(folder, 'tokenizer.json'), join(copy, 'tokenizer.json'));
  });
  afterAll(() => rm(copy, { recursive: true }));

  it('is refused at once where a file is missing', async () => {
    await expect(openOnnxEmbedder({ folder: copy, log })).rejects.toThrow(OperatorError);
  });

  it('is refused at once where a file is cut off', async () => {
    await writeFile(join(copy, 'model_quantized.onnx'), 'version https://git-lfs.github.com/spec/v1\n');
    await expect(openOnnxEmbedder({ folder: copy, log })).rejects.toThrow(/model_quantized\.onnx is damaged/);
  });

  it('is refused by every call where one byte changed, and logged once', async () => {
    const bytes = await readFile(join(folder, 'model_quantized.onnx'));
    bytes[bytes.length >> 1]! ^= 1;
    await writeFile(join(copy, 'model_quantized.onnx'), bytes);
    const logged: object[] = [];
    const damaged = await openOnnxEmbedder({ folder: copy, log: { ...log, error: (fields) => logged.push(fields) } });
    const sentence = /model_quantized\.onnx is damaged: .* Restore it with `git checkout -- models` or clone again\.$/;
    for (const call of [() => damaged.embedQuestion('a'), () => damaged.embedPassages(['b'])])
      await expect(call()).rejects.toSatisfy((e) => e instanceof OperatorError && sentence.test(e.userMessage));
    await damaged.close();
    expect(logged).toHaveLength(1);
  });
});
