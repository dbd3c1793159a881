import type { IngestTimes } from './measure-ingest.ts';
import type { QuestionTimes } from './measure-questions.ts';
import type { StartTimes } from './measure-start.ts';
import { median, percentile } from './statistics.ts';

export type Figures = {
  readonly questions: QuestionTimes;
  readonly ingest: IngestTimes;
  readonly start: StartTimes;
};

/** Where and when a run took place. */
export type Circumstances = {
  readonly machine: string;
  readonly node: string;
  readonly commit: string;
  /** YYYY-MM-DD */
  readonly date: string;
  /** The system's one-minute load average before and after: above the number of cores, others were at work too. */
  readonly load: readonly [before: number, after: number];
};

type Row = { readonly what: string; readonly measured: string; readonly target?: string };

/** One run as Markdown tables. */
export function reportOf(figures: Figures, circumstances: Circumstances): string {
  const rows = [...questionRows(figures.questions), ...ingestRows(figures.ingest), ...startRows(figures.start)];
  const { machine, node, commit, date, load } = circumstances;
  return [
    '| machine | Node | commit | date | load before, after |',
    '| --- | --- | --- | --- | --- |',
    `| ${machine} | ${node} | ${commit} | ${date} | ${load.map((value) => value.toFixed(1)).join(', ')} |`,
    '',
    '| what | measured | target |',
    '| --- | --- | --- |',
    ...rows.map(({ what, measured, target }) => `| ${what} | ${measured} | ${target ?? ''} |`),
  ].join('\n');
}

function questionRows(times: QuestionTimes): Row[] {
  const { blocks, sentences, firstAnswerSeconds, named, unnamed, search, embed, raw, langChain } = times;
  const passages = `${grouped(blocks + sentences)} passages (${grouped(sentences)} sentences in ${grouped(blocks)} blocks)`;
  const times50 = (other: readonly number[]): string => `${(median(other) / median(named)).toFixed(2)} ×`;
  return [
    {
      what: `a question beyond its models, ${passages}, document named`,
      measured: inMs(named),
      target: atMost(median(named), 5, 'ms p50'),
    },
    { what: '– of that, ranking', measured: inMs(search) },
    { what: '– the same question with no document named (two rankings)', measured: inMs(unnamed) },
    {
      what: '– hnswlib and FTS5 alone: the same four searches, nothing ranked, read or composed',
      measured: `${inMs(raw)}; ${times50(raw)} ours`,
    },
    {
      what: '– LangChain, same passages and vectors: HNSWLib and BM25Retriever in an EnsembleRetriever',
      measured: `${inMs(langChain)}; ${times50(langChain)} ours`,
    },
    { what: '– its embedding, for comparison', measured: inMs(embed) },
    { what: '– the first answer after ingest, search index made on the way', measured: inSeconds(firstAnswerSeconds) },
  ];
}

function ingestRows({ ingest, ratio, delayP99Ms, alone, meanwhile }: IngestTimes): Row[] {
  return [
    {
      what: 'ingest against a bare loop over the model, same texts, median of the rounds',
      measured: `${median(ratio).toFixed(2)} (${median(ingest).toFixed(0)} passages a second)`,
      target: atLeast(median(ratio), 0.9),
    },
    { what: 'event-loop delay while ingesting, p99', measured: `${delayP99Ms.toFixed(1)} ms` },
    { what: 'a whole question, model included, alone', measured: inMs(alone) },
    {
      what: '– while a document is ingested',
      measured: `${inMs(meanwhile)}; ${(median(meanwhile) / median(alone)).toFixed(2)} × alone`,
    },
  ];
}

function startRows({ firstEver, cold, node, rss, peakRss }: StartTimes): Row[] {
  return [
    {
      what: 'cold start to first answer, whole process, index on disk, median',
      measured: inSeconds(cold),
      target: atMost(cold, 1.2, 's'),
    },
    { what: '– of that, Node doing nothing', measured: inSeconds(node) },
    { what: '– the first run ever: document, ledger and index made', measured: inSeconds(firstEver) },
    {
      what: 'memory (RSS) after 20 answers on the built-in document',
      measured: `${rss.toFixed(0)} MB (peak ${peakRss.toFixed(0)} MB)`,
      target: atMost(rss, 300, 'MB'),
    },
  ];
}

const inMs = (times: readonly number[]): string =>
  `${percentile(times, 0.5).toFixed(2)} ms p50, ${percentile(times, 0.95).toFixed(2)} ms p95`;
const inSeconds = (value: number): string => `${value.toFixed(2)} s`;
const grouped = (count: number): string => count.toLocaleString('en');

const atMost = (value: number, target: number, unit: string): string =>
  value <= target
    ? `≤ ${target} ${unit}: met`
    : `≤ ${target} ${unit}: **missed by ${Number((value - target).toPrecision(2))}**`;
const atLeast = (value: number, target: number): string =>
  value >= target ? `≥ ${target}: met` : `≥ ${target}: **missed by ${Number((target - value).toPrecision(2))}**`;
