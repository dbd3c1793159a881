import { type Annotation, agreement } from './agreement.ts';
import { breakdown, grouped, inOneLine, neitherCounted, outcomes, table, thinFigures } from './golden-report.ts';
import type { Judged } from './judge-answer.ts';
import { headlinePlot, kindsPlot } from './quality-plots.ts';

/** What a figure needs to be repeated. */
export type GoldenRun = {
  readonly judged: readonly Judged[];
  /** Model, rules' versions, commit and machine. */
  readonly made: string;
  /** Of a question, by those who saw no label. */
  readonly annotationsOf: (judged: Judged) => readonly Annotation[] | undefined;
};

/** By what they are called on the page. */
export const halves = (judged: readonly Judged[]): [string, readonly Judged[]][] => [
  ['held out', judged.filter(({ question }) => question.split === 'held-out')],
  ['looked at while fitting', judged.filter(({ question }) => question.split === 'fitted')],
];

/** File names in docs/images and their SVG. */
export function qualityImages(judged: readonly Judged[]): ReadonlyMap<string, string> {
  const [[, heldOut]] = halves(judged) as [[string, readonly Judged[]]]; // the first is always there
  return new Map([
    ['quality-held-out.svg', headlinePlot(heldOut)],
    ['quality-kinds.svg', kindsPlot(judged)],
  ]);
}

/** `docs/quality.md` up to what `squadPart` adds. */
export function goldenPage({ judged, made, annotationsOf }: GoldenRun): string {
  const byDocument = grouped(judged, ({ document }) => document);
  const groups = new Map([...halves(judged), ...byDocument]);
  return [
    '# How good the answers are',
    'Written by `npm run eval`; each figure with its 95 % interval (bootstrap over questions, seeded, 2000 draws; the exact binomial bound where none or all are right) and how many it is of.',
    made,
    `${judged.length} questions on ${byDocument.size} documents (\`test/golden/\`). Every other question is **held out** of every fit by \`npm run fit\` of a weight, a margin or a cut (the first 86 on the op-ed, and those of a \`seen.jsonl\`, are all of the other half; of 200 questions about something else nine in ten are held out, and all of 24 whose type or names are missing). The choice between variants of the reader, of two rules, of two mixtures of the embedder, of what an answer is judged by and how it is fitted, of how several questions are cut, of how many shown quotes are to be right, and of how many may be refused (5, 6, 7, 9 or 10 %), on 22 and 23 November 2026, was seen by both halves ([which](decisions/2026-11-23-reader-on-both-kinds.md), [again](decisions/2026-11-23-reader-again.md), [embedder](decisions/2026-11-23-embedder.md), [five windows](decisions/2026-11-23-five-windows.md), [several questions](decisions/2026-11-23-several-questions.md)). ${neitherCounted(judged)} questions count in no figure of hits or refusals: summaries, and those that may fairly be answered or not. A right quote covers 60 % of a right span. **Both passages**: of questions that need two, those where each is among the quotes shown. **Own voice**: a line of an answer, or of the whole summary behind one, that is neither the document's exact words, nor a ledger's fact with its records, nor one of our fixed sentences, or, in the answer, words that must not be said of this question.`,
    '![Headline figures of the held-out questions against what is to be reached](images/quality-held-out.svg)',
    ...[...groups].slice(0, 2).map(([name, own]) => `In one line, ${name}: ${inOneLine(own)}`),
    table(groups),
    '## How questions come out',
    'Held out, by whether the document answers them. Between the two cuts an answer is headed "Closest passages, may not answer": it counts as answered above.',
    outcomes(groups.get('held out') ?? []),
    'All questions:',
    outcomes(judged),
    '## How far the labels can be trusted',
    'Two further annotations of each question of 23 November 2026 but off-topic ones and summaries, made apart from each other and without seeing labels or answers ([how](../test/golden/annotations/README.md)). No label was changed after them: where a fair reader may disagree with it, so may they.',
    agreement(halves(judged), annotationsOf),
    '## By kind of question',
    '![Right first quotes, refusals and wrong answers by kind of question](images/quality-kinds.svg)',
    breakdown(judged, ({ question }) => question.kind),
    '## By language of the question',
    `Of fewer than ten questions, so that they say next to nothing: ${thinFigures(judged, languageOf) || 'none'}.`,
    breakdown(judged, languageOf),
  ].join('\n\n');
}

const languageOf = ({ question }: Judged): string => question.language;

/** Tables of labelled questions, for the person who has them: they are nobody else's. */
export const labelledReport = (judged: readonly Judged[], leftOut: number): string =>
  [
    '## Labelled questions',
    `${judged.length} labels, every other one held out.${leftOut > 0 ? ` Left out, because their documents (or these revisions of them) are not among the golden ones: ${leftOut}.` : ''}`,
    ...(judged.length > 0 ? [table(new Map(halves(judged))), outcomes(judged)] : []),
  ].join('\n\n');

const squadHeading = '\n## On SQuAD-format data\n';

/**
 * The golden part and what stands in docs/quality-squad.md, one level deeper, as one page.
 * @param golden may already have such a part, which is replaced
 */
export function qualityPage(golden: string, squad: string): string {
  const own = golden.split(squadHeading)[0]!.trim();
  return squad === '' ? `${own}\n` : `${own}\n\n${squad.trim().replaceAll(/^#/gmu, '##')}\n`;
}
