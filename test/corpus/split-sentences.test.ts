import { describe, expect, it } from 'vitest';
import { maxSentenceUnits } from '../../src/corpus/cut-long.ts';
import { splitSentences } from '../../src/corpus/split-sentences.ts';

const sentencesOf = (text: string, language: string): string[] =>
  splitSentences(text, { start: 0, end: text.length }, language).map(({ start, end }) => text.slice(start, end));

/** Each case holds the sentences that must come out, and what stands between them; nothing where that is one space. */
type Case = { readonly why: string; readonly sentences: readonly string[]; readonly between?: string };

const english: readonly Case[] = [
  { why: 'two plain sentences', sentences: ['He left.', 'She stayed.'] },
  { why: 'titles', sentences: ['Mr. Hajib met Dr. Rafiqi and Prof. Ali.', 'Mrs. Smith came with Gen. Lee.'] },
  { why: 'a country before a noun', sentences: ['The U.S. Army and the U.K. Parliament agreed.'] },
  { why: 'a country that ends a sentence', sentences: ['He lives in the U.S.', 'The family stayed.'] },
  { why: 'e.g. and i.e.', sentences: ['Some, e.g. Germany, i.e. Berlin, object.', 'Others do not.'] },
  { why: 'e.g. before a capital', sentences: ['Take a state, e.g. Germany.'] },
  { why: 'No. before a number', sentences: ['See No. 5 and Nos. 6 to 8.'] },
  { why: 'No. as an answer', sentences: ['Did he go?', 'No.', 'He stayed.'] },
  { why: 'versus, cf. and ca.', sentences: ['Roe v. Wade, cf. Hajib vs. Germany, ca. 2010.'] },
  { why: 'months', sentences: ['He was arrested on Jan. 5 and freed on Feb. 18, 2017.', 'He left.'] },
  { why: 'a saint', sentences: ['They met in St. Petersburg.', 'It rained.'] },
  { why: 'a street that ends a sentence', sentences: ['He lives in Main St.', 'The house is old.'] },
  { why: 'approx. and est.', sentences: ['It has approx. 300 members, est. 2010.'] },
  { why: 'etc. within a sentence', sentences: ['Books, papers, etc. were burnt.'] },
  { why: 'etc. at the end', sentences: ['They took books, papers, etc.', 'Germany objected.'] },
  {
    why: 'p.m. within and at the end',
    sentences: ['It began at 5 p.m. on Monday and ended at 9 p.m.', 'Nobody left.'],
  },
  { why: 'a company', sentences: ['Acme Inc. Chairman Smith left.', 'He sold Acme Inc.', 'The price fell.'] },
  { why: 'et al.', sentences: ['Liu et al. Verified it.', 'So did others.'] },
  { why: 'initials', sentences: ['J. R. R. Tolkien and C.S. Lewis met George W. Bush.', 'They talked.'] },
  { why: 'an initial that ends a sentence', sentences: ['They chose plan B.', 'It failed.'] },
  { why: 'dots before a small letter', sentences: ['He waited... and then left.', 'Well… maybe.'] },
  { why: 'dots at the end', sentences: ['He waited...', 'Then he left…', 'Nobody knew.'] },
  { why: 'dots within a word', sentences: ['Jihad through activism…a new form of brainwashing'] },
  { why: 'an omission in brackets', sentences: ['He left.', '[...] She stayed.'] },
  { why: 'a full stop within straight quotes', sentences: ['He said "I left."', 'She did not.'] },
  { why: 'a full stop within curly quotes', sentences: ['He said: “I left.”', '“I stayed,” she said.'] },
  { why: 'no space behind a closing quote', sentences: ['He said “I left.”', 'She stayed.'], between: '' },
  { why: 'a question within a sentence', sentences: ['“Really?” he asked.', '"Go!" she cried.'] },
  { why: 'a quotation before a comma', sentences: ['“Go!”, he said.', 'They went.'] },
  { why: 'brackets around a sentence', sentences: ['He left.', '(She stayed.)', 'It rained.'] },
  { why: 'a mark in brackets', sentences: ['The claim (really?) was repeated.'] },
  { why: 'decimals and versions', sentences: ['It grew by 3.5 percent to 1.234.567 in Node v20.19.'] },
  {
    why: 'a sentence that begins with a number',
    sentences: ['It happened in 2019.', '45 people died.', '3 were hurt.'],
  },
  { why: 'a list number', sentences: ['1. Wash the rice.', '2. Boil it.'] },
  { why: 'a list letter', sentences: ['a) Wash the rice.', 'Then boil it.'] },
  { why: 'an item with a bullet and a number', sentences: ['- 1. Wash the rice.', 'Then boil it.'] },
  { why: 'a note in brackets', sentences: ['He left.[1]', 'She stayed.[12][a]', 'It rained.[^3]', 'End.'] },
  { why: 'a raised note', sentences: ['He left.¹', 'She stayed.†', 'It rained.'] },
  { why: 'a note that lost its raise', sentences: ['He left the country.12', 'She stayed.'] },
  { why: 'emphasis around a sentence', sentences: ['**He left.**', '_She stayed._', 'It rained.'] },
  { why: 'a web address', sentences: ['See https://example.org/watch?v=Abc&t=1!x for more.', 'Or not.'] },
  { why: 'a product in small letters', sentences: ['He uses a Mac.', 'iPhones are dear.', 'eBay is not.'] },
  { why: 'a dot-word', sentences: ['He writes Node.js code for example.com and asp.net sites.'] },
  { why: 'a dash behind a mark', sentences: ['“Stop!” – that was all.', 'Stop! — he cried.'] },
  { why: 'several marks', sentences: ['Really?!', 'Yes!!!', 'Fine.'] },
  { why: 'an emoji behind a sentence', sentences: ['He left.', '👩‍👩‍👧 They stayed.'] },
  { why: 'no full stop', sentences: ['The views expressed belong to the author'] },
  { why: 'an emphasised title', sentences: ['**Dr.** Rafiqi came.', '**Then** he left.'] },
  { why: 'an abbreviation before an abbreviation', sentences: ['He works for the U.S. Inc. Magazine.'] },
  { why: 'a degree', sentences: ['She holds a Ph.D. from Rabat.', 'He holds a Ph.D.', 'They met.'] },
];

const wrapped: readonly Case[] = [
  { why: 'a line feed within a sentence', sentences: ['He left\nthe country.', 'She\r\nstayed.'] },
  { why: 'a line feed between sentences', sentences: ['He left.', 'She stayed.'], between: '\n' },
  { why: 'a CRLF behind an abbreviation', sentences: ['He met Dr.\r\nRafiqi.'] },
  { why: 'U+2028 within a sentence', sentences: ['He left\u2028the country.'] },
  { why: 'a lone CR and an indent', sentences: ['He left\r    the country.'] },
];

const german: readonly Case[] = [
  {
    why: 'z. B. with and without a space',
    sentences: ['Einige, z. B. Berlin und z.B. Bonn, sind groß.', 'Andere nicht.'],
  },
  { why: 'z. B. before an article', sentences: ['Es gibt Parteien, z. B. Die Linke.'] },
  { why: 'd.h., bzw. and Nr.', sentences: ['Das war Nr. 5, d.h. der letzte bzw. Vorletzte.', 'Ende.'] },
  { why: 'an ordinal date', sentences: ['Am 3. Oktober 1990 war es so weit.', 'Alle feierten.'] },
  { why: 'an ordinal within', sentences: ['Im 19. Jahrhundert regierte Wilhelm II. Preußen.'] },
  { why: 'a date in numbers', sentences: ['Es war am 31.12. 2020 und am 1. 1. 2021.', 'Danach nicht.'] },
  { why: 'a number that ends a sentence', sentences: ['Es waren 12.', 'Die anderen kamen 2019.', 'Merkel blieb.'] },
  { why: 'low and high quotes', sentences: ['Er sagte: „Ich gehe.“', 'Sie blieb.'] },
  { why: 'pointed quotes', sentences: ['»Ich gehe.«', '»Wirklich?« fragte sie.', 'Ja.'] },
  { why: 'paragraphs of a law', sentences: ['Nach Art. 5 Abs. 3 S. 1 GG gilt das.', 'Mehr nicht.'] },
  { why: 'titles', sentences: ['Hr. Dr. Müller und Fr. Schmidt kamen mit Prof. Weiß.'] },
];

const french: readonly Case[] = [
  { why: 'M., Mme and p. ex.', sentences: ['M. Le Pen et Mme. Royal, p. ex. Ségolène, viendront.', 'Il pleut.'] },
  { why: 'guillemets with spaces', sentences: ['Il dit : « Je pars. »', 'Puis il sortit.'] },
  { why: 'guillemets with no-break spaces', sentences: ['«\u00a0Tu pars\u00a0?\u00a0» dit-elle.', 'Il partit.'] },
  { why: 'an opening guillemet', sentences: ['Il part.', '« Je reviens », dit-il.'] },
  { why: 'spaces before marks', sentences: ['Vraiment ?', 'Oui !', 'Bien.'] },
  { why: 'before Christ', sentences: ['César mourut en 44 av. J.-C. à Rome.', 'Il avait 55 ans.'] },
  { why: 'a number', sentences: ['Voir le n. 5 et l’art. 7.', 'Fin.'] },
];

const spanish: readonly Case[] = [
  { why: 'Sr., Sra. and Dra.', sentences: ['El Sr. García y la Sra. Díaz vieron a la Dra. Ruiz.', 'Llovía.'] },
  { why: 'EE. UU.', sentences: ['Vive en EE. UU. desde 2010.', 'Antes vivió en EE.UU.', 'La casa es vieja.'] },
  { why: 'inverted marks', sentences: ['¿Quién es?', '¡No lo sé!', 'Nadie.'] },
  { why: 'Ud. and núm.', sentences: ['Mire Ud. el núm. 5.', '¿Lo ve?'] },
];

const arabic: readonly Case[] = [
  { why: 'questions and full stops', sentences: ['من هو محمد حاجب؟', 'هو مغربي.', 'أين يعيش؟'] },
  { why: 'a doctor', sentences: ['قال د. محمد ذلك.', 'ثم خرج.'] },
  { why: 'a question within quotes', sentences: ['قال: «من أنت؟»', 'ثم سكت.'] },
  { why: 'clauses', sentences: ['قال، ثم خرج؛ وبقيت.', 'انتهى.'] },
];

describe.each([
  { name: 'English', language: 'en', cases: english },
  { name: 'hard-wrapped', language: 'en-GB', cases: wrapped },
  { name: 'German', language: 'de', cases: german },
  { name: 'French', language: 'fr', cases: french },
  { name: 'Spanish', language: 'es-MX', cases: spanish },
  { name: 'Arabic', language: 'ar', cases: arabic },
])('sentences in $name text', ({ language, cases }) => {
  it.each(cases)('are told apart: $why', ({ sentences, between = ' ' }) => {
    expect(sentencesOf(sentences.join(between), language)).toEqual(sentences);
  });
});

describe('a sentence', () => {
  it.each([
    { why: 'unknown', language: 'tlh' },
    { why: 'malformed', language: 'not a language' },
    { why: 'empty', language: '' },
  ])('is found in a language that is $why', ({ language }) => {
    expect(sentencesOf('Dr. One. Two.', language)).toEqual(['Dr. One.', 'Two.']);
  });

  it('ends without a space in Chinese and Japanese', () => {
    expect(sentencesOf('他走了。她说：“好。”然后呢？', 'zh')).toEqual(['他走了。', '她说：“好。”', '然后呢？']);
  });

  it('is cut behind the last mark of a clause where it is too long', () => {
    const clause = `${'word '.repeat(20).trim()}, `;
    const parts = sentencesOf(clause.repeat(25), 'en');
    expect(parts.every((part) => part.length <= maxSentenceUnits && part.endsWith(','))).toBe(true);
    expect(parts.join(' ')).toBe(clause.repeat(25).trim());
  });

  it('is told apart from the parts of a longer one, which go on but for the last', () => {
    const text = `It rained. The ${'word '.repeat(500)}end. It stopped.`;
    const goOn = splitSentences(text, { start: 0, end: text.length }, 'en').map(({ goesOn }) => goesOn ?? false);
    expect(goOn).toEqual([false, true, true, false, false]);
  });

  it('is cut at white space where it has no clauses', () => {
    const parts = sentencesOf('wörter '.repeat(500), 'de');
    expect(parts.every((part) => part.length <= maxSentenceUnits)).toBe(true);
    expect(parts.join(' ')).toBe('wörter '.repeat(500).trim());
  });

  it('is cut between graphemes where it has no white space', () => {
    const family = '👩‍👩‍👧‍👦';
    const parts = sentencesOf(family.repeat(400), 'en');
    expect(parts.join('')).toBe(family.repeat(400));
    expect(parts.every((part) => part.length <= maxSentenceUnits && part.length % family.length === 0)).toBe(true);
  });

  it('is cut between code points where one grapheme is longer than a part', () => {
    const parts = sentencesOf(`e${'\u{1e8d0}'.repeat(1500)}`, 'en');
    expect(parts.every((part) => part.length <= maxSentenceUnits && !/\p{Surrogate}/u.test(part))).toBe(true);
    expect(parts.join('')).toHaveLength(3001);
  });
});
