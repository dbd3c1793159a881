import type { Kysely } from 'kysely';
import { digestOf } from '../ledger/audit.ts';
import { appendRecords } from './audit-log.ts';
import { inParts } from './in-parts.ts';
import type { Schema } from './schema.ts';

/** The step by which a database gets the moderators' desk; what it holds already is entered in the new tables. */
export async function deskTables(db: Kysely<Schema>): Promise<void> {
  await auditLog(db);
  await desk(db);
  await corrections(db);
  await recordEarlierEntries(db);
  await fillShownClaims(db);
}

async function auditLog(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable('audit_record')
    .addColumn('server', 'text', (column) => column.notNull())
    .addColumn('seq', 'integer', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull())
    .addColumn('previous', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('audit_record_key', ['server', 'seq'])
    .execute();
}

async function desk(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable('server_setting')
    .addColumn('server', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('value', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('server_setting_key', ['server', 'name'])
    .execute();
  await db.schema
    .createTable('evidence_draft')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('server', 'text', (column) => column.notNull())
    .addColumn('author', 'text', (column) => column.notNull())
    .addColumn('document_owner', 'text', (column) => column.notNull())
    .addColumn('document', 'text', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('evidence_draft_expiry').on('evidence_draft').column('expires_at').execute();
  await db.schema
    .createTable('desk_take')
    .addColumn('server', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('author', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('desk_take_key', ['server', 'key'])
    .execute();
  await db.schema
    .createTable('desk_flag')
    .addColumn('answer', 'text', (column) => column.notNull().references('shown_answer.id').onDelete('cascade'))
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('server', 'text', (column) => column.notNull())
    .addColumn('note', 'text')
    .addColumn('at', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('desk_flag_key', ['answer', 'reason'])
    .execute();
  await db.schema.createIndex('desk_flag_server').on('desk_flag').column('server').execute();
}

/** A correction's row outlives its answer where the message is gone: moderators are told how many were. */
async function corrections(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable('shown_claim')
    .addColumn('answer', 'text', (column) => column.notNull().references('shown_answer.id').onDelete('cascade'))
    .addColumn('claim', 'integer', (column) => column.notNull())
    .addColumn('standing', 'text', (column) => column.notNull())
    .addColumn('document_owner', 'text', (column) => column.notNull())
    .addColumn('document', 'text', (column) => column.notNull())
    .addColumn('server', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('shown_claim_key', ['answer', 'claim'])
    .execute();
  await db.schema
    .createIndex('shown_claim_standing')
    .on('shown_claim')
    .columns(['document_owner', 'document', 'server', 'standing', 'claim', 'answer'])
    .execute();
  await db.schema
    .createIndex('shown_answer_place')
    .on('shown_answer')
    .columns(['document_owner', 'document', 'server', 'id'])
    .execute();
  await db.schema
    .createTable('correction')
    .addColumn('answer', 'text', (column) => column.primaryKey())
    .addColumn('server', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('attempts', 'integer', (column) => column.notNull())
    .addColumn('problem', 'text')
    .addColumn('at', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('correction_server').on('correction').column('server').execute();
}

/** So that every entry of a ledger that is only appended to has its record. Shipped ledgers are replaced, not recorded. */
async function recordEarlierEntries(db: Kysely<Schema>): Promise<void> {
  const ledgers = await db
    .selectFrom('ledger_entry')
    .select(['owner', 'document'])
    .distinct()
    .orderBy('owner')
    .orderBy('document')
    .execute();
  const shipped = await db.selectFrom('ledger_import').select(['owner', 'document']).execute();
  for (const { owner, document } of ledgers) {
    if (shipped.some((each) => each.owner === owner && each.document === document)) continue;
    const rows = await db
      .selectFrom('ledger_entry')
      .select(['at', 'author', 'rule', 'body'])
      .where((eb) => eb.and({ owner, document }))
      .orderBy('seq')
      .execute();
    const acts = rows.flatMap(({ at, author: by, rule, body: stored }) => {
      const body = fieldsOf(stored);
      if (body === undefined) return [];
      const why = 'written before acts were recorded';
      return { at, by, act: String(body.kind), document, subject: '', why, digest: digestOf({ at, by, rule, body }) };
    });
    await appendRecords(db, owner, acts);
  }
}

const answersAtOnce = 1_000;

/** From what each answer keeps to be drawn again; answers that expire can't be corrected. */
async function fillShownClaims(db: Kysely<Schema>): Promise<void> {
  for (let after = ''; ; ) {
    const answers = await db
      .selectFrom('shown_answer')
      .select(['id', 'document_owner', 'document', 'server', 'content'])
      .where('expires_at', 'is', null)
      .where('id', '>', after)
      .orderBy('id')
      .limit(answersAtOnce)
      .execute();
    const last = answers.at(-1);
    if (last === undefined) return;
    after = last.id;
    const rows = answers.flatMap(({ id: answer, content, ...place }) =>
      [...claimsIn(fieldsOf(content))].map(([claim, standing]) => ({ answer, claim, standing, ...place })),
    );
    for (const part of inParts(rows)) await db.insertInto('shown_claim').values(part).execute();
  }
}

/** Each claim once, whatever is stored. */
function claimsIn(content: Record<string, unknown> | undefined): Map<number, string> {
  const claims = Array.isArray(content?.claims) ? content.claims.filter(isRecord) : [];
  return new Map(
    claims.flatMap(({ number, standing }) =>
      typeof number === 'number' && typeof standing === 'string' ? [[number, standing] as const] : [],
    ),
  );
}

/** @returns undefined for what is damaged: whoever reads it says so, and everything else goes on */
function fieldsOf(stored: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(stored);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
