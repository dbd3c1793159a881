import { functionWords, wordsOf } from '../retrieval/words.ts';

/** Languages told apart. Few, because a short question in one of sixty is mostly a mistake. */
const told = [
  'ar',
  'de',
  'en',
  'es',
  'fa',
  'fr',
  'he',
  'it',
  'nl',
  'pl',
  'pt',
  'ru',
  'sv',
  'tr',
  'uk',
  'zh',
  'ja',
  'ko',
];
/** A question with this share of English function words, and no foreign one, needs no detector to be English. */
const plainlyEnglish = 0.2;
/** English function words that are words of other languages too. */
const sharedFunctionWords = new Set('a an as at do for he her in is me no on or s so such t was we will'.split(' '));
const foreignFunctionWords = new Set(
  'der das ist und ein eine wer wie wo nicht le la les des du est et que qui quoi où un une el los las es en qué quién cómo y il lo che è di het een och är som wat vad czym jest nedir'.split(
    ' ',
  ),
);
/** How far another language has to lead before a question without any of its function words counts as not English. */
const lead = 0.05;

/**
 * The language of a question, BCP 47, or `null` where it cannot be told (a single name, a word or two).
 * @param names spans of the question's names, which say nothing about its language
 * @param isKnown whether a word occurs in the library: a question mostly of such words is in the library's language
 */
export async function detectLanguage(
  question: string,
  names: readonly { readonly start: number; readonly end: number }[],
  isKnown: (word: string) => boolean,
): Promise<string | null> {
  const text = names.reduceRight((rest, name) => `${rest.slice(0, name.start)} ${rest.slice(name.end)}`, question);
  const words = wordsOf(text).filter((word) => !/^\p{N}+$/u.test(word));
  if (words.length === 0) return scriptLanguage(question);
  const english = words.filter((word) => functionWords.has(word) && !sharedFunctionWords.has(word)).length;
  const foreign = words.some((word) => foreignFunctionWords.has(word));
  if (!foreign && english >= words.length * plainlyEnglish && english > 0) return 'en';
  const known = words.filter((word) => functionWords.has(word) || isKnown(word)).length;
  if (!foreign && known >= words.length / 2) return null;
  const byScript = scriptLanguage(text);
  if (byScript) return byScript;
  // The smallest database: 0.3 s and 90 MB when first needed, and as good on questions as the larger ones.
  const { eld } = await import('eld/extrasmall');
  eld.setLanguageSubset(told);
  const result = eld.detect(text);
  const scores: Readonly<Record<string, number>> = result.getScores();
  if (!result.language) return null;
  // "Was ist X?" is too short for the detector to be sure of, but not for its own small words.
  if (foreign && english === 0) return result.language === 'en' ? null : result.language;
  if (!result.isReliable() && words.length < 4) return null;
  const needed = foreign ? 0 : lead;
  return (scores[result.language] ?? 0) >= (scores.en ?? 0) + needed ? result.language : 'en';
}

/** The language that a script gives away, where most letters are in it. */
function scriptLanguage(text: string): string | null {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  const share = (script: RegExp): boolean => (text.match(script)?.length ?? 0) > letters / 2;
  if (share(/\p{Script=Arabic}/gu)) return 'ar';
  if (share(/\p{Script=Hebrew}/gu)) return 'he';
  if (share(/\p{Script=Cyrillic}/gu)) return 'ru';
  if (share(/\p{Script=Hiragana}|\p{Script=Katakana}/gu)) return 'ja';
  if (share(/\p{Script=Hangul}/gu)) return 'ko';
  if (share(/\p{Script=Han}/gu)) return 'zh';
  return null;
}

/** "French" for `fr`; the code itself where there is no name. */
export const languageName = (code: string): string =>
  new Intl.DisplayNames(['en'], { type: 'language' }).of(code) ?? code;
