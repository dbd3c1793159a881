import { randomNumbers } from '../bench/random-numbers.ts';
import type { Example } from './collect-examples.ts';
import { type Choice, fitChoices, sumOf, type Weights } from './conditional-logit.ts';

export type Fitted = {
  readonly relevance: { readonly read: Weights; readonly unread: Weights };
  readonly margin: number;
  readonly answerable: { readonly read: Answerable; readonly unread: Answerable };
};
type Answerable = { readonly a: number; readonly logit: number; readonly refuse: number; readonly uncertain: number };

/** Chosen by cross-validation among .01, .02, .05 and .1: between .02 and .1 it makes no difference. */
const l2 = 0.05;
const folds = 10;
/** Of the shown quotes so many are to be right. */
const onPoint = 0.7;
/** So many answerable questions may be refused for their score, or doubted; checks of names and types refuse more. */
const refused = 0.05;
const doubted = 0.15;

const signalNames = (example: Example): string[] => Object.keys(example.passages[0]!.signals);

/** Fits everything on the examples; the figures it reports are of examples left out while fitting (ten folds). */
export function fitWeights(all: readonly Example[]): { fitted: Fitted; report: string } {
  const withReader = all.filter(({ read }) => read);
  const columns = signalNames(all[0]!);
  const unreadColumns = columns.filter((name) => name !== 'logit');
  const read = rankingOf(withReader, columns);
  const unread = rankingOf(all, unreadColumns);
  const answerable = {
    read: cutsOf(withReader, read.leftOut, true),
    unread: cutsOf(all, unread.leftOut, false),
  };
  const leftOut: Relevance = (example) => (example.read ? read : unread).leftOut(example);
  const margin = marginOf(answerableOnly(all), leftOut);
  const fitted: Fitted = {
    relevance: { read: rounded(read.weights), unread: rounded({ ...unread.weights, logit: 0 }) },
    margin,
    answerable: { read: answerable.read.cuts, unread: answerable.unread.cuts },
  };
  const report = [
    `${all.length} looked-at questions, ${answerableOnly(all).length} answerable; ${withReader.length} of them read.`,
    'Figures of questions left out while fitting (ten folds), before the checks of names and types:',
    `read:   ${hits(answerableOnly(withReader), read.leftOut)}; ${answerable.read.report}`,
    `unread: ${hits(answerableOnly(all), unread.leftOut)}; ${answerable.unread.report}`,
    `margin ${margin}: ${shownReport(answerableOnly(all), leftOut, margin)}`,
  ].join('\n');
  return { fitted, report };
}

/** Relevance of each passage of an example. */
type Relevance = (example: Example) => readonly number[];

function rankingOf(examples: readonly Example[], columns: readonly string[]): { weights: Weights; leftOut: Relevance } {
  const scored = new Map<Example, readonly number[]>();
  const random = randomNumbers(1);
  const assigned = examples.map(() => Math.floor(random() * folds));
  for (let fold = 0; fold < folds; fold++) {
    const weights = fitChoices(
      answerableOnly(examples.filter((_, at) => assigned[at] !== fold)).map(choiceOf),
      columns,
      l2,
    );
    for (const [at, example] of examples.entries())
      if (assigned[at] === fold) scored.set(example, relevanceBy(weights)(example));
  }
  return {
    weights: fitChoices(answerableOnly(examples).map(choiceOf), columns, l2),
    leftOut: (example) => scored.get(example)!,
  };
}

const relevanceBy =
  (weights: Weights): Relevance =>
  ({ passages }) =>
    passages.map(({ signals }) => sumOf(weights, signals));

const choiceOf = ({ passages }: Example): Choice => ({
  rows: passages.map(({ signals }) => signals),
  right: passages.map(({ right }) => right),
});

const isAnswerable = ({ question }: Example): boolean => question.outcome === 'answered';
const answerableOnly = (examples: readonly Example[]): Example[] => examples.filter(isAnswerable);

/** Passages, most relevant first. */
function ordered(example: Example, relevance: Relevance) {
  const scores = relevance(example);
  return example.passages
    .map((passage, at) => ({ ...passage, relevance: scores[at]! }))
    .sort((a, b) => b.relevance - a.relevance);
}

function shown(example: Example, relevance: Relevance, margin: number) {
  const [first, ...others] = ordered(example, relevance);
  return [first!, ...others.slice(0, 2).filter((other) => other.relevance >= first!.relevance - margin)];
}

const rightOf = (passages: readonly { readonly right: boolean }[]): number =>
  passages.filter(({ right }) => right).length;

/** The widest margin that keeps enough of the shown quotes on point. */
function marginOf(examples: readonly Example[], relevance: Relevance): number {
  let best = 0;
  for (let margin = 0.05; margin <= 3; margin += 0.05) {
    const all = examples.map((example) => shown(example, relevance, margin));
    const quotes = all.reduce((sum, own) => sum + own.length, 0);
    if (all.reduce((sum, own) => sum + rightOf(own), 0) / quotes >= onPoint) best = margin;
  }
  return Number(best.toFixed(2));
}

/**
 * Weighs score A and the logit of each example's most relevant passage, and cuts. Chosen is the weight that tells best
 * apart where it matters: averaged over cuts that refuse 5 to 15 % of the answerable. Maximum likelihood leans on the
 * easy ones and was worse there. Where nothing reads, what is off topic is refused by a rule of its own and left out.
 */
function cutsOf(
  examples: readonly Example[],
  relevance: Relevance,
  read: boolean,
): { cuts: Answerable; report: string } {
  const best = examples
    .filter(({ question }) => read || question.kind !== 'off-topic')
    .map((example) => ({ ...ordered(example, relevance)[0]!, yes: isAnswerable(example) })); // no example is empty
  const scoredBy = (a: number) => {
    const scores = best.map((passage) => ({ yes: passage.yes, score: a * passage.a + (1 - a) * passage.logit }));
    const of = (yes: boolean): number[] => scores.filter((one) => one.yes === yes).map(({ score }) => score);
    const answering = of(true).sort((one, other) => one - other);
    return {
      a,
      answering,
      others: of(false),
      cutAt: (part: number) => answering[Math.floor(part * answering.length)]!,
    };
  };
  const below = (cut: number, { others }: ReturnType<typeof scoredBy>): number =>
    others.filter((score) => score < cut).length / others.length;
  const worth = (tried: ReturnType<typeof scoredBy>): number =>
    mean(range(5, 15).map((percent) => below(tried.cutAt(percent / 100), tried)));
  const tried = read ? range(0, 20).map((step) => scoredBy(step / 20)) : [scoredBy(1)];
  const chosen = tried.reduce((most, other) => (worth(other) > worth(most) ? other : most));
  const { a, cutAt, others } = chosen;
  const cuts = {
    a,
    logit: Number((1 - a).toFixed(2)),
    refuse: Number(cutAt(refused).toFixed(2)),
    uncertain: Number(cutAt(doubted).toFixed(2)),
  };
  const table = [0.05, 0.07, 0.1, 0.15, 0.2].map(
    (part) => `${Math.round(part * 100)} %: ${below(cutAt(part), chosen).toFixed(2)}`,
  );
  return {
    cuts,
    report: `of ${others.length} others refused at cuts that refuse so many answerable: ${table.join(', ')}`,
  };
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, at) => from + at);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function hits(examples: readonly Example[], relevance: Relevance): string {
  const first = examples.filter((example) => ordered(example, relevance)[0]!.right).length;
  const three = examples.filter((example) => rightOf(ordered(example, relevance).slice(0, 3)) > 0).length;
  return `of ${examples.length} answerable the first right ${share(first, examples.length)}, one of the first three ${share(three, examples.length)}`;
}

function shownReport(examples: readonly Example[], relevance: Relevance, margin: number): string {
  const all = examples.map((example) => shown(example, relevance, margin));
  const quotes = all.reduce((sum, own) => sum + own.length, 0);
  const right = all.reduce((sum, own) => sum + rightOf(own), 0);
  return `one of those shown right ${share(all.filter((own) => rightOf(own) > 0).length, all.length)}, ${share(right, quotes)} of ${quotes} quotes on point`;
}

const share = (part: number, of: number): string => (part / of).toFixed(3);

const rounded = (weights: Weights): Weights =>
  Object.fromEntries(Object.entries(weights).map(([name, weight]) => [name, Number(weight.toFixed(3))]));
