/**
 * The part of schema.org that our ClaimReviews use, as release 30.0 has it: which types there are, what each is a kind
 * of, which properties it has and what they take. Source: https://schema.org/version/30.0/schemaorg-all-https.jsonld
 */
const parents: Readonly<Record<string, string | null>> = {
  Thing: null,
  CreativeWork: 'Thing',
  Review: 'CreativeWork',
  ClaimReview: 'Review',
  Claim: 'CreativeWork',
  Article: 'CreativeWork',
  NewsArticle: 'Article',
  OpinionNewsArticle: 'NewsArticle',
  Report: 'Article',
  Comment: 'CreativeWork',
  Quotation: 'CreativeWork',
  Organization: 'Thing',
  Person: 'Thing',
  Rating: 'Thing',
};

type Property = { readonly of: readonly string[]; readonly takes: readonly string[] };
const properties: Readonly<Record<string, Property>> = {
  name: { of: ['Thing'], takes: ['Text'] },
  alternateName: { of: ['Thing'], takes: ['Text'] },
  identifier: { of: ['Thing'], takes: ['Text'] },
  url: { of: ['Thing'], takes: ['URL'] },
  claimReviewed: { of: ['ClaimReview'], takes: ['Text'] },
  itemReviewed: { of: ['Review'], takes: ['Thing'] },
  reviewRating: { of: ['Review'], takes: ['Rating'] },
  reviewBody: { of: ['Review'], takes: ['Text'] },
  author: { of: ['Rating', 'CreativeWork'], takes: ['Organization', 'Person'] },
  publisher: { of: ['CreativeWork'], takes: ['Organization', 'Person'] },
  datePublished: { of: ['CreativeWork'], takes: ['Date'] },
  inLanguage: { of: ['CreativeWork'], takes: ['Text'] },
  headline: { of: ['CreativeWork'], takes: ['Text'] },
  abstract: { of: ['CreativeWork'], takes: ['Text'] },
  text: { of: ['CreativeWork'], takes: ['Text'] },
  creditText: { of: ['CreativeWork'], takes: ['Text'] },
  citation: { of: ['CreativeWork'], takes: ['CreativeWork'] },
  comment: { of: ['CreativeWork'], takes: ['Comment'] },
  hasPart: { of: ['CreativeWork'], takes: ['CreativeWork'] },
  appearance: { of: ['Claim'], takes: ['CreativeWork'] },
  ratingValue: { of: ['Rating'], takes: ['Number'] },
  bestRating: { of: ['Rating'], takes: ['Number'] },
  worstRating: { of: ['Rating'], takes: ['Number'] },
  ratingExplanation: { of: ['Rating'], takes: ['Text'] },
};

/** What does not fit schema.org in a JSON-LD file of the shape `{"@context", "@graph"}`; nothing where all does. */
export function problemsWith(file: Record<string, unknown>): string[] {
  const { '@context': context, '@graph': graph, ...others } = file;
  return [
    ...(context === 'https://schema.org' ? [] : ['another context']),
    ...Object.keys(others).map((name) => `${name} beside the graph`),
    ...(Array.isArray(graph) ? graph.flatMap((node) => problemsOf(node)) : ['no graph']),
  ];
}

const isA = (type: string, wanted: string): boolean => {
  for (let at: string | null | undefined = type; at; at = parents[at]) if (at === wanted) return true;
  return false;
};

const isNode = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function problemsOf(node: unknown): string[] {
  if (!isNode(node)) return ['a node that is none'];
  const { '@type': type, ...own } = node;
  if (typeof type !== 'string' || !(type in parents)) return [`${String(type)} is no type`];
  return Object.entries(own).flatMap(([name, value]) => {
    const property = properties[name];
    if (!property?.of.some((owner) => isA(type, owner))) return [`${type} has no ${name}`];
    const values: unknown[] = Array.isArray(value) ? value : [value];
    if (values.length === 0) return [`${type}.${name} is empty`];
    return values.flatMap((one) => [
      ...(property.takes.some((wanted) => fits(one, wanted))
        ? []
        : [`${type}.${name} takes no ${JSON.stringify(one)}`]),
      ...(isNode(one) ? problemsOf(one) : []),
    ]);
  });
}

function fits(value: unknown, wanted: string): boolean {
  if (wanted === 'Text') return typeof value === 'string' && value !== '';
  if (wanted === 'Number') return typeof value === 'number';
  if (wanted === 'Date') return typeof value === 'string' && /^\d{4}(-\d\d){0,2}$/u.test(value);
  if (wanted === 'URL') return typeof value === 'string' && /^https?:/u.test(value);
  return isNode(value) && typeof value['@type'] === 'string' && isA(value['@type'], wanted);
}
