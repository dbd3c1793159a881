import { type Rate, rateOf, shown } from './bootstrap.ts';
import type { Judged } from './judge-answer.ts';

type Measure = {
  readonly name: string;
  /** Which answers it is about. */
  readonly about: (judged: Judged) => boolean;
  readonly count: (judged: Judged) => { right: number; of: number };
  /** Whether more is better; the gate needs to know. */
  readonly better: 'more' | 'less';
  readonly target: string;
};

const one = (right: boolean): { right: number; of: number } => ({ right: Number(right), of: 1 });
const answerable = ({ question }: Judged): boolean =>
  question.outcome === 'answered' && question.kind !== 'summary' && question.right.length > 0;
const kept = (judged: Judged): boolean => answerable(judged) && judged.answered;
const unanswerable = ({ question }: Judged): boolean => question.outcome === 'not-addressed';
const typed = ({ question }: Judged): boolean =>
  ['answer-type', 'unknown-name', 'names-apart'].includes(question.reason ?? '');
/** Shown under "closest passages, may not answer": not a wrong answer, and not a refusal. */
const asserted = (judged: Judged): boolean => judged.answered && judged.answer.reason !== 'uncertain';

export const measures: readonly Measure[] = [
  {
    name: 'quotes that are not exact',
    about: () => true,
    count: (j) => ({ right: j.inexact, of: j.quotes + j.answer.nearest.length }),
    better: 'less',
    target: '0',
  },
  {
    name: 'own-voice assertions',
    about: () => true,
    count: (j) => one(j.ownVoice.length > 0),
    better: 'less',
    target: '0',
  },
  {
    name: 'first quote right (of answered)',
    about: kept,
    count: (j) => one(j.firstRight),
    better: 'more',
    target: '≥ .80',
  },
  {
    name: 'one of three right (of answered)',
    about: kept,
    count: (j) => one(j.anyRight),
    better: 'more',
    target: '≥ .93',
  },
  {
    name: 'shown quotes on point',
    about: kept,
    count: (j) => ({ right: j.onPoint, of: j.quotes }),
    better: 'more',
    target: '≥ .70',
  },
  {
    name: 'refused although answerable',
    about: answerable,
    count: (j) => one(!j.answered),
    better: 'less',
    target: '≤ .10',
  },
  {
    name: 'answered although off topic',
    about: (j) => unanswerable(j) && j.question.kind === 'off-topic',
    count: (j) => one(j.answered),
    better: 'less',
    target: '≤ .02',
  },
  {
    name: 'answered although type or names are missing',
    about: (j) => unanswerable(j) && typed(j),
    count: (j) => one(j.answered),
    better: 'less',
    target: '≤ .10',
  },
  {
    name: 'answered although otherwise not addressed',
    about: (j) => unanswerable(j) && !typed(j) && j.question.kind !== 'off-topic',
    count: (j) => one(j.answered),
    better: 'less',
    target: '≤ .35',
  },
  {
    name: 'the same, "may not answer" not counted',
    about: (j) => unanswerable(j) && !typed(j) && j.question.kind !== 'off-topic',
    count: (j) => one(asserted(j)),
    better: 'less',
    target: '–',
  },
  {
    name: 'facts that belong',
    about: (j) => j.facts > 0,
    count: (j) => ({ right: j.factsRight, of: j.facts }),
    better: 'more',
    target: '–',
  },
  {
    name: 'facts found',
    about: (j) => j.question.needsFact,
    count: (j) => one(j.factFound),
    better: 'more',
    target: '–',
  },
];

export const measured = ({ about, count }: Measure, judged: readonly Judged[]): Rate =>
  rateOf(judged.filter(about).map(count));

/** One table: measures down, groups of questions across. */
export function table(groups: ReadonlyMap<string, readonly Judged[]>): string {
  const names = [...groups.keys()];
  const head = `| | ${names.join(' | ')} | to reach |\n| --- |${' --- |'.repeat(names.length + 1)}`;
  const rows = measures.map(
    (measure) =>
      `| ${measure.name} | ${names.map((name) => shown(measured(measure, groups.get(name)!))).join(' | ')} | ${measure.target} |`,
  );
  return [head, ...rows].join('\n');
}

/** Hit rates and refusals by a property of the question: its kind, its language, its document. */
export function breakdown(judged: readonly Judged[], by: (judged: Judged) => string): string {
  const groups = grouped(judged, by);
  const rows = [...groups]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, own]) => {
      const cells = [
        'first quote right (of answered)',
        'one of three right (of answered)',
        'refused although answerable',
      ].map((measure) => shown(measured(measures.find((m) => m.name === measure)!, own)));
      const wrong = rateOf(own.filter(unanswerable).map((j) => one(j.answered)));
      return `| ${name} | ${own.length} | ${cells.join(' | ')} | ${shown(wrong)} |`;
    });
  return [
    '| | questions | first right | one of three right | refused, answerable | answered, not addressed |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

export function grouped<T>(items: readonly T[], by: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(by(item), [...(groups.get(by(item)) ?? []), item]);
  return groups;
}
