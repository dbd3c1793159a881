import { averitecLabels } from './averitec-labels.ts';
import { type ExportedClaim, type ExportView, linkOf, shownRecords } from './export-view.ts';
import type { RatableClaim } from './ratable-claims.ts';

/**
 * The claims with a verdict, each as a claim of AVeriTeC is written. Its claims come from fact-checking articles and its
 * questions were asked by annotators; here nobody asked any, so each source answers one question: what it says.
 * Fields and words are those of the data set's own files. Source: https://github.com/MichSchli/AVeriTeC
 */
export const averitecOf = (rated: readonly RatableClaim[], view: ExportView): readonly object[] =>
  rated.map((exported) => averitecClaim(exported, view));

function averitecClaim(exported: RatableClaim, { document: { facts } }: ExportView) {
  const { claim, statement, verdict } = exported;
  const read = shownRecords(exported);
  return {
    claim: statement,
    required_reannotation: false,
    label: averitecLabels[verdict.label],
    justification: verdict.reason,
    claim_date: dayFirst(facts.published),
    speaker: facts.author ?? facts.publisher,
    original_claim_url: linkOf(facts.url),
    cached_original_claim_url: null,
    fact_checking_article: null,
    reporting_source: facts.publisher,
    location_ISO_code: null,
    claim_types: typesByKind.get(claim.kind) ?? [],
    fact_checking_strategies: read.length > 0 ? ['Written Evidence'] : [],
    questions: bySource(read).map(questionOf),
  };
}

type Records = ExportedClaim['records'];

/** Records of one source answer one question. */
function bySource(records: Records): Records[] {
  const grouped = new Map<string, Records>();
  for (const record of records) grouped.set(record.source.id, [...(grouped.get(record.source.id) ?? []), record]);
  return [...grouped.values()];
}

const questionOf = (records: Records) => {
  const { publisher, date } = records[0]!.source;
  return {
    question: `What does ${publisher} say on this${date === null ? '' : ` (${date})`}?`,
    answers: records.map(answerOf),
  };
};

const answerOf = ({ evidence, source }: Records[number]) => ({
  answer: evidence.paraphrase,
  answer_type: 'Abstractive',
  source_url: linkOf(source.url),
  cached_source_url: null,
  source_medium: source.url?.toLowerCase().endsWith('.pdf') ? 'PDF' : 'Web text',
});

/** Kinds of ours that say the same as types of AVeriTeC's. */
const typesByKind: ReadonlyMap<string, readonly string[]> = new Map([
  ['factual', ['Event/Property Claim']],
  ['causal', ['Causal Claim']],
  ['statistic-implied', ['Numerical Claim']],
]);

/** AVeriTeC writes 31-10-2020; a date that is less precise is left out. */
function dayFirst(date: string | null): string | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(date ?? '') ?? [];
  return day === undefined ? null : `${day}-${month}-${year}`;
}
