import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checksOf,
  coverageOf,
  type Features,
  featuresOf,
  judge,
  nearnessOf,
  scoreOf,
} from '../../src/answer/answerability.ts';
import { antonyms } from '../../src/answer/antonyms.ts';
import { fitted } from '../../src/answer/fitted.ts';
import { inverseFrequency } from '../../src/answer/inverse-frequency.ts';
import { kindOf } from '../../src/answer/question-kind.ts';
import { contentStems, cutText } from '../../src/retrieval/words.ts';

const sentences = ['The river rose in May.', 'The mill stood still.', 'The river fell again.'];
const idf = inverseFrequency(sentences);
const features = (question: string, text: string, window = text, cosine = 0.85): Features =>
  featuresOf(question, kindOf(question), idf)({ text: cutText(text), window: cutText(window), cosine });

const none: Features = {
  cosine: 0,
  coverage: 0,
  negated: 0,
  antonyms: 0,
  numbers: 0,
  names: 0,
  noQuantity: 0,
  noDate: 0,
};

describe('a feature', () => {
  it('coverage is the share of the question’s idf weight that the window holds', () => {
    const weights = [idf('river'), idf('mill'), idf('bridge')] as const;
    expect(
      features('What of the river, mill and bridge?', 'The river rose.', 'The river rose. The mills stood.').coverage,
    ).toBeCloseTo((weights[0] + weights[1]) / (weights[0] + weights[1] + weights[2]), 12);
    expect(features('What is it?', 'The river rose.').coverage).toBe(0);
    const someWords = fc
      .array(fc.constantFrom('the', 'river', 'rivers', 'mill', 'May', 'bridge'))
      .map((all) => all.join(' '));
    fc.assert(
      fc.property(someWords, someWords, (question, text) => {
        const weigh = (stems: readonly string[]) => stems.reduce((sum, word) => sum + idf(word), 0);
        const [asked, found] = [contentStems(question), contentStems(text)];
        const share = weigh(asked.filter((word) => found.includes(word))) / weigh(asked);
        expect(coverageOf(question, idf)(cutText(text))).toBe(asked.length === 0 ? 0 : share);
      }),
    );
    expect(features('the river', 'The river rose.').coverage).toBe(1);
  });

  it.each([
    ['Why did it not rise?', 'It rose.', 1],
    ['Why didn’t it rise?', 'It rose.', 1],
    ['Why did it fail to rise?', 'It never rose.', 0],
    ['Why did it rise?', 'It never rose.', 0],
    ['Who was refused entry?', 'He was let in.', 1],
  ])('negated is 1 where only the question denies: "%s" of "%s" is %d', (question, text, negated) => {
    expect(features(question, text).negated).toBe(negated);
  });

  it.each([
    ['Did it increase?', 'It decreased, a decrease.', 1],
    ['Was it the largest and the first?', 'It was the smallest and the last.', 2],
    ['Did it increase?', 'It did increase after a decrease.', 0],
    ['Did it rain?', 'It snowed.', 0],
  ])('antonyms counts opposites: "%s" of "%s" is %d', (question, text, count) => {
    expect(features(question, text).antonyms).toBe(count);
  });

  it.each([
    ['What happened in 2019?', 'In 2018.', 1],
    ['What of 12 and 13 in 3rd place?', 'The 12 came.', 2],
    ['What happened in 2019?', 'In 2019.', 0],
  ])('numbers counts those that the sentence lacks: "%s" of "%s" is %d', (question, text, count) => {
    expect(features(question, text).numbers).toBe(count);
  });

  it.each([
    ['What did Amri do in Berlin?', 'Amri came.', 1],
    ['Amri came when?', 'He came.', 0],
    ['What did Amri do?', 'amri came', 0],
    ['What did the Attackers do?', 'An attack.', 1],
    ['What did the Floods do?', 'A flood.', 0],
  ])('names counts capitals that the window lacks: "%s" of "%s" is %d', (question, text, count) => {
    expect(features(question, text).names).toBe(count);
  });

  it.each([
    ['How many rose?', 'Many rose.', { noQuantity: 1, noDate: 0 }],
    ['How many rose?', 'Twelve rose, in 2019, or 7.', { noQuantity: 0, noDate: 0 }],
    ['When did it rise?', 'It rose.', { noQuantity: 0, noDate: 1 }],
    ['When did it rise?', 'It rose in May.', { noQuantity: 0, noDate: 0 }],
    ['Why did it rise?', 'It rose.', { noQuantity: 0, noDate: 0 }],
  ])('of the answer’s type: "%s" of "%s"', (question, text, expected) => {
    expect(features(question, text)).toMatchObject(expected);
  });

  it('cosine is passed on as it is', () => {
    expect(features('What?', 'It rose.', 'It rose.', 0.812).cosine).toBe(0.812);
  });
});

describe('what is against a passage', () => {
  it.each([
    [none, 0],
    [{ ...none, cosine: 1, coverage: 1 }, 0],
    [{ ...none, negated: 1 }, -2.362],
    [{ ...none, antonyms: 2 }, -2 * 1.557],
    [{ ...none, numbers: 1 }, -1.091],
    [{ ...none, names: 3 }, -3 * 0.316],
    [{ ...none, noQuantity: 1 }, -2.501],
    [{ ...none, noDate: 1 }, -0.637],
  ])('weighs as it was fitted', (own, checks) => {
    expect(checksOf(own)).toBeCloseTo(checks, 9);
  });

  it('is less where it is near, by meaning or by words', () => {
    expect(nearnessOf({ ...none, cosine: 0.8, coverage: 0.5 })).toBeCloseTo(0.85, 9);
  });
});

describe('a judgement', () => {
  const { read, unread } = fitted.answerable;
  const scored = (own: Features, by: typeof read | typeof unread, logit = 0): number =>
    scoreOf({ checks: checksOf(own), nearness: nearnessOf(own), logit }, by);

  it.each([
    { why: 'far above both cuts', above: 'uncertain', by: 0.1, judged: 'answers' },
    { why: 'just below the milder cut', above: 'uncertain', by: -0.01, judged: 'uncertain' },
    { why: 'just above the cut', above: 'refuse', by: 0.01, judged: 'uncertain' },
    { why: 'below the cut', above: 'refuse', by: -0.01, judged: 'refuses' },
  ] as const)('is $judged $why, with a reader and without', ({ above, by, judged }) => {
    const own = { ...none, cosine: 0.8, negated: 1 };
    expect(judge(own, (read[above] + by - scored(own, read)) / read.logit)).toBe(judged);
    const names = (scored(own, unread) - unread[above] - by) / 0.316;
    expect(judge({ ...own, names }, undefined)).toBe(judged);
  });

  it('counts no nearness beyond a point where a reader reads, and how far a question is against it', () => {
    const { from, slope } = read.far;
    const at = (nearness: number): number => scored({ ...none, cosine: nearness }, read);
    expect(at(from + 0.01)).toBe(at(from + 0.1));
    expect(at(from - 0.04)).toBeCloseTo(at(from) - read.a * slope * 0.04, 9);
    expect(scored({ ...none, cosine: from - 0.04, numbers: 2 }, read)).toBeCloseTo(
      at(from - 0.04) - read.a * 2 * 1.091,
      9,
    );
  });

  it('asks a reader to be the surer the farther a question is', () => {
    const { from } = read.far;
    const least = (cosine: number): number => (read.refuse - scored({ ...none, cosine }, read)) / read.logit;
    expect(least(from - 0.1)).toBeGreaterThan(least(from - 0.05));
    expect(least(from - 0.05)).toBeGreaterThan(least(from));
    for (const cosine of [from - 0.1, from - 0.05, from]) {
      expect(judge({ ...none, cosine }, least(cosine) - 0.01)).toBe('refuses');
      expect(judge({ ...none, cosine }, least(cosine) + 0.01)).not.toBe('refuses');
    }
  });

  it('goes by how near a question is where nothing reads', () => {
    const near = (nearness: number) => judge({ ...none, cosine: nearness }, undefined);
    expect(near(1)).toBe('answers');
    expect(near(0)).toBe('refuses');
  });
});

describe('antonyms', () => {
  it('go both ways, in small letters', () => {
    for (const [word, opposites] of antonyms) {
      expect(word).toMatch(/^[a-z]+$/);
      for (const opposite of opposites) expect(antonyms.get(opposite)).toContain(word);
    }
    expect(antonyms.get('more')).toEqual(['less', 'fewer']);
  });
});
