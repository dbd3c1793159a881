import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairCounter } from '../../src/retrieval/shared-pairs.ts';

describe('pairs of neighbouring words', () => {
  it.each([
    { why: 'in the order of the question', text: 'A cold winter came.', count: 1 },
    { why: 'with words without meaning between them', text: 'As cold as a winter is.', count: 1 },
    { why: 'in another form', text: 'Cold winters.', count: 1 },
    { why: 'once however often they stand there', text: 'Cold winter, cold winter.', count: 1 },
    { why: 'not the other way round', text: 'The winter was cold.', count: 0 },
    { why: 'not apart', text: 'Cold, dark winter.', count: 0 },
    { why: 'all of them', text: 'A cold winter hit Paris.', count: 3 },
  ])('are counted $why', ({ text, count }) => {
    expect(pairCounter(['cold', 'winter', 'hit', 'paris'])(text)).toBe(count);
  });

  it.each([[[]], [['winter']]])('are none where the question is %j', (words) => {
    expect(pairCounter(words)('A cold winter hit Paris in the winter.')).toBe(0);
  });

  it('of a text with itself are all of its pairs, whatever stands round it', () => {
    const words = fc.uniqueArray(fc.constantFrom('cold', 'winter', 'paris', 'river', 'barge', 'ice'), { minLength: 2 });
    fc.assert(
      fc.property(words, (some) => {
        expect(pairCounter(some)(`Mud ${some.join(' ')} mud.`)).toBe(some.length - 1);
      }),
    );
  });
});
