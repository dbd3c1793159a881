import type { Kysely, Transaction } from 'kysely';
import type { DocumentFacts, DocumentFormat } from '../domain/document.ts';
import { DamagedDocumentError, InvariantError } from '../domain/errors.ts';
import type { DocumentStore, RevisionRow, RevisionSummary, RevisionVectors } from '../library/document-store.ts';
import { bytesOf, floatsOf, textBytes, textOf } from './byte-arrays.ts';
import { packOutline, unpackOutline } from './outline-bytes.ts';
import type { Schema } from './schema.ts';

/** So that no single value is huge: 1,000 vectors of 384 dimensions are 1.5 MB. */
const vectorsPerPart = 1_000;

/** What was listed while the database had one stamp. */
type Listed = { readonly stamp: string | undefined; readonly byOwners: Map<string, readonly RevisionSummary[]> };

type RevisionKey = { readonly owner: string; readonly id: string; readonly sha256: string };
type EmbeddingKey = RevisionKey & { readonly embedder: string };
type Counts = { readonly blocks: number; readonly sentences: number };
type FactColumns = Omit<DocumentFacts, 'owner' | 'id'>;

const factColumns = ['title', 'publisher', 'author', 'genre', 'published', 'url', 'language'] as const;
const summaryColumns = [
  'revision.owner',
  'revision.id',
  'revision.sha256',
  'revision.bytes_sha256',
  'revision.splitter',
  'revision.added_at',
  'revision.blocks',
  'revision.sentences',
  ...factColumns.map((column) => `revision.${column}` as const),
] as const;

/** Documents, their revisions and vectors in any database that Kysely speaks to. */
export class SqlDocumentStore implements DocumentStore {
  readonly #db: Kysely<Schema>;
  readonly #name: string;
  readonly #stamp: () => string | undefined;
  #listed: Listed = { stamp: undefined, byOwners: new Map() };

  /**
   * @param name of the database as the operator knows it, for error sentences
   * @param stamp differs after every change, by whichever process; undefined where it can't be told. Cheap: every
   * question lists the documents, and mostly nothing has changed.
   */
  constructor(db: Kysely<Schema>, name: string, stamp: () => string | undefined = () => undefined) {
    this.#db = db;
    this.#name = name;
    this.#stamp = stamp;
  }

  async list(owners: readonly string[]): Promise<readonly RevisionSummary[]> {
    // Taken before anything is read: what changes meanwhile is read again the next time.
    const stamp = this.#stamp();
    if (stamp === undefined) return this.#list(owners);
    if (this.#listed.stamp !== stamp) this.#listed = { stamp, byOwners: new Map() };
    const { byOwners } = this.#listed;
    const key = JSON.stringify(owners);
    const known = byOwners.get(key) ?? (await this.#list(owners));
    byOwners.set(key, known);
    return known;
  }

  async #list(owners: readonly string[]): Promise<readonly RevisionSummary[]> {
    if (owners.length === 0) return [];
    const rows = await this.#db
      .selectFrom('document')
      .innerJoin('revision', (join) =>
        join
          .onRef('revision.owner', '=', 'document.owner')
          .onRef('revision.id', '=', 'document.id')
          .onRef('revision.sha256', '=', 'document.current'),
      )
      .select(summaryColumns)
      .where('document.owner', 'in', owners)
      .orderBy('document.ordinal')
      .execute();
    return rows.map(summaryOf);
  }

  async revision(owner: string, documentId: string, sha256: string): Promise<RevisionRow | undefined> {
    const row = await this.#db
      .selectFrom('revision')
      .select([...summaryColumns, 'revision.format', 'revision.text', 'revision.outline'])
      .where((eb) => eb.and({ owner, id: documentId, sha256 }))
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const { blocks: _blocks, sentences: _sentences, ...summary } = summaryOf(row);
    return this.#checked(documentId, () => ({
      ...summary,
      format: formatOf(row.format),
      text: textOf(row.text),
      outline: unpackOutline(row.outline),
    }));
  }

  async vectors(
    owner: string,
    documentId: string,
    sha256: string,
    embedder: string,
  ): Promise<RevisionVectors | undefined> {
    const row = await this.#embeddings(sha256, embedder)
      .where((eb) => eb.and({ 'revision.owner': owner, 'revision.id': documentId }))
      .executeTakeFirst();
    return row && this.#loadVectors(row);
  }

  async sameVectors(sha256: string, splitter: string, embedder: string): Promise<RevisionVectors | undefined> {
    const row = await this.#embeddings(sha256, embedder)
      .where('revision.splitter', '=', splitter)
      .orderBy('revision.added_at')
      .executeTakeFirst();
    return row && this.#loadVectors(row);
  }

  async save(row: RevisionRow, embedder: string, vectors: RevisionVectors): Promise<void> {
    const { owner, id } = row.facts;
    if (!row.text.isWellFormed()) throw new InvariantError(`${id} has half a surrogate pair, which UTF-8 cannot keep`);
    const key: RevisionKey = { owner, id, sha256: row.sha256 };
    const outline = packOutline(row.outline);
    const parts = partsOf(vectors, { blocks: row.outline.blocks.length, sentences: row.outline.sentences.length });
    await this.#db.transaction().execute(async (transaction) => {
      await makeCurrent(transaction, key);
      await putRevision(transaction, key, row, outline);
      await putVectors(transaction, { ...key, embedder }, parts);
    });
  }

  async saveVectors(
    owner: string,
    documentId: string,
    sha256: string,
    embedder: string,
    vectors: RevisionVectors,
  ): Promise<void> {
    const key: RevisionKey = { owner, id: documentId, sha256 };
    await this.#db.transaction().execute(async (transaction) => {
      const counts = await transaction
        .selectFrom('revision')
        .select(['blocks', 'sentences'])
        .where((eb) => eb.and(key))
        .executeTakeFirst();
      if (counts === undefined) throw new InvariantError(`vectors for ${documentId} ${sha256}, which is not stored`);
      await putVectors(transaction, { ...key, embedder }, partsOf(vectors, counts));
    });
  }

  async remove(owner: string, documentId: string): Promise<boolean> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('document')
      .where((eb) => eb.and({ owner, id: documentId }))
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }

  #embeddings(sha256: string, embedder: string) {
    return this.#db
      .selectFrom('revision')
      .innerJoin('embedding', (join) =>
        join
          .onRef('embedding.owner', '=', 'revision.owner')
          .onRef('embedding.id', '=', 'revision.id')
          .onRef('embedding.sha256', '=', 'revision.sha256'),
      )
      .select(['revision.owner', 'revision.id', 'revision.sha256', 'embedding.embedder'])
      .select(['revision.blocks', 'revision.sentences'])
      .where((eb) => eb.and({ 'revision.sha256': sha256, 'embedding.embedder': embedder }));
  }

  async #loadVectors({ blocks, sentences, ...key }: EmbeddingKey & Counts): Promise<RevisionVectors> {
    const rows = await this.#db
      .selectFrom('vector_part')
      .select(['kind', 'floats'])
      .where((eb) => eb.and(key))
      .orderBy('part')
      .execute();
    const of = (kind: VectorPart['kind']): Float32Array =>
      joined(rows.filter((row) => row.kind === kind).map((row) => floatsOf(row.floats)));
    return this.#checked(key.id, () => {
      const vectors = { blocks: of('block'), sentences: of('sentence') };
      dimensionOf(vectors, { blocks, sentences });
      return vectors;
    });
  }

  #checked<Result>(documentId: string, read: () => Result): Result {
    try {
      return read();
    } catch (cause) {
      throw new DamagedDocumentError(
        `The document "${documentId}" is damaged in ${this.#name}: index it again, or put a backup of the database in place.`,
        { cause },
      );
    }
  }
}

type SummaryRow = FactColumns &
  RevisionKey &
  Counts & { readonly bytes_sha256: string; readonly splitter: string; readonly added_at: string };

function summaryOf(row: SummaryRow): RevisionSummary {
  const { owner, id, title, publisher, author, genre, published, url, language } = row;
  return {
    facts: { id, title, publisher, author, genre, published, url, language, owner },
    sha256: row.sha256,
    bytesSha256: row.bytes_sha256,
    splitter: row.splitter,
    addedAt: row.added_at,
    blocks: row.blocks,
    sentences: row.sentences,
  };
}

function formatOf(stored: string): DocumentFormat {
  if (stored === 'text' || stored === 'markdown') return stored;
  throw new RangeError(`${stored} is no format`);
}

/** A document keeps its place in the order when a new revision becomes the current one. */
async function makeCurrent(db: Transaction<Schema>, { owner, id, sha256 }: RevisionKey): Promise<void> {
  await db
    .insertInto('document')
    .values(({ selectFrom, fn, val }) => ({
      owner,
      id,
      current: sha256,
      ordinal: selectFrom('document').select(({ eb }) =>
        eb(fn.coalesce(fn.max('ordinal'), val(0)), '+', 1).as('ordinal'),
      ),
    }))
    .onConflict((conflict) => conflict.columns(['owner', 'id']).doUpdateSet({ current: sha256 }))
    .execute();
}

/** The same text again renews what is known of it, and mends it where it was damaged; vectors of an older cut go. */
async function putRevision(
  db: Transaction<Schema>,
  key: RevisionKey,
  row: RevisionRow,
  outline: Uint8Array,
): Promise<void> {
  const { owner: _owner, id: _id, ...facts } = row.facts;
  const known = { ...facts, bytes_sha256: row.bytesSha256 };
  const cut = {
    format: row.format,
    splitter: row.splitter,
    outline,
    blocks: row.outline.blocks.length,
    sentences: row.outline.sentences.length,
  };
  const text = textBytes(row.text);
  const stored = await db
    .selectFrom('revision')
    .select('outline')
    .where((eb) => eb.and(key))
    .executeTakeFirst();
  if (stored === undefined) {
    const values = { ...key, ...known, ...cut, text, added_at: row.addedAt };
    await db.insertInto('revision').values(values).execute();
    return;
  }
  if (Buffer.compare(new Uint8Array(stored.outline), outline) !== 0)
    await db
      .deleteFrom('embedding')
      .where((eb) => eb.and(key))
      .execute();
  await db
    .updateTable('revision')
    .set({ ...known, ...cut, text })
    .where((eb) => eb.and(key))
    .execute();
}

type VectorPart = { readonly kind: 'block' | 'sentence'; readonly part: number; readonly floats: Uint8Array };

async function putVectors(db: Transaction<Schema>, key: EmbeddingKey, parts: readonly VectorPart[]): Promise<void> {
  await db
    .deleteFrom('embedding')
    .where((eb) => eb.and(key))
    .execute();
  await db.insertInto('embedding').values(key).execute();
  for (const part of parts)
    await db
      .insertInto('vector_part')
      .values({ ...key, ...part })
      .execute();
}

function partsOf(vectors: RevisionVectors, counts: Counts): VectorPart[] {
  const dimension = dimensionOf(vectors, counts);
  return [...split('block', vectors.blocks, dimension), ...split('sentence', vectors.sentences, dimension)];
}

/** 0 where there are no passages. @throws InvariantError where vectors and passages do not go together */
function dimensionOf({ blocks, sentences }: RevisionVectors, counts: Counts): number {
  const dimension = (blocks.length + sentences.length) / Math.max(1, counts.blocks + counts.sentences);
  const fits =
    Number.isInteger(dimension) &&
    blocks.length === counts.blocks * dimension &&
    sentences.length === counts.sentences * dimension;
  if (fits) return dimension;
  throw new InvariantError(
    `${blocks.length} and ${sentences.length} floats for ${counts.blocks} blocks and ${counts.sentences} sentences`,
  );
}

function split(kind: VectorPart['kind'], vectors: Float32Array, dimension: number): VectorPart[] {
  const perPart = vectorsPerPart * dimension;
  return Array.from({ length: Math.ceil(vectors.length / Math.max(1, perPart)) }, (_, part) => ({
    kind,
    part,
    floats: bytesOf(vectors.subarray(part * perPart, (part + 1) * perPart)),
  }));
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const whole = new Float32Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
