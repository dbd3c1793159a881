import { EnsembleRetriever } from '@langchain/classic/retrievers/ensemble';
import { BM25Retriever } from '@langchain/community/retrievers/bm25';
import { HNSWLib } from '@langchain/community/vectorstores/hnswlib';
import { Document } from '@langchain/core/documents';
import { Embeddings } from '@langchain/core/embeddings';
import { type Place, vectorAt } from '../bench-set.ts';
import { type Files, passagesWanted, readBothKinds, type Search, type System } from './system.ts';

/** LangChain's own way: its HNSWLib store and its BM25Retriever, joined by its EnsembleRetriever. */
export const openLangChain = async ({ set }: Files): Promise<System> => ({
  async build(): Promise<Search> {
    const asked = new KnownVector();
    const { texts, places, vectors } = await readBothKinds(set);
    const documents = texts.map((pageContent, at) => new Document({ pageContent, metadata: places[at]! }));
    const store = new HNSWLib(asked, { space: 'cosine' });
    await store.addVectors(
      texts.map((_, at) => Array.from(vectorAt(vectors, at))),
      documents,
    );
    const both = new EnsembleRetriever({
      retrievers: [
        store.asRetriever(passagesWanted),
        BM25Retriever.fromDocuments(documents, { k: passagesWanted, includeScore: false }),
      ],
      weights: [0.5, 0.5],
    });
    return async (question, vector) => {
      asked.vector = Array.from(vector);
      const [first] = await both.invoke(question);
      return { first: first?.metadata as Place | undefined }; // as: put there above
    };
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
