import { InvariantError } from '../../dist/domain/errors.js';
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
const refused = 0.07;
const doubted = 0.15;
/** From so many answerable questions on documents that nothing reads, these have cuts of their own. */
const enough = 20;

const signalNames = (example: Example): string[] => Object.keys(example.passages[0]!.signals);

/**
 * Fits everything on the examples. Each figure of the report is of examples that were left out (ten folds) while weights,
 * margin and cuts were fitted. Margin and cuts are fitted on how left-out examples are ranked.
 * @throws InvariantError where a held-out question is among them
 */
export function fitWeights(all: readonly Example[]): { fitted: Fitted; report: string } {
  const heldOut = all.find(({ question }) => question.split !== 'fitted');
  if (heldOut) throw new InvariantError(`${heldOut.question.id} is held out and may not be fitted to`);
  const [withReader, withoutReader] = [all.filter(({ read }) => read), all.filter(({ read }) => !read)];
  const columns = signalNames(all[0]!);
  const unreadColumns = columns.filter((name) => name !== 'logit');
  const read = rankingOf(withReader, columns);
  const unread = rankingOf(all, unreadColumns);
  const answerable = {
    read: cutsOf(withReader, read.leftOut, true),
    unread: cutsOf(answerableOnly(withoutReader).length < enough ? all : withoutReader, unread.leftOut, false),
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
    `margin ${margin}: ${shownReport(answerableOnly(all), leftOut)}`,
  ].join('\n');
  return { fitted, report };
}

/** Relevance of each passage of an example. */
type Relevance = (example: Example) => readonly number[];

/** For each example what was fitted on examples of the nine other folds, so without it. */
export function crossFitted<T>(
  examples: readonly Example[],
  fitOn: (others: readonly Example[]) => T,
): (example: Example) => T {
  const random = randomNumbers(1);
  const foldOf = new Map(examples.map((example) => [example, Math.floor(random() * folds)]));
  const fitted = range(0, folds - 1).map((fold) => fitOn(examples.filter((example) => foldOf.get(example) !== fold)));
  return (example) => fitted[foldOf.get(example)!]!; // asked of these examples only
}

function rankingOf(examples: readonly Example[], columns: readonly string[]): { weights: Weights; leftOut: Relevance } {
  const weightsOn = (some: readonly Example[]): Weights => fitChoices(answerableOnly(some).map(choiceOf), columns, l2);
  const weightsFor = crossFitted(examples, weightsOn);
  const scored = new Map(examples.map((example) => [example, relevanceBy(weightsFor(example))(example)]));
  return { weights: weightsOn(examples), leftOut: (example) => scored.get(example)! };
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
 * A passage that stands first, and whether its question is answerable; `a` is score A, or what is against it where it was
 * read.
 */
type Best = { readonly a: number; readonly logit: number; readonly yes: boolean };
type Weighed = { readonly a: number; readonly answering: readonly number[]; readonly others: readonly number[] };

/** At what score a part of the answerable is below. */
const cutAt = ({ answering }: Weighed, part: number): number => answering[Math.floor(part * answering.length)]!;
const below = (cut: number, scores: readonly number[]): number =>
  scores.filter((score) => score < cut).length / scores.length;

function weighedBy(best: readonly Best[], a: number): Weighed {
  const of = (yes: boolean): number[] => best.filter((one) => one.yes === yes).map((one) => scoreBy(a, one));
  return { a, answering: of(true).sort((one, other) => one - other), others: of(false) };
}
const scoreBy = (a: number, passage: Best): number => a * passage.a + (1 - a) * passage.logit;

/**
 * The weight that tells best apart where it matters: averaged over cuts that refuse 5 to 15 % of the answerable. Maximum
 * likelihood leans on the easy ones and was worse there. Of weights that do as well the highest is taken: few of these
 * questions negate, swap a number or a name, and others do (docs/decisions/2026-11-23-reader-on-both-kinds.md).
 * @param read where nothing reads, score A stands alone
 */
function weigh(best: readonly Best[], read: boolean): Weighed {
  const worth = (tried: Weighed): number =>
    mean(range(5, 15).map((percent) => below(cutAt(tried, percent / 100), tried.others)));
  const tried = read ? range(0, 15).map((step) => weighedBy(best, step / 20)) : [weighedBy(best, 1)];
  return tried.reduce((most, other) => (worth(other) >= worth(most) ? other : most));
}

/**
 * Weighs score A, or what is against it, and the logit of each example's most relevant passage, and cuts. Where nothing
 * reads, what is off topic is refused by a rule of its own and left out.
 */
function cutsOf(
  examples: readonly Example[],
  relevance: Relevance,
  read: boolean,
): { cuts: Answerable; report: string } {
  const asked = examples.filter(({ question }) => read || question.kind !== 'off-topic');
  const bestOf = (example: Example): Best => {
    const { a, against, logit } = ordered(example, relevance)[0]!; // none is empty
    return { a: read ? against : a, logit, yes: isAnswerable(example) };
  };
  const weighed = weigh(asked.map(bestOf), read);
  const cuts = {
    a: weighed.a,
    logit: Number((1 - weighed.a).toFixed(2)),
    refuse: Number(cutAt(weighed, refused).toFixed(2)),
    uncertain: Number(cutAt(weighed, doubted).toFixed(2)),
  };
  const without = crossFitted(asked, (others) => weigh(others.map(bestOf), read));
  const isRefused = (example: Example, part: number): boolean =>
    scoreBy(without(example).a, bestOf(example)) < cutAt(without(example), part);
  const refusedOf = (some: readonly Example[], part: number): string =>
    share(some.filter((example) => isRefused(example, part)).length, some.length);
  const others = asked.filter((example) => !isAnswerable(example));
  const table = [0.05, refused, 0.1, doubted, 0.2].map(
    (wanted) =>
      `${Math.round(wanted * 100)} %: ${refusedOf(others, wanted)} (and ${refusedOf(answerableOnly(asked), wanted)} of the answerable)`,
  );
  return {
    cuts,
    report: `of ${others.length} others refused at cuts that were to refuse so many answerable: ${table.join(', ')}`,
  };
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, at) => from + at);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function hits(examples: readonly Example[], relevance: Relevance): string {
  const first = examples.filter((example) => ordered(example, relevance)[0]!.right).length;
  const three = examples.filter((example) => rightOf(ordered(example, relevance).slice(0, 3)) > 0).length;
  return `of ${examples.length} answerable the first right ${share(first, examples.length)}, one of the first three ${share(three, examples.length)}`;
}

function shownReport(examples: readonly Example[], relevance: Relevance): string {
  const marginFor = crossFitted(examples, (others) => marginOf(others, relevance));
  const all = examples.map((example) => shown(example, relevance, marginFor(example)));
  const quotes = all.reduce((sum, own) => sum + own.length, 0);
  const right = all.reduce((sum, own) => sum + rightOf(own), 0);
  return `one of those shown right ${share(all.filter((own) => rightOf(own) > 0).length, all.length)}, ${share(right, quotes)} of ${quotes} quotes on point`;
}

const share = (part: number, of: number): string => (part / of).toFixed(3);

const rounded = (weights: Weights): Weights =>
  Object.fromEntries(Object.entries(weights).map(([name, weight]) => [name, Number(weight.toFixed(3))]));
