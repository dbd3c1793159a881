/*
 * A place and its people or things share a root: "Morocco" and "Moroccan", "Germany" and "German". Regular English
 * endings only; "France" and "French" stay apart. Words are folded to lower case without accents.
 */

const leastRoot = 4;

/** "Morocco" → morocco, morocc; "Germany" → germany, german. */
export const rootsOfPlace = (word: string): string[] =>
  long([word, word.replace(/[aoye]$/u, ''), word.replace(/ia$/u, '')]);

/** "Moroccan" → moroccan, morocca, morocc; nothing for a word without an ending of peoples. */
export function rootsOfPeople(word: string): string[] {
  const one = word.replace(/s$/u, '');
  if (!/(?:an|ese|ish)$/u.test(one)) return [];
  return long([
    one,
    ...['n', 'an', 'ian', 'ean', 'ese', 'ish']
      .filter((end) => one.endsWith(end))
      .map((end) => one.slice(0, -end.length)),
  ]);
}

const long = (roots: readonly string[]): string[] => [...new Set(roots)].filter((root) => root.length >= leastRoot);
