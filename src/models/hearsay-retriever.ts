import { Document } from '@langchain/core/documents';
import { BaseRetriever } from '@langchain/core/retrievers';
import type { Span } from '../domain/span.ts';

/** Where a passage stands: `revision` is the sha256 of the document's text, `paragraph` the "¶ 7" that people see. */
export type PassagePlace = Span & {
  readonly document: string;
  readonly revision: string;
  readonly paragraph: number;
};

/** A passage of a document; `text` is the document's own words between `start` and `end`, not one character changed. */
export type FoundPassage = { readonly text: string; readonly score: number; readonly metadata: PassagePlace };

/** At most `k` passages, best first. A score has no unit; only its order within one question means anything. */
export type SearchPassages = (question: string, k: number) => Promise<readonly FoundPassage[]>;

/** What a LangChain document of ours carries beside its words. `start` and `end` count UTF-16 code units from 0. */
export type PassageMetadata = PassagePlace & { readonly unit: 'utf-16'; readonly score: number };

/** Our retrieval for other people's LangChain chains. `pageContent` is the exact passage, so it can be quoted. */
export class HearsayRetriever extends BaseRetriever<PassageMetadata> {
  readonly lc_namespace = ['hearsay', 'retrievers'];
  readonly #search: SearchPassages;
  readonly #k: number;
  readonly #close: () => Promise<void>;

  static override lc_name(): string {
    return 'HearsayRetriever';
  }

  /**
   * @param fields `close`: releases what `search` searches in
   * @throws RangeError if `k` is not a whole number of at least 1
   */
  constructor(fields: {
    readonly search: SearchPassages;
    readonly k: number;
    readonly close?: () => Promise<void>;
  }) {
    super({});
    if (!(Number.isInteger(fields.k) && fields.k >= 1)) throw new RangeError(`k is ${fields.k}: it must be 1 or more`);
    this.#search = fields.search;
    this.#k = fields.k;
    this.#close = fields.close ?? (async () => {});
  }

  /** Waits for what runs and lets the process end. Nothing may be asked afterwards. */
  close(): Promise<void> {
    return this.#close();
  }

  override async _getRelevantDocuments(question: string): Promise<Document<PassageMetadata>[]> {
    const found = await this.#search(question, this.#k);
    return found.map(
      ({ text, score, metadata }) =>
        new Document({ pageContent: text, metadata: { ...metadata, unit: 'utf-16', score } }),
    );
  }
}
