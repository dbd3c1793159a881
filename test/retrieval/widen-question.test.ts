import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NameMatcher } from '../../src/retrieval/match-names.ts';
import { ownSpellingsOf, widenQuestion } from '../../src/retrieval/widen-question.ts';
import { stopWords, wordsOf } from '../../src/retrieval/words.ts';
import { opEdText, starterLedger } from '../helpers/built-in.ts';
import { vocabularyOf } from '../helpers/hand-made-index.ts';

const matcher = new NameMatcher(starterLedger.names);
const own = ownSpellingsOf(opEdText, matcher);
const vocabulary = vocabularyOf([...new Set(wordsOf(opEdText))]);
const widen = (question: string) => widenQuestion(question, matcher, own, vocabulary);

describe('a widened question', () => {
  it.each([
    ['Is Hajeb here?', 'Is Mohammad Hajib here?'],
    ['What is Moussalaha?', 'What is Mossalaha?'],
    ['What is taqiyah?', 'What is Taqqiya?'],
    ['من هو محمد حاجب؟', 'من هو Mohammad Hajib؟'],
    ['What did the BKA know?', 'What did the German security services know?'],
  ])('"%s" names things as the document does: "%s"', (question, text) => {
    expect(widen(question).text).toBe(text);
  });

  it('looks for every spelling that the document has, and for the word that was asked', () => {
    expect(widen('What is takiyya?').words).toEqual(['taqqiya', 'taqiyya']);
  });

  it('looks for the words of an alias’s own name, without writing it into the question', () => {
    const widened = widen('Who was Mohamed Hassa?');
    expect(widened.text).toBe('Who was Mohamed Hassa?');
    expect(widened.words).toEqual(['mohamed', 'hassa', 'anis', 'amri']);
  });

  it('keeps a name that the document does not have as it was asked', () => {
    expect(widen('What did the DGAPR do?').text).toBe('What did the DGAPR do?');
  });

  it('has no word twice and no stop word', () => {
    const { words } = widen('What is the reintegration of the reintegration program?');
    expect(words).toEqual(['reintegration', 'program']);
    expect(words.filter((word) => stopWords.has(word))).toEqual([]);
  });
});

describe('a misspelt word', () => {
  it.each([
    { typed: 'reintergration', meant: 'reintegration', edit: 'a letter too many' },
    { typed: 'reintegraton', meant: 'reintegration', edit: 'a letter missing' },
    { typed: 'incubater', meant: 'incubator', edit: 'a wrong letter' },
    { typed: 'convictd', meant: 'convict', edit: 'an ending of no word' },
    { typed: 'ideologcial', meant: 'ideological', edit: 'two letters swapped' },
    { typed: 'Inteligence', meant: 'intelligence', edit: 'a letter missing, with a capital' },
  ])('with $edit is read as the library’s own: $typed', ({ typed, meant }) => {
    const widened = widen(`What about ${typed}?`);
    expect(widened.text).toBe(`What about ${meant}?`);
    expect([...widened.readAs]).toEqual([[typed.toLowerCase(), meant]]);
    expect(widened.words).toContain(meant);
  });

  it.each([
    { typed: 'peple', why: 'it has five letters' },
    { typed: 'killd', why: 'it has five letters' },
    { typed: 'reintergrtion', why: 'it is two edits away' },
    { typed: 'spectacular', why: 'nothing is near it' },
    { typed: 'reintegration', why: 'it is a word of the library' },
    { typed: '2019201', why: 'no number is near it' },
  ])('is left alone where $why: $typed', ({ typed }) => {
    const widened = widen(`What about ${typed}?`);
    expect(widened.text).toBe(`What about ${typed}?`);
    expect(widened.readAs.size).toBe(0);
  });

  it.each([
    { typed: 'states', known: 'state' },
    { typed: 'purpose', known: 'purposes' },
    { typed: 'ignored', known: 'ignore' },
    { typed: 'attacked', known: 'attacker' },
    { typed: 'prison', known: 'prisons' },
    { typed: 'believer', known: 'believers' },
    { typed: 'embrace', known: 'embraced' },
    { typed: 'continue', known: 'continued' },
    { typed: 'programs', known: 'program' },
    { typed: 'deceptions', known: 'deception' },
  ])('is not what another form of a known word is: $typed beside $known', ({ typed, known }) => {
    expect(vocabulary.has(known)).toBe(true);
    expect(vocabulary.has(typed)).toBe(false);
    const widened = widen(`What about ${typed}?`);
    expect(widened.text).toBe(`What about ${typed}?`);
    expect([...widened.readAs]).toEqual([]);
  });

  it('is never looked for in a name', () => {
    const known = vocabularyOf(['mohammed']);
    expect(widenQuestion('Is Mohammad Hajib here?', matcher, own, known).readAs.size).toBe(0);
  });
});

describe('any question', () => {
  it('is widened without a failure, its own words of up to five letters kept', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (question) => {
        const { text, words } = widen(question);
        expect(words.every((word) => word === word.toLowerCase())).toBe(true);
        if (matcher.find(question).length === 0)
          for (const word of wordsOf(question).filter((own) => own.length < 6)) expect(wordsOf(text)).toContain(word);
      }),
    );
  });
});

describe('the document’s own spellings', () => {
  it('are its first spelling of each name, and the words of all', () => {
    expect(own.get('taqiyya')).toEqual({ name: 'Taqqiya', words: ['taqqiya', 'taqiyya'] });
    expect(own.get('CNDH')).toBeUndefined();
  });

  it('have no name where only an alias stands', () => {
    expect(ownSpellingsOf('Mohamed Hassa came.', matcher).get('Anis Amri')).toEqual({
      name: null,
      words: ['mohamed', 'hassa'],
    });
  });
});
