import { type Answerable, scoreOf } from '../../dist/answer/answerability.js';
import { InvariantError } from '../../dist/domain/errors.js';
import { randomNumbers } from '../bench/random-numbers.ts';
import type { Example } from './collect-examples.ts';
import { type Choice, fitChoices, sumOf, type Weights } from './conditional-logit.ts';

export type Fitted = {
  readonly relevance: { readonly read: Weights; readonly unread: Weights };
  readonly margin: number;
  readonly answerable: { readonly read: Answerable; readonly unread: Answerable };
};

/** Chosen by cross-validation among .01, .02, .05 and .1: between .02 and .1 it makes no difference. */
const l2 = 0.05;
const folds = 10;
/** Of the shown quotes so many are to be right. */
const onPoint = 0.7;
/** So many answerable questions may be refused for their score, or doubted; checks of names and types refuse more. */
const refused = 0.09;
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
    `${all.length} looked-at questions, ${answerableOnly(all).length} answerable, ${elsewhereOnly(all).length} of other documents; ${withReader.length} of them read.`,
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
const elsewhereOnly = (examples: readonly Example[]): Example[] => examples.filter(({ elsewhere }) => elsewhere);

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

/** A passage that stands first, and what its question is to the document. */
type Best = {
  readonly checks: number;
  readonly nearness: number;
  readonly logit: number;
  readonly asked: 'answerable' | 'elsewhere' | 'other';
};
type Weighing = Pick<Answerable, 'a' | 'logit' | 'far'>;

/** The scores of each kind; those of the answerable lowest first. */
type Weighed = { readonly by: Weighing; readonly scores: Readonly<Record<Best['asked'], Float64Array>> };

/** At what score a part of the answerable is below. */
const cutAt = ({ scores: { answerable } }: Weighed, part: number): number =>
  answerable[Math.floor(part * answerable.length)]!;

/** How many of them a cut refuses; of none all. */
function below(cut: number, scores: Float64Array): number {
  let count = 0;
  for (const score of scores) if (score < cut) count += 1;
  return scores.length === 0 ? 1 : count / scores.length;
}

function weighedBy(best: readonly Best[], by: Weighing): Weighed {
  const of = (asked: Best['asked']): Float64Array =>
    Float64Array.from(best.filter((one) => one.asked === asked).map((one) => scoreOf(one, by)));
  return { by, scores: { answerable: of('answerable').sort(), elsewhere: of('elsewhere'), other: of('other') } };
}

/**
 * The weights that tell best apart where it matters: averaged over cuts that refuse 5 to 15 % of the answerable, questions
 * of other documents and all others counting alike. Maximum likelihood leans on the easy ones and was worse there. Of
 * weights that do as well the highest `a` is taken: few of these questions negate, swap a number or a name, and others do
 * (docs/decisions/2026-11-23-reader-on-both-kinds.md).
 * @param read where nothing reads, a question is told by how near it is: nearer always counts
 */
function weigh(best: readonly Best[], read: boolean): Weighed {
  const worth = (tried: Weighed): number =>
    mean(
      range(5, 15).map((percent) => {
        const cut = cutAt(tried, percent / 100);
        return below(cut, tried.scores.other) + below(cut, tried.scores.elsewhere);
      }),
    );
  const froms = read ? nearnesses(best) : [mostNear];
  let most = { worth: -1, weighed: weighedBy(best, { a: 1, logit: 0, far: { from: mostNear, slope: 0 } }) };
  for (const a of read ? range(0, 15).map((step) => step / 20) : [1])
    for (const from of froms)
      for (const slope of slopes) {
        const weighed = weighedBy(best, { a, logit: Number((1 - a).toFixed(2)), far: { from, slope } });
        const own = worth(weighed);
        if (own >= most.worth) most = { worth: own, weighed };
      }
  return most.weighed;
}

/** Cosine 1 and all of the question's words. */
const mostNear = 1.1;
const slopes = [5, 10, 15, 20, 30, 40, 60, 80];

/** Between the far and the near ones of the answerable, to one hundredth. */
function nearnesses(best: readonly Best[]): number[] {
  const near = best.filter(({ asked }) => asked === 'answerable').map(({ nearness }) => 100 * nearness);
  near.sort((one, other) => one - other);
  const at = (part: number): number => Math.round(near[Math.floor(part * (near.length - 1))]!);
  return range(at(0.05), at(0.75)).map((hundredths) => hundredths / 100);
}

/** Weighs what is against each example's most relevant passage, and its logit, and cuts. */
function cutsOf(
  examples: readonly Example[],
  relevance: Relevance,
  read: boolean,
): { cuts: Answerable; report: string } {
  const bestOf = (example: Example): Best => {
    const { checks, nearness, logit } = ordered(example, relevance)[0]!; // none is empty
    const asked = isAnswerable(example) ? 'answerable' : example.elsewhere ? 'elsewhere' : 'other';
    return { checks, nearness, logit: read ? logit : 0, asked };
  };
  const weighed = weigh(examples.map(bestOf), read);
  const cuts = {
    ...weighed.by,
    refuse: Number(cutAt(weighed, refused).toFixed(2)),
    uncertain: Number(cutAt(weighed, doubted).toFixed(2)),
  };
  const without = crossFitted(examples, (others) => weigh(others.map(bestOf), read));
  const refusedOf = (some: readonly Example[], part: number): string =>
    share(
      some.filter((example) => scoreOf(bestOf(example), without(example).by) < cutAt(without(example), part)).length,
      some.length,
    );
  const [answerable, elsewhere] = [answerableOnly(examples), elsewhereOnly(examples)];
  const others = examples.filter((example) => !isAnswerable(example) && !example.elsewhere);
  const table = [0.05, refused, 0.1, doubted, 0.2].map(
    (wanted) =>
      `${Math.round(wanted * 100)} %: ${refusedOf(others, wanted)}, ${refusedOf(elsewhere, wanted)} of other documents' (and ${refusedOf(answerable, wanted)} of the answerable)`,
  );
  return {
    cuts,
    report: `of ${others.length} others and ${elsewhere.length} of other documents refused at cuts that were to refuse so many answerable: ${table.join(', ')}`,
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
