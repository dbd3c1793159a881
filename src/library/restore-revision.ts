import { restoreDocument } from '../corpus/make-document.ts';
import type { Document } from '../domain/document.ts';
import { DamagedDocumentError } from '../domain/errors.ts';
import { halvesPair, type Span } from '../domain/span.ts';
import type { RevisionRow, RevisionSummary } from './document-store.ts';

/**
 * The document of a stored revision, if its text is the one that was stored and its passages stand in it.
 * @param summary of the same revision: how many passages there should be
 * @throws DamagedDocumentError where not
 */
export function restoreRevision(row: RevisionRow, summary: Pick<RevisionSummary, 'blocks' | 'sentences'>): Document {
  const document = restoreDocument(row.facts, row.format, row.text, row.sha256);
  const { blocks, sentences } = row.outline;
  const counted = blocks.length === summary.blocks && sentences.length === summary.sentences;
  if (counted && standIn(blocks, row.text) && standIn(sentences, row.text)) return document;
  throw new DamagedDocumentError(
    `The passages of the document ${row.facts.id} are damaged: index it again, or put a backup of the database in place.`,
  );
}

/** Whether spans follow one another within the text and halve no character. */
const standIn = (spans: readonly Span[], text: string): boolean =>
  spans.every(
    ({ start, end }, at) =>
      (spans[at - 1]?.end ?? 0) <= start && start < end && end <= text.length && !halvesPair(text, end),
  );

/** @returns undefined where the document is damaged, instead of throwing; other failures are thrown on */
export async function unlessDamaged<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof DamagedDocumentError) return undefined;
    throw error;
  }
}
