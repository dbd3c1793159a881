import type { Stance } from '../domain/claim.ts';

/** How its author came to know what a record says. Only `page` and `copy` count as read. */
export const confirmations = ['page', 'copy', 'memory'] as const;
export type Confirmed = (typeof confirmations)[number];

/**
 * A record of evidence that is being written, in two forms. It counts for nothing until it is filed, is its author's
 * alone, and falls away after a day. Every text in it is untrusted.
 */
export type EvidenceDraft = {
  readonly id: string;
  readonly server: string;
  /** Discord id. */
  readonly author: string;
  readonly documentOwner: string;
  readonly documentId: string;
  readonly claim: number;
  readonly link: string;
  readonly stance: Stance;
  readonly paraphrase: string;
  /** At most 15 words, verbatim from the source. */
  readonly quote: string | null;
  readonly confirmed: Confirmed;
  readonly publisher: string | null;
  readonly title: string | null;
  /** YYYY, YYYY-MM or YYYY-MM-DD. */
  readonly date: string | null;
  /** Why there is no date, or what it is the date of. */
  readonly dateNote: string | null;
  readonly locator: string | null;
  readonly origin: string | null;
  /** ISO 8601, UTC. */
  readonly expiresAt: string;
};

/** A draft is kept this long. */
export const draftHours = 24;

/** What a draft lacks before it can be filed, in words for its author; nothing where it is complete. */
export function missingIn(draft: EvidenceDraft): string[] {
  const lacks = (text: string | null): boolean => text === null || text.trim() === '';
  return [
    ...(lacks(draft.link) ? ['the link'] : []),
    ...(lacks(draft.paraphrase) ? ['what the source says, in your own words'] : []),
    ...(lacks(draft.publisher) ? ['the publisher'] : []),
    ...(lacks(draft.title) ? ['the title'] : []),
    ...(lacks(draft.date) && lacks(draft.dateNote) ? ['the date, or why there is none'] : []),
    ...(lacks(draft.origin) ? ['the origin: who stands behind it'] : []),
  ];
}
