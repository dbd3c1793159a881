import { everyone } from '../domain/everyone.ts';
import { type Entry, type LedgerId, ownLedgerId } from './entry.ts';
import { foldLedger, type Ledger } from './ledger.ts';
import type { LedgerStore } from './ledger-store.ts';

/** What `foldLedger` folds. */
export type LedgerEntries = { readonly base: readonly Entry[]; readonly own: readonly Entry[] };

/** What is asked of the store. */
type EntryReader = Pick<LedgerStore, 'entries'> & Partial<Pick<LedgerStore, 'changesElsewhere'>>;

/** Reads ledgers and keeps the fold of each until it is told that it changed, or another process changed anything. */
export class Ledgers {
  readonly #folded = new Map<string, Map<string, Promise<Ledger>>>();
  readonly #listeners = new Set<(id: LedgerId) => void>();

  #elsewhere: string | undefined;

  constructor(private readonly store: EntryReader) {}

  /**
   * What is known of a document on a server: what came with the document, then what the server found out.
   * @param server whose view it is; where left out, or `everyone`, the document owner's alone
   */
  of(document: LedgerId, server: string = document.owner): Promise<Ledger> {
    this.#forgetWhatOthersChanged();
    const key = keyOf(document);
    const views = this.#folded.get(key) ?? new Map<string, Promise<Ledger>>();
    this.#folded.set(key, views);
    const viewer = hasBase(document, server) ? server : document.owner;
    const known = views.get(viewer);
    if (known) return known;
    const folding = this.#read(document, viewer);
    views.set(viewer, folding);
    folding.catch(() => views.delete(viewer));
    return folding;
  }

  /** A ledger was written to: it is read again when next asked for, and so is every view on it. */
  changed(id: LedgerId): void {
    this.#folded.delete(keyOf(id));
    this.#folded.get(keyOf({ owner: everyone, documentId: id.documentId }))?.delete(id.owner);
    for (const listener of this.#listeners) listener(id);
  }

  /** Calls back after each change, when the ledger can be read anew. @returns ends that */
  onChange(listener: (id: LedgerId) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** The entries behind a view, read anew: what came with the document, and what the server added. */
  async entries(document: LedgerId, server: string = document.owner): Promise<LedgerEntries> {
    if (!hasBase(document, server)) {
      const all = await this.store.entries(document);
      return document.owner === everyone ? { base: all, own: [] } : { base: [], own: all };
    }
    const [base, own] = await Promise.all([
      this.store.entries(document),
      this.store.entries(ownLedgerId(document.documentId, server)),
    ]);
    return { base, own };
  }

  /** A command may run beside the bot. */
  #forgetWhatOthersChanged(): void {
    const stamp = this.store.changesElsewhere?.();
    if (stamp !== this.#elsewhere) this.#folded.clear();
    this.#elsewhere = stamp;
  }

  async #read(document: LedgerId, server: string): Promise<Ledger> {
    const { base, own } = await this.entries(document, server);
    // The very same fold, so that what is prepared with it is shared by all servers that added nothing.
    return own.length === 0 && hasBase(document, server) ? this.of(document) : foldLedger(base, own);
  }
}

/** Only what everybody has is added to by a server. */
const hasBase = ({ owner }: LedgerId, server: string): boolean => owner === everyone && server !== everyone;

const keyOf = ({ owner, documentId }: LedgerId): string => `${owner}/${documentId}`;
