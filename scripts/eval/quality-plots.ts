import { type BarRow, barPlotOf } from './bar-plot.ts';
import type { Rate } from './bootstrap.ts';
import { grouped, measured, measureOf, targetOf, wronglyAnswered } from './golden-report.ts';
import type { Judged } from './judge-answer.ts';

/** Told apart without red and green, too. */
const colours = { met: '#2f81c7', missed: '#e08a2e', right: '#2f81c7', refused: '#9aa4b0', wrong: '#c2477f' } as const;

const inPlot = [
  ['hit@1', 'first quote right'],
  ['hit@3', 'one of three right'],
  ['on point', 'shown quotes on point'],
  ['refused', 'refused although answerable'],
  ['off topic answered', 'off topic, answered'],
  ['type or names missing, answered', 'type or names missing, answered'],
  ['other near misses answered', 'other near misses, answered'],
] as const;

/** The headline figures of the held-out half against what is to be reached. */
export const headlinePlot = (judged: readonly Judged[]): string =>
  barPlotOf({
    title: 'Held-out questions, with 95 % intervals',
    legend: [
      { colour: colours.met, words: 'reached' },
      { colour: colours.missed, words: 'not reached' },
      { colour: '#1f2328', words: 'thick mark: to reach' },
    ],
    rows: inPlot.map(([short, name]) => {
      const measure = measureOf(short);
      const rate = measured(measure, judged);
      const value = measure.target ?? 0;
      const met = measure.better === 'more' ? rate.value >= value : rate.value <= value;
      return {
        name,
        bars: [{ rate, colour: met ? colours.met : colours.missed, target: { value, words: targetOf(measure) } }],
      };
    }),
  });

/** Fewer questions say nothing in a plot; the table has them. */
const enough = 5;

/** How each kind of question fares. */
export const kindsPlot = (judged: readonly Judged[]): string =>
  barPlotOf({
    title: `By kind of question, held out or not, with 95 % intervals (of ${enough} or more)`,
    legend: [
      { colour: colours.right, words: 'answered: first quote right' },
      { colour: colours.refused, words: 'answerable: refused' },
      { colour: colours.wrong, words: 'not in the document: answered' },
    ],
    rows: [...grouped(judged, ({ question }) => question.kind)]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([name, own]): BarRow => ({ name, bars: barsOf(own) }))
      .filter(({ bars }) => bars.length > 0),
  });

function barsOf(own: readonly Judged[]): { rate: Rate; colour: string }[] {
  const bars = [
    { rate: measured(measureOf('hit@1'), own), colour: colours.right },
    { rate: measured(measureOf('refused'), own), colour: colours.refused },
    { rate: wronglyAnswered(own), colour: colours.wrong },
  ];
  return bars.filter(({ rate }) => rate.of >= enough);
}
