import { readerFiles } from './model-files.ts';
import { openBertSession } from './onnx-session.ts';
import { pairTokensOf } from './reader-tokens.ts';
import type { WordPieces } from './word-pieces.ts';

/** The reader, int8: a cross-encoder that sees question and window at once, without e5's prefixes. One call at a time. */
export type ReaderModel = {
  /** The logit that the window answers the question. */
  read(question: string, window: string): Promise<number>;
  release(): Promise<void>;
};

/**
 * Checks the weights and loads them.
 * @param pieces the embedder's, which are the reader's too
 * @throws OperatorError if they are missing or damaged
 */
export async function openReaderModel(folder: string, pieces: WordPieces): Promise<ReaderModel> {
  const session = await openBertSession(folder, readerFiles.weights, 'answerable');
  return {
    async read(question, window) {
      const { ids, types } = pairTokensOf(pieces, question, window);
      const { data } = await session.run(ids, types);
      return data[0]!;
    },
    release: session.release,
  };
}
