import type { Kysely, Transaction } from 'kysely';
import { InvariantError, OperatorError } from '../domain/errors.ts';
import type { Entry, EntryBody, LedgerId } from '../ledger/entry.ts';
import type { LedgerStore } from '../ledger/ledger-store.ts';
import type { Schema } from './schema.ts';

type NewEntry = Omit<Entry, 'seq'>;

/** Few enough for every database's limit of parameters in one statement. */
const entriesPerInsert = 500;

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

  constructor(db: Kysely<Schema>) {
    this.#db = db;
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

  append(id: LedgerId, expectedSeq: number, entries: readonly NewEntry[]): Promise<boolean> {
    return this.#db.transaction().execute(async (transaction) => {
      const last = await transaction
        .selectFrom('ledger_entry')
        .select(({ fn }) => fn.max('seq').as('seq'))
        .where((eb) => eb.and(keyOf(id)))
        .executeTakeFirst();
      if ((last?.seq ?? 0) !== expectedSeq) return false;
      await insert(transaction, id, expectedSeq, entries);
      return true;
    });
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
    if (id.owner !== 'everyone') throw new InvariantError(`the ledger of ${id.owner} is not one that is replaced`);
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

  remove(id: LedgerId): Promise<number> {
    return this.#db.transaction().execute(async (transaction) => {
      await transaction
        .deleteFrom('ledger_import')
        .where((eb) => eb.and(keyOf(id)))
        .execute();
      const { numDeletedRows } = await transaction
        .deleteFrom('ledger_entry')
        .where((eb) => eb.and(keyOf(id)))
        .executeTakeFirst();
      return Number(numDeletedRows);
    });
  }
}

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
  for (let from = 0; from < rows.length; from += entriesPerInsert)
    await db
      .insertInto('ledger_entry')
      .values(rows.slice(from, from + entriesPerInsert))
      .execute();
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
