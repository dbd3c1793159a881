import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generateDocument } from '../../scripts/bench/generate-corpus.ts';
import { median, percentile } from '../../scripts/bench/statistics.ts';

const size = { sentences: 200, questions: 12 };
const wordsOf = (text: string): string[] => text.toLowerCase().match(/[a-z]+/g) ?? [];

describe('the made-up document of the benchmark', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(generateDocument(1, size)).toEqual(generateDocument(1, size));
    expect(generateDocument(2, size).markdown).not.toBe(generateDocument(1, size).markdown);
  });

  it('has the sentences and questions that were asked for', () => {
    const { markdown, questions } = generateDocument(1, size);
    const paragraphs = markdown.split('\n\n').filter((block) => !block.startsWith('#'));
    expect(paragraphs.flatMap((paragraph) => paragraph.trim().split(/(?<=\.) /))).toHaveLength(size.sentences);
    expect(questions).toHaveLength(size.questions);
    for (const question of questions) expect(question).toMatch(/^(What|How|Who|When|Why|Where) .+\?$/);
  });

  it('spreads its words as a language does: a few everywhere, most of them rare', () => {
    const counts = new Map<string, number>();
    for (const word of wordsOf(generateDocument(1, { sentences: 5_000, questions: 0 }).markdown))
      counts.set(word, (counts.get(word) ?? 0) + 1);
    const frequencies = [...counts.values()].sort((a, b) => b - a);
    const total = frequencies.reduce((sum, count) => sum + count, 0);
    const topTen = frequencies.slice(0, 10).reduce((sum, count) => sum + count, 0);
    expect(topTen / total).toBeGreaterThan(0.2);
    expect(frequencies.filter((count) => count <= 2).length / frequencies.length).toBeGreaterThan(0.3);
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
