import type { Kysely, Selectable } from 'kysely';
import type { Act } from '../domain/act.ts';
import type { Correction, CorrectionWork, ShownStanding } from '../domain/correction.ts';
import {
  type DeskFlag,
  type Flag,
  type FlaggedAnswer,
  flagReasons,
  type KeptQuestion,
} from '../domain/flagged-answer.ts';
import type { ShownAnswer } from '../domain/shown-answer.ts';
import type { ServerSettings } from '../servers/server-settings.ts';
import type { ServerStore, ShownPlace } from '../servers/server-store.ts';
import { appendRecords } from './audit-log.ts';
import { forgetAnswers, noteCorrected, noteCorrection, staleAnswers, workOf } from './correction-rows.ts';
import { dropDesk, dropExpired, oneSpelling } from './desk-rows.ts';
import type { Schema } from './schema.ts';
import { settingRows, settingsOf } from './setting-rows.ts';
import { claimRowsOf, rowOf, shownOf } from './shown-rows.ts';

/** What servers were shown, and the installation's settings, in any database that Kysely speaks to. */
export class SqlServerStore implements ServerStore {
  readonly #db: Kysely<Schema>;

  constructor(db: Kysely<Schema>) {
    this.#db = db;
  }

  async recordShown(shown: ShownAnswer, question?: KeptQuestion): Promise<void> {
    await this.#db.transaction().execute(async (transaction) => {
      await transaction.insertInto('shown_answer').values(rowOf(shown)).execute();
      const claims = claimRowsOf(shown);
      if (claims.length > 0) await transaction.insertInto('shown_claim').values(claims).execute();
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
    const row = await keptAnswers(this.#db, now).where('id', '=', id).executeTakeFirst();
    return row && shownOf(row);
  }

  async forgetShown(id: string): Promise<void> {
    await this.#forget('id', [id]);
  }

  async forgetMessages(messages: readonly string[]): Promise<void> {
    if (messages.length > 0) await this.#forget('message', messages);
  }

  #forget(column: 'id' | 'message', values: readonly string[]): Promise<void> {
    return this.#db.transaction().execute((transaction) => forgetAnswers(transaction, column, values));
  }

  async purgeShown(now: Date): Promise<number> {
    await dropExpired(this.#db, now);
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
      if (!keeps) await dropQuestions(transaction, server);
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

  async settings(server: string): Promise<ServerSettings> {
    return serverSettings(this.#db, server);
  }

  changeSettings(server: string, changes: Partial<ServerSettings>, act: Act): Promise<ServerSettings> {
    const { at, by, act: done, document, subject, why } = act;
    return this.#db.transaction().execute(async (transaction) => {
      for (const { name, value } of settingRows(changes))
        await transaction
          .insertInto('server_setting')
          .values({ server, name, value })
          .onConflict((conflict) => conflict.columns(['server', 'name']).doUpdateSet({ value }))
          .execute();
      await appendRecords(transaction, server, [{ at, by, act: done, document, subject, why, digest: '' }]);
      return serverSettings(transaction, server);
    });
  }

  flagAnswer(server: string, id: string, { reason, note }: Flag, now: Date): Promise<boolean> {
    return this.#db.transaction().execute(async (transaction) => {
      const shown = await new SqlServerStore(transaction).shown(id, now);
      if (shown?.server !== server) return false;
      await transaction
        .insertInto('desk_flag')
        .values({ answer: id, reason, server, note, at: now.toISOString() })
        .onConflict((conflict) => conflict.columns(['answer', 'reason']).doNothing())
        .execute();
      return true;
    });
  }

  async answerFlags(server: string): Promise<DeskFlag[]> {
    const rows = await this.#db
      .selectFrom('desk_flag')
      .select(['answer', 'reason', 'note', 'at'])
      .where('server', '=', server)
      .orderBy('at')
      .orderBy('answer')
      .orderBy('reason')
      .execute();
    return rows.map(({ answer: shownId, at, ...row }) => ({ shownId, at, ...flagOf(row) }));
  }

  async closeFlags(id: string): Promise<boolean> {
    const { numDeletedRows } = await this.#db.deleteFrom('desk_flag').where('answer', '=', id).executeTakeFirst();
    return numDeletedRows > 0n;
  }

  staleAnswers(
    documentOwner: string,
    documentId: string,
    server: string,
    standingOf: (claim: number) => ShownStanding,
  ): Promise<ShownAnswer[]> {
    return staleAnswers(this.#db, { documentOwner, documentId, server }, standingOf);
  }

  async shownPlaces(): Promise<ShownPlace[]> {
    const rows = await this.#db
      .selectFrom('shown_answer')
      .select(['document_owner', 'document', 'server'])
      .distinct()
      .orderBy('document_owner')
      .orderBy('document')
      .orderBy('server')
      .execute();
    return rows.map(({ document_owner: documentOwner, document: documentId, server }) => ({
      server,
      documentOwner,
      documentId,
    }));
  }

  async answersShown(place: ShownPlace, after: string, limit: number): Promise<ShownAnswer[]> {
    const { server, documentOwner: document_owner, documentId: document } = place;
    const rows = await this.#db
      .selectFrom('shown_answer')
      .selectAll()
      .where((eb) => eb.and({ document_owner, document, server }))
      .where('id', '>', after)
      .where('message', 'is not', null)
      .where('expires_at', 'is', null)
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map(shownOf);
  }

  async shownIn(message: string, now: Date): Promise<ShownAnswer | undefined> {
    const row = await keptAnswers(this.#db, now).where('message', '=', message).executeTakeFirst();
    return row && shownOf(row);
  }

  async correction(id: string): Promise<CorrectionWork | undefined> {
    const row = await this.#db.selectFrom('correction').selectAll().where('answer', '=', id).executeTakeFirst();
    return row && workOf(row);
  }

  async corrections(server: string): Promise<CorrectionWork[]> {
    const rows = await this.#db
      .selectFrom('correction')
      .selectAll()
      .where('server', '=', server)
      .orderBy('at')
      .orderBy('answer')
      .execute();
    return rows.map(workOf);
  }

  noteCorrection(id: string, work: Omit<CorrectionWork, 'shownId' | 'server'>): Promise<boolean> {
    return this.#db.transaction().execute((transaction) => noteCorrection(transaction, id, work));
  }

  corrected(
    id: string,
    corrections: readonly Correction[],
    state: 'edited' | 'answered',
    at: string,
  ): Promise<boolean> {
    return this.#db.transaction().execute((transaction) => noteCorrected(transaction, id, corrections, { state, at }));
  }

  async forgetServer(server: string): Promise<void> {
    await this.#db.transaction().execute(async (transaction) => {
      await dropDesk(transaction, server);
      await dropQuestions(transaction, server);
      await transaction.deleteFrom('setting').where('key', '=', feedbackKey(server)).execute();
      await transaction.deleteFrom('server_setting').where('server', '=', server).execute();
    });
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

async function dropQuestions(db: Kysely<Schema>, server: string): Promise<void> {
  await db
    .deleteFrom('kept_question')
    .where('answer', 'in', (from) => from.selectFrom('shown_answer').select('id').where('server', '=', server))
    .execute();
}

async function serverSettings(db: Kysely<Schema>, server: string): Promise<ServerSettings> {
  const rows = await db.selectFrom('server_setting').select(['name', 'value']).where('server', '=', server).execute();
  return settingsOf(rows);
}

const keptAnswers = (db: Kysely<Schema>, now: Date) =>
  db
    .selectFrom('shown_answer')
    .selectAll()
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now.toISOString())]));

const keptQuestions = (db: Kysely<Schema>, now: Date) =>
  db.selectFrom('kept_question').where('kept_question.expires_at', '>', now.toISOString());

type QuestionRow = Omit<Selectable<Schema['kept_question']>, 'answer'>;

const questionOf = ({ words, language, expires_at: expiresAt }: QuestionRow): KeptQuestion => ({
  words,
  language,
  expiresAt,
});

/** A reason that this program does not know, such as a newer one's, is some other reason. */
const flagOf = ({ reason, note }: Pick<Selectable<Schema['flag']>, 'reason' | 'note'>): Flag => ({
  reason: flagReasons.find((known) => known === reason) ?? 'other',
  note,
});
