import { type Rate, rateOf, shareOf, shown, withInterval } from './bootstrap.ts';
import type { Judged } from './judge-answer.ts';

/** A figure of merit of some answers. */
export type Measure = {
  readonly name: string;
  /** In a line of many, and beside a bar. */
  readonly short: string;
  /** Which answers it is about. */
  readonly about: (judged: Judged) => boolean;
  readonly count: (judged: Judged) => { right: number; of: number };
  /** Whether more is better; the gate needs to know. */
  readonly better: 'more' | 'less';
  /** What to reach: at least or at most so much, as `better` has it; null where nothing is asked. */
  readonly target: number | null;
};

const one = (right: boolean): { right: number; of: number } => ({ right: Number(right), of: 1 });
export const answerable = ({ question }: Judged): boolean =>
  question.outcome === 'answered' && question.kind !== 'summary' && question.right.length > 0;
const kept = (judged: Judged): boolean => answerable(judged) && judged.answered;
export const unanswerable = ({ question }: Judged): boolean => question.outcome === 'not-addressed';
const typed = ({ question }: Judged): boolean =>
  ['answer-type', 'unknown-name', 'names-apart'].includes(question.reason ?? '');
const offTopic = (judged: Judged): boolean => unanswerable(judged) && judged.question.kind === 'off-topic';
const typeMissing = (judged: Judged): boolean => unanswerable(judged) && typed(judged);
export const otherwiseMissing = (judged: Judged): boolean =>
  unanswerable(judged) && !typed(judged) && judged.question.kind !== 'off-topic';
/** Shown under "closest passages, may not answer": not a wrong answer, and not a refusal. */
const doubtful = (judged: Judged): boolean => judged.answered && judged.answer.reason === 'uncertain';
const asserted = (judged: Judged): boolean => judged.answered && !doubtful(judged);

export const measures: readonly Measure[] = [
  {
    name: 'quotes that are not exact',
    short: 'inexact',
    about: () => true,
    count: (j) => ({ right: j.inexact, of: j.quotes + j.answer.nearest.length }),
    better: 'less',
    target: 0,
  },
  {
    name: 'own-voice assertions',
    short: 'own voice',
    about: () => true,
    count: (j) => one(j.ownVoice.length > 0),
    better: 'less',
    target: 0,
  },
  {
    name: 'first quote right (of answered)',
    short: 'hit@1',
    about: kept,
    count: (j) => one(j.firstRight),
    better: 'more',
    target: 0.8,
  },
  {
    name: 'one of three right (of answered)',
    short: 'hit@3',
    about: kept,
    count: (j) => one(j.anyRight),
    better: 'more',
    target: 0.93,
  },
  {
    name: 'both passages shown (of answered)',
    short: 'both passages',
    about: (j) => kept(j) && j.question.kind === 'two-passages',
    count: (j) => one(j.allRight),
    better: 'more',
    target: null,
  },
  {
    name: 'shown quotes on point',
    short: 'on point',
    about: kept,
    count: (j) => ({ right: j.onPoint, of: j.quotes }),
    better: 'more',
    target: 0.7,
  },
  {
    name: 'refused although answerable',
    short: 'refused',
    about: answerable,
    count: (j) => one(!j.answered),
    better: 'less',
    target: 0.1,
  },
  {
    name: 'answered although off topic',
    short: 'off topic answered',
    about: offTopic,
    count: (j) => one(j.answered),
    better: 'less',
    target: 0.02,
  },
  {
    name: 'answered although type or names are missing',
    short: 'type or names missing, answered',
    about: typeMissing,
    count: (j) => one(j.answered),
    better: 'less',
    target: 0.1,
  },
  {
    name: 'answered although otherwise not addressed',
    short: 'other near misses answered',
    about: otherwiseMissing,
    count: (j) => one(j.answered),
    better: 'less',
    target: 0.35,
  },
  {
    name: 'the same, "may not answer" not counted',
    short: 'of these, answered without doubt',
    about: otherwiseMissing,
    count: (j) => one(asserted(j)),
    better: 'less',
    target: null,
  },
  {
    name: 'facts that belong',
    short: 'facts that belong',
    // A label says nothing of facts.
    about: (j) => j.facts > 0 && j.question.kind !== 'labelled',
    count: (j) => ({ right: j.factsRight, of: j.facts }),
    better: 'more',
    target: null,
  },
  {
    name: 'facts found',
    short: 'facts found',
    about: (j) => j.question.needsFact,
    count: (j) => one(j.factFound),
    better: 'more',
    target: null,
  },
];

export const measured = ({ about, count }: Measure, judged: readonly Judged[]): Rate =>
  rateOf(judged.filter(about).map(count));

/** A measure by its short name. */
export function measureOf(short: string): Measure {
  const found = measures.find((measure) => measure.short === short);
  if (!found) throw new Error(`there is no measure ${short}`);
  return found;
}

/** "≥ .80"; "–" where nothing is asked. */
export function targetOf({ target, better }: Pick<Measure, 'target' | 'better'>): string {
  if (target === null) return '–';
  if (target === 0) return '0';
  return `${better === 'more' ? '≥' : '≤'} ${target.toFixed(2).replace(/^0/u, '')}`;
}

/** "hit@1 0.781 · hit@3 0.802 · …": plain numbers in one line, to be compared with those of another run. */
export const inOneLine = (judged: readonly Judged[]): string =>
  measures
    .map((measure) => ({ measure, rate: measured(measure, judged) }))
    .filter(({ rate }) => rate.of > 0)
    .map(({ measure, rate }) => `${measure.short} ${rate.value.toFixed(3)}`)
    .join(' · ');

/** One table: measures down, groups of questions across. Measures that are about none of them are left out. */
export function table(groups: ReadonlyMap<string, readonly Judged[]>): string {
  const rows = measures
    .map((measure) => ({ measure, rates: [...groups.values()].map((judged) => measured(measure, judged)) }))
    .filter(({ rates }) => rates.some(({ of }) => of > 0))
    .map(({ measure, rates }) => [measure.name, ...rates.map(shown), targetOf(measure)]);
  return markdownTable(['', ...groups.keys(), 'to reach'], rows);
}

const ofWhatIsShown = [
  'inexact',
  'own voice',
  'hit@1',
  'hit@3',
  'both passages',
  'on point',
  'facts that belong',
  'facts found',
];
const ofWhetherItAnswers = [
  'refused',
  'off topic answered',
  'type or names missing, answered',
  'other near misses answered',
];

/** Every figure by a property of the question, its kind or its language: what is shown, and whether it answers. */
export function breakdown(judged: readonly Judged[], by: (judged: Judged) => string): string {
  const groups = inOrder(judged, by);
  return [ofWhatIsShown, ofWhetherItAnswers]
    .map((shorts) => shorts.map(measureOf))
    .map((columns) =>
      markdownTable(
        ['', 'questions', ...columns.map(({ name }) => name)],
        groups.map(([name, own]) => [
          name,
          String(own.length),
          ...columns.map((measure) => shown(measured(measure, own))),
        ]),
      ),
    )
    .join('\n\n');
}

const inOrder = (judged: readonly Judged[], by: (judged: Judged) => string): [string, Judged[]][] =>
  [...grouped(judged, by)].sort(([a], [b]) => a.localeCompare(b));

/** Fewer questions say next to nothing. */
const few = 10;

/** "ar, de: facts found; fr: both passages shown": the figures of fewer than ten questions in the tables of `breakdown`. */
export function thinFigures(judged: readonly Judged[], by: (judged: Judged) => string): string {
  const thin = (own: readonly Judged[], { about, count }: Measure): boolean => {
    const asked = own.filter((one) => about(one) && count(one).of > 0).length;
    return asked > 0 && asked < few;
  };
  const groups = inOrder(judged, by);
  const named = [...ofWhatIsShown, ...ofWhetherItAnswers].map(measureOf).map((measure) => ({
    name: measure.name,
    groups: groups.flatMap(([group, own]) => (thin(own, measure) ? [group] : [])).join(', '),
  }));
  const thinOnes = named.filter(({ groups }) => groups !== '');
  return [...grouped(thinOnes, ({ groups }) => groups)]
    .map(([groups, own]) => `${groups}: ${own.map(({ name }) => name).join(', ')}`)
    .join('; ');
}

/** Questions that are neither answerable nor not: what is shown of them is counted, not whether it answers. */
export const neitherCounted = (judged: readonly Judged[]): number =>
  judged.filter((one) => !answerable(one) && !unanswerable(one)).length;

/** Of the questions that the document does not address, those that were answered. */
export const wronglyAnswered = (judged: readonly Judged[]): Rate =>
  shareOf(judged.filter(unanswerable), ({ answered }) => answered);

/** How questions come out, by whether the document answers them. */
export function outcomes(judged: readonly Judged[]): string {
  const groups: readonly (readonly [string, (judged: Judged) => boolean])[] = [
    ['answerable', answerable],
    ['off topic', offTopic],
    ['type or names missing', typeMissing],
    ['otherwise not addressed', otherwiseMissing],
  ];
  const rows = groups
    .map(([name, belongs]) => [name, judged.filter(belongs)] as const)
    .filter(([, own]) => own.length > 0)
    .map(([name, own]) => [
      name,
      String(own.length),
      ...[asserted, doubtful, (j: Judged): boolean => !j.answered].map(
        (comesOut) => `${own.filter(comesOut).length}: ${withInterval(shareOf(own, comesOut))}`,
      ),
    ]);
  return markdownTable(['', 'questions', 'answered', '"closest passages, may not answer"', 'not addressed'], rows);
}

export const markdownTable = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

export function grouped<T>(items: readonly T[], by: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(by(item), [...(groups.get(by(item)) ?? []), item]);
  return groups;
}
