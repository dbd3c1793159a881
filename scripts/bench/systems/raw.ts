import hnswlib from 'hnswlib-node';
import Database from 'libsql';
import { stopWords, wordsOf } from '../../../dist/retrieval/words.js';
import { dimension, kinds, type Passages, readPassages, vectorAt } from '../bench-set.ts';
import type { Files, Search, System } from './system.ts';

const hitsPerWay = 100;

/** The limit that answers are held to: bare searches of hnswlib and of FTS5, their hits neither read nor joined. */
export const openRaw = async ({ set }: Files): Promise<System> => ({
  async build() {
    const ways: { readonly graph: hnswlib.HierarchicalNSW; readonly words: Database.Statement }[] = [];
    for (const kind of kinds) {
      const passages = await readPassages(set, kind);
      ways.push({ graph: graphOf(passages), words: wordsIn(passages) });
    }
    const graphs: Search = async (_, vector) => {
      for (const { graph } of ways) graph.searchKnn(Array.from(vector), Math.min(hitsPerWay, graph.getCurrentCount()));
      return undefined;
    };
    const words: Search = async (question) => {
      const query = wordsOf(question)
        .filter((word) => !stopWords.has(word))
        .map((word) => `"${word}"`)
        .join(' OR ');
      for (const way of ways) way.words.get([query, hitsPerWay]);
      return undefined;
    };
    const both: Search = async (question, vector) => {
      await graphs(question, vector);
      return words(question, vector);
    };
    return { both, graphs, words };
  },
});

function graphOf({ texts, vectors }: Passages): hnswlib.HierarchicalNSW {
  const graph = new hnswlib.HierarchicalNSW('ip', dimension);
  graph.initIndex(texts.length, 16, 200, 100);
  graph.setEf(150);
  for (let at = 0; at < texts.length; at++) graph.addPoint(Array.from(vectorAt(vectors, at)), at);
  return graph;
}

/** Hits in one value: libsql takes longer to hand over a hundred rows than FTS5 to find them. */
function wordsIn({ texts }: Passages): Database.Statement {
  const database = new Database(':memory:');
  database.exec("create virtual table passages using fts5 (text, content = '', tokenize = 'porter unicode61'); begin");
  const insert = database.prepare('insert into passages (rowid, text) values (?, ?)');
  for (const [at, text] of texts.entries()) insert.run([at + 1, text]);
  database.exec('commit');
  return database.prepare(
    "select group_concat(rowid || ' ' || rank) from (select rowid, rank from passages where passages match ? order by rank limit ?)",
  );
}
