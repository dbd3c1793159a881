import type { Kysely } from 'kysely';
import { takeHours } from '../ledger/queue.ts';
import type { Schema } from './schema.ts';

/** A take of this time or before has fallen back. */
export const takenSince = (now: Date): string => new Date(now.getTime() - takeHours * 60 * 60_000).toISOString();

/** One spelling of a time, so that the database can compare two. */
export const oneSpelling = (at: string): string => new Date(at).toISOString();

/** Drops drafts and takes whose time is over. @returns how many drafts */
export async function dropExpired(db: Kysely<Schema>, now: Date): Promise<number> {
  await db.deleteFrom('desk_take').where('at', '<=', takenSince(now)).execute();
  const { numDeletedRows } = await db
    .deleteFrom('evidence_draft')
    .where('expires_at', '<=', now.toISOString())
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** Drops what waits at a server's desk. */
export async function dropDesk(db: Kysely<Schema>, server: string): Promise<void> {
  for (const table of ['evidence_draft', 'desk_take', 'desk_flag', 'correction'] as const)
    await db.deleteFrom(table).where('server', '=', server).execute();
}
