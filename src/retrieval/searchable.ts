import type { Document } from '../domain/document.ts';
import type { Outline } from '../domain/passage.ts';
import type { PassageIndex, Vocabulary } from './passage-index.ts';

/** One document of a library, and where its passages stand in the indexes. */
export type IndexedDocument = {
  readonly document: Document;
  readonly outline: Outline;
  /** Position of its first block in `blocks`, and of its first sentence in `sentences`. */
  readonly firstBlock: number;
  readonly firstSentence: number;
};

/** The documents of one server, ready to be searched. Term statistics never cross libraries. */
export type Searchable = {
  readonly documents: readonly IndexedDocument[];
  readonly blocks: PassageIndex;
  readonly sentences: PassageIndex;
  readonly vocabulary: Vocabulary;
};
