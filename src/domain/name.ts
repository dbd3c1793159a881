/** The spellings of one name. `retrieval` matches by them; which names a document has, its ledger says. */
export type NameGroup = {
  /** How people read it, for example `taqiyya`. */
  readonly canonical: string;
  readonly kind: string;
  /** Spellings that *are* the name, in any script, the document's own among them. */
  readonly forms: readonly string[];
  /** Looser words ("related", "alias"): they widen a search and never count as the name. */
  readonly widening: readonly string[];
};
