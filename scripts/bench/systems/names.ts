import type { SystemName } from '../run-system.ts';

type Described = { readonly name: SystemName; readonly title: string; readonly colour: string; readonly what: string };

/** The systems in the order of the tables; ours first, then the limit, then the peers. */
export const described: readonly Described[] = [
  { name: 'hearsay', title: 'Hearsay', colour: '#0057a8', what: 'a whole answer' },
  { name: 'raw', title: 'hnswlib + FTS5', colour: '#59636e', what: 'four searches, nothing ranked: the limit' },
  { name: 'langchain', title: 'LangChain', colour: '#c2410c', what: 'HNSWLib and BM25Retriever by EnsembleRetriever' },
  { name: 'orama', title: 'Orama', colour: '#9c27b0', what: 'hybrid' },
  { name: 'vectra', title: 'vectra', colour: '#00796b', what: 'vectors only' },
  {
    name: 'minisearch',
    title: 'MiniSearch + cosine',
    colour: '#b58900',
    what: 'every vector compared, reciprocal rank fusion',
  },
];
