import { resolve } from 'node:path';
import { noDocuments } from './answer/no-documents.ts';
import { type App, openApp } from './app.ts';
import { readConfig } from './config.ts';
import { InputError } from './domain/errors.ts';
import { everyone } from './domain/everyone.ts';
import { type FoundPassage, HearsayRetriever, type SearchPassages } from './models/hearsay-retriever.ts';
import { NameMatcher } from './retrieval/match-names.ts';
import { type RankedBlock, rankPassages } from './retrieval/rank-passages.ts';
import type { IndexedDocument, Searchable } from './retrieval/searchable.ts';
import { type OwnSpelling, ownSpellingsOf, widenQuestion } from './retrieval/widen-question.ts';

export type RetrieverOptions = {
  /** The id of the one document to look in; left out: all that everybody may ask. */
  readonly document?: string;
  /** How many passages a question gets at most. */
  readonly k?: number;
  /** Where Hearsay keeps its library, as its setting DATA_DIR; left out: `data/` beside Hearsay's package.json. */
  readonly dataDir?: string;
};

const quiet = { debug() {}, info() {}, warn() {}, error() {} };

/**
 * Hearsay's retrieval over its library, for any LangChain chain: `import … from 'hearsay/retriever'`. Passages are the
 * paragraphs, list items and table rows of a document, word for word, with the place of each. Documents are added by
 * `hearsay index`; one that is added while the retriever is open is found too. Call `close()` when done.
 * @throws RangeError for a k below 1, InputError for an unknown document, OperatorError for a damaged one and where the
 * folder can't be used
 */
export async function openHearsayRetriever({
  document,
  k = 4,
  dataDir,
}: RetrieverOptions = {}): Promise<HearsayRetriever> {
  const app = await openApp(readConfig({ DATA_DIR: dataDir && resolve(dataDir) }), { log: quiet });
  try {
    await searched(app, document);
    return new HearsayRetriever({ search: searchIn(app, document), k, close: () => app.close() });
  } catch (error) {
    await app.close();
    throw error;
  }
}

function searchIn(app: App, id: string | undefined): SearchPassages {
  // A library that has changed is another object, so its spellings are read anew.
  const known = new WeakMap<Searchable, Promise<Spellings>>();
  return async (question, k) => {
    const { library, only } = await searched(app, id);
    const spellings = known.get(library) ?? spellingsOf(app, only ? [only] : library.documents);
    known.set(library, spellings);
    const { matcher, own } = await spellings;
    const { text, words } = widenQuestion(question, matcher, own, library.vocabulary);
    const vector = await app.embedder.embedQuestion(text);
    return rankPassages(library, { vector, words }, only).blocks.filter(isProse).slice(0, k).map(passageOf);
  };
}

/** The library, and the one document of it to look in. @throws InputError where there is none, or none of that name */
async function searched(
  { library }: App,
  id: string | undefined,
): Promise<{ library: Searchable; only: IndexedDocument | undefined }> {
  const opened = await library.searchable(everyone);
  if (!opened) throw new InputError(noDocuments);
  const only = opened.documents.find(({ document }) => document.id === id);
  if (id === undefined || only) return { library: opened, only };
  const damage = await library.damageOf(everyone, id);
  if (damage) throw damage;
  const known = opened.documents.map(({ document }) => document.id);
  throw new InputError(
    `There is no document ${id} in this library. There is ${new Intl.ListFormat('en').format(known)}.`,
  );
}

type Spellings = { readonly matcher: NameMatcher; readonly own: ReadonlyMap<string, OwnSpelling> };

/** The names that the documents' ledgers know, and how the documents write them. */
async function spellingsOf({ ledgers }: App, documents: readonly IndexedDocument[]): Promise<Spellings> {
  const facts = documents.map(({ document }) => document.facts);
  const all = await Promise.all(facts.map(({ owner, id }) => ledgers.of({ owner, documentId: id })));
  const matcher = new NameMatcher(all.flatMap(({ names }) => names));
  const own = new Map(documents.flatMap(({ document }) => [...ownSpellingsOf(document.text, matcher)]));
  return { matcher, own };
}

/** A heading matches well and says little. */
const isProse = ({ block }: RankedBlock): boolean => block.kind !== 'title' && block.kind !== 'heading';

const passageOf = ({ in: { document }, block, score }: RankedBlock): FoundPassage => ({
  text: document.text.slice(block.start, block.end),
  score,
  metadata: {
    document: document.id,
    revision: document.sha256,
    paragraph: block.number,
    start: block.start,
    end: block.end,
  },
});
