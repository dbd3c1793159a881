import { codePointCounter } from '../domain/code-points.ts';
import type { Document } from '../domain/document.ts';
import { halvesPair } from '../domain/span.ts';
import { claimId } from './claim-id.ts';
import { dateOf, type ExportedClaim, type ExportedQuote, type ExportView, linkOf } from './export-view.ts';

/** How many characters stand before and after a quote, to tell it from the same words elsewhere. */
const surroundingCharacters = 32;

/**
 * The claims as annotations of the document's words, in one collection of one page. Positions count Unicode code points
 * of the canonical text from 0, and each says so: the model leaves open what a character is.
 * Source: https://www.w3.org/TR/annotation-model/, sections 4.2.4 and 4.2.5, 5.1 and 5.2.
 */
export function webAnnotationsOf(view: ExportView): object {
  const { document, claims, publisher } = view;
  const id = `urn:hearsay:${document.id}:${document.sha256}`;
  const place = selectorsIn(document);
  return {
    '@context': [
      'http://www.w3.org/ns/anno.jsonld',
      { unit: 'https://schema.org/unitText', sha256: 'https://schema.org/sha256' },
    ],
    id: `${id}:annotations`,
    type: 'AnnotationCollection',
    label: `Claims of ${document.id}`,
    creator: { type: 'Organization', name: publisher },
    total: claims.length,
    first: {
      id: `${id}:annotations:1`,
      type: 'AnnotationPage',
      startIndex: 0,
      items: claims.map((claim) => annotationOf(claim, { id, document, place })),
    },
  };
}

function annotationOf(
  { claim, statement, standing, verdict, quotes }: ExportedClaim,
  at: { readonly id: string; readonly document: Document; readonly place: (quote: ExportedQuote) => object[] },
): object {
  return {
    id: `${at.id}:${claimId(at.document, claim.number)}`,
    type: 'Annotation',
    motivation: verdict ? 'assessing' : 'describing',
    ...createdOn(dateOf(verdict?.reviewed.at ?? null)),
    body: [
      textBody(statement, 'describing'),
      textBody(standing, 'tagging'),
      ...(verdict ? [textBody(verdict.reason, 'assessing')] : []),
    ],
    target: quotes.map((quote) => ({ source: sourceOf(at.document), selector: at.place(quote) })),
  };
}

/** As precise as the model asks; a year or a month alone is no time. */
const createdOn = (date: string | null): object => (date?.length === 10 ? { created: `${date}T00:00:00Z` } : {});

const textBody = (value: string, purpose: string): object => ({
  type: 'TextualBody',
  value,
  purpose,
  format: 'text/plain',
  language: 'en',
});

const sourceOf = ({ id, sha256, format, facts }: Document): object => ({
  id: linkOf(facts.url) ?? `urn:hearsay:${id}:${sha256}`,
  type: 'Text',
  format: format === 'markdown' ? 'text/markdown' : 'text/plain',
  language: facts.language,
  sha256,
});

/** Both selectors of a quote select exactly the same words. */
function selectorsIn({ text }: Document): (quote: ExportedQuote) => object[] {
  const codePoints = codePointCounter(text);
  return ({ start, end, text: exact }) => [
    {
      type: 'TextQuoteSelector',
      exact,
      prefix: text.slice(boundary(text, start, -surroundingCharacters), start),
      suffix: text.slice(end, boundary(text, end, surroundingCharacters)),
    },
    { type: 'TextPositionSelector', start: codePoints(start), end: codePoints(end), unit: 'unicode-code-point' },
  ];
}

/** The place so many code units from another, or one further, where it would halve a character. */
function boundary(text: string, from: number, units: number): number {
  const at = Math.min(text.length, Math.max(0, from + units));
  return halvesPair(text, at) ? at + Math.sign(units) : at;
}
