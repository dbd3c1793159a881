import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { OperatorError } from '../domain/errors.ts';

/** A file as it was vendored. `sha256` is lower-case hex. */
export type ModelFile = { readonly name: string; readonly bytes: number; readonly sha256: string };

/** The vendored embedder. Source: models/embedder/PROVENANCE.md; a test compares the two. */
export const embedderFiles = {
  weights: {
    name: 'model_quantized.onnx',
    bytes: 33_966_479,
    sha256: '3b429a37b3885eef92437f546b0c025650cabf7ec5d248c6cfc97cfb2b2d34d7',
  },
  tokenizer: {
    name: 'tokenizer.json',
    bytes: 711_396,
    sha256: 'd241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66',
  },
} as const satisfies Record<string, ModelFile>;

/**
 * The vendored reader. Source: models/reader/PROVENANCE.md; a test compares the two. Its tokenizer is the embedder's, of
 * which the worker loads one: the copy in its folder is for whoever takes the folder alone.
 */
export const readerFiles = {
  weights: {
    name: 'model_quantized.onnx',
    bytes: 34_205_147,
    sha256: '96f2ed8757ff6636e91b77fd86d76d625d1a371dc39a42ad93d98e1b6a2874e8',
  },
  tokenizer: embedderFiles.tokenizer,
} as const satisfies Record<string, ModelFile>;

/**
 * Checks that the file is there and whole in length: cheap enough to do before anything is started.
 * @throws OperatorError that names the file and says how to get it back
 */
export async function checkSize(folder: string, file: ModelFile): Promise<void> {
  const path = join(folder, file.name);
  const found = await stat(path).catch((cause: unknown) => {
    throw broken(path, missingOrUnreadable(cause), cause);
  });
  if (found.size !== file.bytes)
    throw broken(path, `is damaged: it has ${found.size} bytes where ${file.bytes} were expected`);
}

/**
 * Checks every byte of the file. Reads it in pieces, so it costs time (40 ms for the weights) and no memory.
 * @throws OperatorError that names the file and says how to get it back
 */
export async function checkContent(folder: string, file: ModelFile): Promise<void> {
  const path = join(folder, file.name);
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 2 ** 18 }), hash).catch((cause: unknown) => {
    throw broken(path, missingOrUnreadable(cause), cause);
  });
  const found = hash.digest('hex');
  if (found !== file.sha256)
    throw broken(
      path,
      `is damaged: its sha256 begins ${found.slice(0, 12)} where ${file.sha256.slice(0, 12)} was expected`,
    );
}

const broken = (path: string, what: string, cause?: unknown): OperatorError =>
  new OperatorError(`${path} ${what}. Restore it with \`git checkout -- models\` or clone again.`, { cause });

function missingOrUnreadable(cause: unknown): string {
  if (!(cause instanceof Error)) return `cannot be read (${String(cause)})`;
  return 'code' in cause && cause.code === 'ENOENT' ? 'is missing' : `cannot be read (${cause.message})`;
}
