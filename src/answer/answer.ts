import type { Document } from '../domain/document.ts';
import type { PageAddress } from './page-address.ts';
import type { Part, Quoted, Reason } from './part.ts';

export type Outcome = 'answered' | 'not-addressed' | 'refused';

/** What an answer holds before the guard has looked at it. */
export type Draft = {
  readonly question: string;
  readonly outcome: Outcome;
  readonly reason?: Reason | undefined;
  /** Of the question, BCP 47; the document's where it could not be told. */
  readonly language: string;
  /** Plain sentences of the bot's own about the answer itself, never about the document's subject. */
  readonly notices: readonly string[];
  /** Undefined only for questions refused before a document was looked at. */
  readonly document?: Document | undefined;
  /** "starter ledger 2026-11-22, one reviewer", or null where nobody has checked the document. */
  readonly ledgerOrigin: string | null;
  /** In the order in which they are shown. */
  readonly parts: readonly Part[];
  /** How many questions the first quotes answer, each one; one where it is left out. */
  readonly questions?: number | undefined;
  /** Quotes beyond those shown, best first. */
  readonly more: readonly Quoted[];
  readonly kind: 'answer' | 'summary';
  /** Where the document can be read; undefined where there is no such page. */
  readonly page?: PageAddress | undefined;
  /** In which of our languages the words around the quotes are (BCP 47); English where it is left out. */
  readonly frame?: string | undefined;
  /** How a summary goes on behind its message; only for summaries. */
  readonly wish?: SummaryWish | undefined;
};

/** How long a summary is: one message; a point or two of each section; or each section at length. */
export const summaryLengths = ['short', 'standard', 'sections'] as const;
export type SummaryLength = (typeof summaryLengths)[number];

/** What somebody wants to be summed up. */
export type SummaryWish = { readonly length: SummaryLength; readonly focused: boolean };

/** Milliseconds spent on each step. */
export type Timings = {
  readonly embed: number;
  readonly search: number;
  readonly read: number;
  readonly compose: number;
  readonly total: number;
};

declare const guarded: unique symbol;
/** A draft that `guard` has passed: only guard.ts makes one, and surfaces take nothing else. */
export type Answer = Draft & { readonly [guarded]: true; readonly timingsMs: Timings };
