import type { Standing } from '../domain/claim.ts';
import type { BlockKind } from '../domain/passage.ts';
import type { Quote } from '../domain/quote.ts';
import type { Span } from '../domain/span.ts';
import type { ReviewedFact } from '../ledger/reviewed-fact.ts';

/** A ledger claim that a quote overlaps, and how it stands. */
export type Touch = {
  readonly claim: number;
  /** The part of the claim's span that lies in the quote. */
  readonly span: Span;
  readonly standing: Standing;
  readonly accuses: boolean;
  /** Whether the claim is made in the quote, and not only begun or named there. */
  readonly whole: boolean;
  /** A few words of the claim within the quote, to tell several claims apart. */
  readonly wording: Quote;
};

/** What words announce and their section does not give: counted, not judged. */
export type Lack = 'figures' | 'names';

/** Words of the document with everything that must stand beside them. */
export type Quoted = {
  readonly quote: Quote;
  /** Who says so: the document by its genre, for example `op-ed`. */
  readonly speaker: string;
  /** The block it stands in ("¶ 7"), and others where exactly these words stand again. */
  readonly block: number;
  readonly blockKind: BlockKind;
  readonly also: readonly number[];
  /** Less than a sentence. */
  readonly part: boolean;
  /** Every claim it overlaps. A quote that accuses carries at least one. */
  readonly touches: readonly Touch[];
  /** The at most two of them that a message shows. */
  readonly shown: readonly Touch[];
  /** In summaries: where the words announce something that their section does not hold. */
  readonly lacks?: Lack | undefined;
};

export const reasons = [
  'uncertain',
  'no-passage',
  'answer-type',
  'unknown-name',
  'names-apart',
  'other-language',
  'empty',
  'too-long',
  'withheld',
] as const;
export type Reason = (typeof reasons)[number];

/** A fact has no quote and a claim has no evidence; a new kind breaks the build until each surface draws it. */
export type Part =
  | ({ readonly kind: 'claim' | 'nearest' } & Quoted)
  | { readonly kind: 'fact'; readonly fact: ReviewedFact }
  | { readonly kind: 'not-checked' }
  | { readonly kind: 'not-addressed'; readonly explanation: string }
  /** How many of a document's claims stand how; summaries only. */
  | { readonly kind: 'standings'; readonly counts: readonly { readonly standing: Standing; readonly count: number }[] }
  /** What a document says of itself, such as its closing notice; summaries only. */
  | ({ readonly kind: 'of-itself' } & Quoted);

export type QuotedPart = Extract<Part, Quoted>;
export const isQuoted = (part: Part): part is QuotedPart => 'quote' in part;
