import { EnsembleRetriever } from '@langchain/classic/retrievers/ensemble';
import { BM25Retriever } from '@langchain/community/retrievers/bm25';
import { HNSWLib } from '@langchain/community/vectorstores/hnswlib';
import { Document } from '@langchain/core/documents';
import { Embeddings } from '@langchain/core/embeddings';
import type { BaseRetriever } from '@langchain/core/retrievers';
import { stopWords, wordsOf } from '../../../dist/retrieval/words.js';
import { type Place, vectorAt } from '../bench-set.ts';
import { type Files, passagesWanted, readBothKinds, type Search, type System } from './system.ts';

/** As Hearsay sets it; hnswlib's own 10 finds fewer of the nearest. LangChain has no option for it, its index is public. */
const ef = 150;

/**
 * LangChain's own way: its HNSWLib store and its BM25Retriever, joined by its EnsembleRetriever. BM25Retriever puts the
 * question in lower case but not the texts, leaves punctuation at the words and counts "is" inside "this"; so it gets
 * texts in lower case and questions without punctuation and stop words, which is all that can be done from outside.
 */
export const openLangChain = async ({ set }: Files): Promise<System> => ({
  async build() {
    const asked = new KnownVector();
    const { texts, places, vectors } = await readBothKinds(set);
    const documents = texts.map((text, at) => new Document({ pageContent: text.toLowerCase(), metadata: places[at]! }));
    const store = new HNSWLib(asked, { space: 'cosine' });
    await store.addVectors(
      texts.map((_, at) => Array.from(vectorAt(vectors, at))),
      documents,
    );
    store.index.setEf(ef);
    const byVectors = store.asRetriever(passagesWanted);
    const both = new EnsembleRetriever({
      retrievers: [byVectors, BM25Retriever.fromDocuments(documents, { k: passagesWanted, includeScore: false })],
      weights: [0.5, 0.5],
    });
    const searching =
      (retriever: BaseRetriever): Search =>
      async (question, vector) => {
        asked.vector = Array.from(vector);
        const words = wordsOf(question).filter((word) => !stopWords.has(word));
        const [first] = await retriever.invoke(words.join(' '));
        return first?.metadata as Place | undefined; // as: put there above
      };
    return { ensemble: searching(both), vectors: searching(byVectors) };
  },
});

/** Gives the vector that was made before, so that no search is charged for the model. */
class KnownVector extends Embeddings {
  vector: number[] = [];

  constructor() {
    super({});
  }

  async embedQuery(): Promise<number[]> {
    return this.vector;
  }

  embedDocuments(texts: string[]): Promise<number[][]> {
    return Promise.all(texts.map(() => this.embedQuery()));
  }
}
