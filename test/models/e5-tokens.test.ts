import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxTokens, tokensOf } from '../../src/models/e5-tokens.ts';
import { maxCharacters, openWordPieces } from '../../src/models/word-pieces.ts';
import type { Role } from '../../src/retrieval/embedder.ts';

const pieces = await openWordPieces(fileURLToPath(new URL('../../models/embedder/tokenizer.json', import.meta.url)));
const tokenize = (text: string, role: Role) => tokensOf(pieces, text, role);
const [cls, sep, query, passage, colon] = [101, 102, 23032, 6019, 1024];

describe('the tokens of a text', () => {
  it('begin with the word that says what the text is for', () => {
    expect(tokenize('peace', 'question')).toEqual([cls, query, colon, 3521, sep]);
    expect(tokenize('peace', 'passage')).toEqual([cls, passage, colon, 3521, sep]);
  });

  it.each([
    { why: 'an empty text', text: '' },
    { why: 'a NUL', text: '\0' },
    { why: 'a lone surrogate', text: '\ud800' },
    { why: 'white space', text: ' \u00a0\u2028\n' },
  ])('are the prefix alone for $why', ({ text }) => {
    expect(tokenize(text, 'question')).toEqual([cls, query, colon, sep]);
  });

  it.each([
    { why: 'a word of 100,000 letters', text: 'a'.repeat(100_000) },
    { why: 'a line of 100,000 characters', text: 'to and fro '.repeat(9_091) },
    { why: '100,000 punctuation marks', text: '!'.repeat(100_000) },
    { why: '100,000 halves of surrogate pairs', text: '\udc00'.repeat(100_000) },
  ])('are those of its first 4,000 characters for $why', ({ text }) => {
    expect(tokenize(text, 'passage')).toEqual(tokenize(text.slice(0, maxCharacters), 'passage'));
  });

  it('are cut to 512, of which the last still ends the text', () => {
    const short = tokenize('peace '.repeat(508), 'passage');
    const long = tokenize('peace '.repeat(509), 'passage');
    expect(short).toHaveLength(maxTokens);
    expect(long).toEqual(short);
  });

  it('never hold a command to the model that stands in the text', () => {
    const inside = tokenize('[SEP] [CLS] [PAD] [MASK] [UNK]', 'passage').slice(1, -1);
    expect(inside.filter((id) => [0, 100, 101, 102, 103].includes(id))).toEqual([]);
  });

  it('stand between [CLS] and [SEP] and are at most 512, whatever the text is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3_000, size: 'max' }), (text) => {
        const ids = tokenize(text, 'passage');
        expect([ids[0], ids.at(-1), ids.length <= maxTokens]).toEqual([cls, sep, true]);
        expect(ids.every((id) => Number.isInteger(id) && 0 <= id && id < 30_522)).toBe(true);
      }),
    );
  });
});
