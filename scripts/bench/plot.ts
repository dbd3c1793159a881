import { fixed, line, svgOf, text, titleText } from '../plot/svg.ts';

export type Series = {
  readonly name: string;
  readonly colour: string;
  readonly emphasised: boolean;
  /** By x; all positive. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
};

type Plot = {
  readonly title: string;
  readonly xLabel: string;
  /** Marked on the x axis. */
  readonly xs: readonly number[];
  /** How a value is written at a line's end and on the y axis. */
  readonly unit: string;
  readonly series: readonly Series[];
};

const size = { width: 800, height: 480 } as const;
const inner = { left: 92, right: 576, top: 64, bottom: 420 } as const;
const labelHeight = 17;

/** Lines over two logarithmic axes, each named at its end, on a ground of its own so that any page can show it. */
export function plotOf({ title, xLabel, xs, unit, series }: Plot): string {
  const ys = series.flatMap(({ points }) => points.map(({ y }) => y));
  const decades = decadesAround(ys);
  const x = scale(Math.min(...xs), Math.max(...xs), inner.left + 24, inner.right - 12);
  const y = scale(decades[0]!, decades.at(-1)!, inner.bottom, inner.top);
  const written = (value: number): string =>
    `${Number(value.toPrecision(value < 10 ? 2 : 3)).toLocaleString('en')} ${unit}`;
  const last = Math.max(...xs);
  const ends = series.flatMap(({ points, name, colour, emphasised }): Label[] => {
    const end = points.at(-1);
    return end ? [{ x: x(end.x), y: y(end.y), words: `${name}, ${written(end.y)}`, colour, emphasised }] : [];
  });
  const heightsAt = (at: number): number[] =>
    series.flatMap(({ points }) => points.filter((point) => x(point.x) === at).map((point) => y(point.y)));
  return svgOf(size, title, [
    titleText(inner.left, title),
    ...decades.flatMap((decade) => [
      line(inner.left, y(decade), inner.right, y(decade)),
      text(inner.left - 8, y(decade) + 4, written(decade), 'text-anchor="end"'),
    ]),
    ...xs.flatMap((value) => [
      line(x(value), inner.top, x(value), inner.bottom),
      text(x(value), inner.bottom + 20, value.toLocaleString('en'), 'text-anchor="middle"'),
    ]),
    text((inner.left + inner.right) / 2, inner.bottom + 44, xLabel, 'text-anchor="middle"'),
    ...series.map(({ points, ...style }) =>
      curve(
        points.map((point) => [x(point.x), y(point.y)] as const),
        style,
      ),
    ),
    ...labels(ends.filter((end) => end.x === x(last))),
    ...ends.filter((end) => end.x !== x(last)).map((end) => halfWay(end, heightsAt(end.x))),
  ]);
}

/** Powers of ten from below the least to above the greatest. */
function decadesAround(values: readonly number[]): number[] {
  const from = Math.floor(Math.log10(Math.min(...values)));
  const to = Math.ceil(Math.log10(Math.max(...values)));
  return Array.from({ length: Math.max(1, to - from) + 1 }, (_, at) => 10 ** (from + at));
}

const scale =
  (least: number, most: number, from: number, to: number) =>
  (value: number): number =>
    least === most ? from : from + ((to - from) * Math.log(value / least)) / Math.log(most / least);

type Label = {
  readonly x: number;
  readonly y: number;
  readonly words: string;
  readonly colour: string;
  readonly emphasised: boolean;
};

/** Beside the plot, each with a leader from its line's end, moved down where two would stand on each other. */
function labels(all: readonly Label[]): string[] {
  const beside = inner.right + 10;
  let lowest = Number.NEGATIVE_INFINITY;
  return [...all]
    .sort((a, b) => a.y - b.y)
    .map((label) => {
      const at = Math.max(label.y, lowest + labelHeight);
      lowest = at;
      const weight = label.emphasised ? ' font-weight="600"' : '';
      const leader = `<path d="M${fixed(label.x + 6)} ${fixed(label.y)} L${beside - 4} ${fixed(at)}" fill="none" stroke="${label.colour}" stroke-opacity=".45" stroke-dasharray="2 3"/>`;
      return `${leader}\n${text(beside, at + 4, label.words, `fill="${label.colour}"${weight}`)}`;
    });
}

/** A line that ends before the others is named above or below its end, where more room is; a rim keeps lines off. */
function halfWay({ x, y, words, colour }: Label, others: readonly number[]): string {
  const room = (at: number): number =>
    Math.min(...others.filter((other) => other !== y).map((other) => Math.abs(other - at)));
  const below = room(y + 14) > room(y - 12);
  const style = `fill="${colour}" stroke="#ffffff" stroke-width="4" paint-order="stroke"`;
  return text(x + 8, below ? y + 20 : y - 8, words, style);
}

function curve(
  points: readonly (readonly [number, number])[],
  { colour, emphasised }: Pick<Series, 'colour' | 'emphasised'>,
): string {
  const path = points.map(([x, y], at) => `${at === 0 ? 'M' : 'L'}${fixed(x)} ${fixed(y)}`).join(' ');
  const dots = points.map(
    ([x, y]) => `<circle cx="${fixed(x)}" cy="${fixed(y)}" r="${emphasised ? 5 : 3.5}" fill="${colour}"/>`,
  );
  return `<path d="${path}" fill="none" stroke="${colour}" stroke-width="${emphasised ? 3.5 : 1.8}"/>${dots.join('')}`;
}
