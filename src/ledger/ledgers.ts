import type { LedgerId } from './entry.ts';
import { foldLedger, type Ledger } from './ledger.ts';
import type { LedgerStore } from './ledger-store.ts';

/** Reads ledgers and keeps the fold of each until it is told that it changed. */
export class Ledgers {
  readonly #folded = new Map<string, Promise<Ledger>>();

  constructor(private readonly store: Pick<LedgerStore, 'entries'>) {}

  of(id: LedgerId): Promise<Ledger> {
    const key = `${id.owner}/${id.documentId}`;
    const known = this.#folded.get(key);
    if (known) return known;
    const folding = this.store.entries(id).then(foldLedger);
    folding.catch(() => this.#folded.delete(key));
    this.#folded.set(key, folding);
    return folding;
  }

  changed(id: LedgerId): void {
    this.#folded.delete(`${id.owner}/${id.documentId}`);
  }
}
