import type { Kysely, Selectable } from 'kysely';
import { type Flag, type FlaggedAnswer, flagReasons, type KeptQuestion } from '../domain/flagged-answer.ts';
import type { ShownAnswer } from '../domain/shown-answer.ts';
import type { ServerStore } from '../servers/server-store.ts';
import type { Schema } from './schema.ts';

/** What servers were shown, and the installation's settings, in any database that Kysely speaks to. */
export class SqlServerStore implements ServerStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async recordShown(shown: ShownAnswer, question?: KeptQuestion): Promise<void> {
    await this.#db.transaction().execute(async (transaction) => {
      await transaction.insertInto('shown_answer').values(rowOf(shown)).execute();
      // asked in here, so that nothing is kept beside a server that turns it off meanwhile
      if (question === undefined || !(await keepsQuestions(transaction, shown.server))) return;
      const { words, language, expiresAt } = question;
      await transaction
        .insertInto('kept_question')
        .values({ answer: shown.id, words, language, expires_at: oneSpelling(expiresAt) })
        .execute();
    });
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

  async forgetMessages(messages: readonly string[]): Promise<void> {
    if (messages.length === 0) return;
    await this.#db.deleteFrom('shown_answer').where('message', 'in', messages).execute();
  }

  async purgeShown(now: Date): Promise<number> {
    await this.#db.deleteFrom('kept_question').where('expires_at', '<=', now.toISOString()).execute();
    const { numDeletedRows } = await this.#db
      .deleteFrom('shown_answer')
      .where('expires_at', '<=', now.toISOString())
      .executeTakeFirst();
    return Number(numDeletedRows);
  }

  keepsQuestions(server: string): Promise<boolean> {
    return keepsQuestions(this.#db, server);
  }

  async setKeepsQuestions(server: string, keeps: boolean): Promise<void> {
    await this.#db.transaction().execute(async (transaction) => {
      await setSetting(transaction, feedbackKey(server), keeps ? on : 'off');
      if (keeps) return;
      await transaction
        .deleteFrom('kept_question')
        .where('answer', 'in', (from) => from.selectFrom('shown_answer').select('id').where('server', '=', server))
        .execute();
    });
  }

  async question(id: string, now: Date): Promise<KeptQuestion | undefined> {
    const row = await keptQuestions(this.#db, now).selectAll().where('answer', '=', id).executeTakeFirst();
    return row && questionOf(row);
  }

  async flag(id: string, { reason, note }: Flag, now: Date): Promise<boolean> {
    return this.#db.transaction().execute(async (transaction) => {
      const row = await keptQuestions(transaction, now).select('answer').where('answer', '=', id).executeTakeFirst();
      if (row === undefined) return false;
      await transaction
        .insertInto('flag')
        .values({ answer: id, reason, note })
        .onConflict((conflict) => conflict.columns(['answer', 'reason']).doNothing())
        .execute();
      return true;
    });
  }

  async flagged(now: Date): Promise<FlaggedAnswer[]> {
    const flags = await this.#db.selectFrom('flag').selectAll().execute();
    const rows = await keptQuestions(this.#db, now)
      .innerJoin('shown_answer', 'shown_answer.id', 'kept_question.answer')
      .where('answer', 'in', (from) => from.selectFrom('flag').select('answer'))
      .selectAll('shown_answer')
      .select(['words', 'kept_question.language', 'kept_question.expires_at as question_expires_at'])
      .orderBy('at')
      .orderBy('id')
      .execute();
    return rows.map(({ words, language, question_expires_at: expires_at, ...row }) => ({
      shown: shownOf(row),
      question: questionOf({ words, language, expires_at }),
      flags: flags.filter(({ answer }) => answer === row.id).map(flagOf),
    }));
  }

  async forgetQuestion(id: string): Promise<boolean> {
    const { numDeletedRows } = await this.#db.deleteFrom('kept_question').where('answer', '=', id).executeTakeFirst();
    return numDeletedRows > 0n;
  }

  async setting(key: string): Promise<string | undefined> {
    return setting(this.#db, key);
  }

  async setSetting(key: string, value: string): Promise<void> {
    await setSetting(this.#db, key, value);
  }
}

async function setting(db: Kysely<Schema>, key: string): Promise<string | undefined> {
  const row = await db.selectFrom('setting').select('value').where('key', '=', key).executeTakeFirst();
  return row?.value;
}

async function setSetting(db: Kysely<Schema>, key: string, value: string): Promise<void> {
  await db
    .insertInto('setting')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
}

const on = 'on';
const feedbackKey = (server: string): string => `feedback/${server}`;
const keepsQuestions = async (db: Kysely<Schema>, server: string): Promise<boolean> =>
  (await setting(db, feedbackKey(server))) === on;

const keptQuestions = (db: Kysely<Schema>, now: Date) =>
  db.selectFrom('kept_question').where('kept_question.expires_at', '>', now.toISOString());

type QuestionRow = Omit<Selectable<Schema['kept_question']>, 'answer'>;

const questionOf = ({ words, language, expires_at: expiresAt }: QuestionRow): KeptQuestion => ({
  words,
  language,
  expiresAt,
});

/** A reason that this program does not know, such as a newer one's, is some other reason. */
const flagOf = ({ reason, note }: Selectable<Schema['flag']>): Flag => ({
  reason: flagReasons.find((known) => known === reason) ?? 'other',
  note,
});

/** One spelling of a time, so that the database can compare two. */
const oneSpelling = (at: string): string => new Date(at).toISOString();

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
    expires_at: expiresAt === null ? null : oneSpelling(expiresAt),
  };
}

function shownOf(row: Row): ShownAnswer {
  const { document_owner: documentOwner, document: documentId, expires_at: expiresAt, content, ...columns } = row;
  // as: rowOf wrote it from a Content, and nothing else writes it
  return { ...columns, documentOwner, documentId, expiresAt, ...(JSON.parse(content) as Content) };
}
