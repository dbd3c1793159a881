import { type Entry, type LedgerId, ownLedgerId } from './entry.ts';
import { foldLedger, type Ledger } from './ledger.ts';
import type { LedgerStore } from './ledger-store.ts';

/** Reads ledgers and keeps the fold of each until it is told that it changed. */
export class Ledgers {
  readonly #folded = new Map<string, Map<string, Promise<Ledger>>>();

  constructor(private readonly store: Pick<LedgerStore, 'entries'>) {}

  /**
   * What is known of a document on a server: what came with the document, then what the server found out.
   * @param server whose view it is; where left out, or `everyone`, the document owner's alone
   */
  of(document: LedgerId, server: string = document.owner): Promise<Ledger> {
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
  }

  async #read(document: LedgerId, server: string): Promise<Ledger> {
    const entries = (id: LedgerId): Promise<Entry[]> => this.store.entries(id);
    if (!hasBase(document, server)) {
      const all = await entries(document);
      return document.owner === everyone ? foldLedger(all) : foldLedger([], all);
    }
    const [base, own] = await Promise.all([entries(document), entries(ownLedgerId(document.documentId, server))]);
    return foldLedger(base, own);
  }
}

const everyone = 'everyone';

/** Only what everybody has is added to by a server. */
const hasBase = ({ owner }: LedgerId, server: string): boolean => owner === everyone && server !== everyone;

const keyOf = ({ owner, documentId }: LedgerId): string => `${owner}/${documentId}`;
