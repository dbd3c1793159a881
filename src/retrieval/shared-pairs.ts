import { contentStems, stem } from './words.ts';

/**
 * Counts how many pairs of words that follow one another in a question do so in a text too, words without meaning
 * left out: "the oil crisis of 1973" and "In 1973 an oil crisis" share one. Each pair counts once.
 * @param words of the question in order, lower case, without stop words
 */
export function pairCounter(words: readonly string[]): (text: string) => number {
  const asked = words.map(stem);
  const firsts = new Set(asked.slice(0, -1));
  const pairs = new Set(asked.slice(1).map((second, at) => pairOf(asked[at]!, second)));
  if (pairs.size === 0) return () => 0;
  return (text) => {
    const stems = contentStems(text);
    const shared = new Set<string>();
    for (let at = 1; at < stems.length; at++) {
      if (!firsts.has(stems[at - 1]!)) continue; // nearly always, and then there is nothing to join
      const pair = pairOf(stems[at - 1]!, stems[at]!);
      if (pairs.has(pair)) shared.add(pair);
    }
    return shared.size;
  };
}

const pairOf = (first: string, second: string): string => `${first} ${second}`;
