import type { Entry, LedgerId } from './entry.ts';

export interface LedgerStore {
  /** All entries of one ledger, by `seq`. */
  entries(id: LedgerId): Promise<Entry[]>;
  /**
   * Appends in one transaction. `expectedSeq` is the last `seq` the writer saw (0 for an empty ledger).
   * @returns false, and writes nothing, where somebody else appended meanwhile.
   */
  append(id: LedgerId, expectedSeq: number, entries: readonly Omit<Entry, 'seq'>[]): Promise<boolean>;
  /** The sha256 of the file that a built-in ledger was imported from, to tell whether it changed. */
  importedFrom(id: LedgerId): Promise<string | undefined>;
  /** Replaces an `everyone` ledger by a newly shipped one, in one transaction. */
  replaceImported(id: LedgerId, fileSha256: string, entries: readonly Omit<Entry, 'seq'>[]): Promise<void>;
  /** Removes a ledger with all its entries. @returns how many there were. */
  remove(id: LedgerId): Promise<number>;
}
