import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { openTokenizer, type Role } from './e5-tokens.ts';
import { checkContent, e5SmallV2 } from './model-files.ts';
import { unitVector } from './unit-vector.ts';

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

/**
 * e5-small-v2, int8: `query: ` or `passage: ` in front, mean over the tokens, length 1.
 * One text a run: the int8 activations are scaled by all that shares a run, so a neighbour would move a vector (a cosine
 * by up to .015). Alone, the same text gives the same bits, on one thread or two.
 */
export type E5Model = {
  /** A unit vector. One call at a time: a run holds its thread. */
  embed(text: string, role: Role): Promise<Float32Array>;
  release(): Promise<void>;
};

/**
 * Checks both files and loads them; .3 s, which hold the thread.
 * @throws OperatorError if a file is missing or damaged
 */
export async function openE5Model(folder: string): Promise<E5Model> {
  await checkContent(folder, e5SmallV2.tokenizer);
  await checkContent(folder, e5SmallV2.weights);
  const tokenize = await openTokenizer(join(folder, e5SmallV2.tokenizer.name));
  const session = await InferenceSession.create(join(folder, e5SmallV2.weights.name), options);
  return {
    async embed(text, role) {
      const { last_hidden_state: rows } = await session.run(inputs(tokenize(text, role)));
      return unitVector(sumOfRows(rows!));
    },
    release: () => session.release(),
  };
}

function inputs(ids: readonly number[]): Record<string, Tensor> {
  const tensor = (values: BigInt64Array) => new Tensor('int64', values, [1, ids.length]);
  return {
    input_ids: tensor(BigInt64Array.from(ids, BigInt)),
    attention_mask: tensor(new BigInt64Array(ids.length).fill(1n)),
    token_type_ids: tensor(new BigInt64Array(ids.length)),
  };
}

/** Points where the mean of the rows points; alone in its run, a text has no padding to leave out. */
function sumOfRows({ data, dims }: Tensor): Float64Array {
  if (!(data instanceof Float32Array)) throw new TypeError('the model gave no 32-bit floats');
  const sum = new Float64Array(dims.at(-1)!);
  for (let at = 0; at < data.length; at++) sum[at % sum.length]! += data[at]!;
  return sum;
}
