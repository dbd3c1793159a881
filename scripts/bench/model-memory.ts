import { readFile, writeFile } from 'node:fs/promises';
import { Assistant } from '../../dist/answer/assistant.js';
import type { Reader } from '../../dist/answer/reader.js';
import type { App } from '../../dist/app.js';
import type { Embedder } from '../../dist/retrieval/embedder.js';
import { textVectorsIn } from '../../dist/store/text-vectors.js';

/** What the models gave, by what they were given: they are asked for each text once. */
export class ModelMemory {
  readonly #vectors = new Map<string, Promise<Float32Array>>();
  readonly #logits = new Map<string, Promise<number>>();

  embedder(embedder: Embedder): Embedder {
    return {
      id: embedder.id,
      dimension: embedder.dimension,
      languages: embedder.languages,
      embedQuestion: once(this.#vectors, (text: string) => embedder.embedQuestion(text)),
      embedPassages: (texts, options) => embedder.embedPassages(texts, options),
      close: () => embedder.close(),
    };
  }

  reader(reader: Reader): Reader {
    return {
      id: reader.id,
      languages: reader.languages,
      read: once(this.#logits, (question: string, window: string) => reader.read(question, window)),
      warm: () => reader.warm(),
    };
  }

  async write(file: string): Promise<void> {
    const vectors = await settled(this.#vectors, (vector) => [...vector]);
    await writeFile(file, JSON.stringify({ vectors, logits: await settled(this.#logits, (logit) => logit) }));
  }

  async read(file: string): Promise<void> {
    const { vectors, logits }: Stored = JSON.parse(await readFile(file, 'utf8'));
    for (const [key, vector] of vectors) this.#vectors.set(key, Promise.resolve(new Float32Array(vector)));
    for (const [key, logit] of logits) this.#logits.set(key, Promise.resolve(logit));
  }
}

type Stored = { readonly vectors: readonly [string, number[]][]; readonly logits: readonly [string, number][] };

/** Hearsay over what its models gave before. */
export const assistantOver = (app: App, dataDir: string, memory: ModelMemory): Assistant =>
  new Assistant({
    library: app.library,
    ledgers: app.ledgers,
    embedder: memory.embedder(app.embedder),
    reader: memory.reader(app.reader),
    embedTexts: textVectorsIn(dataDir, app.embedder, () => {}),
    now: () => new Date(),
  });

const settled = <Given, Kept>(known: ReadonlyMap<string, Promise<Given>>, kept: (given: Given) => Kept) =>
  Promise.all([...known].map(async ([key, given]) => [key, kept(await given)] as const));

function once<Arguments extends readonly string[], Result>(
  known: Map<string, Promise<Result>>,
  work: (...given: Arguments) => Promise<Result>,
): (...given: Arguments) => Promise<Result> {
  return (...given) => {
    const key = given.join('\n');
    const result = known.get(key) ?? work(...given);
    known.set(key, result);
    return result;
  };
}
