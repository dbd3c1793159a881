import type { ColumnDataType, ColumnType, Expression, Kysely } from 'kysely';
import { deskTables } from './desk-tables.ts';

/** Written as bytes; read as what the driver gives: libsql an ArrayBuffer, others a Uint8Array. */
export type Bytes = ColumnType<ArrayBuffer | Uint8Array, Uint8Array, Uint8Array>;

type DocumentTable = {
  owner: string;
  id: string;
  /** The order in which documents were first added. */
  ordinal: number;
  /** sha256 of the current revision. */
  current: string;
};

type RevisionTable = {
  owner: string;
  id: string;
  sha256: string;
  bytes_sha256: string;
  format: string;
  /** UTF-8. Bytes, because a text column ends at the first U+0000 (libsql) or refuses it (PostgreSQL). */
  text: Bytes;
  /** See outline-bytes.ts. */
  outline: Bytes;
  blocks: number;
  sentences: number;
  splitter: string;
  added_at: string;
  title: string;
  publisher: string | null;
  author: string | null;
  genre: string;
  published: string | null;
  url: string | null;
  language: string;
};

/** Says that a revision has vectors of a model, even where it has no passages. */
type EmbeddingTable = { owner: string; id: string; sha256: string; embedder: string };

type VectorPartTable = {
  owner: string;
  id: string;
  sha256: string;
  embedder: string;
  kind: 'block' | 'sentence';
  /** Counted from 0, in the outline's order. */
  part: number;
  /** float32, little-endian. */
  floats: Bytes;
};

type LedgerEntryTable = {
  owner: string;
  document: string;
  seq: number;
  at: string;
  author: string;
  rule: string;
  /** JSON. */
  body: string;
};

type LedgerImportTable = { owner: string; document: string; file_sha256: string };

type ShownAnswerTable = {
  id: string;
  server: string;
  channel: string | null;
  message: string | null;
  document_owner: string;
  document: string;
  /** JSON: whatever is only needed to draw it again. */
  content: string;
  at: string;
  expires_at: string | null;
};

/** A question, where its server keeps them; the key is its shown answer's id. */
type KeptQuestionTable = { answer: string; words: string; language: string; expires_at: string };

type FlagTable = { answer: string; reason: string; note: string | null };

type SettingTable = { key: string; value: string };

/** A server's setting; `value` is JSON. */
type ServerSettingTable = { server: string; name: string; value: string };

/** What an answer that can be edited says of a claim now, with where it was shown, so that one index finds it. */
type ShownClaimTable = {
  answer: string;
  claim: number;
  standing: string;
  document_owner: string;
  document: string;
  server: string;
};

/** The key is a shown answer's id, also where that is forgotten because its message is gone. */
type CorrectionTable = {
  answer: string;
  server: string;
  state: string;
  attempts: number;
  problem: string | null;
  at: string;
};

type DeskFlagTable = { answer: string; reason: string; server: string; note: string | null; at: string };

type AuditRecordTable = {
  server: string;
  seq: number;
  /** JSON, so that every character of what people wrote is kept as it was hashed. */
  content: string;
  previous: string;
  hash: string;
};

type EvidenceDraftTable = {
  id: string;
  server: string;
  author: string;
  document_owner: string;
  document: string;
  /** JSON. */
  content: string;
  expires_at: string;
};

type DeskTakeTable = { server: string; key: string; author: string; at: string };

export type Schema = {
  document: DocumentTable;
  revision: RevisionTable;
  embedding: EmbeddingTable;
  vector_part: VectorPartTable;
  ledger_entry: LedgerEntryTable;
  ledger_import: LedgerImportTable;
  shown_answer: ShownAnswerTable;
  setting: SettingTable;
  kept_question: KeptQuestionTable;
  flag: FlagTable;
  server_setting: ServerSettingTable;
  shown_claim: ShownClaimTable;
  correction: CorrectionTable;
  desk_flag: DeskFlagTable;
  audit_record: AuditRecordTable;
  evidence_draft: EvidenceDraftTable;
  desk_take: DeskTakeTable;
};

/** What differs between databases when tables are made. */
export type ColumnTypes = { readonly bytes: ColumnDataType | Expression<unknown> };

type Migration = (db: Kysely<Schema>, types: ColumnTypes) => Promise<void>;

async function documents(db: Kysely<Schema>, { bytes }: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('document')
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('ordinal', 'integer', (column) => column.notNull().unique())
    .addColumn('current', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('document_key', ['owner', 'id'])
    .execute();
  await db.schema
    .createTable('revision')
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('sha256', 'text', (column) => column.notNull())
    .addColumn('bytes_sha256', 'text', (column) => column.notNull())
    .addColumn('format', 'text', (column) => column.notNull())
    .addColumn('blocks', 'integer', (column) => column.notNull())
    .addColumn('sentences', 'integer', (column) => column.notNull())
    .addColumn('splitter', 'text', (column) => column.notNull())
    .addColumn('added_at', 'text', (column) => column.notNull())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('publisher', 'text')
    .addColumn('author', 'text')
    .addColumn('genre', 'text', (column) => column.notNull())
    .addColumn('published', 'text')
    .addColumn('url', 'text')
    .addColumn('language', 'text', (column) => column.notNull())
    .addColumn('outline', bytes, (column) => column.notNull())
    .addColumn('text', bytes, (column) => column.notNull()) // last, so that lists need not read past it
    .addPrimaryKeyConstraint('revision_key', ['owner', 'id', 'sha256'])
    .addForeignKeyConstraint('revision_document', ['owner', 'id'], 'document', ['owner', 'id'], (key) =>
      key.onDelete('cascade'),
    )
    .execute();
  await db.schema.createIndex('revision_text').on('revision').column('sha256').execute();
}

async function vectors(db: Kysely<Schema>, { bytes }: ColumnTypes): Promise<void> {
  const revision = ['owner', 'id', 'sha256'] as const;
  const embedding = [...revision, 'embedder'] as const;
  await db.schema
    .createTable('embedding')
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('sha256', 'text', (column) => column.notNull())
    .addColumn('embedder', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('embedding_key', [...embedding])
    .addForeignKeyConstraint('embedding_revision', [...revision], 'revision', [...revision], (key) =>
      key.onDelete('cascade'),
    )
    .execute();
  await db.schema
    .createTable('vector_part')
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('sha256', 'text', (column) => column.notNull())
    .addColumn('embedder', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('part', 'integer', (column) => column.notNull())
    .addColumn('floats', bytes, (column) => column.notNull())
    .addPrimaryKeyConstraint('vector_part_key', [...embedding, 'kind', 'part'])
    .addForeignKeyConstraint('vector_part_embedding', [...embedding], 'embedding', [...embedding], (key) =>
      key.onDelete('cascade'),
    )
    .execute();
}

/** A ledger is no part of its document: it outlives it. */
async function ledgers(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable('ledger_entry')
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('document', 'text', (column) => column.notNull())
    .addColumn('seq', 'integer', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('author', 'text', (column) => column.notNull())
    .addColumn('rule', 'text', (column) => column.notNull())
    .addColumn('body', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('ledger_entry_key', ['owner', 'document', 'seq'])
    .execute();
  await db.schema
    .createTable('ledger_import')
    .addColumn('owner', 'text', (column) => column.notNull())
    .addColumn('document', 'text', (column) => column.notNull())
    .addColumn('file_sha256', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('ledger_import_key', ['owner', 'document'])
    .execute();
}

async function servers(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable('shown_answer')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('server', 'text', (column) => column.notNull())
    .addColumn('channel', 'text')
    .addColumn('message', 'text')
    .addColumn('document_owner', 'text', (column) => column.notNull())
    .addColumn('document', 'text', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull())
    .addColumn('at', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'text')
    .execute();
  await db.schema.createIndex('shown_answer_expiry').on('shown_answer').column('expires_at').execute();
  await db.schema
    .createTable('setting')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('value', 'text', (column) => column.notNull())
    .execute();
}

/** Whatever forgets an answer forgets its question, and whatever forgets a question forgets its flags. */
async function feedback(db: Kysely<Schema>): Promise<void> {
  await db.schema
    .createTable('kept_question')
    .addColumn('answer', 'text', (column) => column.primaryKey().references('shown_answer.id').onDelete('cascade'))
    .addColumn('words', 'text', (column) => column.notNull())
    .addColumn('language', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'text', (column) => column.notNull())
    .execute();
  await db.schema.createIndex('kept_question_expiry').on('kept_question').column('expires_at').execute();
  await db.schema
    .createTable('flag')
    .addColumn('answer', 'text', (column) => column.notNull().references('kept_question.answer').onDelete('cascade'))
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('note', 'text')
    .addPrimaryKeyConstraint('flag_key', ['answer', 'reason'])
    .execute();
}

/** Every message that is deleted where the bot can see it is looked for. */
async function messages(db: Kysely<Schema>): Promise<void> {
  await db.schema.createIndex('shown_answer_message').on('shown_answer').column('message').execute();
}

/** Step n brings a database from version n to n + 1. Steps are only ever added, never changed. */
const migrations: readonly Migration[] = [
  async (db, types) => {
    await documents(db, types);
    await vectors(db, types);
    await ledgers(db);
    await servers(db);
  },
  feedback,
  messages,
  deskTables,
];

export const schemaVersion = migrations.length;

/** Brings a database from `version` to the version `to`. To be called inside a transaction. */
export async function migrate(
  db: Kysely<Schema>,
  version: number,
  types: ColumnTypes,
  to = schemaVersion,
): Promise<void> {
  for (const migration of migrations.slice(version, to)) await migration(db, types);
}
