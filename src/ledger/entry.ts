import type { Claim, Evidence, Source, Verdict } from '../domain/claim.ts';
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
  | { readonly kind: 'claim'; readonly claim: Claim }
  | { readonly kind: 'evidence'; readonly evidence: Evidence }
  | { readonly kind: 'imported-verdict'; readonly verdict: Verdict };

/** `seq` counts from 1 within a ledger; `at` is ISO 8601, UTC; `rule` says under which rule, e.g. `starter/1`. */
export type Entry = {
  readonly seq: number;
  readonly at: string;
  readonly by: string;
  readonly rule: string;
  readonly body: EntryBody;
};

/** A ledger belongs to an owner (`everyone` or a server) and a revision's text. */
export type LedgerId = { readonly owner: string; readonly documentId: string };
