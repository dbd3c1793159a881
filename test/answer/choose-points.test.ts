import { describe, expect, it } from 'vitest';
import { shapePenalty } from '../../src/answer/choose-points.ts';

describe('the shape of a sentence', () => {
  const plain = 'The council asked for a second survey of the channel.';

  it.each([
    'Correction, 16 March 2024: an earlier version of this report said sixteen.',
    'Corrections: two names were spelt wrongly.',
    'Editor’s note: this article was updated on Monday with a statement.',
    'Rectificatif du 3 mai : le nom de la ville était faux.',
  ])('lets what the editors say of the text stand back: "%s"', (words) => {
    expect(shapePenalty(words, 'paragraph')).toBeGreaterThan(shapePenalty(plain, 'paragraph'));
  });

  it.each([
    'Corrections officers said that nobody had been hurt in the fire.',
    'Correction of the charts took the port another two years, he said.',
  ])('takes a sentence that begins with such a word for one like others: "%s"', (words) => {
    expect(shapePenalty(words, 'paragraph')).toBe(shapePenalty(plain, 'paragraph'));
  });
});
