import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { randomNumbers } from '../../../scripts/bench/random-numbers.ts';
import { type GoldenQuestion, readGoldenSet } from '../../../scripts/eval/golden-set.ts';
import { type Example, questionsToFit } from '../../../scripts/fit/collect-examples.ts';
import { crossFitted, fitWeights } from '../../../scripts/fit/fit-weights.ts';
import { groundsOf, scoreOf } from '../../../src/answer/answerability.ts';

const question = (id: number, outcome: GoldenQuestion['outcome']): GoldenQuestion => ({
  id: `made-up-${id}`,
  kind: outcome === 'answered' ? 'direct' : 'near-miss',
  language: 'en',
  question: 'What rose?',
  outcome,
  right: [],
  parts: [],
  facts: [],
  needsFact: false,
  never: [],
  split: 'fitted',
});

/** Examples whose right passage is mostly the one with the highest signal; checks tell answerable ones, or nothing does. */
function examplesOf(count: number, telling: boolean): Example[] {
  const random = randomNumbers(7);
  return Array.from({ length: count }, (_, at) => {
    const yes = at % 2 === 0;
    const passages = Array.from({ length: 4 }, (_, place) => {
      const near = 4 - place + 2 * random();
      const noise = 4 * random();
      const right = yes && (place === 0 || random() < 0.2);
      const checks = (telling && yes ? 3 : 0) + 4 * random();
      return { signals: { near, noise, logit: 0 }, echo: false, checks, nearness: 1.1, logit: random(), right };
    });
    return {
      question: question(at, yes ? 'answered' : 'not-addressed'),
      document: 'made-up',
      elsewhere: false,
      read: true,
      ruledOut: false,
      passages,
    };
  });
}

const examples = examplesOf(400, true);
const { fitted, report } = fitWeights(examples);
const shareIn = (text: string, what: RegExp): number => Number(what.exec(text)?.[1]);

describe('a fit', () => {
  it('cuts so that 5 % of the answerable are refused and 15 % are doubted', () => {
    const { weights, refuse, uncertain } = fitted.answerable.read;
    const scores = examples
      .filter(({ question }) => question.outcome === 'answered')
      .map((one) => scoreOf(judged(one), weights));
    const below = (cut: number): number => scores.filter((score) => score < cut).length / scores.length;
    expect(below(refuse)).toBeGreaterThan(0.02);
    expect(below(refuse)).toBeLessThan(0.08);
    expect(below(uncertain)).toBeGreaterThan(0.1);
    expect(below(uncertain)).toBeLessThan(0.2);
  });

  it('judges by the documents that nothing reads where these have twenty answerable questions', () => {
    const unread = (count: number): Example[] =>
      examplesOf(count, true).map((example) => ({
        ...example,
        read: false,
        passages: example.passages.map((passage) => ({ ...passage, checks: passage.checks + 100 })),
      }));
    /** Of the answerable ones that nothing reads, whose checks are far better. */
    const refusedOf = (count: number): number => {
      const own = unread(count);
      const { relevance, answerable } = fitWeights([...examples, ...own]).fitted;
      const { weights, refuse } = answerable.unread;
      const asked = own.filter(({ question }) => question.outcome === 'answered');
      return asked.filter((one) => scoreOf(judged(one, relevance.unread), weights) < refuse).length / asked.length;
    };
    expect(refusedOf(38)).toBe(0);
    expect(refusedOf(40)).toBeGreaterThan(0);
    expect(refusedOf(40)).toBeLessThan(0.15);
  });

  it('tells questions of other documents by how far they are', () => {
    const far = examplesOf(200, false).map((example) => ({
      ...example,
      question: { ...example.question, outcome: 'not-addressed' as const },
      elsewhere: true,
      passages: example.passages.map((passage) => ({ ...passage, checks: 4, nearness: 0.6, right: false })),
    }));
    const { answerable } = fitWeights([...examples, ...far]).fitted;
    const score = (nearness: number) =>
      scoreOf(groundsOf([{ checks: 4, nearness, logit: 0.5, relevance: 0 }]), answerable.read.weights);
    expect(score(0.6)).toBeLessThan(answerable.read.refuse);
    expect(score(1.1)).toBeGreaterThan(answerable.read.uncertain);
    expect(
      shareIn(fitWeights([...examples, ...far]).report, / 5 %: [.\d]+, ([.\d]+) of what is about something else/u),
    ).toBe(1);
  });

  it('takes the widest margin that keeps .72 of the shown quotes on point', () => {
    expect(fitted.margin).toBeGreaterThan(0);
    const onPoint = shareIn(report, /margin .* ([.\d]+) of \d+ quotes on point/u);
    expect(onPoint).toBeGreaterThan(0.65);
    expect(onPoint).toBeLessThan(0.8);
    const allRight = examples.map((one) => ({
      ...one,
      passages: one.passages.map((own) => ({ ...own, right: true })),
    }));
    expect(fitWeights([...allRight.filter((_, at) => at % 2 === 0), ...examples]).fitted.margin).toBeGreaterThan(
      fitted.margin,
    );
  });

  it('reports what its cuts refuse of examples that they were not chosen on', () => {
    const others = shareIn(report, /read:.*refuse so many answerable: 5 %: ([.\d]+), /u);
    const answerable = shareIn(report, /read:.*refuse so many answerable: 5 %: [^(]*\(and ([.\d]+) of/u);
    expect(others).toBeGreaterThan(0.5);
    expect(answerable).toBeLessThan(0.12);
    // Where nothing tells the two apart, what a cut refuses of the one it refuses of the other, but for chance.
    const blind = fitWeights(examplesOf(400, false)).report;
    expect(shareIn(blind, /read:.*, 15 %: ([.\d]+), /u)).toBeLessThan(0.27);
  });

  it('learns nothing to judge by of what is ruled out before it is judged', () => {
    const ruledOut = examplesOf(100, false).map((example) => ({ ...example, ruledOut: true }));
    expect(
      fitWeights([...examples, ...ruledOut.filter(({ question }) => question.outcome !== 'answered')]).fitted,
    ).toEqual(fitted);
  });

  it('puts what only echoes its question last', () => {
    const echoing = examples.map((one) => ({
      ...one,
      passages: [
        { ...one.passages[0]!, signals: { near: 99, noise: 99, logit: 0 }, echo: true, right: false },
        ...one.passages,
      ],
    }));
    const onPoint = (text: string): number => shareIn(text, /margin .* ([.\d]+) of \d+ quotes on point/u);
    expect(onPoint(fitWeights(echoing).report)).toBeGreaterThan(0.6);
  });

  it('is the same each time', () => {
    expect(fitWeights(examples)).toEqual({ fitted, report });
  });

  it('never sees a held-out question', () => {
    const golden = readGoldenSet(fileURLToPath(new URL('../../golden/', import.meta.url)));
    const asked = golden.flatMap(questionsToFit);
    expect(asked.length).toBeGreaterThan(200);
    expect(asked.filter(({ split, kind }) => split !== 'fitted' || kind === 'summary')).toEqual([]);
    const [first, ...rest] = examples;
    const heldOut = { ...first!, question: { ...first!.question, split: 'held-out' as const } };
    expect(() => fitWeights([...rest, heldOut])).toThrow('made-up-0 is held out');
  });
});

describe('what is fitted for an example', () => {
  it('is fitted without it, on most of the others', () => {
    const othersOf = crossFitted(examples, (others) => others);
    for (const example of examples) {
      expect(othersOf(example)).not.toContain(example);
      expect(othersOf(example).length).toBeGreaterThan(0.8 * examples.length);
    }
  });
});

/** What an example is judged by under the weights that were fitted on all. */
function judged({ passages }: Example, relevance = fitted.relevance.read) {
  const [first, ...others] = passages
    .map((own) => ({ ...own, relevance: sum(relevance, own.signals) }))
    .sort((one, other) => other.relevance - one.relevance);
  return groundsOf([first!, ...others]);
}

const sum = (weights: Readonly<Record<string, number>>, signals: Readonly<Record<string, number>>): number =>
  Object.entries(weights).reduce((all, [name, weight]) => all + weight * signals[name]!, 0);
