import { describe, expect, it } from 'vitest';
import { foreignStopWords } from '../../src/answer/foreign-stop-words.ts';

describe('stop words of another language', () => {
  it.each([
    ['fr', ['le', 'qu', 'est', 'combien', 'pourquoi', 'quand'], ['école', 'élèves', 'avion']],
    ['fr-CA', ['le', 'comment'], ['prix']],
    ['es', ['el', 'cuántos', 'dónde', 'quién'], ['escuela']],
    ['it', ['il', 'quando', 'quali'], ['scuola']],
    ['pt', ['não', 'quantos', 'onde'], ['escola']],
    ['nl', ['de', 'hoeveel', 'waarom', 'wie'], ['school']],
  ])('of %s are its small words and those that ask, and no others', async (language, small, others) => {
    const words = await foreignStopWords(language);
    expect(small.filter((word) => !words.has(word))).toEqual([]);
    expect(others.filter((word) => words.has(word))).toEqual([]);
  });

  it('are lower case, as the words are that they are compared with', async () => {
    for (const language of ['es', 'fr', 'it', 'nl', 'pt'])
      for (const word of await foreignStopWords(language)) expect(word).toBe(word.toLowerCase());
  });

  it.each(['en', 'en-GB', 'de', 'ja', 'und', '', 'constructor', '__proto__'])('of "%s" are none', async (language) => {
    expect([...(await foreignStopWords(language))]).toEqual([]);
  });
});
