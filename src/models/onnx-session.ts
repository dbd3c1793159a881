import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { checkContent, type ModelFile } from './model-files.ts';

/**
 * Two threads make a sentence 1.3 times and a long paragraph 1.6 times as fast as one, with the same bits; more would
 * take the whole of a small machine. They wait for each other at every step of the graph: without spinning that eats the
 * gain, and the default makes a run twice as slow whenever the other core is busy. 50 µs keeps most of both.
 */
const options: InferenceSession.SessionOptions = {
  executionProviders: ['cpu'],
  executionMode: 'sequential',
  graphOptimizationLevel: 'all',
  intraOpNumThreads: Math.min(2, availableParallelism()),
  interOpNumThreads: 1,
  // A pattern is kept for each length of text: memory, and no time saved.
  enableMemPattern: false,
  // Errors only: warnings about the graph help nobody who can act on them.
  logSeverityLevel: 3,
  extra: {
    session: {
      intra_op: { spin_duration_us: '50' },
      // 10 MB less: weights stay out of the arena, which only grows.
      use_device_allocator_for_initializers: '1',
    },
  },
};

/** Numbers and the lengths of their axes; the last axis runs fastest. */
export type Rows = { readonly data: Float32Array; readonly dims: readonly number[] };

/**
 * BERT weights of which one output is wanted. One text (or pair) a run: the int8 activations are scaled by all that
 * shares a run, so a neighbour would move a result (a cosine by up to .015). Alone, the same tokens give the same bits, on
 * one thread or two.
 */
export type BertSession = {
  /** One call at a time: a run holds its thread. @param types of the tokens; where left out, all 0 */
  run(ids: readonly number[], types?: readonly number[]): Promise<Rows>;
  release(): Promise<void>;
};

/**
 * Checks the file and loads it; .25 s, which hold the thread.
 * @throws OperatorError if it is missing or damaged
 */
export async function openBertSession(folder: string, weights: ModelFile, output: string): Promise<BertSession> {
  await checkContent(folder, weights);
  const session = await InferenceSession.create(join(folder, weights.name), options);
  return {
    async run(ids, types = ids.map(() => 0)) {
      const { [output]: rows } = await session.run(inputs(ids, types), [output]);
      if (!(rows?.data instanceof Float32Array)) throw new TypeError('the model gave no 32-bit floats');
      return { data: rows.data, dims: rows.dims };
    },
    release: () => session.release(),
  };
}

function inputs(ids: readonly number[], types: readonly number[]): Record<string, Tensor> {
  const tensor = (values: BigInt64Array) => new Tensor('int64', values, [1, ids.length]);
  return {
    input_ids: tensor(BigInt64Array.from(ids, BigInt)),
    attention_mask: tensor(new BigInt64Array(ids.length).fill(1n)),
    token_type_ids: tensor(BigInt64Array.from(types, BigInt)),
  };
}
