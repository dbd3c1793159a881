/** How a ledger can leave; only `yaml` can come back. */
export const exportFormats = ['json', 'yaml', 'claimreview', 'web-annotation', 'averitec'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export const isExportFormat = (typed: string): typed is ExportFormat => exportFormats.some((own) => own === typed);

/** What people call each. */
export const exportFormatWords: Readonly<Record<ExportFormat, string>> = {
  json: 'JSON, every entry',
  yaml: 'YAML, to import again',
  claimreview: 'ClaimReview (schema.org)',
  'web-annotation': 'Web Annotations (W3C)',
  averitec: 'AVeriTeC',
};

/** How a file's end and its kind are told to others. Sources: RFC 9512 for YAML, W3C's Web Annotation Protocol 3.1. */
export const exportFileKinds: Readonly<Record<ExportFormat, { readonly end: string; readonly type: string }>> = {
  json: { end: 'json', type: 'application/json' },
  yaml: { end: 'yaml', type: 'application/yaml' },
  claimreview: { end: 'claimreview.jsonld', type: 'application/ld+json' },
  'web-annotation': {
    end: 'annotations.jsonld',
    type: 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
  },
  averitec: { end: 'averitec.json', type: 'application/json' },
};

/** By what each of our exports that are for other programs begins. */
const beginnings: readonly (readonly [ExportFormat, RegExp])[] = [
  ['json', /^\s*\{\s*"format":\s*"hearsay-export\//u],
  ['claimreview', /^\s*\{\s*"@context":\s*"https?:\/\/schema\.org\/?"/u],
  ['web-annotation', /^\s*\{\s*"@context":\s*\[?\s*"http:\/\/www\.w3\.org\/ns\/anno\.jsonld"/u],
  ['averitec', /^\s*\[\s*(?:\]\s*$|\{\s*"claim":)/u],
];

/**
 * Which of the exports that are for other programs a file is. They are JSON, which is YAML too, so a reader of ledgers
 * would only find that its fields are others.
 */
export const exportedFor = (file: string): ExportFormat | undefined =>
  beginnings.find(([, beginning]) => beginning.test(file))?.[0];
