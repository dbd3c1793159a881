import type { Outline } from '../domain/passage.ts';
import type { Span } from '../domain/span.ts';
import type { Embedder } from '../retrieval/embedder.ts';
import type { RevisionVectors } from './document-store.ts';

/** So many passages are handed to the embedder at a time, so that progress shows and a stop is soon noticed. */
const slice = 64;

/** Vectors of passages by their words; a passage's vector depends on nothing else. */
export type KnownVectors = ReadonlyMap<string, Float32Array>;

const wordsIn =
  (text: string) =>
  ({ start, end }: Span): string =>
    text.slice(start, end);

/** The vectors of a stored revision, by the words of its passages. */
export function knownVectors(text: string, { blocks, sentences }: Outline, vectors: RevisionVectors): KnownVectors {
  const known = new Map<string, Float32Array>();
  const add = (spans: readonly Span[], floats: Float32Array): void => {
    const dimension = floats.length / Math.max(1, spans.length);
    for (const [at, span] of spans.entries())
      known.set(wordsIn(text)(span), floats.subarray(at * dimension, (at + 1) * dimension));
  };
  add(blocks, vectors.blocks);
  add(sentences, vectors.sentences);
  return known;
}

/**
 * Vectors of all blocks and sentences, in their order. A block that is one sentence is embedded once, and what is
 * known from an earlier revision not at all.
 * @throws the signal's reason when stopped
 */
export async function embedOutline(
  text: string,
  { blocks, sentences }: Outline,
  embedder: Embedder,
  onProgress: (done: number, of: number) => void = () => {},
  signal?: AbortSignal,
  known: KnownVectors = new Map(),
): Promise<RevisionVectors> {
  const wordsAt = wordsIn(text);
  const vectorOf = new Map(known);
  const texts = [...new Set([...blocks, ...sentences].map(wordsAt))].filter((words) => !known.has(words));
  for (let from = 0; from < texts.length; from += slice) {
    const batch = texts.slice(from, from + slice);
    const vectors = await embedder.embedPassages(batch, signal ? { signal } : {});
    for (const [at, words] of batch.entries()) vectorOf.set(words, vectors[at]!);
    onProgress(from + batch.length, texts.length);
  }
  const pack = (spans: readonly Span[]): Float32Array => {
    const packed = new Float32Array(spans.length * embedder.dimension);
    for (const [at, span] of spans.entries()) packed.set(vectorOf.get(wordsAt(span))!, at * embedder.dimension);
    return packed;
  };
  return { blocks: pack(blocks), sentences: pack(sentences) };
}
