import type { Document } from '../domain/document.ts';
import { DamagedDocumentError, DependencyError, OperatorError } from '../domain/errors.ts';
import { everyone } from '../domain/everyone.ts';
import type { Embedder } from '../retrieval/embedder.ts';
import type { PassageIndex, Vocabulary } from '../retrieval/passage-index.ts';
import type { IndexedDocument, Searchable } from '../retrieval/searchable.ts';
import type { DocumentStore, RevisionRow, RevisionSummary, RevisionVectors } from './document-store.ts';
import { embedOutline } from './embed-outline.ts';
import { restoreRevision, unlessDamaged } from './restore-revision.ts';

/** A stored revision with its vectors: what derived index files are made from. */
export type IndexSource = { readonly row: RevisionRow; readonly vectors: RevisionVectors };

export type OpenIndexes = {
  readonly blocks: PassageIndex;
  readonly sentences: PassageIndex;
  readonly vocabulary: Vocabulary;
  close(): void;
};

/**
 * Opens the derived index files of a library, making them anew where they are missing, damaged or of other documents.
 * @param library names the folder: `everyone` or a server's id
 * @param source reads one document when the files have to be made
 */
export type OpenIndex = (
  library: string,
  embedder: { readonly id: string; readonly dimension: number },
  documents: readonly RevisionSummary[],
  source: (document: RevisionSummary) => Promise<IndexSource>,
) => Promise<OpenIndexes>;

type Opened = {
  readonly searchable: Searchable;
  readonly indexes: OpenIndexes;
  /** Damaged when they were read. */
  readonly leftOut: readonly RevisionSummary[];
};

/** A revision that was read whole. */
type Readable = { readonly summary: RevisionSummary; readonly row: RevisionRow; readonly document: Document };

/** Of an opening that is to be made anew. */
const outdated = '';

/** A replaced index stays open so long for the questions that are still being answered from it. */
const closeAfterMs = 30_000;

/** Opens the documents of servers to be searched, and notices when they change, also by another process. */
export class Library {
  readonly #opened = new Map<string, { fingerprint: string; readonly opening: Promise<Opened> }>();
  /** Closes each index that was replaced and is still open. */
  readonly #replaced = new Map<NodeJS.Timeout, Promise<Opened>>();

  constructor(
    private readonly parts: {
      readonly store: DocumentStore;
      readonly embedder: Embedder;
      readonly openIndex: OpenIndex;
      /** Told in one line which document is left out because it is damaged, and what to do. */
      readonly log: (line: string) => void;
    },
  ) {}

  /** Documents that a server may ask: everybody's and its own, in the order they were added. */
  documents(server: string): Promise<readonly RevisionSummary[]> {
    return this.parts.store.list(server === everyone ? [everyone] : [everyone, server]);
  }

  /** The server's documents, ready to be searched; undefined where it has none. */
  async searchable(server: string): Promise<Searchable | undefined> {
    const documents = await this.documents(server);
    if (documents.length === 0) return undefined;
    // Servers without documents of their own share one index, so a thousand servers cost what one costs.
    const library = documents.some((document) => document.facts.owner !== everyone) ? server : everyone;
    // The facts too: they are shown beside the words, and can change without them.
    const fingerprint = JSON.stringify(documents.map(({ facts, sha256, splitter }) => [facts, sha256, splitter]));
    await this.#lookAgain(library, documents);
    const before = this.#opened.get(library);
    if (before?.fingerprint === fingerprint) return (await before.opening).searchable;
    const opening = this.#open(library, documents);
    this.#opened.set(library, { fingerprint, opening });
    opening.catch(() => {
      if (this.#opened.get(library)?.opening === opening) this.#opened.delete(library);
    });
    if (before) this.#closeLater(before.opening);
    return (await opening).searchable;
  }

  /** Why a document of the server's is left out; undefined where there is none of that id, or it can be asked. */
  async damageOf(server: string, documentId: string): Promise<DamagedDocumentError | undefined> {
    const summary = (await this.documents(server)).findLast(({ facts }) => facts.id === documentId);
    try {
      if (summary) await this.#read(summary);
      return undefined;
    } catch (error) {
      if (error instanceof DamagedDocumentError) return error;
      throw error;
    }
  }

  /** The words of any revision of a document, also of an earlier one; undefined where it is gone or damaged. */
  async textOf(owner: string, documentId: string, sha256: string): Promise<string | undefined> {
    const row = await this.parts.store.revision(owner, documentId, sha256);
    if (!row) return undefined;
    const counts = { blocks: row.outline.blocks.length, sentences: row.outline.sentences.length };
    return (await unlessDamaged((async () => restoreRevision(row, counts))()))?.text;
  }

  async close(): Promise<void> {
    const replaced = [...this.#replaced];
    const current = [...this.#opened.values()];
    this.#replaced.clear();
    this.#opened.clear();
    for (const [timer, opening] of replaced) {
      clearTimeout(timer);
      await closeQuietly(opening);
    }
    for (const { opening } of current) await closeQuietly(opening);
  }

  #closeLater(opening: Promise<Opened>): void {
    const timer = setTimeout(() => {
      this.#replaced.delete(timer);
      void closeQuietly(opening);
    }, closeAfterMs).unref();
    this.#replaced.set(timer, opening);
  }

  /** A document that was mended looks as before in every list, so those left out are read again. */
  async #lookAgain(library: string, documents: readonly RevisionSummary[]): Promise<void> {
    const known = this.#opened.get(library);
    const opened = await known?.opening.catch(() => undefined);
    if (!known || !opened) return;
    const leftOut = documents.filter((document) => opened.leftOut.some((other) => isSameRevision(other, document)));
    const readable = leftOut.map((summary) => this.#read(summary).catch(() => undefined));
    if ((await Promise.all(readable)).some((read) => read !== undefined)) known.fingerprint = outdated;
  }

  /** A document that is damaged is left out, so that all others answer. @throws OperatorError where all are */
  async #open(library: string, documents: readonly RevisionSummary[]): Promise<Opened> {
    const { embedder, openIndex } = this.parts;
    const readable = await this.#readable(documents);
    const summaries = readable.map(({ summary }) => summary);
    const leftOut = documents.filter((document) => !summaries.includes(document));
    const indexes = await openIndex(library, embedder, summaries, async (document) => ({
      row: await this.#row(document),
      vectors: await this.#vectors(document),
    }));
    let firstBlock = 0;
    let firstSentence = 0;
    const indexed = readable.map(({ document, row: { outline } }): IndexedDocument => {
      const at = { document, outline, firstBlock, firstSentence };
      firstBlock += outline.blocks.length;
      firstSentence += outline.sentences.length;
      return at;
    });
    return { indexes, leftOut, searchable: { documents: indexed, ...indexes } };
  }

  async #readable(documents: readonly RevisionSummary[]): Promise<Readable[]> {
    const damages: DamagedDocumentError[] = [];
    const leaveOut = (error: unknown): [] => {
      if (!(error instanceof DamagedDocumentError)) throw error;
      damages.push(error);
      return [];
    };
    const readable = (await Promise.all(documents.map((summary) => this.#read(summary).catch(leaveOut)))).flat();
    if (readable.length > 0) {
      for (const { userMessage } of damages) this.parts.log(`${userMessage} It is left out; all others can be asked.`);
      return readable;
    }
    const opening = documents.length > 1 ? `None of the ${documents.length} documents can be read. ` : '';
    throw new OperatorError(`${opening}${damages[0]?.userMessage}`, { cause: damages[0] });
  }

  async #read(summary: RevisionSummary): Promise<Readable> {
    const row = await this.#row(summary);
    return { summary, row, document: restoreRevision(row, summary) };
  }

  async #row({ facts, sha256 }: Pick<RevisionSummary, 'facts' | 'sha256'>): Promise<RevisionRow> {
    const row = await this.parts.store.revision(facts.owner, facts.id, sha256);
    if (!row) throw new DependencyError('store', new Error(`${facts.id} was removed while it was opened`));
    return row;
  }

  /** Vectors of this embedder; made and kept where the revision was stored under another model or they are damaged. */
  async #vectors({ facts, sha256 }: RevisionSummary): Promise<RevisionVectors> {
    const { store, embedder } = this.parts;
    const known = await unlessDamaged(store.vectors(facts.owner, facts.id, sha256, embedder.id));
    if (known) return known;
    const row = await this.#row({ facts, sha256 });
    const vectors = await embedOutline(row.text, row.outline, embedder);
    await store.saveVectors(facts.owner, facts.id, sha256, embedder.id, vectors);
    return vectors;
  }
}

const isSameRevision = (a: RevisionSummary, b: RevisionSummary): boolean =>
  a.sha256 === b.sha256 && a.facts.id === b.facts.id && a.facts.owner === b.facts.owner;

/** An index that could not be opened need not be closed. */
async function closeQuietly(opening: Promise<Opened>): Promise<void> {
  (await opening.catch(() => undefined))?.indexes.close();
}
