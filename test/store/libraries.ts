import { randomNumbers } from '../../scripts/bench/random-numbers.ts';
import type { DerivedContent } from '../../src/store/derived-header.ts';
import type { DerivedPassages, DerivedSource } from '../../src/store/passage-index-files.ts';
import { sha256Of } from '../contract/revisions.ts';

export function unitVector(random: () => number, dimension: number): Float32Array {
  const vector = Float32Array.from({ length: dimension }, () => random() - 0.5);
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

export type TestDocument = { readonly id: string; readonly passages: DerivedPassages };

/** A document of `count` blocks, one sentence each: "<id> word7 …". */
export function testDocument(id: string, count: number, dimension = 8, seed = 1): TestDocument {
  const random = randomNumbers(seed);
  const texts = Array.from({ length: count }, (_, at) => `${id} word${at} rivers ${at % 3 ? 'common' : 'rare'}`);
  const vectors = new Float32Array(count * dimension);
  for (let at = 0; at < count; at++) vectors.set(unitVector(random, dimension), at * dimension);
  return { id, passages: { blocks: { texts, vectors }, sentences: { texts, vectors } } };
}

export function contentOf(documents: readonly TestDocument[], embedder = 'model/1', dimension = 8): DerivedContent {
  return {
    library: 'everyone',
    embedder,
    dimension,
    documents: documents.map(({ id, passages }) => ({
      owner: 'everyone',
      id,
      sha256: sha256Of(id),
      splitter: 'split/1',
      blocks: passages.blocks.texts.length,
      sentences: passages.sentences.texts.length,
    })),
  };
}

export const sourceOf = (documents: readonly TestDocument[]): DerivedSource =>
  async function* (from) {
    for (const { passages } of documents.slice(from)) yield passages;
  };
