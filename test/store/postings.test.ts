import fc from 'fast-check';
import Database from 'libsql';
import { describe, expect, it } from 'vitest';
import { byScore } from '../../src/retrieval/best-hits.ts';
import type { Hit } from '../../src/retrieval/passage-index.ts';
import { Bm25, type Postings } from '../../src/store/postings.ts';

const words = ['mill', 'river', 'bridge', 'tax', 'crisis'];
const passage = fc.array(fc.constantFrom(...words), { maxLength: 12 });

function postingsOf(passages: readonly (readonly string[])[]): Postings {
  const runs = words.map((word) =>
    passages
      .map((own, at) => ({ at, count: own.filter((other) => other === word).length }))
      .filter(({ count }) => count > 0),
  );
  let end = 0;
  return {
    terms: words,
    ends: Int32Array.from(runs, (run) => (end += run.length)),
    passages: Int32Array.from(runs.flatMap((run) => run.map(({ at }) => at))),
    counts: Int32Array.from(runs.flatMap((run) => run.map(({ count }) => count))),
  };
}

/** What FTS5 gives. */
function byFts5(passages: readonly (readonly string[])[], asked: readonly string[]): Hit[] {
  const database = new Database(':memory:');
  database.exec('create virtual table passages using fts5 (text)');
  const insert = database.prepare('insert into passages (rowid, text) values (?, ?)');
  for (const [at, own] of passages.entries()) insert.run([at + 1, own.join(' ')]);
  // as: the columns of the statement
  const rows = database
    .prepare('select rowid, rank from passages where passages match ?')
    .all([asked.join(' OR ')]) as { rowid: number; rank: number }[];
  database.close();
  return rows.map(({ rowid, rank }) => ({ at: rowid - 1, score: -rank }));
}

const byPosition = (hits: readonly Hit[]): Hit[] => hits.toSorted((one, other) => one.at - other.at);

describe('BM25 in memory', () => {
  it('gives the hits and the scores of FTS5', () => {
    fc.assert(
      fc.property(
        fc.array(passage, { minLength: 1, maxLength: 12 }),
        fc.subarray(words, { minLength: 1 }),
        (passages, asked) => {
          const index = new Bm25(postingsOf(passages), passages.length);
          const everywhere = { from: 0, to: passages.length };
          const expected = byPosition(byFts5(passages, asked));
          const found = index.best(asked, 99, everywhere);
          expect(found).toEqual(found.toSorted(byScore));
          expect(byPosition(found).map(({ at }) => at)).toEqual(expected.map(({ at }) => at));
          // the two take their logarithms from different libraries, whose last digits differ
          for (const [nth, { score }] of byPosition(found).entries())
            expect(score / expected[nth]!.score).toBeCloseTo(1, 12);
          // nothing of a question is left for the next one
          expect(index.best(asked, 2, everywhere)).toEqual(found.slice(0, 2));
          expect(index.best([...asked, 'absent'], 99, { from: 1, to: 4 })).toEqual(
            found.filter(({ at }) => 1 <= at && at < 4),
          );
        },
      ),
    );
  });
});
