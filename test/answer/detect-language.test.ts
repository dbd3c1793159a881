import { describe, expect, it } from 'vitest';
import { detectLanguage, languageName } from '../../src/answer/detect-language.ts';
import { NameMatcher } from '../../src/retrieval/match-names.ts';
import { wordsOf } from '../../src/retrieval/words.ts';
import { opEdText, starterLedger } from '../helpers/built-in.ts';

const matcher = new NameMatcher(starterLedger.names);
const vocabulary = new Set(wordsOf(opEdText));
const detect = (question: string): Promise<string | null> =>
  detectLanguage(question, matcher.find(question), (word) => vocabulary.has(word));

describe('the language of a question', () => {
  it.each([
    ['What is Mossalaha?', 'en'],
    ['Who directs the programme, and since when?', 'en'],
    ['Explain quantum entanglement to me', 'en'],
    ['Qu’est-ce que Mossalaha ?', 'fr'],
    ['Was ist Mossalaha?', 'de'],
    ['Pourquoi le Maroc a-t-il lancé ce programme ?', 'fr'],
    ['Ist Hajib ein Terrorist?', 'de'],
    ['Wie viele Menschen starben bei dem Anschlag?', 'de'],
    ['Was ist Taqiyya in der Religion?', 'de'],
    ['¿Quién es Anis Amri?', 'es'],
    ['Chi è Anis Amri e dove vive?', 'it'],
    ['من هو محمد حاجب؟', 'ar'],
    ['Что такое мусалаха?', 'ru'],
    ['מה זה?', 'he'],
    ['これは何ですか', 'ja'],
    ['이것은 무엇입니까', 'ko'],
    ['这是什么', 'zh'],
  ])('"%s" is %s', async (question, language) => {
    expect(await detect(question)).toBe(language);
  });

  it.each(['Hajib', 'taqiyya', 'Germany', 'reintegration program', '2016', 'Anis Amri 2016'])(
    'cannot be told of "%s": a name, a number or the library’s own words',
    async (question) => {
      expect(await detect(question)).toBeNull();
    },
  );

  it.each(['Waht is takiyya', 'How many peple were killd by Amri?', 'what does it say about reintergration'])(
    'is English for all its typing mistakes: "%s"',
    async (question) => {
      expect([null, 'en']).toContain(await detect(question));
    },
  );

  it.each([
    ['fr', 'French'],
    ['zh', 'Chinese'],
    ['en', 'English'],
  ])('has a name: %s is %s', (code, name) => {
    expect(languageName(code)).toBe(name);
  });
});
