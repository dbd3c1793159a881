import type { Kysely, Selectable, Transaction } from 'kysely';
import type { Correction, CorrectionState, CorrectionWork, ShownStanding } from '../domain/correction.ts';
import type { ShownAnswer } from '../domain/shown-answer.ts';
import type { ShownPlace } from '../servers/server-store.ts';
import { inParts } from './in-parts.ts';
import type { Schema } from './schema.ts';
import { claimRowsOf, rowOf, shownOf } from './shown-rows.ts';

/** In the place of a server's id: those of every server. */
const all = 'all';

/** `ServerStore.staleAnswers`. One index holds all that is asked but the answers that are found. */
export async function staleAnswers(
  db: Kysely<Schema>,
  { documentOwner, documentId, server }: ShownPlace,
  standingOf: (claim: number) => ShownStanding,
): Promise<ShownAnswer[]> {
  const shownClaims = db
    .selectFrom('shown_claim')
    .where((eb) => eb.and({ document_owner: documentOwner, document: documentId }))
    .$if(server !== all, (query) => query.where('server', '=', server));
  const said = await shownClaims.select(['standing', 'claim']).distinct().execute();
  const stale = said.filter(({ claim, standing }) => standing !== standingOf(claim));
  const found = new Map<string, ShownAnswer>();
  for (const standing of new Set(stale.map((each) => each.standing)))
    for (const part of inParts(stale.filter((each) => each.standing === standing))) {
      const numbers = part.map(({ claim }) => claim);
      const ids = shownClaims.select('answer').where('standing', '=', standing).where('claim', 'in', numbers);
      const answers = db.selectFrom('shown_answer').selectAll().where('id', 'in', ids).where('message', 'is not', null);
      for (const row of await answers.execute()) found.set(row.id, shownOf(row));
    }
  return [...found.values()].sort(byAge);
}

const byAge = (a: ShownAnswer, b: ShownAnswer): number => (order(a) < order(b) ? -1 : 1);
const order = ({ at, id }: ShownAnswer): string => `${at} ${id}`;

type Row = Selectable<Schema['correction']>;

/** Every state, so that a new one breaks the build here. */
const states = {
  sending: true,
  edited: true,
  answered: true,
  gone: true,
  failed: true,
} as const satisfies Record<CorrectionState, true>;

const isState = (stored: string): stored is CorrectionState => Object.hasOwn(states, stored);

/** A state that this program does not know, such as a newer one's, is one that has to be looked at. */
export const workOf = ({ answer: shownId, state, ...columns }: Row): CorrectionWork => ({
  shownId,
  state: isState(state) ? state : 'failed',
  ...columns,
});

type Noted = Omit<CorrectionWork, 'shownId' | 'server'>;

/** `ServerStore.noteCorrection`. */
export async function noteCorrection(db: Transaction<Schema>, answer: string, work: Noted): Promise<boolean> {
  const shown = await db.selectFrom('shown_answer').select('server').where('id', '=', answer).executeTakeFirst();
  if (shown === undefined) return false;
  if (work.state === 'gone') await forgetAnswers(db, 'id', [answer]);
  await putWork(db, { answer, server: shown.server, ...work });
  return true;
}

/** `ServerStore.corrected`. */
export async function noteCorrected(
  db: Transaction<Schema>,
  id: string,
  corrections: readonly Correction[],
  { state, at }: Pick<Noted, 'state' | 'at'>,
): Promise<boolean> {
  const row = await db.selectFrom('shown_answer').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined) return false;
  const before = shownOf(row);
  const shown: ShownAnswer = { ...before, corrections: [...before.corrections, ...corrections] };
  await db
    .updateTable('shown_answer')
    .set({ content: rowOf(shown).content })
    .where('id', '=', id)
    .execute();
  await db.deleteFrom('shown_claim').where('answer', '=', id).execute();
  for (const part of inParts(claimRowsOf(shown))) await db.insertInto('shown_claim').values(part).execute();
  const work = await db.selectFrom('correction').select('attempts').where('answer', '=', id).executeTakeFirst();
  await putWork(db, { answer: id, server: shown.server, state, attempts: work?.attempts ?? 0, problem: null, at });
  return true;
}

async function putWork(db: Transaction<Schema>, row: Row): Promise<void> {
  const { answer: _answer, ...changing } = row;
  await db
    .insertInto('correction')
    .values(row)
    .onConflict((conflict) => conflict.column('answer').doUpdateSet(changing))
    .execute();
}

/** Forgets shown answers and the work of correcting them; what else hangs on them goes by itself. */
export async function forgetAnswers(
  db: Kysely<Schema>,
  column: 'id' | 'message',
  values: readonly string[],
): Promise<void> {
  await db
    .deleteFrom('correction')
    .where('answer', 'in', (from) => from.selectFrom('shown_answer').select('id').where(column, 'in', values))
    .execute();
  await db.deleteFrom('shown_answer').where(column, 'in', values).execute();
}
