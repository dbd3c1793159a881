import { contentStems, stem } from './words.ts';

/**
 * Counts how many pairs of words that follow one another in a question do so in a text too, words without meaning
 * left out: "the oil crisis of 1973" and "In 1973 an oil crisis" share one. Each pair counts once.
 * @param words of the question in order, lower case, without stop words
 */
export function pairCounter(words: readonly string[]): (text: string) => number {
  const asked = pairsOf(words.map(stem));
  if (asked.size === 0) return () => 0;
  return (text) => {
    let count = 0;
    for (const pair of pairsOf(contentStems(text))) if (asked.has(pair)) count += 1;
    return count;
  };
}

const pairsOf = (stems: readonly string[]): Set<string> =>
  new Set(stems.slice(1).map((word, at) => `${stems[at]} ${word}`));
