import type { Claim, Evidence, Label, Proposal, Source, Verdict } from '../domain/claim.ts';
import type { NameGroup } from '../domain/name.ts';

/** What can be written into a ledger. Entries are only ever appended; everything else is a fold over them. */
export type EntryBody =
  | {
      readonly kind: 'header';
      readonly checked: string;
      readonly excludedPublishers: readonly string[];
      /** sha256 of the text that the claims' spans are places of; unknown for entries of before it was kept. */
      readonly textSha256?: string;
    }
  | { readonly kind: 'name'; readonly name: NameGroup }
  | { readonly kind: 'source'; readonly source: Source }
  | {
      readonly kind: 'claim';
      readonly claim: Claim;
      /** sha256 of the text that its spans are places of; where left out, the header's. */
      readonly textSha256?: string;
    }
  | { readonly kind: 'evidence'; readonly evidence: StoredEvidence }
  | { readonly kind: 'imported-verdict'; readonly verdict: Verdict }
  | { readonly kind: 'evidence-withdrawn'; readonly evidence: string; readonly reason: string }
  | { readonly kind: 'claim-merged'; readonly claim: number; readonly into: number; readonly reason: string }
  | { readonly kind: 'proposed'; readonly proposal: Proposal }
  | { readonly kind: 'approved'; readonly proposal: string; readonly mode: ApprovalMode }
  | { readonly kind: 'sent-back'; readonly proposal: string; readonly reason: string }
  /** Somebody of the desk stands by an imported verdict, as long as it is this one. */
  | { readonly kind: 'confirmed'; readonly claim: number; readonly label: Label; readonly fact: string | null }
  | { readonly kind: 'hidden'; readonly claim: number; readonly reason: string }
  | { readonly kind: 'shown-again'; readonly claim: number; readonly reason: string }
  | { readonly kind: 'starter'; readonly state: StarterState; readonly reason: string }
  | { readonly kind: 'appealed'; readonly appeal: string; readonly claim: number; readonly reason: string }
  | { readonly kind: 'appeal-closed'; readonly appeal: string; readonly reason: string }
  | { readonly kind: 'replied'; readonly claim: number; readonly text: string; readonly from: string };

/** Entries of before records had ids are given one by the fold. */
export type StoredEvidence = Omit<Evidence, 'id'> & { readonly id?: string };

/** With one person, who proposed or added evidence approves too, and the verdict says so. */
export type ApprovalMode = 'two-persons' | 'one-person';

/**
 * What a server makes of the ledger that came with a document. listed: its verdicts count, and wait to be confirmed one
 * by one. adopted: they count as the server's own words. hidden: they count only where confirmed. off: as if it were not
 * there.
 */
export const starterStates = ['listed', 'adopted', 'hidden', 'off'] as const;
export type StarterState = (typeof starterStates)[number];

/** The rule under which the moderators' desk decides. */
export const deskRule = 'desk/1';

/**
 * `seq` counts from 1 within a ledger; `at` is ISO 8601, UTC; `rule` says under which rule, e.g. `starter/1`. `by` is
 * the Discord id of who did it at the desk, words for an import, and empty for appeals: nobody is kept there.
 */
export type Entry = {
  readonly seq: number;
  readonly at: string;
  readonly by: string;
  readonly rule: string;
  readonly body: EntryBody;
};

/** A ledger belongs to an owner (`everyone` or a server) and a revision's text. */
export type LedgerId = { readonly owner: string; readonly documentId: string };

/** Where a server writes what it finds out about a document: its own, or one that everybody has. */
export const ownLedgerId = (documentId: string, server: string): LedgerId => ({ owner: server, documentId });
