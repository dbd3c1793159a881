import type { Embedder } from '../../src/retrieval/embedder.ts';
import { contentStems } from '../../src/retrieval/words.ts';

const dimension = 64;

/**
 * An embedder without weights: texts that share stems have near vectors, the same text always the same one. It yields
 * between passages, so that it can be stopped there.
 */
export class WordEmbedder implements Embedder {
  readonly dimension = dimension;
  readonly languages: readonly string[] | 'any';
  /** How many passages it was given so far. */
  embedded = 0;

  constructor(
    readonly id = 'words/1',
    { languages = ['en'] }: { languages?: readonly string[] | 'any' } = {},
  ) {
    this.languages = languages;
  }

  async embedQuestion(text: string): Promise<Float32Array> {
    return vectorOf(text);
  }

  async embedPassages(texts: readonly string[], { signal }: { signal?: AbortSignal } = {}): Promise<Float32Array[]> {
    const vectors: Float32Array[] = [];
    for (const text of texts) {
      signal?.throwIfAborted();
      vectors.push(vectorOf(text));
      this.embedded++;
      await Promise.resolve();
    }
    return vectors;
  }

  async close(): Promise<void> {}
}

/** A unit vector with a place for each stem; a little of everything, so that no text is without direction. */
function vectorOf(text: string): Float32Array {
  const vector = new Float32Array(dimension).fill(0.05);
  for (const stem of contentStems(text)) vector[placeOf(stem)]! += 1;
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

/** FNV-1a, folded into the dimension. */
function placeOf(word: string): number {
  let hash = 0x811c9dc5;
  for (const character of word) hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193);
  return (hash >>> 0) % dimension;
}
