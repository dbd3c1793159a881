import { maxLineBytes } from './split-lines.ts';

/** A line's id as it came: text, or a number. */
type Id = string | number;

/** A question of a batch, or what is wrong with its line. */
export type BatchLine =
  | { readonly ok: true; readonly id: Id | undefined; readonly question: string }
  | { readonly ok: false; readonly id: Id | undefined; readonly error: string };

/**
 * Reads `{id, question, locale?}`; other fields are ignored.
 * @param bytes `null` for a line that was too long to keep
 * @param number of the line, counted from 1, for the error
 */
export function parseBatchLine(bytes: Uint8Array | null, number: number): BatchLine {
  const bad = (what: string, id?: Id): BatchLine => ({
    ok: false,
    id,
    error: `Line ${number} ${what}; it should be {"id": …, "question": "…"}.`,
  });
  if (bytes === null) return bad(`is longer than ${maxLineBytes.toLocaleString('en')} bytes`);
  const value = parsed(bytes);
  if (value === undefined) return bad('is not JSON in UTF-8');
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return bad('is not a JSON object');
  const id = 'id' in value ? value.id : undefined;
  if (id !== undefined && typeof id !== 'string' && typeof id !== 'number')
    return bad('has an id that is neither text nor a number');
  if (!('question' in value)) return bad('has no question', id);
  if (typeof value.question !== 'string') return bad('has a question that is not text', id);
  if ('locale' in value && value.locale !== null && typeof value.locale !== 'string')
    return bad('has a locale that is not text', id);
  return { ok: true, id, question: value.question };
}

/** @returns undefined for what is not JSON, which itself has no `undefined` */
function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}
