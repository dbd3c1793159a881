import { type Answerable, type Grounds, groundsOf, scoreOf } from '../../dist/answer/answerability.js';
import { byRelevance } from '../../dist/answer/candidates.js';
import { InvariantError } from '../../dist/domain/errors.js';
import { randomNumbers } from '../bench/random-numbers.ts';
import type { Example } from './collect-examples.ts';
import { type Choice, fitCases, fitChoices, sumOf, type Weights } from './logistic.ts';

export type Fitted = {
  readonly relevance: { readonly read: Weights; readonly unread: Weights };
  readonly margin: number;
  readonly answerable: { readonly read: Answerable; readonly unread: Answerable };
};

/** Chosen by cross-validation among .01, .02, .05 and .1: between .02 and .1 it makes no difference. */
const l2 = 0.05;
/** Between .0003 and .02 it makes hardly a difference. */
const l2OfCases = 0.005;
const folds = 10;
/** Of the shown quotes so many are to be right. */
const onPoint = 0.72;
/** So many answerable questions may be refused for their score, or doubted; checks of names and types refuse more. */
const refused = 0.05;
const doubted = 0.15;
/** From so many answerable questions on documents that nothing reads, these have weights and cuts of their own. */
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
    read: cutsOf(withReader, read.leftOut, 'read'),
    unread: cutsOf(answerableOnly(withoutReader).length < enough ? all : withoutReader, unread.leftOut, 'unread'),
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
    'Figures of questions left out while fitting (ten folds):',
    `read:   ${hits(answerableOnly(withReader), read.leftOut)}; ${answerable.read.report}`,
    `unread: ${hits(answerableOnly(all), unread.leftOut)}; ${answerable.unread.report}`,
    `margin ${margin}: ${shownReport(answerableOnly(all), leftOut)}`,
  ].join('\n');
  return { fitted, report };
}

/** Relevance of each passage of an example. */
type Relevance = (example: Example) => readonly number[];

/** For each example what was fitted on examples of the nine other folds, so without it. */
export function crossFitted<One, Fit>(
  examples: readonly One[],
  fitOn: (others: readonly One[]) => Fit,
): (example: One) => Fit {
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

/** Of what does not stand last anyway. */
function choiceOf({ passages }: Example): Choice {
  const telling = passages.filter(({ echo }) => !echo);
  return { rows: telling.map(({ signals }) => signals), right: telling.map(({ right }) => right) };
}

const isAnswerable = ({ question }: Example): boolean => question.outcome === 'answered';
const answerableOnly = (examples: readonly Example[]): Example[] => examples.filter(isAnswerable);
const elsewhereOnly = (examples: readonly Example[]): Example[] => examples.filter(({ elsewhere }) => elsewhere);

/** Passages, most relevant first. */
function ordered(example: Example, relevance: Relevance) {
  const scores = relevance(example);
  return example.passages.map((passage, at) => ({ ...passage, relevance: scores[at]! })).sort(byRelevance);
}

function shown(example: Example, relevance: Relevance, margin: number) {
  const [first, ...others] = ordered(example, relevance);
  const near = others.slice(0, 2).filter(({ relevance, echo }) => !echo && relevance >= first!.relevance - margin);
  return [first!, ...near];
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

type Asked = 'answerable' | 'off topic' | 'near miss';
/** What there is to judge an example by, and what its question is to the document. */
type Judged = { readonly grounds: Grounds; readonly asked: Asked };

const askedOf = (example: Example): Asked => {
  if (isAnswerable(example)) return 'answerable';
  return example.elsewhere || example.question.kind === 'off-topic' ? 'off topic' : 'near miss';
};

/** How much each kind counts, where there are some of each: near misses are few, and less is learned from them. */
const share: Readonly<Record<Asked, number>> = { answerable: 1 / 2, 'off topic': 1 / 3, 'near miss': 1 / 6 };

/**
 * What is fitted beside the checks. Without a reader how near a question is tells it best; lead beside it, and how far, make
 * it worse.
 */
const fittedGrounds = { read: ['lead', 'nearness', 'far', 'logit'], unread: ['nearness'] } as const;

/**
 * What one of the checks counts is not fitted: few of these questions negate, or swap a number or a name, and others do.
 * Beside a reader so much tells SQuAD's changed questions best that costs no golden one; without one they count what they
 * were fitted at.
 */
const checksCount = { read: 2.5, unread: 1 } as const;

function weigh(judged: readonly Judged[], kind: keyof typeof fittedGrounds): Grounds {
  const howMany = (asked: Asked): number => judged.filter((one) => one.asked === asked).length;
  const counts = {
    answerable: howMany('answerable'),
    'off topic': howMany('off topic'),
    'near miss': howMany('near miss'),
  };
  const cases = judged.map(({ grounds, asked }) => ({
    row: grounds,
    is: asked === 'answerable',
    counts: share[asked] / counts[asked],
    added: checksCount[kind] * grounds.checks,
  }));
  const weights = fitCases(cases, fittedGrounds[kind], l2OfCases);
  return { lead: 0, nearness: 0, far: 0, logit: 0, ...rounded(weights), checks: checksCount[kind] };
}

/** At what score a part of the answerable is below. */
function cutAt(judged: readonly Judged[], weights: Grounds, part: number): number {
  const scores = judged.filter(({ asked }) => asked === 'answerable').map(({ grounds }) => scoreOf(grounds, weights));
  scores.sort((one, other) => one - other);
  return scores[Math.floor(part * scores.length)] ?? Number.NEGATIVE_INFINITY;
}

/** The report tells of cuts that refuse these shares of the answerable. */
const told = [refused, 0.1, doubted, 0.2];

/** Weighs what tells whether each example is answered, and cuts; nothing is learned of those that were ruled out before. */
function cutsOf(
  examples: readonly Example[],
  relevance: Relevance,
  kind: keyof typeof fittedGrounds,
): { cuts: Answerable; report: string } {
  const all = examples
    .filter(({ ruledOut }) => !ruledOut)
    .map((example): Judged => {
      const [first, ...others] = ordered(example, relevance);
      return { grounds: groundsOf([first!, ...others]), asked: askedOf(example) }; // none is without passages
    });
  const weights = weigh(all, kind);
  const cut = (part: number): number => Number(cutAt(all, weights, part).toFixed(2));
  const without = crossFitted(all, (others) => {
    const own = weigh(others, kind);
    return { weights: own, cuts: told.map((part) => cutAt(others, own, part)) };
  });
  const refusedOf = (asked: Asked, at: number): string => {
    const some = all.filter((one) => one.asked === asked);
    const below = some.filter((one) => scoreOf(one.grounds, without(one).weights) < without(one).cuts[at]!);
    return shareOf(below.length, some.length);
  };
  const table = told.map(
    (part, at) =>
      `${Math.round(part * 100)} %: ${refusedOf('near miss', at)}, ${refusedOf('off topic', at)} of what is about something else (and ${refusedOf('answerable', at)} of the answerable)`,
  );
  return {
    cuts: { weights, refuse: cut(refused), uncertain: cut(doubted) },
    report: `of near misses that names and types leave refused at cuts that were to refuse so many answerable: ${table.join(', ')}`,
  };
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, at) => from + at);
function hits(examples: readonly Example[], relevance: Relevance): string {
  const first = examples.filter((example) => ordered(example, relevance)[0]!.right).length;
  const three = examples.filter((example) => rightOf(ordered(example, relevance).slice(0, 3)) > 0).length;
  return `of ${examples.length} answerable the first right ${shareOf(first, examples.length)}, one of the first three ${shareOf(three, examples.length)}`;
}

function shownReport(examples: readonly Example[], relevance: Relevance): string {
  const marginFor = crossFitted(examples, (others) => marginOf(others, relevance));
  const all = examples.map((example) => shown(example, relevance, marginFor(example)));
  const quotes = all.reduce((sum, own) => sum + own.length, 0);
  const right = all.reduce((sum, own) => sum + rightOf(own), 0);
  return `one of those shown right ${shareOf(all.filter((own) => rightOf(own) > 0).length, all.length)}, ${shareOf(right, quotes)} of ${quotes} quotes on point`;
}

const shareOf = (part: number, of: number): string => (part / of).toFixed(3);

const rounded = (weights: Weights): Weights =>
  Object.fromEntries(Object.entries(weights).map(([name, weight]) => [name, Number(weight.toFixed(3))]));
