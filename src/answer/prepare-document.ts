import type { Ledger } from '../ledger/ledger.ts';
import { addCanonicalNames, NameMatcher } from '../retrieval/match-names.ts';
import type { IndexedDocument } from '../retrieval/searchable.ts';
import { type OwnSpelling, ownSpellingsOf } from '../retrieval/widen-question.ts';
import { type InverseFrequency, inverseFrequency } from './answerability.ts';
import { NamesOfDocument } from './named-in-question.ts';
import { type ClaimIndex, type EmbedTexts, indexClaims } from './relevant-claims.ts';

/** A document and its ledger, made ready to answer. */
export type PreparedDocument = {
  readonly in: IndexedDocument;
  readonly ledger: Ledger;
  readonly matcher: NameMatcher;
  readonly names: NamesOfDocument;
  /** How the document itself writes each name. */
  readonly own: ReadonlyMap<string, OwnSpelling>;
  readonly claims: ClaimIndex;
  readonly idf: InverseFrequency;
};

/** Prepares each document once for each state of its ledger. */
export class DocumentPreparer {
  readonly #prepared = new WeakMap<IndexedDocument, WeakMap<Ledger, Promise<PreparedDocument>>>();

  constructor(private readonly embedTexts: EmbedTexts) {}

  prepare(indexed: IndexedDocument, ledger: Ledger): Promise<PreparedDocument> {
    const byLedger = this.#prepared.get(indexed) ?? new WeakMap<Ledger, Promise<PreparedDocument>>();
    this.#prepared.set(indexed, byLedger);
    const known = byLedger.get(ledger);
    if (known) return known;
    const preparing = this.#makeReady(indexed, ledger);
    byLedger.set(ledger, preparing);
    preparing.catch(() => byLedger.delete(ledger));
    return preparing;
  }

  async #makeReady(indexed: IndexedDocument, ledger: Ledger): Promise<PreparedDocument> {
    const matcher = new NameMatcher(ledger.names);
    const { text } = indexed.document;
    const own = ownSpellingsOf(text, matcher);
    const sentences = indexed.outline.sentences.map(({ start, end }) =>
      addCanonicalNames(text.slice(start, end), matcher),
    );
    return {
      in: indexed,
      ledger,
      matcher,
      names: new NamesOfDocument(indexed, matcher, own),
      own,
      idf: inverseFrequency(sentences),
      claims: await indexClaims(ledger, indexed.document, matcher, this.embedTexts),
    };
  }
}
