import { genreNoun } from '../answer/genre.ts';
import { describe } from '../answer/message.ts';
import type { PageSource } from '../answer/source-page.ts';
import { claimReviewsOf } from '../ledger/export-claim-review.ts';
import { exportView } from '../ledger/export-view.ts';
import type { LedgerEntries } from '../ledger/ledgers.ts';
import { ratable } from '../ledger/ratable-claims.ts';

/**
 * A page in schema.org's terms: the document, and a ClaimReview for each claim with a verdict, but for hidden ones. The
 * document is described, not named: its title may accuse somebody.
 */
export function linkedDataOf({ in: { document }, ledger }: PageSource, entries: LedgerEntries): readonly object[] {
  const { facts } = document;
  const work = {
    '@context': 'https://schema.org',
    '@type': 'CreativeWork',
    description: describe(facts),
    inLanguage: facts.language,
    ...(facts.publisher === null ? {} : { publisher: { '@type': 'Organization', name: facts.publisher } }),
    ...(facts.url === null ? {} : { sameAs: facts.url }),
  };
  if (entries.base.length + entries.own.length === 0) return [work];
  const view = exportView(
    {
      ...entries,
      document,
      noun: genreNoun(facts.genre),
      spansOf: (number) => ledger.claims.find((claim) => claim.number === number)?.spans ?? [],
    },
    'without-keys',
  );
  return [work, claimReviewsOf(ratable(view).rated, view)];
}
