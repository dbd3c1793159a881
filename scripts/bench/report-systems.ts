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

type Peer = { readonly title: string; readonly figures: WayFigures; readonly isPart: boolean };

/** What the peers find passages by, and parts of it. */
const peersAndPartsIn = (systems: Systems): Peer[] =>
  described.flatMap(({ name, way, title, what, isPart = false }) => {
    const figures = name === 'hearsay' || name === 'raw' ? undefined : wayOf(systems, name, way);
    return figures ? [{ title: `${title}, ${what}`, figures, isPart }] : [];
  });
const peersIn = (systems: Systems): Peer[] => peersAndPartsIn(systems).filter(({ isPart }) => !isPart);

function verdicts(passages: number, ours: WayFigures, systems: Systems): string[] {
  const limit = wayOf(systems, 'raw', 'both');
  const answer = wayOf(systems, 'hearsay', 'answer');
  const peers = peersIn(systems);
  const parts = peersAndPartsIn(systems).filter(({ isPart }) => isPart);
  return [
    `- its search faster than every peer’s search: ${allOrWho(
      peers,
      ({ figures }) => ratioOf(figures, ours) > 1,
      ({ figures }) => `${ratioOf(figures, ours).toFixed(2)} × ours`,
    )}`,
    `- R@1 of its search equal or better on the same questions: ${atOne(peers)}`,
    ...parts.map(
      ({ title, figures }) =>
        `- a part of a peer, for comparison: ${title}: ${ratioOf(figures, ours).toFixed(2)} × ours, R@1 ${rate(figures.rightAt1)}`,
    ),
    ...(limit && answer
      ? [`- a whole answer against hnswlib + FTS5: ${againstLimit(passages, ratioOf(answer, limit))}`]
      : []),
    ...(limit ? [`- its search against hnswlib + FTS5: ${ratioOf(ours, limit).toFixed(2)} ×`] : []),
    '',
  ];
}

function atOne(peers: readonly Peer[]): string {
  const known = peers.filter(({ figures }) => figures.oursAt1 !== null);
  if (known.length === 0) return 'not measured';
  return allOrWho(
    known,
    ({ figures: { oursAt1, rightAt1 } }) => (oursAt1?.value ?? 0) >= (rightAt1?.value ?? 0),
    ({ figures: { oursAt1, rightAt1 } }) => `${rate(rightAt1)}, ours ${rate(oursAt1)}`,
  );
}

/** Below 10,000 passages the limit is a fraction of a millisecond, which no answer is composed in. */
const againstLimit = (passages: number, ratio: number): string =>
  `${ratio.toFixed(2)} ×${passages < 10_000 ? '' : `; ${atMost(ratio, 1.3, ' ×')}`}`;

function allOrWho(peers: readonly Peer[], holds: (peer: Peer) => boolean, figure: (peer: Peer) => string): string {
  const not = peers.filter((peer) => !holds(peer));
  if (not.length === 0) return 'met';
  return `**missed**: ${not.map((peer) => `${peer.title} ${figure(peer)}`).join('; ')}`;
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
  const peers = peersIn(systems);
  const fastest = peers.toSorted((a, b) => a.figures.p50 - b.figures.p50)[0];
  const inMs = ({ p50 }: WayFigures): string => `${p50.toFixed(1)} ms`;
  const found = (figures: WayFigures): string =>
    `${inMs(figures)}${figures.rightAt1 ? `, R@1 ${figures.rightAt1.value.toFixed(3)}` : ''}`;
  return [
    `search ${found(ours)}${fastest ? ` (the fastest peer: ${fastest.title}, ${found(fastest.figures)})` : ''}`,
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
    ...Object.keys(measured[0]!.stages).map((stage) =>
      row([stage, ...measured.map(({ stages }) => inMs(stages[stage]))]),
    ),
    ...limits.map(({ way, what }) =>
      row([`the limit: ${what} alone`, ...measured.map(({ systems }) => inMs(wayOf(systems, 'raw', way)?.cpu))]),
    ),
    '',
  ];
}
