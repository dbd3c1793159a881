import { fixed, ink, line, svgOf, text, titleText } from '../plot/svg.ts';
import type { Rate } from './bootstrap.ts';

export type Bar = {
  readonly rate: Rate;
  readonly colour: string;
  /** Marked across the bar, with its words at the end of the row. */
  readonly target?: { readonly value: number; readonly words: string };
};
/** One thing that was measured, or several of the same questions. */
export type BarRow = { readonly name: string; readonly bars: readonly Bar[] };

type BarPlot = {
  readonly title: string;
  readonly legend: readonly { readonly colour: string; readonly words: string }[];
  readonly rows: readonly BarRow[];
};

const width = 800;
const axis = { left: 250, right: 570 } as const;
const top = 92;
const barHeight = 12;
const rowGap = 12;
const marks = [0, 0.25, 0.5, 0.75, 1];

const x = (value: number): number => axis.left + (axis.right - axis.left) * value;

/** Shares from 0 to 1 as bars, each with its interval, how many it is of, and what is to be reached. */
export function barPlotOf({ title, legend, rows }: BarPlot): string {
  const starts: number[] = [];
  let bottom = top;
  for (const { bars } of rows) {
    starts.push(bottom);
    bottom += bars.length * (barHeight + 2) + rowGap;
  }
  return svgOf({ width, height: bottom + 36 }, title, [
    titleText(24, title),
    ...legendOf(legend),
    ...marks.flatMap((value) => [
      line(x(value), top - 8, x(value), bottom),
      text(x(value), bottom + 18, value.toFixed(2), 'text-anchor="middle"'),
    ]),
    ...rows.flatMap((row, at) => rowOf(row, starts[at]!)),
  ]);
}

function legendOf(legend: BarPlot['legend']): string[] {
  let at = 24;
  return legend.flatMap(({ colour, words }) => {
    const from = at;
    at += 40 + words.length * 6.6;
    return [
      `<rect x="${fixed(from)}" y="50" width="12" height="12" rx="2" fill="${colour}"/>`,
      text(from + 18, 61, words, ''),
    ];
  });
}

function rowOf({ name, bars }: BarRow, y: number): string[] {
  const middle = y + (bars.length * (barHeight + 2)) / 2;
  return [
    text(axis.left - 12, middle + 4, name, 'text-anchor="end"'),
    ...bars.flatMap((bar, at) => barOf(bar, y + at * (barHeight + 2))),
  ];
}

function barOf({ rate, colour, target }: Bar, y: number): string[] {
  const middle = y + barHeight / 2;
  const whisker = `stroke="${ink}" stroke-width="1.2"`;
  const words = `${rate.value.toFixed(3)} of ${rate.of}${target ? `, to reach ${target.words}` : ''}`;
  return [
    `<rect x="${axis.left}" y="${fixed(y)}" width="${fixed(Math.max(2, x(rate.value) - axis.left))}" height="${barHeight}" fill="${colour}"/>`,
    line(x(rate.low), middle, x(rate.high), middle, whisker),
    line(x(rate.low), middle - 3, x(rate.low), middle + 3, whisker),
    line(x(rate.high), middle - 3, x(rate.high), middle + 3, whisker),
    ...(target
      ? [line(x(target.value), y - 5, x(target.value), y + barHeight + 5, `stroke="${ink}" stroke-width="3"`)]
      : []),
    text(axis.right + 14, middle + 4, words, 'font-size="12"'),
  ];
}
