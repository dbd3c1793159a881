import { shown } from '../eval/bootstrap.ts';
import type { SizeFigures, SystemFailure, SystemFigures, WayFigures } from './measure-systems.ts';
import type { Measured } from './record.ts';
import { type Described, described } from './systems/names.ts';
import { atMost } from './verdict.ts';

type Systems = SizeFigures['systems'];

/** One size as a Markdown table, and below it how it stands against what is wanted. */
export function systemTable({ passages, systems }: SizeFigures): string {
  const ours = wayOf(systems, 'hearsay', 'search');
  return [
    `### ${passages.toLocaleString('en')} passages`,
    '',
    '| system | build, s | p50, ms | p95, ms | CPU, ms | against Hearsay’s search | memory, MB | R@1 | paragraph R@1 | questions |',
    '| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: |',
    ...described.flatMap((one) => rowsOf(one, systems, ours)),
    '',
    ...(ours ? verdicts(passages, ours, systems) : []),
  ].join('\n');
}

/** The first way of a system shows what all of them share; what could not be measured has one row. */
function rowsOf(one: Described, systems: Systems, ours: WayFigures | undefined): string[] {
  const system = systems.find(({ name }) => name === one.name);
  if (!system) return [];
  const isFirst = described.find(({ name }) => name === one.name) === one;
  if ('why' in system) return isFirst ? [failedRow(one, system)] : [];
  const way = system.ways.find((each) => each.way === one.way);
  if (!way) return [];
  const { p50, p95, cpu, rightAt1, paragraphAt1, questions, oursAt1 } = way;
  const fewer = ours !== undefined && questions < ours.questions;
  return [
    row([
      `${one.title}${one.title.startsWith('–') ? ' ' : ', '}${one.what}${earlierOf(system)}`,
      isFirst ? system.buildSeconds.toFixed(1) : '',
      p50.toFixed(2),
      p95.toFixed(2),
      cpu?.toFixed(2) ?? '–',
      ours ? `${ratioOf(way, ours).toFixed(2)} ×` : '',
      isFirst ? system.megabytes.toFixed(0) : '',
      `${rate(rightAt1)}${fewer && oursAt1 ? ` (ours there ${rate(oursAt1)})` : ''}`,
      rate(paragraphAt1),
      `${questions}${fewer ? ', too slow for all' : ''}`,
    ]),
  ];
}

const failedRow = ({ title, what }: Described, { why }: SystemFailure): string =>
  row([`${title}, ${what}`, why, ...Array<string>(8).fill('–')]);

const earlierOf = ({ earlier }: SystemFigures): string =>
  earlier ? ` (of an earlier run: ${earlier.date}, ${earlier.commit})` : '';
const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const rate = (value: WayFigures['rightAt1']): string => (value ? shown(value) : '–');
/** By processor time, which others on the machine do not lengthen; by the clock where it was not measured. */
const ratioOf = (one: WayFigures, other: WayFigures): number =>
  one.cpu !== null && other.cpu !== null ? one.cpu / other.cpu : one.p50 / other.p50;

/** How a peer, or a part of it, finds passages. */
type Peer = {
  readonly title: string;
  readonly what: string;
  readonly figures: WayFigures;
  readonly isEarlier: boolean;
};

const peerRows = described.filter(({ name }) => name !== 'hearsay' && name !== 'raw');

/** @param isPart whether parts of peers are wanted, or whole ones */
const peersIn = (systems: Systems, isPart = false): Peer[] =>
  peerRows
    .filter((row) => (row.isPart ?? false) === isPart)
    .flatMap(({ name, way, title, what }) => {
      const figures = wayOf(systems, name, way);
      return figures ? [{ title, what, figures, isEarlier: figuresOf(systems, name)?.earlier !== undefined }] : [];
    });

const titlesOfFailed = (systems: Systems): string[] =>
  peerRows
    .filter(({ name, isPart }) => !isPart && systems.some((system) => system.name === name && 'why' in system))
    .map(({ title }) => title);

function verdicts(passages: number, ours: WayFigures, systems: Systems): string[] {
  const limit = wayOf(systems, 'raw', 'both');
  const answer = wayOf(systems, 'hearsay', 'answer');
  return [
    `- its search faster than every peer’s search${ofAll(systems, {
      holds: ({ figures }) => ratioOf(figures, ours) > 1,
      figure: ({ figures }) => `${ratioOf(figures, ours).toFixed(2)} × ours`,
    })}`,
    `- R@1 of its search equal or better on the same questions${ofAll(systems, {
      holds: ({ figures: { oursAt1, rightAt1 } }) => (oursAt1?.value ?? 0) >= (rightAt1?.value ?? 0),
      figure: ({ figures: { oursAt1, rightAt1 }, isEarlier }) =>
        `${rate(rightAt1)}, ours ${isEarlier ? `now ${rate(ours.rightAt1)}` : rate(oursAt1)}`,
    })}`,
    ...peersIn(systems, true).map(
      ({ title, what, figures }) =>
        `- a part of a peer, for comparison: ${title}, ${what}: ${ratioOf(figures, ours).toFixed(2)} × ours, R@1 ${rate(figures.rightAt1)}`,
    ),
    ...(limit && answer ? [`- a whole answer against hnswlib + FTS5: ${againstLimit(passages, answer, limit)}`] : []),
    ...(limit ? [`- its search against hnswlib + FTS5: ${ratioOf(ours, limit).toFixed(2)} ×`] : []),
    '',
  ];
}

type Comparison = { readonly holds: (peer: Peer) => boolean; readonly figure: (peer: Peer) => string };

/** Judged by the peers of this run alone; those of an earlier one, and those that failed, are told apart. */
function ofAll(systems: Systems, { holds, figure }: Comparison): string {
  const peers = peersIn(systems);
  const now = peers.filter(({ isEarlier }) => !isEarlier);
  const not = now.filter((peer) => !holds(peer));
  const figures = (some: readonly Peer[]): string => some.map((peer) => `${peer.title} ${figure(peer)}`).join('; ');
  const earlier = peers.filter(({ isEarlier }) => isEarlier);
  const failed = titlesOfFailed(systems);
  const titles = now.map(({ title }) => title).join(', ');
  return [
    now.length === 0
      ? ': no peer was asked'
      : ` (${titles}): ${not.length === 0 ? 'met' : `**missed**: ${figures(not)}`}`,
    ...(earlier.length === 0 ? [] : [`of an earlier run: ${figures(earlier)}`]),
    ...(failed.length === 0 ? [] : [`could not be asked: ${failed.join(', ')}`]),
  ].join(' · ');
}

/**
 * Held to processor time, which has other threads' work in it too; the clock's ratio beside it. Below 10,000 passages the
 * limit is a fraction of a millisecond, which no answer is composed in.
 */
function againstLimit(passages: number, answer: WayFigures, limit: WayFigures): string {
  const ratio = ratioOf(answer, limit);
  const target = passages < 10_000 ? '' : `, held to ${atMost(ratio, 1.3, ' ×')}`;
  return `${ratio.toFixed(2)} × by processor time${target}; ${(answer.p50 / limit.p50).toFixed(2)} × by the clock (p50)`;
}

const wayOf = (systems: Systems, wanted: SystemFigures['name'], way: string): WayFigures | undefined =>
  figuresOf(systems, wanted)?.ways.find((each) => each.way === way);

function figuresOf(systems: Systems, name: SystemFigures['name']): SystemFigures | undefined {
  const found = systems.find((each) => each.name === name);
  return found && 'ways' in found ? found : undefined;
}

/** The size that the summary is of. */
const headlineSize = 10_000;

/** What the README says of speed; undefined where that size was not measured. */
export function headlineOf(sizes: readonly Measured<SizeFigures>[]): string | undefined {
  const systems = sizes.find(({ figures }) => figures.passages === headlineSize)?.figures.systems ?? [];
  const ours = wayOf(systems, 'hearsay', 'search');
  const answer = wayOf(systems, 'hearsay', 'answer');
  const whole = wayOf(systems, 'hearsay', 'whole');
  if (!ours || !answer) return undefined;
  const fastest = peersIn(systems).toSorted((a, b) => a.figures.p50 - b.figures.p50)[0];
  const peer = fastest && `${fastest.title}, ${fastest.what}${fastest.isEarlier ? ', of an earlier run' : ''}`;
  const inMs = ({ p50 }: WayFigures): string => `${p50.toFixed(1)} ms`;
  const found = (figures: WayFigures): string =>
    `${inMs(figures)}${figures.rightAt1 ? `, R@1 ${figures.rightAt1.value.toFixed(3)}` : ''}`;
  return [
    `search ${found(ours)}${fastest ? ` (the fastest peer: ${peer}, ${found(fastest.figures)})` : ''}`,
    `a whole answer without its models ${inMs(answer)}`,
    ...(whole ? [`with them ${inMs(whole)}`] : []),
  ].join(' · ');
}

/** Where a whole answer's processor time goes, a column a size; nothing where no run measured it. */
export function stageTable(sizes: readonly Measured<SizeFigures>[]): string[] {
  const measured = sizes.flatMap(({ figures: { passages, systems } }) => {
    const stages = figuresOf(systems, 'hearsay')?.stages;
    return stages ? [{ passages, systems, stages }] : [];
  });
  if (measured.length === 0) return [];
  const limits = described.filter(({ name, way }) => name === 'raw' && way !== 'both');
  const inMs = (value: number | null | undefined): string => value?.toFixed(2) ?? '–';
  return [
    '## Where the time goes',
    '',
    'Of a whole answer, its models left out: processor milliseconds a question, mean, by samples of a profiler in the',
    'same run (`scripts/bench/profile-stages.ts`); below it what the limit’s parts take alone, median.',
    '',
    row(['stage', ...measured.map(({ passages }) => `${passages.toLocaleString('en')} passages`)]),
    row(['---', ...measured.map(() => '--:')]),
    ...[...new Set(measured.flatMap(({ stages }) => Object.keys(stages)))].map((stage) =>
      row([stage, ...measured.map(({ stages }) => inMs(stages[stage]))]),
    ),
    ...limits.map(({ way, what }) =>
      row([`the limit: ${what} alone`, ...measured.map(({ systems }) => inMs(wayOf(systems, 'raw', way)?.cpu))]),
    ),
    '',
  ];
}
