import type { Hit, PassageIndex, Range, Vocabulary } from '../../src/retrieval/passage-index.ts';
import { dot } from '../../src/retrieval/rank-passages.ts';
import type { IndexedDocument, Searchable } from '../../src/retrieval/searchable.ts';

/** What a test gives a passage: its vector, and its BM25 score where the question's words stand in it. */
export type HandMade = { readonly vector: readonly number[]; readonly bm25?: number };

const best = (hits: Hit[], k: number): Hit[] => hits.sort((a, b) => b.score - a.score).slice(0, k);
const everything: Range = { from: 0, to: Number.POSITIVE_INFINITY };

/** An index whose scores are given, not found: exact search over the vectors, and the named BM25 scores. */
export function indexOf(passages: readonly HandMade[]): PassageIndex {
  const vectors = passages.map(({ vector }) => Float32Array.from(vector));
  const hits = (scoreOf: (at: number) => number | undefined, { from, to }: Range): Hit[] =>
    passages.flatMap((_, at) => {
      const score = from <= at && at < to ? scoreOf(at) : undefined;
      return score === undefined ? [] : [{ at, score }];
    });
  return {
    vectors: {
      size: passages.length,
      nearest: (vector, k, range = everything) =>
        best(
          hits((at) => dot(vector, vectors[at]!), range),
          k,
        ),
      cosines: (vector) => Float64Array.from(vectors, (own) => dot(vector, own)),
      vector: (at) => vectors[at]!,
    },
    words: {
      size: passages.length,
      matching: (_words, k, range = everything) =>
        best(
          hits((at) => passages[at]!.bm25, range),
          k,
        ),
    },
  };
}

/** A vocabulary of these words, which looks for one edit the long way round. */
export function vocabularyOf(words: readonly string[]): Vocabulary {
  const known = new Set(words);
  return { has: (word) => known.has(word), within1Edit: (word) => words.filter((other) => isOneEdit(word, other)) };
}

function isOneEdit(a: string, b: string): boolean {
  let same = 0;
  while (same < a.length && a[same] === b[same]) same++;
  const [restA, restB] = [a.slice(same), b.slice(same)];
  const swapped = restA.length > 1 && restA[1]! + restA[0]! + restA.slice(2) === restB;
  return (
    a !== b && (swapped || restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1))
  );
}

/** A library of one block a line and one sentence a block. */
export function searchableOf(
  documents: readonly IndexedDocument[],
  blocks: readonly HandMade[],
  sentences: readonly HandMade[] = blocks,
): Searchable {
  return { documents, blocks: indexOf(blocks), sentences: indexOf(sentences), vocabulary: vocabularyOf([]) };
}
