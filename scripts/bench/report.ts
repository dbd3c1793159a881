import { crowd } from './measure-answers.ts';
import type { Circumstances, PerformanceRecord } from './record.ts';
import { stageTable, systemTable } from './report-systems.ts';
import type { Spread } from './statistics.ts';
import { atLeast, atMost } from './verdict.ts';

type Row = { readonly what: string; readonly measured: string; readonly target?: string };

/** Everything that was measured, as Markdown tables. */
export function reportOf(record: PerformanceRecord): string {
  const rows = [
    ...answerRows(record.answers),
    ...record.opening.flatMap(openingRows),
    ...ingestRows(record.ingest),
    ...startRows(record.start),
    ...deskRows(record.desk),
    ...webRows(record.web),
    ...longRows(record.long),
  ];
  return [
    ...(record.systems.length > 0 ? ['## Side by side', ''] : []),
    ...record.systems.map(({ figures }) => systemTable(figures)),
    '## Hearsay itself',
    '',
    '| what | measured | target |',
    '| --- | --- | --- |',
    ...rows.map(({ what, measured, target }) => `| ${what} | ${measured} | ${target ?? ''} |`),
    '',
    ...stageTable(record.systems),
    '## Where and when',
    '',
    '| part | machine | Node | commit | date | load before, after |',
    '| --- | --- | --- | --- | --- | --- |',
    ...parts(record).map(([part, made]) => `| ${part} | ${circumstances(made)} |`),
  ].join('\n');
}

function parts({ systems, opening, ...others }: PerformanceRecord): [part: string, made: Circumstances][] {
  const sizes = systems.map(({ figures, made }): [string, Circumstances] => [
    `side by side, ${grouped(figures.passages)}`,
    made,
  ]);
  const rest = [
    ['answers', others.answers],
    ['ingest', others.ingest],
    ['start and memory', others.start],
    ['the moderators’ desk', others.desk],
    ['source pages', others.web],
    ['many questions', others.long],
  ] as const;
  const opened = opening.map(({ figures, made }): [string, Circumstances] => [
    `opening, ${grouped(figures.passages)}`,
    made,
  ]);
  return [
    ...sizes,
    ...opened,
    ...rest.flatMap(([part, measured]): [string, Circumstances][] => (measured ? [[part, measured.made]] : [])),
  ];
}

const circumstances = ({ machine, node, commit, date, load }: Circumstances): string =>
  [machine, node, commit, date, load.map((value) => value.toFixed(1)).join(', ')].join(' | ');

function answerRows(measured: PerformanceRecord['answers']): Row[] {
  if (!measured) return [];
  const { blocks, sentences, firstAnswerSeconds, named, unnamed, search, embed, whole, crowded, ...speed } =
    measured.figures;
  const passages = `${grouped(blocks + sentences)} passages (${grouped(sentences)} sentences in ${grouped(blocks)} blocks)`;
  return [
    {
      what: `a question beyond its models, ${passages}, document named; words are looked for while the model works`,
      measured: inMs(named),
      target: atMost(named.p50, 5, ' ms p50'),
    },
    { what: '– of that, ranking', measured: inMs(search) },
    { what: '– the same question with no document named (two rankings)', measured: inMs(unnamed) },
    { what: '– its embedding, for comparison', measured: inMs(embed) },
    {
      what: 'a whole question, models included, one at a time',
      measured: `${inMs(whole)}; ${speed.alonePerSecond.toFixed(0)} a second`,
    },
    { what: `– ${crowd} at once`, measured: `${inMs(crowded)}; ${speed.crowdedPerSecond.toFixed(0)} a second` },
    { what: 'the first answer of a process, files on disk', measured: inSeconds(firstAnswerSeconds) },
  ];
}

function openingRows({ figures }: PerformanceRecord['opening'][number]): Row[] {
  const { passages, app, searchable, answered, megabytes } = figures;
  return [
    {
      what: `${grouped(passages)} passages opened from disk, from \`openApp\` to a library that can be searched`,
      measured: inSeconds(searchable),
      ...(passages >= 100_000 && { target: atMost(searchable, 1.5, ' s') }),
    },
    { what: '– of that, the app', measured: inSeconds(app) },
    { what: '– to the first answer from it', measured: `${inSeconds(answered)}, ${megabytes.toFixed(0)} MB resident` },
  ];
}

function deskRows(measured: PerformanceRecord['desk']): Row[] {
  if (!measured) return [];
  const { claims, records, foldMs, listMs, queueMs } = measured.figures;
  const whole = foldMs + listMs + queueMs;
  return [
    {
      what: `${grouped(claims)} claims with ${grouped(records)} records of evidence: folded, listed by a filter, made a queue of`,
      measured: `${foldMs.toFixed(1)} + ${listMs.toFixed(1)} + ${queueMs.toFixed(1)} = ${whole.toFixed(1)} ms`,
      target: atMost(whole, 50, ' ms'),
    },
  ];
}

function webRows(measured: PerformanceRecord['web']): Row[] {
  if (!measured) return [];
  const { pages, characters, claims, firstMs, receiptMs, sentBytes, htmlBytes, perSecond } = measured.figures;
  const kB = (bytes: number): string => `${(bytes / 1_000).toFixed(0)} kB`;
  const slower = Math.max(firstMs, receiptMs);
  return [
    {
      what: `the source page of ${pages} pages (${grouped(characters)} characters, ${claims} claims): its first part; the part of a receipt; nothing drawn yet`,
      measured: `${firstMs.toFixed(0)}; ${receiptMs.toFixed(0)} ms`,
      target: atMost(slower, 300, ' ms'),
    },
    {
      what: '– sent first (gzip; as HTML)',
      measured: `${kB(sentBytes)}; ${kB(htmlBytes)}`,
      target: atMost(htmlBytes / 1_000, 200, ' kB'),
    },
    {
      what: '– the same part again, cached, 16 connections, one process',
      measured: `${grouped(Math.round(perSecond))} a second`,
      target: atLeast(perSecond, 500),
    },
  ];
}

function ingestRows(measured: PerformanceRecord['ingest']): Row[] {
  if (!measured) return [];
  const { ingest, ratio, delayP99Ms, alone, meanwhile } = measured.figures;
  return [
    {
      what: 'ingest against a bare loop over the model, same texts, median of the rounds',
      measured: `${ratio.toFixed(2)} (${ingest.toFixed(0)} passages a second)`,
      target: atLeast(ratio, 0.9),
    },
    {
      what: 'event-loop delay while ingesting, p99',
      measured: `${delayP99Ms.toFixed(1)} ms`,
      target: atMost(delayP99Ms, 50, ' ms'),
    },
    {
      what: 'a whole question (`Assistant.ask`, no Discord between) on the built-in document, alone',
      measured: inMs(alone),
    },
    {
      what: '– the same while a document is ingested',
      measured: `${inMs(meanwhile)}; ${(meanwhile.p50 / alone.p50).toFixed(2)} × alone`,
    },
  ];
}

function startRows(measured: PerformanceRecord['start']): Row[] {
  if (!measured) return [];
  const { firstEver, cold, node, weights, page } = measured.figures;
  return [
    {
      what: 'cold start to first answer, whole process, index on disk, median',
      measured: inSeconds(cold),
      target: atMost(cold, 1.2, ' s'),
    },
    { what: '– of that, Node doing nothing', measured: inSeconds(node) },
    { what: '– the first run ever: document, ledger and index made', measured: inSeconds(firstEver) },
    ...(page
      ? [
          {
            what: '`npm start` without a token to a page whose bot answers, median; the first time',
            measured: `${inSeconds(page.again)}; ${inSeconds(page.first)}`,
            target: atMost(Math.max(page.again, page.first), 3, ' s'),
          },
        ]
      : []),
    { what: 'memory (RSS), idle, embedder loaded', measured: inMb(weights.idle) },
    {
      what: '– after 20 answers on the built-in document, the reader loaded by them',
      measured: inMb(weights.answering),
      target: atMost(weights.answering, 300, ' MB'),
    },
    {
      what: '– after a question in French too, which loads the language detector',
      measured: `${inMb(weights.everything)} (peak ${inMb(weights.peak)})`,
    },
  ];
}

function longRows(measured: PerformanceRecord['long']): Row[] {
  if (!measured) return [];
  const { passages, after } = measured.figures;
  const [first, last] = [after[0]!, after.at(-1)!];
  return [
    {
      what: `memory after ${grouped(first.asked)} and ${grouped(last.asked)} questions to ${grouped(passages)} passages`,
      measured: `${inMb(first.megabytes)}, ${inMb(last.megabytes)}`,
      target: atMost(last.megabytes / first.megabytes, 1.05, ' ×'),
    },
  ];
}

const inMs = ({ p50, p95 }: Spread): string => `${p50.toFixed(2)} ms p50, ${p95.toFixed(2)} ms p95`;
const inSeconds = (value: number): string => `${value.toFixed(2)} s`;
const inMb = (value: number): string => `${value.toFixed(0)} MB`;
const grouped = (count: number): string => count.toLocaleString('en');
