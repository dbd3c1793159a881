import type { Act } from '../domain/act.ts';
import type { AuditRecord } from './audit.ts';
import type { EvidenceDraft } from './draft.ts';
import type { Entry, LedgerId } from './entry.ts';
import type { Take } from './queue.ts';

/** What the audit log says of an entry beyond what the entry says itself. */
export type EntryAct = Pick<Act, 'act' | 'subject' | 'why'>;

export interface LedgerStore {
  /** Differs after every change that another process made; undefined where that can't be told. Cheap: asked at every question. */
  changesElsewhere(): string | undefined;
  /** All entries of one ledger, by `seq`. */
  entries(id: LedgerId): Promise<Entry[]>;
  /**
   * Appends in one transaction, with a record for each entry in the audit log of the ledger's owner. `expectedSeq` is
   * the last `seq` the writer saw (0 for an empty ledger).
   * @param acts one for each entry; left out, an act is the entry's kind
   * @returns false, and writes nothing, where somebody else appended meanwhile.
   */
  append(
    id: LedgerId,
    expectedSeq: number,
    entries: readonly Omit<Entry, 'seq'>[],
    acts?: readonly EntryAct[],
  ): Promise<boolean>;
  /** The documents that an owner has entries for, by id. */
  documents(owner: string): Promise<string[]>;
  /** The sha256 of the file that a built-in ledger was imported from, to tell whether it changed. */
  importedFrom(id: LedgerId): Promise<string | undefined>;
  /** Replaces an `everyone` ledger by a newly shipped one, in one transaction. No act of anybody: it is not recorded. */
  replaceImported(id: LedgerId, fileSha256: string, entries: readonly Omit<Entry, 'seq'>[]): Promise<void>;
  /**
   * Removes a ledger with all its entries, and the drafts for it. Its acts stay in the audit log, and where there were
   * entries, `ledgerRemoved` follows them there.
   * @returns how many entries there were.
   */
  remove(id: LedgerId, who: Pick<Act, 'by' | 'at' | 'why'>): Promise<number>;

  /** A server's audit log, whole, by `seq`. */
  audit(server: string): Promise<AuditRecord[]>;
  /** The latest acts of a server, newest first, `limit` of them from before the record `before` (or from the end). */
  latestActs(server: string, limit: number, before?: number): Promise<AuditRecord[]>;
  /** The servers that have an audit log. */
  auditedServers(): Promise<string[]>;
  /**
   * For `verifyChain`: the digests of a server's entries as they are now, over all that an entry says but its `seq`. Where
   * a whole ledger was removed, or came from a shipped file that a newer one replaces, those of its records instead.
   */
  digests(server: string): Promise<string[]>;
  /** Records an act that makes no entry. */
  record(server: string, act: Act): Promise<void>;

  /** Puts it in the place of the author's draft of the same id. */
  saveDraft(draft: EvidenceDraft): Promise<void>;
  /** @returns undefined where it is unknown, somebody else's, or has expired at `now`. */
  draft(id: string, author: string, now: Date): Promise<EvidenceDraft | undefined>;
  /** @returns whether there was one of this author: of two who drop it at once, one is told true. */
  dropDraft(id: string, author: string): Promise<boolean>;
  /** Takes that have run out go too. @returns how many expired drafts were deleted. */
  purgeDrafts(now: Date): Promise<number>;

  /** Taking again what one holds keeps it for another day. @returns false where somebody else holds it. */
  take(server: string, key: string, who: string, now: Date): Promise<boolean>;
  /** @returns whether `who` held it. */
  release(server: string, key: string, who: string): Promise<boolean>;
  /** What is held on a server at `now`. */
  takes(server: string, now: Date): Promise<Take[]>;
}

/** The act by which a ledger was removed from under the records before it. */
export const ledgerRemoved = 'ledger-removed';
