import { EnsembleRetriever } from '@langchain/classic/retrievers/ensemble';
import { BM25Retriever } from '@langchain/community/retrievers/bm25';
import { HNSWLib } from '@langchain/community/vectorstores/hnswlib';
import { Document } from '@langchain/core/documents';
import { Embeddings } from '@langchain/core/embeddings';
import hnswlib from 'hnswlib-node';
import Database from 'libsql';

/** Passages of one kind with their vectors: what every search below is made of. */
export type Passages = { readonly texts: readonly string[]; readonly vectors: readonly Float32Array[] };

/** Finds passages for a question whose vector is known. */
export type Search = (question: string, vector: Float32Array) => unknown;

const hitsPerWay = 100;
const passagesWanted = 10;

/** The parts that Hearsay searches with, and nothing around them: for each kind one graph and one FTS5 table. */
export function rawSearch(kinds: readonly Passages[]): Search {
  const ways = kinds.map((passages) => ({ graph: graphOf(passages), words: wordsOf(passages) }));
  return (question, vector) => {
    const query = (question.match(/[\p{L}\p{N}]{4,}/gu) ?? []).map((word) => `"${word}"`).join(' OR ');
    return ways.map(({ graph, words }) => [
      graph.searchKnn(Array.from(vector), Math.min(hitsPerWay, graph.getCurrentCount())).neighbors,
      words.all([query, hitsPerWay]),
    ]);
  };
}

function graphOf({ vectors }: Passages): hnswlib.HierarchicalNSW {
  const graph = new hnswlib.HierarchicalNSW('ip', vectors[0]!.length);
  graph.initIndex(vectors.length, 16, 200, 100);
  graph.setEf(150);
  for (const [at, vector] of vectors.entries()) graph.addPoint(Array.from(vector), at);
  return graph;
}

function wordsOf({ texts }: Passages): Database.Statement {
  const database = new Database(':memory:');
  database.exec("create virtual table passages using fts5 (text, content = '', tokenize = 'porter unicode61'); begin");
  const insert = database.prepare('insert into passages (rowid, text) values (?, ?)');
  for (const [at, text] of texts.entries()) insert.run([at + 1, text]);
  database.exec('commit');
  return database.prepare('select rowid, rank from passages where passages match ? order by rank limit ?');
}

/** LangChain's own way to the same: its HNSWLib store and its BM25Retriever, joined by its EnsembleRetriever. */
export async function langChainSearch(kinds: readonly Passages[]): Promise<Search> {
  const asked = new KnownVectors();
  const documents = kinds.flatMap(({ texts }) => texts.map((pageContent) => new Document({ pageContent })));
  const store = new HNSWLib(asked, { space: 'cosine' });
  await store.addVectors(
    kinds.flatMap(({ vectors }) => vectors.map((vector) => Array.from(vector))),
    documents,
  );
  const both = new EnsembleRetriever({
    retrievers: [
      store.asRetriever(passagesWanted),
      BM25Retriever.fromDocuments(documents, { k: passagesWanted, includeScore: false }),
    ],
    weights: [0.5, 0.5],
  });
  return (question, vector) => {
    asked.vectors.set(question, Array.from(vector));
    return both.invoke(question);
  };
}

/** Gives vectors that were made before, so that no search is charged for the model. */
class KnownVectors extends Embeddings {
  readonly vectors = new Map<string, number[]>();

  constructor() {
    super({});
  }

  async embedQuery(text: string): Promise<number[]> {
    return this.vectors.get(text)!;
  }

  embedDocuments(texts: string[]): Promise<number[][]> {
    return Promise.all(texts.map((text) => this.embedQuery(text)));
  }
}
