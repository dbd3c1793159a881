import type { Role } from '../retrieval/embedder.ts';
import { tokensOf } from './e5-tokens.ts';
import { embedderFiles } from './model-files.ts';
import { openBertSession, type Rows } from './onnx-session.ts';
import { unitVector } from './unit-vector.ts';
import type { WordPieces } from './word-pieces.ts';

/** e5-small-v2 taught further, int8: `query: ` or `passage: ` in front, mean over the tokens, length 1. One call at a time. */
export type E5Model = {
  /** A unit vector. */
  embed(text: string, role: Role): Promise<Float32Array>;
  release(): Promise<void>;
};

/**
 * Checks the weights and loads them.
 * @throws OperatorError if they are missing or damaged
 */
export async function openE5Model(folder: string, pieces: WordPieces): Promise<E5Model> {
  const session = await openBertSession(folder, embedderFiles.weights, 'last_hidden_state');
  return {
    async embed(text, role) {
      const rows = await session.run(tokensOf(pieces, text, role));
      // Alone in its run, a text has no padding to leave out.
      return unitVector(sumOfRows(rows));
    },
    release: session.release,
  };
}

/** Points where the mean of the rows points. */
function sumOfRows({ data, dims }: Rows): Float64Array {
  const sum = new Float64Array(dims.at(-1)!);
  for (let at = 0; at < data.length; at++) sum[at % sum.length]! += data[at]!;
  return sum;
}
