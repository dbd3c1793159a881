import { decodeText, requireWords } from '../corpus/decode-text.ts';
import { makeDocument } from '../corpus/make-document.ts';
import { outlineOf, splitter } from '../corpus/outline.ts';
import { sha256 } from '../corpus/sha256.ts';
import type { DocumentFacts, DocumentFormat } from '../domain/document.ts';
import type { Embedder } from '../retrieval/embedder.ts';
import type { DocumentStore, RevisionRow, RevisionSummary } from './document-store.ts';
import { embedOutline, type KnownVectors, knownVectors } from './embed-outline.ts';
import { restoreRevision, unlessDamaged } from './restore-revision.ts';

/** A document as it comes in: its bytes, and what is known of it. */
export type NewDocument = {
  readonly facts: DocumentFacts;
  readonly format: DocumentFormat;
  readonly bytes: Uint8Array;
  /** How messages name it: a file's name. */
  readonly label: string;
};

/** How far an ingest has come. */
export type IngestProgress = { readonly label: string; readonly done: number; readonly of: number };

export type Ingested = {
  readonly documentId: string;
  readonly sha256: string;
  readonly blocks: number;
  readonly sentences: number;
  /** `unchanged`: the same bytes were there already and nothing was written. */
  readonly result: 'added' | 'unchanged';
};

/**
 * Reads, cuts, embeds and stores one document. One transaction a revision: a stop at any moment leaves either the whole
 * revision or none of it. The same bytes again are a no-op, or mend what was damaged.
 * @throws InputError for a file that is no text; the signal's reason when stopped
 */
export async function ingest(
  incoming: NewDocument,
  { store, embedder, now }: { readonly store: DocumentStore; readonly embedder: Embedder; readonly now: () => Date },
  options: { readonly signal?: AbortSignal; readonly onProgress?: (progress: IngestProgress) => void } = {},
): Promise<Ingested> {
  const { facts, format, label } = incoming;
  const bytesSha256 = sha256(incoming.bytes);
  // Text cut as Markdown, or in another language, has other passages: vectors are shared by the whole rule.
  const cutBy = `${splitter}/${format}/${facts.language}`;
  const known = (await store.list([facts.owner])).find((summary) => summary.facts.id === facts.id);
  if (known && (await isStored(known, incoming, { bytesSha256, cutBy }, store, embedder)))
    return { documentId: facts.id, sha256: known.sha256, ...counts(known), result: 'unchanged' };

  const text = decodeText(incoming.bytes, label);
  requireWords(text, label);
  const document = makeDocument(facts, format, text);
  const outline = outlineOf(text, format, facts.language);
  const vectors =
    (await unlessDamaged(store.sameVectors(document.sha256, cutBy, embedder.id))) ??
    (await embedOutline(
      text,
      outline,
      embedder,
      (done, of) => options.onProgress?.({ label, done, of }),
      options.signal,
      await vectorsBefore(known, store, embedder),
    ));
  options.signal?.throwIfAborted();
  const row = { facts, format, text, sha256: document.sha256, bytesSha256, outline, splitter: cutBy };
  await store.save({ ...row, addedAt: now().toISOString() }, embedder.id, vectors);
  const passages = { blocks: outline.blocks.length, sentences: outline.sentences.length };
  return { documentId: facts.id, sha256: document.sha256, ...passages, result: 'added' };
}

/** An edited document is embedded only where it changed: what the revision before it shares with it is taken over. */
async function vectorsBefore(
  known: RevisionSummary | undefined,
  store: DocumentStore,
  embedder: Embedder,
): Promise<KnownVectors> {
  if (!known) return new Map();
  const row = await unlessDamaged(revisionOf(known, store));
  const vectors = await unlessDamaged(vectorsOf(known, store, embedder));
  return row && vectors ? knownVectors(row.text, row.outline, vectors) : new Map();
}

const counts = ({ blocks, sentences }: RevisionSummary) => ({ blocks, sentences });

/** Whether the same bytes with the same facts, cut by the same rules and embedded by the same model, are current and whole. */
async function isStored(
  known: RevisionSummary,
  { facts }: NewDocument,
  wanted: { readonly bytesSha256: string; readonly cutBy: string },
  store: DocumentStore,
  embedder: Embedder,
): Promise<boolean> {
  if (known.bytesSha256 !== wanted.bytesSha256 || known.splitter !== wanted.cutBy) return false;
  const same = Object.entries(facts).every(([name, value]) => known.facts[name as keyof DocumentFacts] === value); // its own keys
  if (!same) return false;
  const row = await unlessDamaged(revisionOf(known, store));
  const vectors = await unlessDamaged(vectorsOf(known, store, embedder));
  return row !== undefined && vectors !== undefined;
}

/** @throws DamagedDocumentError */
async function revisionOf(known: RevisionSummary, store: DocumentStore): Promise<RevisionRow | undefined> {
  const row = await store.revision(known.facts.owner, known.facts.id, known.sha256);
  if (row) restoreRevision(row, known);
  return row;
}

/** @throws DamagedDocumentError */
const vectorsOf = ({ facts, sha256: revision }: RevisionSummary, store: DocumentStore, embedder: Embedder) =>
  store.vectors(facts.owner, facts.id, revision, embedder.id);
