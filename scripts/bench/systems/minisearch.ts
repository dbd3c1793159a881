import MiniSearch from 'minisearch';
import { stopWords } from '../../../dist/retrieval/words.js';
import { dimension } from '../bench-set.ts';
import { type Files, readBothKinds, type Search, type System } from './system.ts';

const hitsPerWay = 100;
/** The usual constant of reciprocal rank fusion. */
const rankOffset = 60;

/**
 * As its documentation leaves out stop words; for texts and questions alike. Stemming here too, by Orama's stemmer, was
 * tried at 1,000, 10,000 and 100,000 passages: at each it is slower and its R@1 lower.
 */
const processTerm = (term: string): string | null => {
  const word = term.toLowerCase();
  return stopWords.has(word) ? null : word;
};

/** What one writes without a library for it: MiniSearch for words, every vector compared, ranks fused. */
export const openMiniSearch = async ({ set }: Files): Promise<System> => ({
  async build() {
    const { texts, places, vectors } = await readBothKinds(set);
    const words = new MiniSearch<{ id: number; text: string }>({ fields: ['text'], processTerm });
    words.addAll(texts.map((text, id) => ({ id, text })));
    const search: Search = async (question, vector) => {
      const byWords = words.search(question).slice(0, hitsPerWay);
      const first = fused([byWords.map(({ id }): number => id), nearest(vectors, vector)]);
      return first === undefined ? undefined : places[first];
    };
    return { fused: search };
  },
});

function nearest(vectors: Float32Array, vector: Float32Array): number[] {
  const scores = new Float32Array(vectors.length / dimension);
  for (let at = 0; at < scores.length; at++) {
    let sum = 0;
    for (let i = 0, from = at * dimension; i < dimension; i++) sum += vector[i]! * vectors[from + i]!;
    scores[at] = sum;
  }
  const least = scores.slice().sort().at(-hitsPerWay) ?? -1;
  return [...scores.keys()]
    .filter((at) => scores[at]! >= least)
    .sort((a, b) => scores[b]! - scores[a]!)
    .slice(0, hitsPerWay);
}

/** The first by reciprocal rank fusion. */
function fused(lists: readonly (readonly number[])[]): number | undefined {
  const scores = new Map<number, number>();
  for (const list of lists)
    for (const [rank, at] of list.entries()) scores.set(at, (scores.get(at) ?? 0) + 1 / (rankOffset + rank + 1));
  return [...scores].sort(([, a], [, b]) => b - a)[0]?.[0];
}
