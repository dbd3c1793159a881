import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inverseFrequency } from '../../src/answer/inverse-frequency.ts';
import { contentStems } from '../../src/retrieval/words.ts';

describe('how rare a stem is', () => {
  it('is ln(1 + (N − df + .5) / (df + .5)) over the sentences', () => {
    const idf = inverseFrequency(['The river rose in May.', 'The mill stood still.', 'The river fell again.']);
    expect(idf('river')).toBeCloseTo(Math.log(1 + 1.5 / 2.5), 12);
    expect(idf('mill')).toBeCloseTo(Math.log(1 + 2.5 / 1.5), 12);
    expect(idf('unknown')).toBeCloseTo(Math.log(1 + 3.5 / 0.5), 12);
  });

  it('goes by the stem, in whatever forms, capitals and numbers its words stand, and once a sentence', () => {
    const words = fc.constantFrom(
      'river',
      'Rivers',
      'RIVERS',
      'mill',
      'mills’',
      'the',
      'İzmir',
      'é',
      'e\u0301',
      '1999',
    );
    fc.assert(
      fc.property(fc.array(fc.array(words, { maxLength: 6 }), { maxLength: 8 }), (sentences) => {
        const texts = sentences.map((sentence) => sentence.join(' '));
        const idf = inverseFrequency(texts);
        for (const stem of ['river', 'mill', 'the', ...texts.flatMap(contentStems)]) {
          const df = texts.filter((text) => contentStems(text).includes(stem)).length;
          expect(idf(stem)).toBeCloseTo(Math.log(1 + (texts.length - df + 0.5) / (df + 0.5)), 12);
        }
      }),
    );
  });
});
