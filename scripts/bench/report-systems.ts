import type { SizeFigures, SystemFailure, SystemFigures } from './measure-systems.ts';
import type { Spread } from './statistics.ts';
import { described } from './systems/names.ts';
import { atMost } from './verdict.ts';

type Systems = SizeFigures['systems'];

/** One size as a Markdown table, and below it how it stands against what is wanted. */
export function systemTable({ passages, systems }: SizeFigures): string {
  const ours = figuresOf(systems, 'hearsay');
  return [
    `### ${passages.toLocaleString('en')} passages`,
    '',
    '| system | build, s | p50, ms | p95, ms | CPU, ms | against a Hearsay answer | memory, MB | R@1 | paragraph R@1 | questions |',
    '| --- | --: | --: | --: | --: | --: | --: | --: | --: | --: |',
    ...described.flatMap(({ name, title, what }) => {
      const system = systems.find((each) => each.name === name);
      return system ? rowsOf(`${title}, ${what}`, system, ours) : [];
    }),
    '',
    ...(ours ? verdicts(passages, ours, systems) : []),
  ].join('\n');
}

function rowsOf(title: string, system: SystemFigures | SystemFailure, ours: SystemFigures | undefined): string[] {
  if ('why' in system) return [row([title, system.why, ...Array<string>(8).fill('–')])];
  const { buildSeconds, megabytes, rightAt1, paragraphAt1, questions, oursAt1, search } = system;
  const fewer = ours !== undefined && questions < ours.questions;
  const whole = row([
    title,
    buildSeconds.toFixed(1),
    ...times(system),
    system.cpu?.toFixed(2) ?? '–',
    ours ? `${ratioOf(system, ours).toFixed(2)} ×` : '',
    megabytes.toFixed(0),
    `${share(rightAt1)}${fewer && oursAt1 !== null ? ` (ours there ${share(oursAt1)})` : ''}`,
    share(paragraphAt1),
    `${questions}${fewer ? ', too slow for all' : ''}`,
  ]);
  return search ? [whole, row(['– of that, the search', '', ...times(search), '', '', '', '', '', ''])] : [whole];
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const times = ({ p50, p95 }: Spread): string[] => [p50.toFixed(2), p95.toFixed(2)];
/** By processor time, which others on the machine do not lengthen; by the clock where it was not measured. */
const ratioOf = (one: SystemFigures, other: SystemFigures): number =>
  one.cpu !== undefined && other.cpu !== undefined ? one.cpu / other.cpu : one.p50 / other.p50;
const share = (value: number | null): string => (value === null ? '–' : value.toFixed(3).replace(/^0/, ''));

function verdicts(passages: number, ours: SystemFigures, systems: Systems): string[] {
  const raw = figuresOf(systems, 'raw');
  const peers = systems.flatMap((each) =>
    'why' in each || each.name === 'hearsay' || each.name === 'raw' ? [] : [each],
  );
  return [
    ...(raw ? [`- a whole answer against hnswlib + FTS5: ${againstLimit(passages, ratioOf(ours, raw))}`] : []),
    ...(raw && ours.search ? [`- its search against hnswlib + FTS5: ${(ours.search.p50 / raw.p50).toFixed(2)} ×`] : []),
    `- a whole answer faster than every peer's search: ${allOrWho(
      peers,
      (peer) => ratioOf(peer, ours) > 1,
      (peer) => `${ratioOf(peer, ours).toFixed(2)} × ours`,
    )}`,
    ...(ours.search ? [`- its search faster than every peer's: ${fasterSearch(ours.search, peers)}`] : []),
    `- R@1 equal or better on the same questions: ${allOrWho(
      peers,
      ({ oursAt1, rightAt1 }) => (oursAt1 ?? 0) >= (rightAt1 ?? 0),
      ({ oursAt1, rightAt1 }) => `${share(rightAt1)}, ours ${share(oursAt1)}`,
    )}`,
    '',
  ];
}

const fasterSearch = ({ p50 }: Spread, peers: readonly SystemFigures[]): string =>
  allOrWho(
    peers,
    (peer) => p50 < peer.p50,
    (peer) => `${peer.p50.toFixed(2)} ms`,
  );

/** Below 10,000 passages the limit is a fraction of a millisecond, which no answer is composed in. */
const againstLimit = (passages: number, ratio: number): string =>
  `${ratio.toFixed(2)} ×${passages < 10_000 ? '' : `; ${atMost(ratio, 1.3, ' ×')}`}`;

function allOrWho(
  peers: readonly SystemFigures[],
  holds: (peer: SystemFigures) => boolean,
  figure: (peer: SystemFigures) => string,
): string {
  const not = peers.filter((peer) => !holds(peer));
  if (not.length === 0) return 'met';
  return `**missed**: ${not.map((peer) => `${titleOf(peer.name)} ${figure(peer)}`).join('; ')}`;
}

const titleOf = (name: SystemFigures['name']): string => described.find((each) => each.name === name)?.title ?? name;

function figuresOf(systems: Systems, name: SystemFigures['name']): SystemFigures | undefined {
  const found = systems.find((each) => each.name === name);
  return found && 'p50' in found ? found : undefined;
}
