import type { SizeFigures, SystemFigures } from './measure-systems.ts';
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
        title: 'Time a question, its embedding left out (median)',
        unit: 'ms',
        series: seriesOf(sizes, ({ p50 }) => p50),
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
function seriesOf(sizes: readonly Measured<SizeFigures>[], value: (system: SystemFigures) => number): Series[] {
  return described.map(({ name, title, colour }) => ({
    name: title,
    colour,
    emphasised: name === 'hearsay',
    points: sizes.flatMap(({ figures: { passages, systems } }) => {
      const found = systems.find((system) => system.name === name);
      return found && 'p50' in found ? [{ x: passages, y: value(found) }] : [];
    }),
  }));
}
