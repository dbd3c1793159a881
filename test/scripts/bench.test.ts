import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generateDocument } from '../../scripts/bench/generate-corpus.ts';
import { makeQuestions } from '../../scripts/bench/make-questions.ts';
import { plotOf } from '../../scripts/bench/plot.ts';
import { median, percentile } from '../../scripts/bench/statistics.ts';
import { atLeast, atMost } from '../../scripts/bench/verdict.ts';

const sentences = 200;
const wordsOf = (text: string): string[] => text.toLowerCase().match(/[a-z]+/g) ?? [];

describe('the made-up document of the benchmark', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(generateDocument(1, sentences)).toEqual(generateDocument(1, sentences));
    expect(generateDocument(2, sentences).markdown).not.toBe(generateDocument(1, sentences).markdown);
  });

  it('has the sentences that were asked for, and tells of each what it says', () => {
    const { markdown, told } = generateDocument(1, sentences);
    const paragraphs = markdown.split('\n\n').filter((block) => !block.startsWith('#'));
    expect(paragraphs.flatMap((paragraph) => paragraph.trim().split(/(?<=\.) /))).toEqual(
      told.map(({ sentence }) => sentence),
    );
    for (const { sentence, clause, town, year, counted, speaker } of told)
      for (const part of [clause.who, clause.thing, clause.verb, town, year, counted, speaker])
        expect(sentence.toLowerCase()).toContain(String(part ?? '').toLowerCase());
  });

  it('spreads its words as a language does: a few everywhere, most of them rare', () => {
    const counts = new Map<string, number>();
    for (const word of wordsOf(generateDocument(1, 5_000).markdown)) counts.set(word, (counts.get(word) ?? 0) + 1);
    const frequencies = [...counts.values()].sort((a, b) => b - a);
    const total = frequencies.reduce((sum, count) => sum + count, 0);
    const topTen = frequencies.slice(0, 10).reduce((sum, count) => sum + count, 0);
    expect(topTen / total).toBeGreaterThan(0.2);
    expect(frequencies.filter((count) => count <= 2).length / frequencies.length).toBeGreaterThan(0.3);
  });
});

describe('the questions about it', () => {
  const document = generateDocument(1, sentences);

  it('are as many as were asked for, three of four with the sentence they were made from', () => {
    const questions = makeQuestions(document, 7, 40);
    expect(questions).toHaveLength(40);
    expect(questions.filter(({ source }) => source !== null)).toHaveLength(30);
    for (const { question } of questions) expect(question).toMatch(/^(What|How|Who|When|Why|Where) .+\?$/);
  });

  it('come in the same order however many there are', () => {
    expect(makeQuestions(document, 7, 40).slice(0, 12)).toEqual(makeQuestions(document, 7, 12));
  });

  it('repeat no sentence, and never leave out both who and what', () => {
    for (const { question, source } of makeQuestions(document, 7, 200)) {
      if (source === null) continue;
      expect(question).not.toContain(source.slice(0, -1));
      expect(question).not.toMatch(/somebody .+ something\?$/);
    }
  });
});

describe('a plot', () => {
  const series = (name: string, ys: readonly number[]) => ({
    name,
    colour: '#000000',
    emphasised: false,
    points: ys.map((y, at) => ({ x: 1_000 * 10 ** at, y })),
  });
  const heights = (svg: string): number[] =>
    [...svg.matchAll(/<circle cx="[\d.]+" cy="([\d.]+)"/g)].map(([, y]) => Number(y));

  it('puts ten times as much the same distance higher, wherever on the axis', () => {
    const svg = plotOf({
      title: 't',
      xLabel: 'x',
      xs: [1_000, 10_000],
      unit: 'ms',
      series: [series('a', [1, 10, 100])],
    });
    const [one, ten, hundred] = heights(svg);
    expect(one! - ten!).toBeGreaterThan(0);
    expect(ten! - hundred!).toBeCloseTo(one! - ten!, 0);
  });

  it('writes no name on another, and escapes what is no XML', () => {
    const svg = plotOf({
      title: 'a < b & "c"',
      xLabel: 'x',
      xs: [1_000, 10_000],
      unit: 'ms',
      series: ['a', 'b', 'c'].map((name) => series(name, [1, 5])),
    });
    const at = [...svg.matchAll(/<text x="586" y="([\d.]+)"/g)].map(([, y]) => Number(y)).sort((a, b) => a - b);
    expect(at).toHaveLength(3);
    for (const [index, y] of at.entries()) if (index > 0) expect(y - at[index - 1]!).toBeGreaterThanOrEqual(15);
    expect(svg).toContain('a &#60; b &#38; &#34;c&#34;');
  });
});

describe('a target', () => {
  it.each([
    { said: atMost(4, 5, ' ms'), words: '≤ 5 ms: met' },
    { said: atMost(5, 5, ' ms'), words: '≤ 5 ms: met' },
    { said: atMost(6.25, 5, ' ms'), words: '≤ 5 ms: **missed by 1.3 ms**' },
    { said: atLeast(0.9, 0.9), words: '≥ 0.9: met' },
    { said: atLeast(0.5, 0.9), words: '≥ 0.9: **missed by 0.4**' },
  ])('is said to be $words', ({ said, words }) => {
    expect(said).toBe(words);
  });
});

describe('percentiles', () => {
  it('are values that were measured, with so many of them below', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer(), { minLength: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, share) => {
          const at = percentile(values, share);
          expect(values).toContain(at);
          expect(values.filter((value) => value <= at).length).toBeGreaterThanOrEqual(share * values.length - 1e-9);
        },
      ),
    );
  });

  it('are the middle for the median', () => {
    expect(median([5, 1, 3])).toBe(3);
  });

  it('are nothing for no values', () => {
    expect(() => percentile([], 0.5)).toThrow(RangeError);
  });
});
