import type { Label, Source } from '../domain/claim.ts';
import type { DocumentFacts } from '../domain/document.ts';
import { claimId } from './claim-id.ts';
import { dateOf, type ExportedClaim, type ExportView, linkOf, shownRecords } from './export-view.ts';
import type { Reply } from './ledger.ts';
import type { RatableClaim } from './ratable-claims.ts';

/**
 * One ClaimReview a claim with a verdict, as JSON-LD. What is reviewed is the attributed statement, never the claim in a
 * voice of its own. Source: https://schema.org/ClaimReview, release 30.0.
 */
export const claimReviewsOf = (rated: readonly RatableClaim[], view: ExportView): object => ({
  '@context': 'https://schema.org',
  '@graph': rated.map((exported) => claimReview(exported, view)),
});

function claimReview(exported: RatableClaim, view: ExportView): object {
  const { statement, verdict, replies } = exported;
  const { facts } = view.document;
  return given({
    '@type': 'ClaimReview',
    identifier: claimId(view.document, exported.claim.number),
    claimReviewed: statement,
    author: organization(view.publisher),
    datePublished: dateOf(verdict.reviewed.at),
    inLanguage: 'en',
    reviewBody: verdict.reason,
    abstract: verdict.fact,
    itemReviewed: given({
      '@type': 'Claim',
      text: statement,
      author: authorOf(facts),
      datePublished: dateOf(facts.published),
      appearance: appearanceOf(exported, facts),
    }),
    reviewRating: given({
      '@type': 'Rating',
      ...scale.get(verdict.label),
      alternateName: ratingWords[verdict.label],
      ratingExplanation: verdict.reason,
    }),
    citation: sourcesOf(exported).map(citationOf),
    comment: replies.map(commentOf),
  });
}

/** Where evidence conflicts or is too little, a number in between would say "half true": there is none. */
const scale: ReadonlyMap<Label, object> = new Map([
  ['supported', { ratingValue: 5, bestRating: 5, worstRating: 1 }],
  ['refuted', { ratingValue: 1, bestRating: 5, worstRating: 1 }],
]);

const ratingWords: Readonly<Record<Label, string>> = {
  supported: 'Supported',
  refuted: 'Contradicted',
  conflicting: 'Evidence conflicts',
  'not-enough-evidence': 'Not enough evidence',
  opinion: 'Opinion',
};

const organization = (name: string): object => ({ '@type': 'Organization', name });

function authorOf({ author, publisher }: DocumentFacts): object | null {
  if (author !== null) return { '@type': 'Person', name: author };
  return publisher === null ? null : organization(publisher);
}

/** The document, with the very words in which it makes the claim. */
const appearanceOf = ({ quotes }: ExportedClaim, facts: DocumentFacts): object =>
  given({
    '@type': types.get(facts.genre) ?? 'CreativeWork',
    headline: facts.title,
    url: linkOf(facts.url),
    author: authorOf(facts),
    publisher: facts.publisher === null ? null : organization(facts.publisher),
    datePublished: dateOf(facts.published),
    inLanguage: facts.language,
    hasPart: quotes.map((quote) => ({ '@type': 'Quotation', text: quote.text })),
  });

const types: ReadonlyMap<string, string> = new Map([
  ['op-ed', 'OpinionNewsArticle'],
  ['opinion', 'OpinionNewsArticle'],
  ['column', 'OpinionNewsArticle'],
  ['news', 'NewsArticle'],
  ['article', 'Article'],
  ['report', 'Report'],
]);

/** Each source once, however many of its passages were read. */
const sourcesOf = (exported: ExportedClaim): Source[] => [
  ...new Map(shownRecords(exported).map(({ source }) => [source.id, source])).values(),
];

const citationOf = (source: Source): object =>
  given({
    '@type': 'CreativeWork',
    name: source.title ?? source.describedAs,
    url: linkOf(source.url),
    author: source.author === null ? null : { '@type': 'Person', name: source.author },
    publisher: organization(source.publisher),
    datePublished: dateOf(source.date),
    inLanguage: source.language,
  });

/** What somebody who is accused says to it, as theirs. */
const commentOf = ({ text, from, at }: Reply): object => ({
  '@type': 'Comment',
  text,
  creditText: from,
  datePublished: dateOf(at),
});

/** Without what is not given, and without empty lists. */
const given = (fields: Readonly<Record<string, unknown>>): object =>
  Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0)),
  );
