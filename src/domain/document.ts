/** What is known of a document beside its words. `null` means "not given", never "unknown to us". */
export type DocumentFacts = {
  /** Stable, lower-case, safe in a path and a URL: `[a-z0-9][a-z0-9-]{0,63}`. */
  readonly id: string;
  /** The title as catalogued. The title that stands in the text is a passage. */
  readonly title: string;
  readonly publisher: string | null;
  readonly author: string | null;
  /** op-ed, news, report, article, …: it chooses the noun in "The op-ed claims". */
  readonly genre: string;
  /** As precise as is known: YYYY, YYYY-MM or YYYY-MM-DD. */
  readonly published: string | null;
  readonly url: string | null;
  /** BCP 47, of the text: `en`, `fr`. */
  readonly language: string;
  /** `everyone` for built-in documents and those an operator indexed for all; else the id of one server. */
  readonly owner: string;
};

export type DocumentFormat = 'text' | 'markdown';

/**
 * One revision of a document: its canonical text is the file's characters, unchanged.
 * Only `corpus/` makes one (a test reads the source), because only there is the hash checked.
 */
export class Document {
  private constructor(
    readonly facts: DocumentFacts,
    readonly format: DocumentFormat,
    readonly text: string,
    /** Lower-case hex sha256 of the text as UTF-8. It names the revision. */
    readonly sha256: string,
  ) {
    Object.freeze(this);
  }

  static make(facts: DocumentFacts, format: DocumentFormat, text: string, sha256: string): Document {
    return new Document(facts, format, text, sha256);
  }

  get id(): string {
    return this.facts.id;
  }
}
