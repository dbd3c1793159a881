import type { Role } from '../retrieval/embedder.ts';
import { tokensOf, wordTokensOf } from './e5-tokens.ts';
import { e5SmallV2 } from './model-files.ts';
import { openBertSession, type Rows } from './onnx-session.ts';
import { unitVector } from './unit-vector.ts';
import type { WordPieces } from './word-pieces.ts';

/** e5-small-v2, int8: `query: ` or `passage: ` in front, mean over the tokens, length 1. One call at a time. */
export type E5Model = {
  /** A unit vector. */
  embed(text: string, role: Role): Promise<Float32Array>;
  /** The unit vectors of the text's words (`wordTokensOf` says which) in one row; zeros for one that has no tokens. */
  embedWords(text: string, role: Role): Promise<Float32Array>;
  release(): Promise<void>;
};

/**
 * Checks the weights and loads them.
 * @throws OperatorError if they are missing or damaged
 */
export async function openE5Model(folder: string, pieces: WordPieces): Promise<E5Model> {
  const session = await openBertSession(folder, e5SmallV2.weights, 'last_hidden_state');
  return {
    async embed(text, role) {
      const rows = await session.run(tokensOf(pieces, text, role));
      // Alone in its run, a text has no padding to leave out.
      return unitVector(sumOfRows(rows, 0, rows.data.length / widthOf(rows)));
    },
    async embedWords(text, role) {
      const { ids, places } = wordTokensOf(pieces, text, role);
      const rows = await session.run(ids);
      const width = widthOf(rows);
      const vectors = new Float32Array(places.length * width);
      for (const [word, { start, end }] of places.entries())
        if (start < end) vectors.set(unitVector(sumOfRows(rows, start, end)), word * width);
      return vectors;
    },
    release: session.release,
  };
}

const widthOf = ({ dims }: Rows): number => dims.at(-1)!;

/** Points where the mean of the rows points. */
function sumOfRows(rows: Rows, start: number, end: number): Float64Array {
  const sum = new Float64Array(widthOf(rows));
  for (let at = start * sum.length; at < end * sum.length; at++) sum[at % sum.length]! += rows.data[at]!;
  return sum;
}
