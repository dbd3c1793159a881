import { Embeddings } from '@langchain/core/embeddings';
import { describe, expect, it } from 'vitest';
import { DependencyError, OperatorError } from '../../src/domain/errors.ts';
import { fromLangChain, HearsayEmbeddings } from '../../src/models/langchain-embeddings.ts';

/** Somebody else's model: a text becomes the numbers that stand in it, `[3, 4]` for "3 4". */
class NumbersInText extends Embeddings {
  readonly calls: number[] = [];
  constructor() {
    super({});
  }
  async embedQuery(text: string): Promise<number[]> {
    return text.split(' ').map(Number);
  }
  async embedDocuments(texts: string[]): Promise<number[][]> {
    this.calls.push(texts.length);
    return Promise.all(texts.map((text) => this.embedQuery(text)));
  }
}

const traits = { id: 'numbers/1', dimension: 2, languages: 'any' } as const;
const rounded = (vector: Iterable<number>): number[] => Array.from(vector, (value) => Math.round(value * 1e6) / 1e6);

describe('a LangChain model as ours', () => {
  it('keeps its traits and gives vectors of length 1 in order', async () => {
    const embedder = fromLangChain(new NumbersInText(), traits);
    expect(embedder).toMatchObject(traits);
    expect(rounded(await embedder.embedQuestion('3 4'))).toEqual([0.6, 0.8]);
    expect((await embedder.embedPassages(['3 4', '0 9', '-5 0'])).map(rounded)).toEqual([
      [0.6, 0.8],
      [0, 1],
      [-1, 0],
    ]);
    await embedder.close();
  });

  it.each([
    { why: 'another dimension than was set', words: '1 2 3', error: OperatorError, says: /3 numbers where 2 were set/ },
    { why: 'a vector without direction', words: '0 0', error: DependencyError, says: /model failed/ },
    { why: 'something that is no number', words: '1 x', error: DependencyError, says: /model failed/ },
  ])('refuses $why', async ({ words, error, says }) => {
    const embedder = fromLangChain(new NumbersInText(), traits);
    for (const call of [() => embedder.embedQuestion(words), () => embedder.embedPassages(['3 4', words])]) {
      await expect(call()).rejects.toThrow(error);
      await expect(call()).rejects.toThrow(says);
    }
  });

  it('wraps what the model throws', async () => {
    const cause = new Error('429 Too Many Requests');
    const fail = () => Promise.reject(cause);
    const embedder = fromLangChain({ embedQuery: fail, embedDocuments: fail }, traits);
    await expect(embedder.embedQuestion('a')).rejects.toMatchObject({ message: 'model failed', cause });
    await expect(embedder.embedPassages(['a'])).rejects.toMatchObject({ message: 'model failed', cause });
  });

  it('refuses an answer with a vector too few', async () => {
    const model = new NumbersInText();
    const short = { embedQuery: model.embedQuery, embedDocuments: async () => [[3, 4]] };
    await expect(fromLangChain(short, traits).embedPassages(['a', 'b'])).rejects.toMatchObject({
      cause: '1 vectors for 2 texts',
    });
  });

  it('asks for 64 texts at a time and stops between them for the reason given', async () => {
    const model = new NumbersInText();
    const controller = new AbortController();
    const reason = new Error('the reader has left');
    const texts = Array.from({ length: 200 }, () => '3 4');
    expect(await fromLangChain(model, traits).embedPassages(texts)).toHaveLength(200);
    expect(model.calls.splice(0)).toEqual([64, 64, 64, 8]);
    const stopped = fromLangChain(model, traits).embedPassages(texts, { signal: controller.signal });
    controller.abort(reason);
    await expect(stopped).rejects.toBe(reason);
    expect(model.calls).toEqual([64]);
  });
});

describe('our embedder as LangChain’s', () => {
  it('is an Embeddings that gives plain numbers, questions as questions and passages as passages', async () => {
    const embeddings = new HearsayEmbeddings({
      ...traits,
      embedQuestion: async () => Float32Array.of(1, 0),
      embedPassages: async (texts) => texts.map(() => Float32Array.of(0, 1)),
      close: async () => {},
    });
    expect(embeddings).toBeInstanceOf(Embeddings);
    expect(await embeddings.embedQuery('a')).toEqual([1, 0]);
    expect(await embeddings.embedDocuments(['a', 'b'])).toEqual([
      [0, 1],
      [0, 1],
    ]);
  });
});
