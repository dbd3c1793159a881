import type { Kysely, Selectable } from 'kysely';
import { type AuditRecord, type NewAct, nextRecord } from '../ledger/audit.ts';
import { inParts } from './in-parts.ts';
import type { Schema } from './schema.ts';

type Row = Selectable<Schema['audit_record']>;
type Content = Omit<AuditRecord, 'server' | 'seq' | 'previous' | 'hash'>;

/** Chains acts to a server's log. To be called inside the transaction that does what they tell of. */
export async function appendRecords(db: Kysely<Schema>, server: string, acts: readonly NewAct[]): Promise<void> {
  if (acts.length === 0) return;
  let [last] = await latestRecords(db, server, 1);
  const rows = acts.map((act) => {
    last = nextRecord(last, server, act);
    return rowOf(last);
  });
  for (const part of inParts(rows)) await db.insertInto('audit_record').values(part).execute();
}

export async function recordsOf(db: Kysely<Schema>, server: string): Promise<AuditRecord[]> {
  const rows = await records(db, server).orderBy('seq').execute();
  return rows.map(recordOf);
}

/** Newest first. */
export async function latestRecords(
  db: Kysely<Schema>,
  server: string,
  limit: number,
  before?: number,
): Promise<AuditRecord[]> {
  const rows = await records(db, server)
    .$if(before !== undefined, (query) => query.where('seq', '<', before ?? 0))
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute();
  return rows.map(recordOf);
}

const records = (db: Kysely<Schema>, server: string) =>
  db.selectFrom('audit_record').selectAll().where('server', '=', server);

function rowOf({ server, seq, previous, hash, ...content }: AuditRecord): Row {
  return { server, seq, content: JSON.stringify(content satisfies Content), previous, hash };
}

const recordOf = ({ content, ...columns }: Row): AuditRecord => ({ ...contentOf(content), ...columns });

/** What stands for content that is damaged: no hash fits it, so the check of the chain names the record. */
const damaged: Content = { at: '', by: '', act: 'damaged', document: null, subject: '', why: '', digest: '' };

function contentOf(stored: string): Content {
  try {
    const content: unknown = JSON.parse(stored);
    if (typeof content !== 'object' || content === null) return damaged;
    // as: rowOf wrote it from a Content; what somebody else put there has another hash
    return { ...damaged, ...(content as Content) };
  } catch {
    return damaged;
  }
}
