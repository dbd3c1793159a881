const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Function words dropped from a question before it is compared by words. */
export const stopWords = set(
  'a an the of in on at to for and or is are was were be been by with as from that this it its which what who whom whose when where why how did do does has have had many much',
);

/** Function words that carry no topic: `stopWords` and the pronouns, auxiliaries and connectives beside them. */
export const functionWords: ReadonlySet<string> = new Set([
  ...stopWords,
  ...set(
    's t d he she they his their her them him we you your i me my our us these those there here not no nor but if than then so such can could would should will shall may might must also being having about into out up over under during after before between through because while both each any some all most more other same own too very just only however according',
  ),
]);

/** Words are runs of letters and digits; everything else separates. */
export const rawWordsOf = (text: string): string[] => text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

/** The words of a text, lower case, in order. */
export const wordsOf = (text: string): string[] => rawWordsOf(text).map((word) => word.toLowerCase());

/** A light English stemmer, the one the answerability weights were fitted with. */
export const stem = (word: string): string =>
  // Most words end in none of these letters, which is seen sooner than that an ending is missing.
  word.length > 4 && 'sdgy'.includes(word[word.length - 1]!) ? word.replace(/(ing|edly|ed|ies|es|s|ly)$/, '') : word;

/** Stems of the words that carry meaning, in order, repeats kept. */
export const contentStems = (text: string): string[] => stemsOf(wordsOf(text));

/** The same of words that are cut already, lower case. */
export const stemsOf = (words: readonly string[]): string[] => words.filter((word) => !stopWords.has(word)).map(stem);

/** A text and which words it holds, lower case, and stems of those that carry meaning; for a text compared more than once. */
export type CutText = {
  readonly text: string;
  readonly words: ReadonlySet<string>;
  readonly stems: ReadonlySet<string>;
};

export function cutText(text: string): CutText {
  const words = new Set(wordsOf(text));
  return { text, words, stems: new Set(stemsOf([...words])) };
}

/** Case, accents, Arabic spelling variants and the Arabic article folded away, for comparing names. */
export const foldWord = (word: string): string =>
  // ASCII has none of these, and most words are ASCII: the short way is ten times as fast.
  /^[ -~]*$/.test(word)
    ? word.toLowerCase()
    : word
        .normalize('NFKD')
        .replace(/\p{M}/gu, '')
        .toLowerCase()
        .replace(/[آأإٱ]/gu, 'ا')
        .replace(/ة/gu, 'ه')
        .replace(/ى/gu, 'ي')
        .replace(/^[وبكف]?ال(?=\p{Script=Arabic}{3})|^لل(?=\p{Script=Arabic}{3})/u, '');
