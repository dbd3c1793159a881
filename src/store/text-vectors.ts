import { createHash, randomBytes } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Embedder } from '../retrieval/embedder.ts';
import { bytesOf, floatsOf } from './byte-arrays.ts';
import { makeFolder } from './make-folder.ts';

const hashBytes = 32;

/**
 * Embeds lists of short texts as passages and keeps each list's vectors in a derived file of its own, named by the model
 * and the texts: a changed list or another model has another name. A damaged file is made again.
 */
export function textVectorsIn(
  dataDir: string,
  embedder: Embedder,
  log: (line: string) => void,
): (texts: readonly string[]) => Promise<readonly Float32Array[]> {
  const folder = join(dataDir, 'derived', 'texts');
  return async (texts) => {
    if (texts.length === 0) return [];
    const name = sha256(Buffer.from(JSON.stringify([embedder.id, texts])))
      .toString('hex')
      .slice(0, 32);
    const path = join(folder, `${name}.f32`);
    const stored = await readFile(path).catch(() => undefined);
    const known = stored && vectorsIn(stored, texts.length, embedder.dimension);
    if (known) return known;
    if (stored) log(`the vectors of ${texts.length} short texts were damaged and are made again`);
    const vectors = await embedder.embedPassages(texts);
    await keep(folder, path, vectors);
    return vectors;
  };
}

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/** The vectors of a file: their hash, then their floats one after the other; undefined where that is not what it holds. */
function vectorsIn(stored: Buffer, count: number, dimension: number): Float32Array[] | undefined {
  const body = stored.subarray(hashBytes);
  if (body.length !== count * dimension * 4 || !sha256(body).equals(stored.subarray(0, hashBytes))) return undefined;
  const floats = floatsOf(new Uint8Array(body));
  return Array.from({ length: count }, (_, at) => floats.subarray(at * dimension, (at + 1) * dimension));
}

/** Written aside and renamed. A disk that is full costs time at the next start and nothing else. */
async function keep(folder: string, path: string, vectors: readonly Float32Array[]): Promise<void> {
  const body = Buffer.concat(vectors.map(bytesOf));
  const aside = `${path}.${randomBytes(4).toString('hex')}`;
  try {
    await makeFolder(folder);
    await writeFile(aside, Buffer.concat([sha256(body), body]));
    await rename(aside, path);
  } catch {
    await rm(aside, { force: true }).catch(() => undefined);
  }
}
