import type { Kysely, Selectable } from 'kysely';
import type { ShownAnswer } from '../domain/shown-answer.ts';
import type { ServerStore } from '../servers/server-store.ts';
import type { Schema } from './schema.ts';

/** What servers were shown, and the installation's settings, in any database that Kysely speaks to. */
export class SqlServerStore implements ServerStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async recordShown(shown: ShownAnswer): Promise<void> {
    await this.#db.insertInto('shown_answer').values(rowOf(shown)).execute();
  }

  async placeShown(id: string, channel: string, message: string): Promise<void> {
    await this.#db.updateTable('shown_answer').set({ channel, message }).where('id', '=', id).execute();
  }

  async shown(id: string, now: Date): Promise<ShownAnswer | undefined> {
    const row = await this.#db
      .selectFrom('shown_answer')
      .selectAll()
      .where('id', '=', id)
      .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now.toISOString())]))
      .executeTakeFirst();
    return row && shownOf(row);
  }

  async forgetShown(id: string): Promise<void> {
    await this.#db.deleteFrom('shown_answer').where('id', '=', id).execute();
  }

  async purgeShown(now: Date): Promise<number> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('shown_answer')
      .where('expires_at', '<=', now.toISOString())
      .executeTakeFirst();
    return Number(numDeletedRows);
  }

  async setting(key: string): Promise<string | undefined> {
    const row = await this.#db.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst();
    return row?.value;
  }

  async setSetting(key: string, value: string): Promise<void> {
    await this.#db
      .insertInto('setting')
      .values({ key, value })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
      .execute();
  }
}

type Row = Selectable<Schema['shown_answer']>;
type Columns = 'id' | 'server' | 'channel' | 'message' | 'documentOwner' | 'documentId' | 'at' | 'expiresAt';
type Content = Omit<ShownAnswer, Columns>;

function rowOf(shown: ShownAnswer): Row {
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
    // one spelling of a time, so that the database can compare two
    expires_at: expiresAt === null ? null : new Date(expiresAt).toISOString(),
  };
}

function shownOf(row: Row): ShownAnswer {
  const { document_owner: documentOwner, document: documentId, expires_at: expiresAt, content, ...columns } = row;
  // as: rowOf wrote it from a Content, and nothing else writes it
  return { ...columns, documentOwner, documentId, expiresAt, ...(JSON.parse(content) as Content) };
}
