import type { SystemName } from '../run-system.ts';

/** One row of the table: a system, asked in one of its ways. */
export type Described = {
  readonly name: SystemName;
  readonly way: string;
  readonly title: string;
  readonly what: string;
  /** Of its line in the plots; where left out, it has none. */
  readonly colour?: string;
  /** Only a part of what the system above it does; no peer of its own. */
  readonly isPart?: true;
};

/** The rows of the tables in their order; ours first, then the limit, then the peers. */
export const described: readonly Described[] = [
  { name: 'hearsay', way: 'search', title: 'Hearsay', what: 'its search', colour: '#0057a8' },
  { name: 'hearsay', way: 'answer', title: 'Hearsay', what: 'a whole answer, what its models give being known' },
  { name: 'hearsay', way: 'whole', title: 'Hearsay', what: 'a whole question with its models' },
  {
    name: 'raw',
    way: 'both',
    title: 'hnswlib + FTS5',
    what: 'four bare searches: the limit',
    colour: '#59636e',
  },
  { name: 'raw', way: 'graphs', title: '– of that', what: 'hnswlib', isPart: true },
  { name: 'raw', way: 'words', title: '– of that', what: 'FTS5', isPart: true },
  {
    name: 'langchain',
    way: 'ensemble',
    title: 'LangChain',
    what: 'HNSWLib and BM25Retriever by EnsembleRetriever',
    colour: '#c2410c',
  },
  { name: 'langchain', way: 'vectors', title: 'LangChain, HNSWLib', what: 'alone, vectors only', isPart: true },
  { name: 'orama', way: 'hybrid', title: 'Orama', what: 'hybrid', colour: '#9c27b0' },
  { name: 'vectra', way: 'vectors', title: 'vectra', what: 'vectors only', colour: '#00796b' },
  {
    name: 'minisearch',
    way: 'fused',
    title: 'MiniSearch + cosine',
    what: 'every vector compared, reciprocal rank fusion',
    colour: '#b58900',
  },
];
