import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checksOf,
  coverageOf,
  type Features,
  featuresOf,
  groundsOf,
  type JudgedPassage,
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
const words = { idf, stopWords: new Set<string>() };
const features = (question: string, text: string, window = text, cosine = 0.85): Features =>
  featuresOf(question, kindOf(question), words)({ text: cutText(text), window: cutText(window), cosine });

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
        expect(coverageOf(question, words)(cutText(text))).toBe(asked.length === 0 ? 0 : share);
      }),
    );
    expect(features('the river', 'The river rose.').coverage).toBe(1);
  });

  it('coverage leaves stop words of the document’s language out, where the question has other words', () => {
    const stopWords = new Set(['combien', 'avons', 'avions', 'est']);
    const covers = (question: string, text: string) => coverageOf(question, { idf, stopWords })(cutText(text));
    expect(covers('Combien de mill avons-nous ?', 'The mill.')).toBeGreaterThan(
      coverageOf('Combien de mill avons-nous ?', words)(cutText('The mill.')),
    );
    expect(covers('Combien avons est mill', 'The mill.')).toBe(1);
    // « avions », "we had", is a stop word; « avion » has its stem and is none
    expect(covers('Combien est avion mill', 'The mill.')).toBeLessThan(1);
    expect(covers('Combien est', 'combien')).toBeCloseTo(0.5, 9);
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

describe('what tells whether the first passage answers', () => {
  const passage = { checks: -1, nearness: 0.8, logit: 2, relevance: 5 };

  it('is its checks and nearness, its lead, and what the reader says of all passages together', () => {
    const second = { checks: -9, nearness: 0.1, logit: -4, relevance: 4.5 };
    const grounds = groundsOf([passage, second]);
    expect(grounds).toMatchObject({ checks: -1, nearness: 0.8, lead: 0.5, logit: -1 });
    expect(groundsOf([passage, second, { ...second, logit: 5, relevance: 1 }])).toEqual({ ...grounds, logit: 1 });
  });

  it('of one passage alone is no lead', () => {
    expect(groundsOf([passage])).toMatchObject({ lead: 0, logit: 2 });
  });

  it('is no lead that is negative, where the second only echoes the question', () => {
    expect(groundsOf([passage, { ...passage, relevance: 9 }]).lead).toBe(0);
  });

  it('is no greater a lead however little the second says', () => {
    const lead = (relevance: number): number => groundsOf([passage, { ...passage, relevance }]).lead;
    expect(lead(0)).toBe(5);
    expect(lead(-95)).toBe(5);
  });

  it('is how far below near enough a question is, and nothing above it', () => {
    const far = (nearness: number): number => groundsOf([{ ...passage, nearness }]).far;
    expect(far(0.72)).toBe(0);
    expect(far(1.1)).toBe(0);
    expect(far(0.62)).toBeCloseTo(0.1, 9);
  });
});

describe('a judgement', () => {
  const { read, unread } = fitted.answerable;
  const passage = (own: Partial<JudgedPassage>): JudgedPassage => ({
    features: { ...none, cosine: 0.8 },
    logit: 0,
    relevance: 0,
    ...own,
  });
  const near = (nearness: number, logit: number | undefined) =>
    passage({ features: { ...none, cosine: nearness }, logit });

  it.each([
    { why: 'above both cuts', above: 'uncertain', by: 0.01, judged: 'answers' },
    { why: 'just below the milder cut', above: 'uncertain', by: -0.01, judged: 'uncertain' },
    { why: 'just above the cut', above: 'refuse', by: 0.01, judged: 'uncertain' },
    { why: 'below the cut', above: 'refuse', by: -0.01, judged: 'refuses' },
  ] as const)('is $judged $why, with a reader and without', ({ above, by, judged }) => {
    const nearnessAt = (fit: typeof read | typeof unread) => (fit[above] + by) / fit.weights.nearness;
    expect(nearnessAt(unread)).toBeLessThan(1.1);
    expect(judge([near(nearnessAt(unread), undefined)])).toBe(judged);
    const others = scoreOf(groundsOf([{ checks: 0, nearness: 0.8, logit: 0, relevance: 0 }]), read.weights);
    expect(judge([passage({ logit: (read[above] + by - others) / read.weights.logit })])).toBe(judged);
  });

  it('asks a reader to be the surer the farther a question is', () => {
    const least = (nearness: number): number =>
      (read.refuse - scoreOf(groundsOf([{ checks: 0, nearness, logit: 0, relevance: 0 }]), read.weights)) /
      read.weights.logit;
    expect(least(0.6)).toBeGreaterThan(least(0.7));
    expect(least(0.7)).toBeGreaterThan(least(0.8));
    for (const nearness of [0.6, 0.7, 0.8]) {
      expect(judge([near(nearness, least(nearness) - 0.01)])).toBe('refuses');
      expect(judge([near(nearness, least(nearness) + 0.01)])).not.toBe('refuses');
    }
  });

  it('goes by how near a question is where nothing reads', () => {
    expect(judge([near(1, undefined)])).toBe('answers');
    expect(judge([near(0, undefined)])).toBe('refuses');
  });

  it('goes by the whole of the passages: the reader may be sure of another than the first', () => {
    const [sure, unsure] = [passage({ logit: 5 }), passage({ logit: -6 })];
    expect(judge([unsure, sure, sure])).not.toBe(judge([unsure, unsure, unsure]));
  });

  it('is the milder the surer the reader is of any passage, the nearer it is, and the fewer checks are against it', () => {
    const someGrounds = fc.record({
      checks: fc.double({ min: -6, max: 0, noNaN: true }),
      nearness: fc.double({ min: 0, max: 1, noNaN: true }),
      logit: fc.double({ min: -6, max: 6, noNaN: true }),
      relevance: fc.constant(0),
    });
    fc.assert(
      fc.property(fc.array(someGrounds, { minLength: 1, maxLength: 5 }), fc.nat(4), (all, drawn) => {
        const scoreWith = (at: number, change: Partial<(typeof all)[number]>): number => {
          const [first, ...others] = all.map((own, place) => (place === at ? { ...own, ...change } : own));
          return scoreOf(groundsOf([first!, ...others]), read.weights);
        };
        const [at, before] = [drawn % all.length, scoreWith(0, {})];
        expect(scoreWith(at, { logit: all[at]!.logit + 1 })).toBeGreaterThan(before);
        expect(scoreWith(0, { nearness: all[0]!.nearness + 0.05 })).toBeGreaterThan(before);
        expect(scoreWith(0, { checks: all[0]!.checks - 1 })).toBeLessThan(before);
      }),
    );
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
