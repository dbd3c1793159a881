import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { randomNumbers } from '../../../scripts/bench/random-numbers.ts';
import { type GoldenQuestion, readGoldenSet } from '../../../scripts/eval/golden-set.ts';
import { type Example, questionsToFit } from '../../../scripts/fit/collect-examples.ts';
import { crossFitted, fitWeights } from '../../../scripts/fit/fit-weights.ts';
import { scoreOf } from '../../../src/answer/answerability.ts';

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
      return { signals: { near, noise, logit: 0 }, checks, nearness: 1.1, logit: random(), right };
    });
    return {
      question: question(at, yes ? 'answered' : 'not-addressed'),
      document: 'made-up',
      elsewhere: false,
      read: true,
      passages,
    };
  });
}

const examples = examplesOf(400, true);
const { fitted, report } = fitWeights(examples);
const shareIn = (text: string, what: RegExp): number => Number(what.exec(text)?.[1]);

describe('a fit', () => {
  it('cuts so that 9 % of the answerable are refused and 15 % are doubted', () => {
    const { a, logit, refuse, uncertain } = fitted.answerable.read;
    expect(a + logit).toBeCloseTo(1);
    const best = (example: Example) =>
      [...example.passages].sort(
        (one, other) => sum(fitted.relevance.read, other.signals) - sum(fitted.relevance.read, one.signals),
      )[0]!;
    const scores = examples
      .filter(({ question }) => question.outcome === 'answered')
      .map((example) => scoreOf(best(example), fitted.answerable.read));
    const below = (cut: number): number => scores.filter((score) => score < cut).length / scores.length;
    expect(below(refuse)).toBeGreaterThan(0.06);
    expect(below(refuse)).toBeLessThan(0.12);
    expect(below(uncertain)).toBeGreaterThan(0.1);
    expect(below(uncertain)).toBeLessThan(0.2);
  });

  it('cuts by the documents that nothing reads where these have twenty answerable questions', () => {
    const unread = (count: number): Example[] =>
      examplesOf(count, true).map((example) => ({
        ...example,
        read: false,
        passages: example.passages.map((passage) => ({ ...passage, checks: passage.checks + 100 })),
      }));
    const refuseWith = (count: number): number =>
      fitWeights([...examples, ...unread(count)]).fitted.answerable.unread.refuse;
    expect(refuseWith(38)).toBeLessThan(10);
    expect(refuseWith(40)).toBeGreaterThan(100);
  });

  it('tells questions of other documents by how far they are', () => {
    const far = examplesOf(200, false).map((example) => ({
      ...example,
      question: { ...example.question, outcome: 'not-addressed' as const },
      elsewhere: true,
      passages: example.passages.map((passage) => ({ ...passage, checks: 4, nearness: 0.7, right: false })),
    }));
    const { answerable } = fitWeights([...examples, ...far]).fitted;
    const score = (nearness: number) => scoreOf({ checks: 4, nearness, logit: 0.5 }, answerable.read);
    expect(score(0.7)).toBeLessThan(answerable.read.refuse);
    expect(score(1.1)).toBeGreaterThan(answerable.read.uncertain);
    expect(shareIn(fitWeights([...examples, ...far]).report, / 5 %: [.\d]+, ([.\d]+) of other documents/u)).toBe(1);
  });

  it('takes the widest margin that keeps .70 of the shown quotes on point', () => {
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

const sum = (weights: Readonly<Record<string, number>>, signals: Readonly<Record<string, number>>): number =>
  Object.entries(weights).reduce((all, [name, weight]) => all + weight * signals[name]!, 0);
