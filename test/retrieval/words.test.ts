import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  contentStems,
  cutText,
  foldWord,
  functionWords,
  rawWordsOf,
  stem,
  stopWords,
  wordsOf,
} from '../../src/retrieval/words.ts';

describe('words', () => {
  it.each([
    ['The "Mossalaha "program, de-radicalized.', ['The', 'Mossalaha', 'program', 'de', 'radicalized']],
    ['state’s 2016', ['state', 's', '2016']],
    ['taqi\u0304ya محمد', ['taqi\u0304ya', 'محمد']],
    ['… — 🕊', []],
  ])('of "%s" are %j', (text, words) => {
    expect(rawWordsOf(text)).toEqual(words);
    expect(wordsOf(text)).toEqual(words.map((word) => word.toLowerCase()));
  });

  it.each([
    ['arrested', 'arrest'],
    ['programs', 'program'],
    ['reportedly', 'report'],
    ['families', 'famil'],
    ['news', 'news'],
    ['is', 'is'],
    ['fighting', 'fight'],
  ])('have a stem: %s gives %s', (word, expected) => {
    expect(stem(word)).toBe(expected);
  });

  it('that carry meaning are stems in order, repeats kept', () => {
    expect(contentStems('What did the states and the state do with programs?')).toEqual(['stat', 'state', 'program']);
  });

  it('of a text that is cut once are those that it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const whole = `The states ${text} stated the states`;
        const { words, stems } = cutText(whole);
        expect(words).toEqual(new Set(wordsOf(whole)));
        expect(stems).toEqual(new Set(contentStems(whole)));
      }),
    );
  });

  it('without a topic are those dropped from questions and more', () => {
    expect([...stopWords].filter((word) => !functionWords.has(word))).toEqual([]);
    expect(functionWords.size).toBeGreaterThan(stopWords.size);
  });

  it.each([
    ['Oulémas', 'oulemas'],
    ['ISIS', 'isis'],
    ['أنيس', 'انيس'],
    ['تقيّة', 'تقيه'],
    ['مصطفى', 'مصطفي'],
    ['ﬁre', 'fire'],
  ])('fold: %s gives %s', (word, folded) => {
    expect(foldWord(word)).toBe(folded);
  });

  it('that are folded stay so', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(foldWord(foldWord(text))).toBe(foldWord(text));
      }),
    );
  });
});
