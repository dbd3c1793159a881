import { describe, expect, it } from 'vitest';
import { NamesOfDocument, namesIn, type QuestionName } from '../../src/answer/named-in-question.ts';
import { NameMatcher } from '../../src/retrieval/match-names.ts';
import { ownSpellingsOf } from '../../src/retrieval/widen-question.ts';
import { opEd, opEdText, starterLedger } from '../helpers/built-in.ts';

const matcher = new NameMatcher(starterLedger.names);
const names = new NamesOfDocument(opEd, matcher, ownSpellingsOf(opEdText, matcher));
const inQuestion = (question: string): QuestionName[] => namesIn(question, matcher.find(question), names.isName);
const surfaces = (question: string): string[] => inQuestion(question).map(({ surface }) => surface);
const missing = (question: string): string[] =>
  inQuestion(question)
    .filter((name) => !names.has(name))
    .map(({ surface }) => surface);
/** The numbers of blocks whose sentences speak of all names of the question. */
const blocksWith = (question: string): number[] => {
  const asked = inQuestion(question);
  return opEd.outline.blocks.map(({ number }) => number).filter((block) => names.standTogether(asked, { block }));
};

describe('names in a question', () => {
  it.each([
    ['Why does the article say France shelters ISIS followers?', ['ISIS', 'France']],
    ['What did Angela Merkel say about Amri?', ['Amri', 'Angela Merkel']],
    ['What did the European Union decide?', ['European Union']],
    ['Germany', ['Germany']],
    ['Germany’s approach', ['Germany']],
    ['Is Jean-Luc O’Neill in it?', ['Jean-Luc O’Neill']],
    ['What is Mossalaha?', ['Mossalaha']],
    ['who is rafiqi', ['rafiqi']],
    ['من هو محمد حاجب؟', ['محمد حاجب']],
  ])('"%s": %j', (question, found) => {
    expect(surfaces(question)).toEqual(found);
  });

  it.each([
    'Statistics of the programme?',
    'Practicing it where? Thanks!',
    'What should I say, please?',
    'Tell me about it. Explain it.',
    'Which day in May or on Monday?',
    'WHAT IS THE WEATHER LIKE IN SPAIN?',
    'What Is The Weather Like In Spain?',
    'what is it?',
    'Op-Ed and Hearsay on Discord',
    '',
  ])('are none in "%s"', (question) => {
    expect(surfaces(question)).toEqual([]);
  });

  it.each([
    ['IS HAJIB A TERRORIST?', ['HAJIB']],
    ['Is Hajib A Terrorist?', ['Hajib']],
    ['What Did ISIS Do In Spain?', ['ISIS']],
  ])('in capitals or title case are those that the ledger knows: "%s"', (question, found) => {
    expect(surfaces(question)).toEqual(found);
  });

  it('that are aliases are looked for as they were asked', () => {
    expect(inQuestion('Who is Mohamed Hassa?')).toEqual([{ surface: 'Mohamed Hassa', group: null }]);
  });
});

describe('a name that the document does not have', () => {
  it.each([
    ['Does France shelter them?', ['France']],
    ['What did Angela Merkel say about Amri?', ['Angela Merkel']],
    ['What did the European Union decide about Hajib?', ['European Union']],
    ['Is Hajib in Casablanca?', ['Casablanca']],
    ['What did the CNDH do?', ['CNDH']],
    ['Who is Mohamed Hassa?', ['Mohamed Hassa']],
    ['Does it mention Spain and Italy?', ['Spain', 'Italy']],
  ])('is told by comparing names: "%s" lacks %j', (question, lacking) => {
    expect(missing(question)).toEqual(lacking);
  });

  it.each([
    'What did Germany do?',
    'What did the Germans do?',
    'What did Moroccans do?',
    'What did Moroccan services do?',
    'Is Hajeb there, or Mohamed H.?',
    'Did Daesh come?',
    'What of Berlin’s market?',
    'What about the Mossalaha programme?',
    'What did the DGST tell the BKA?',
  ])('is none in "%s"', (question) => {
    expect(missing(question)).toEqual([]);
  });

  it('is not found in a longer word or another one of its root', () => {
    expect(names.has({ surface: 'French', group: null })).toBe(true);
    expect(names.has({ surface: 'France', group: null })).toBe(false);
    expect(names.has({ surface: 'German', group: null })).toBe(true);
    expect(names.has({ surface: 'Ger', group: null })).toBe(false);
  });

  it('is one that was read as another', () => {
    const name = { surface: 'Germony', group: null };
    expect(names.has(name)).toBe(false);
    expect(names.has(name, new Map([['germony', 'germany']]))).toBe(true);
  });
});

describe('names together', () => {
  it.each([
    ['Does Hajib live in Germany?', [5]],
    ['What did Amri do in Berlin?', [7]],
    ['Why does it say that Rafiqi attacked Berlin?', []],
    ['Did Hajib know Amri?', []],
    ['Did Hajeb meet Daesh?', [5]],
    ['What does Stubborn Germany do for Amri?', [7]],
  ])('"%s" stand in ¶ %j', (question, blocks) => {
    expect(blocksWith(question)).toEqual(blocks);
  });
});
