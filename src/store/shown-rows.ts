import type { Selectable } from 'kysely';
import { type ShownAnswer, standingsShown } from '../domain/shown-answer.ts';
import { oneSpelling } from './desk-rows.ts';
import type { Schema } from './schema.ts';

type Row = Selectable<Schema['shown_answer']>;
type Columns = 'id' | 'server' | 'channel' | 'message' | 'documentOwner' | 'documentId' | 'at' | 'expiresAt';
type Content = Omit<ShownAnswer, Columns>;

export function rowOf(shown: ShownAnswer): Row {
  const { id, server, channel, message, documentOwner, documentId, at, expiresAt, ...rest } = shown;
  // cut to size: a Quote is a Span too, and a document's words are not to be kept here
  const content: Content = { ...rest, spans: rest.spans.map(({ start, end }) => ({ start, end })) };
  return {
    id,
    server,
    channel,
    message,
    document_owner: documentOwner,
    document: documentId,
    content: JSON.stringify(content),
    at,
    expires_at: expiresAt === null ? null : oneSpelling(expiresAt),
  };
}

export function shownOf(row: Row): ShownAnswer {
  const { document_owner: documentOwner, document: documentId, expires_at: expiresAt, content, ...columns } = row;
  // as: rowOf wrote it from a Content, and nothing else writes it; before answers were corrected, without corrections
  const kept = JSON.parse(content) as Omit<Content, 'corrections'> & Partial<Content>;
  return { ...columns, documentOwner, documentId, expiresAt, ...kept, corrections: kept.corrections ?? [] };
}

/** What an answer says of claims now, where it can be corrected: one that expires can't. */
export function claimRowsOf(shown: ShownAnswer): Selectable<Schema['shown_claim']>[] {
  const { id: answer, server, documentOwner: document_owner, documentId: document } = shown;
  if (shown.expiresAt !== null) return [];
  return [...standingsShown(shown)].map(([claim, standing]) => ({
    answer,
    claim,
    standing,
    document_owner,
    document,
    server,
  }));
}
