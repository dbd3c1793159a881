import type { SizeFigures, SystemFigures, WayFigures } from './measure-systems.ts';
import { plotOf, type Series } from './plot.ts';
import type { Measured } from './record.ts';
import { described } from './systems/names.ts';

/** File names in docs/images and their SVG. */
export function plotsOf(sizes: readonly Measured<SizeFigures>[]): ReadonlyMap<string, string> {
  const xs = sizes.map(({ figures }) => figures.passages);
  const common = { xLabel: 'passages', xs } as const;
  return new Map([
    [
      'bench-time.svg',
      plotOf({
        ...common,
        title: 'Time of a search, its embedding left out (median)',
        unit: 'ms',
        series: seriesOf(sizes, (_, { p50 }) => p50),
      }),
    ],
    [
      'bench-memory.svg',
      plotOf({
        ...common,
        title: 'Memory that the passages take (RSS growth)',
        unit: 'MB',
        series: seriesOf(sizes, ({ megabytes }) => megabytes),
      }),
    ],
  ]);
}

/** What failed has no point. */
function seriesOf(
  sizes: readonly Measured<SizeFigures>[],
  value: (system: SystemFigures, way: WayFigures) => number,
): Series[] {
  return described.flatMap(({ name, way, title, colour }) => {
    if (colour === undefined) return [];
    const points = sizes.flatMap(({ figures: { passages, systems } }) => {
      const system = systems.find((each) => each.name === name);
      const figures = system && 'ways' in system ? system.ways.find((each) => each.way === way) : undefined;
      return system && 'ways' in system && figures ? [{ x: passages, y: value(system, figures) }] : [];
    });
    return [{ name: title, colour, emphasised: name === 'hearsay', points }];
  });
}
