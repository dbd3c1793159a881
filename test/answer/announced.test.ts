import { describe, expect, it } from 'vitest';
import { lackOf } from '../../src/answer/announced.ts';
import { indexedOf, spanOf } from '../helpers/documents.ts';

const lackIn = (words: string, rest: string, language = 'en') => {
  const text = `The flood\n\nIt rained for a while.\n\n${words}\n\n${rest}`;
  const indexed = indexedOf(text, { language });
  return lackOf(spanOf(text, words), indexed);
};

describe('what words announce and their section does not give', () => {
  it.each([
    { words: 'Statistics that confirm it', rest: 'Many people left their houses behind.', lacks: 'figures' },
    { words: 'Statistics that confirm it', rest: 'The water rose by 40 centimetres.', lacks: undefined },
    { words: 'Statistics that confirm it', rest: 'Twenty people left their houses behind.', lacks: undefined },
    { words: 'Society and the state', rest: 'Many people left their houses behind.', lacks: undefined },
    { words: 'The figures show a clear trend.', rest: 'Many people left.', lacks: 'figures' },
    { words: 'Experts agree that it will flood again.', rest: 'Nobody doubts it.', lacks: 'names' },
    { words: 'Experts agree that it will flood again.', rest: 'One is Professor Ada Lind.', lacks: undefined },
    { words: 'He figures that it will flood again.', rest: 'Nobody doubts it.', lacks: undefined },
  ])('$words + $rest: $lacks', ({ words, rest, lacks }) => {
    expect(lackIn(words, rest)).toBe(lacks);
  });

  it.each([
    { language: 'fr', words: 'Les chiffres le confirment', rest: 'Beaucoup de gens sont partis de chez eux.' },
    { language: 'de', words: 'Die Zahlen belegen es', rest: 'Viele Leute haben ihre Häuser verlassen.' },
  ])('is counted in $language too', ({ language, words, rest }) => {
    expect(lackIn(words, rest, language)).toBe('figures');
    expect(lackIn(words, `${rest} 40 %.`, language)).toBeUndefined();
  });

  it('is not counted in a language that no rule is for', () => {
    expect(lackIn('Statistics that confirm it', 'Many people left.', 'pl')).toBeUndefined();
  });
});
