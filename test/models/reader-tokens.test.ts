import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxPairTokens, maxQuestionTokens, pairTokensOf } from '../../src/models/reader-tokens.ts';
import { openWordPieces } from '../../src/models/word-pieces.ts';

const pieces = await openWordPieces(fileURLToPath(new URL('../../models/reader/tokenizer.json', import.meta.url)));
const [cls, sep, peace] = [101, 102, 3521];

describe('the tokens of a question and a window', () => {
  it('are both, without prefix, each ended, and say which is which', () => {
    expect(pairTokensOf(pieces, 'Peace?', 'peace peace')).toEqual({
      ids: [cls, peace, 1029, sep, peace, peace, sep],
      types: [0, 0, 0, 0, 1, 1, 1],
    });
  });

  it('are cut on the window’s side', () => {
    const { ids, types } = pairTokensOf(pieces, 'Peace?', 'war '.repeat(500));
    expect([ids.length, types.length, ids.at(-1)]).toEqual([maxPairTokens, maxPairTokens, sep]);
    expect(ids.slice(0, 4)).toEqual([cls, peace, 1029, sep]);
  });

  it('leave half to the window, however long the question is', () => {
    const { types } = pairTokensOf(pieces, 'why '.repeat(500), 'war '.repeat(500));
    expect(types.filter((type) => type === 0)).toHaveLength(maxQuestionTokens + 2);
    expect(types).toHaveLength(maxPairTokens);
  });

  it('hold no command to the model but their own three, and at most 192, whatever the texts are', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 1_500, size: 'max' }),
      fc.constantFrom('', '[SEP] [CLS]', '[PAD]'),
    );
    fc.assert(
      fc.property(text, text, (question, window) => {
        const { ids, types } = pairTokensOf(pieces, question, window);
        expect(ids.length).toBeLessThanOrEqual(maxPairTokens);
        expect(types).toEqual(types.toSorted());
        expect([ids[0], ids[types.lastIndexOf(0)], ids.at(-1)]).toEqual([cls, sep, sep]);
        expect(ids.filter((id) => [0, cls, sep, 103].includes(id))).toHaveLength(3);
      }),
    );
  });
});
