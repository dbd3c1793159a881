import { setImmediate } from 'node:timers/promises';
import type { Ledger } from '../ledger/ledger.ts';
import { addCanonicalNames, NameMatcher } from '../retrieval/match-names.ts';
import type { IndexedDocument } from '../retrieval/searchable.ts';
import { type OwnSpelling, ownSpellingsOf } from '../retrieval/widen-question.ts';
import { withoutOwnWords } from './document-says.ts';
import { foreignStopWords } from './foreign-stop-words.ts';
import { type InverseFrequency, StemCounts } from './inverse-frequency.ts';
import { NamesOfDocument } from './named-in-question.ts';
import { type ClaimIndex, type EmbedTexts, indexClaims } from './relevant-claims.ts';

/** A document and its ledger, made ready to answer. */
export type PreparedDocument = {
  readonly in: IndexedDocument;
  /** Without facts that the document itself says. */
  readonly ledger: Ledger;
  readonly matcher: NameMatcher;
  readonly names: NamesOfDocument;
  /** How the document itself writes each name. */
  readonly own: ReadonlyMap<string, OwnSpelling>;
  readonly claims: ClaimIndex;
  readonly idf: InverseFrequency;
  /** Of its language, beside the English ones. */
  readonly stopWords: ReadonlySet<string>;
};

/** The names of several documents: what a question is read by before it is known which of them it is about. */
export type JoinedNames = Pick<PreparedDocument, 'matcher' | 'own'>;

/** The longest that the event loop is held while a document's words are counted, but for one sentence. */
const sliceMs = 8;

/** Prepares each document once for each state of its ledger. */
export class DocumentPreparer {
  readonly #prepared = new WeakMap<IndexedDocument, WeakMap<Ledger, Promise<PreparedDocument>>>();

  /** By the first of the documents; joining takes milliseconds, which no question should wait for. */
  readonly #joined = new WeakMap<PreparedDocument, { of: readonly PreparedDocument[]; names: JoinedNames }>();

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

  /** @param all of one library, at least one */
  joinNames(all: readonly PreparedDocument[]): JoinedNames {
    const known = this.#joined.get(all[0]!);
    if (known?.of.length === all.length && known.of.every((one, at) => one === all[at])) return known.names;
    const names = {
      matcher: new NameMatcher(all.flatMap(({ ledger }) => ledger.names)),
      own: new Map(all.flatMap(({ own }) => [...own])),
    };
    this.#joined.set(all[0]!, { of: all, names });
    return names;
  }

  async #makeReady(indexed: IndexedDocument, stored: Ledger): Promise<PreparedDocument> {
    const ledger = withoutOwnWords(stored, indexed.document);
    const matcher = new NameMatcher(ledger.names);
    const own = ownSpellingsOf(indexed.document.text, matcher);
    return {
      in: indexed,
      ledger,
      matcher,
      names: new NamesOfDocument(indexed, matcher, own),
      own,
      idf: await countStems(indexed, matcher),
      stopWords: await foreignStopWords(indexed.document.facts.language),
      claims: await indexClaims(ledger, indexed.document, matcher, this.embedTexts),
    };
  }
}

/** Over the sentences with names written one way; of a book it takes a while, so others get their turn meanwhile. */
async function countStems({ document, outline }: IndexedDocument, matcher: NameMatcher): Promise<InverseFrequency> {
  const counts = new StemCounts();
  let since = performance.now();
  for (const { start, end } of outline.sentences) {
    counts.add(addCanonicalNames(document.text.slice(start, end), matcher));
    if (performance.now() - since < sliceMs) continue;
    await setImmediate();
    since = performance.now();
  }
  return counts.inverseFrequency();
}
