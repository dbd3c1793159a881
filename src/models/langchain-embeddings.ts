import { Embeddings, type EmbeddingsInterface } from '@langchain/core/embeddings';
import { DependencyError, OperatorError } from '../domain/errors.ts';
import type { Embedder } from '../retrieval/embedder.ts';
import { unitVector } from './unit-vector.ts';

/** Our embedder for other people's LangChain chains. Vectors have length 1; close it when the chain is done. */
export class HearsayEmbeddings extends Embeddings {
  readonly #embedder: Embedder;

  constructor(embedder: Embedder) {
    super({});
    this.#embedder = embedder;
  }

  async embedQuery(text: string): Promise<number[]> {
    return Array.from(await this.#embedder.embedQuestion(text));
  }

  async embedDocuments(texts: string[]): Promise<number[][]> {
    return (await this.#embedder.embedPassages(texts)).map((vector) => Array.from(vector));
  }

  /** Waits for what runs and lets the process end. Nothing may be asked afterwards. */
  close(): Promise<void> {
    return this.#embedder.close();
  }
}

/** Texts asked for at once: small enough that an abort is soon heard, large enough that a network call pays. */
const textsPerCall = 64;

/**
 * Any LangChain embedding model as ours: lengths made 1, every vector checked. Questions do not overtake passages here;
 * a model behind a network answers both side by side.
 * @param traits `id` must change with whatever changes a vector: the model, its version, its dimension
 * @throws (from both calls) OperatorError if a vector has another dimension, DependencyError if the model fails
 */
export function fromLangChain(
  embeddings: EmbeddingsInterface,
  traits: Pick<Embedder, 'id' | 'dimension' | 'languages'>,
): Embedder {
  const checked = (vector: readonly number[]): Float32Array => {
    if (vector.length === traits.dimension) return orModelFails(() => unitVector(vector));
    throw new OperatorError(
      `${traits.id} gives vectors of ${vector.length} numbers where ${traits.dimension} were set. Correct the model or its dimension in EMBEDDINGS.`,
    );
  };
  const embedSome = async (texts: string[]): Promise<Float32Array[]> => {
    const vectors = await embeddings.embedDocuments(texts).catch(modelFails);
    if (vectors.length !== texts.length) modelFails(`${vectors.length} vectors for ${texts.length} texts`);
    return vectors.map(checked);
  };
  return {
    ...traits,
    embedQuestion: async (text) => checked(await embeddings.embedQuery(text).catch(modelFails)),
    async embedPassages(texts, options) {
      const vectors: Float32Array[] = [];
      for (let from = 0; from < texts.length; from += textsPerCall) {
        options?.signal?.throwIfAborted();
        vectors.push(...(await embedSome(texts.slice(from, from + textsPerCall))));
      }
      options?.signal?.throwIfAborted();
      return vectors;
    },
    close: async () => {},
  };
}

function modelFails(cause: unknown): never {
  throw new DependencyError('model', cause);
}

function orModelFails<T>(work: () => T): T {
  try {
    return work();
  } catch (cause) {
    return modelFails(cause);
  }
}
