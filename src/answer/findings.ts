import type { Ledger } from '../ledger/ledger.ts';
import type { NameMatcher } from '../retrieval/match-names.ts';
import type { RankedSentence } from '../retrieval/rank-passages.ts';
import type { IndexedDocument } from '../retrieval/searchable.ts';
import type { WidenedQuestion } from '../retrieval/widen-question.ts';
import type { InverseFrequency } from './inverse-frequency.ts';
import type { NamesOfDocument } from './named-in-question.ts';
import type { RelevantClaim } from './relevant-claims.ts';
import type { Withheld } from './withhold.ts';

/** Everything that is known when an answer is drafted. Nothing in here was written by a model. */
export type Findings = {
  readonly question: string;
  readonly widened: WidenedQuestion;
  readonly in: IndexedDocument;
  readonly ledger: Ledger;
  readonly matcher: NameMatcher;
  readonly names: NamesOfDocument;
  readonly idf: InverseFrequency;
  /** Of the document's language, beside the English ones. */
  readonly stopWords: ReadonlySet<string>;
  /** Of this document, best first. */
  readonly ranked: readonly RankedSentence[];
  readonly nearest: readonly RelevantClaim[];
  readonly withheld: Withheld;
  /** Of the question; null where it can't be told. */
  readonly language: string | null;
  /** Whether question and document can be compared: one language, or a model of many. */
  readonly understood: boolean;
  /** The reader's logits that windows answer the question; undefined where it can't read the language. */
  readonly read: ((windows: readonly string[]) => Promise<readonly number[]>) | undefined;
  /** Where several questions are asked beside each other: what was found for each; else empty. */
  readonly questions: readonly Findings[];
};
