import type { Kysely, Transaction } from 'kysely';
import type { Act } from '../domain/act.ts';
import { InvariantError, OperatorError } from '../domain/errors.ts';
import { everyone } from '../domain/everyone.ts';
import { type AuditRecord, digestOf } from '../ledger/audit.ts';
import type { EvidenceDraft } from '../ledger/draft.ts';
import type { Entry, EntryBody, LedgerId } from '../ledger/entry.ts';
import { type EntryAct, type LedgerStore, ledgerRemoved } from '../ledger/ledger-store.ts';
import type { Take } from '../ledger/queue.ts';
import { appendRecords, latestRecords, recordsOf } from './audit-log.ts';
import { dropExpired, oneSpelling, takenSince } from './desk-rows.ts';
import { inParts } from './in-parts.ts';
import type { Schema } from './schema.ts';

type NewEntry = Omit<Entry, 'seq'>;

/** Every kind, so that a new one breaks the build here. */
const kinds = {
  header: true,
  name: true,
  source: true,
  claim: true,
  evidence: true,
  'imported-verdict': true,
  'evidence-withdrawn': true,
  'claim-merged': true,
  proposed: true,
  approved: true,
  'sent-back': true,
  confirmed: true,
  hidden: true,
  'shown-again': true,
  starter: true,
  appealed: true,
  'appeal-closed': true,
  replied: true,
} as const satisfies Record<EntryBody['kind'], true>;

/** Ledgers in any database that Kysely speaks to. */
export class SqlLedgerStore implements LedgerStore {
  readonly #db: Kysely<Schema>;
  readonly #elsewhere: () => string | undefined;

  /** @param elsewhere differs after every change by another process; undefined where it can't be told */
  constructor(db: Kysely<Schema>, elsewhere: () => string | undefined = () => undefined) {
    this.#db = db;
    this.#elsewhere = elsewhere;
  }

  changesElsewhere(): string | undefined {
    return this.#elsewhere();
  }

  async entries(id: LedgerId): Promise<Entry[]> {
    const rows = await this.#db
      .selectFrom('ledger_entry')
      .select(['seq', 'at', 'author', 'rule', 'body'])
      .where((eb) => eb.and(keyOf(id)))
      .orderBy('seq')
      .execute();
    return rows.map(({ seq, at, author, rule, body }) => ({ seq, at, by: author, rule, body: bodyOf(id, seq, body) }));
  }

  async append(
    id: LedgerId,
    expectedSeq: number,
    entries: readonly NewEntry[],
    acts: readonly EntryAct[] = entries.map(({ body }) => ({ act: body.kind, subject: '', why: '' })),
  ): Promise<boolean> {
    if (acts.length !== entries.length)
      throw new InvariantError(`${acts.length} acts for ${entries.length} entries of ${id.documentId}`);
    return this.#db.transaction().execute(async (transaction) => {
      const last = await transaction
        .selectFrom('ledger_entry')
        .select(({ fn }) => fn.max('seq').as('seq'))
        .where((eb) => eb.and(keyOf(id)))
        .executeTakeFirst();
      if ((last?.seq ?? 0) !== expectedSeq) return false;
      await insert(transaction, id, expectedSeq, entries);
      const recorded = entries.map((entry, at) => ({ ...actOf(id, entry, acts[at]!), digest: digestOfEntry(entry) }));
      await appendRecords(transaction, id.owner, recorded);
      return true;
    });
  }

  async documents(owner: string): Promise<string[]> {
    const rows = await this.#db
      .selectFrom('ledger_entry')
      .select('document')
      .distinct()
      .where('owner', '=', owner)
      .orderBy('document')
      .execute();
    return rows.map(({ document }) => document);
  }

  async importedFrom(id: LedgerId): Promise<string | undefined> {
    const row = await this.#db
      .selectFrom('ledger_import')
      .select('file_sha256')
      .where((eb) => eb.and(keyOf(id)))
      .executeTakeFirst();
    return row?.file_sha256;
  }

  /** @throws InvariantError for a server's own ledger, which is only ever appended to */
  async replaceImported(id: LedgerId, fileSha256: string, entries: readonly NewEntry[]): Promise<void> {
    if (id.owner !== everyone) throw new InvariantError(`the ledger of ${id.owner} is not one that is replaced`);
    await this.#db.transaction().execute(async (transaction) => {
      await transaction
        .deleteFrom('ledger_entry')
        .where((eb) => eb.and(keyOf(id)))
        .execute();
      await insert(transaction, id, 0, entries);
      await transaction
        .insertInto('ledger_import')
        .values({ ...keyOf(id), file_sha256: fileSha256 })
        .onConflict((conflict) => conflict.columns(['owner', 'document']).doUpdateSet({ file_sha256: fileSha256 }))
        .execute();
    });
  }

  remove(id: LedgerId, { by, at, why }: Pick<Act, 'by' | 'at' | 'why'>): Promise<number> {
    return this.#db.transaction().execute(async (transaction) => {
      const shipped = await transaction
        .deleteFrom('ledger_import')
        .where((eb) => eb.and(keyOf(id)))
        .executeTakeFirst();
      const { numDeletedRows } = await transaction
        .deleteFrom('ledger_entry')
        .where((eb) => eb.and(keyOf(id)))
        .executeTakeFirst();
      await transaction
        .deleteFrom('evidence_draft')
        .where((eb) => eb.and({ document_owner: id.owner, document: id.documentId }))
        .execute();
      if (numDeletedRows > 0n && shipped.numDeletedRows === 0n) {
        const act = { by, at, why, act: ledgerRemoved, document: id.documentId, subject: '', digest: '' };
        await appendRecords(transaction, id.owner, [act]);
      }
      return Number(numDeletedRows);
    });
  }

  audit(server: string): Promise<AuditRecord[]> {
    return recordsOf(this.#db, server);
  }

  latestActs(server: string, limit: number, before?: number): Promise<AuditRecord[]> {
    return latestRecords(this.#db, server, limit, before);
  }

  async auditedServers(): Promise<string[]> {
    const rows = await this.#db.selectFrom('audit_record').select('server').distinct().orderBy('server').execute();
    return rows.map(({ server }) => server);
  }

  /** In one transaction, so that no act comes between. */
  digests(server: string): Promise<string[]> {
    return this.#db.transaction().execute(async (transaction) => {
      const stored = new SqlLedgerStore(transaction);
      const records = await stored.audit(server);
      const goneBefore = removals(records);
      const digests: string[] = [];
      for (const documentId of await stored.documents(server)) {
        const id = { owner: server, documentId };
        const shipped = (await stored.importedFrom(id)) !== undefined;
        if (shipped) goneBefore.set(documentId, Number.POSITIVE_INFINITY);
        else digests.push(...(await stored.entries(id)).map(digestOfEntry));
      }
      const gone = records.filter(({ document, seq }) => seq < (goneBefore.get(document) ?? 0));
      return [...digests, ...gone.flatMap(({ digest }) => (digest === '' ? [] : [digest]))];
    });
  }

  record(server: string, { at, by, act, document, subject, why }: Act): Promise<void> {
    return this.#db
      .transaction()
      .execute((transaction) =>
        appendRecords(transaction, server, [{ at, by, act, document, subject, why, digest: '' }]),
      );
  }

  async saveDraft(draft: EvidenceDraft): Promise<void> {
    const { id, server, author, documentOwner: document_owner, documentId: document } = draft;
    const changing = { content: JSON.stringify(draft), expires_at: oneSpelling(draft.expiresAt) };
    await this.#db
      .insertInto('evidence_draft')
      .values({ id, server, author, document_owner, document, ...changing })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(changing).where('evidence_draft.author', '=', author))
      .execute();
  }

  async draft(id: string, author: string, now: Date): Promise<EvidenceDraft | undefined> {
    const row = await this.#db
      .selectFrom('evidence_draft')
      .select('content')
      .where((eb) => eb.and({ id, author }))
      .where('expires_at', '>', now.toISOString())
      .executeTakeFirst();
    // as: saveDraft wrote it from an EvidenceDraft, and nothing else writes it
    return row && (JSON.parse(row.content) as EvidenceDraft);
  }

  async dropDraft(id: string, author: string): Promise<boolean> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('evidence_draft')
      .where((eb) => eb.and({ id, author }))
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }

  purgeDrafts(now: Date): Promise<number> {
    return this.#db.transaction().execute((transaction) => dropExpired(transaction, now));
  }

  take(server: string, key: string, who: string, now: Date): Promise<boolean> {
    const at = now.toISOString();
    return this.#db.transaction().execute(async (transaction) => {
      await transaction
        .insertInto('desk_take')
        .values({ server, key, author: who, at })
        .onConflict((conflict) =>
          conflict
            .columns(['server', 'key'])
            .doUpdateSet({ author: who, at })
            .where((eb) => eb.or([eb('desk_take.author', '=', who), eb('desk_take.at', '<=', takenSince(now))])),
        )
        .execute();
      const holder = await transaction
        .selectFrom('desk_take')
        .select('author')
        .where((eb) => eb.and({ server, key }))
        .executeTakeFirst();
      return holder?.author === who;
    });
  }

  async release(server: string, key: string, who: string): Promise<boolean> {
    const { numDeletedRows } = await this.#db
      .deleteFrom('desk_take')
      .where((eb) => eb.and({ server, key, author: who }))
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }

  async takes(server: string, now: Date): Promise<Take[]> {
    const rows = await this.#db
      .selectFrom('desk_take')
      .select(['key', 'author', 'at'])
      .where('server', '=', server)
      .where('at', '>', takenSince(now))
      .orderBy('at')
      .orderBy('key')
      .execute();
    return rows.map(({ key, author: who, at }) => ({ key, who, at }));
  }
}

const digestOfEntry = ({ at, by, rule, body }: NewEntry): string => digestOf({ at, by, rule, body });

const actOf = ({ documentId }: LedgerId, { at, by }: NewEntry, { act, subject, why }: EntryAct): Act => ({
  at,
  by,
  act,
  document: documentId,
  subject,
  why,
});

/** The last record by which each document's ledger was removed, by its `seq`. */
const removals = (records: readonly AuditRecord[]): Map<string | null, number> =>
  new Map(records.flatMap(({ act, document, seq }) => (act === ledgerRemoved ? [[document, seq] as const] : [])));

const keyOf = ({ owner, documentId }: LedgerId) => ({ owner, document: documentId });

async function insert(
  db: Transaction<Schema>,
  id: LedgerId,
  after: number,
  entries: readonly NewEntry[],
): Promise<void> {
  const rows = entries.map(({ at, by, rule, body }, position) => ({
    ...keyOf(id),
    seq: after + position + 1,
    at,
    author: by,
    rule,
    body: JSON.stringify(body),
  }));
  for (const part of inParts(rows)) await db.insertInto('ledger_entry').values(part).execute();
}

/** What each kind holds is not looked at again: only `append` writes bodies, and it takes nothing but an EntryBody. */
function bodyOf({ owner, documentId }: LedgerId, seq: number, stored: string): EntryBody {
  try {
    const body: unknown = JSON.parse(stored);
    if (isBody(body)) return body;
  } catch {
    // not even JSON: the same sentence
  }
  throw new OperatorError(
    `Entry ${seq} of the ledger of "${documentId}" (${owner}) is damaged or was written by a newer Hearsay. Update Hearsay, or put a backup of the database in place. Nothing was changed.`,
  );
}

function isBody(body: unknown): body is EntryBody {
  return (
    typeof body === 'object' &&
    body !== null &&
    'kind' in body &&
    typeof body.kind === 'string' &&
    Object.hasOwn(kinds, body.kind)
  );
}
