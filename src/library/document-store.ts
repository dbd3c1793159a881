import type { DocumentFacts, DocumentFormat } from '../domain/document.ts';
import type { Outline } from '../domain/passage.ts';

/** A revision as stored. Only `corpus/` turns it into a Document, checking the hash. */
export type RevisionRow = {
  readonly facts: DocumentFacts;
  readonly format: DocumentFormat;
  readonly text: string;
  /** sha256 of the canonical text (UTF-8) and of the bytes it came from; lower-case hex. */
  readonly sha256: string;
  readonly bytesSha256: string;
  readonly outline: Outline;
  /** Which rule cut the outline: splitter, format and language, e.g. `split/1/markdown/en`. */
  readonly splitter: string;
  /** ISO 8601, UTC. */
  readonly addedAt: string;
};

/** Unit vectors of a revision's passages, `dimension` floats each, in the outline's order. */
export type RevisionVectors = { readonly blocks: Float32Array; readonly sentences: Float32Array };

/** A revision without its words, for lists. */
export type RevisionSummary = Pick<RevisionRow, 'facts' | 'sha256' | 'bytesSha256' | 'splitter' | 'addedAt'> & {
  readonly blocks: number;
  readonly sentences: number;
};

/** Keeps documents and their vectors. An owner is `everyone` or a server's id; a document id is unique per owner. */
export interface DocumentStore {
  /** The current revision of every document that one of `owners` has, in the order they were first added. */
  list(owners: readonly string[]): Promise<readonly RevisionSummary[]>;
  /** @returns undefined where there is no such revision of that owner's. */
  revision(owner: string, documentId: string, sha256: string): Promise<RevisionRow | undefined>;
  vectors(owner: string, documentId: string, sha256: string, embedder: string): Promise<RevisionVectors | undefined>;
  /** The same text under any owner and with the same splitter, whose vectors can be used again. */
  sameVectors(sha256: string, splitter: string, embedder: string): Promise<RevisionVectors | undefined>;
  /** Stores a revision with its vectors and makes it current, all in one transaction or not at all. */
  save(row: RevisionRow, embedder: string, vectors: RevisionVectors): Promise<void>;
  /** Adds vectors of another model to a stored revision. */
  saveVectors(
    owner: string,
    documentId: string,
    sha256: string,
    embedder: string,
    vectors: RevisionVectors,
  ): Promise<void>;
  /** Removes a document with all its revisions and vectors. @returns whether it was there. */
  remove(owner: string, documentId: string): Promise<boolean>;
}
