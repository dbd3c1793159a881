import { contentStems, rawWordsOf } from '../retrieval/words.ts';

/** How rare a stem is in a document: ln(1 + (N − df + .5) / (df + .5)) over its sentences. */
export type InverseFrequency = (stem: string) => number;

/** In how many texts a stem stands, and the last of them. */
type Count = { texts: number; last: number };

/** Counts in how many texts each stem stands. */
export class StemCounts {
  readonly #byStem = new Map<string, Count>();
  /** A word is stemmed once: a book has a million words and some ten thousand different ones. */
  readonly #byWord = new Map<string, Count | undefined>();
  #texts = 0;

  add(text: string): void {
    this.#texts += 1;
    for (const word of rawWordsOf(text)) {
      const count = this.#byWord.has(word) ? this.#byWord.get(word) : this.#countOf(word);
      if (count === undefined || count.last === this.#texts) continue;
      count.last = this.#texts;
      count.texts += 1;
    }
  }

  /** Of what was added; nothing may be added afterwards. */
  inverseFrequency(): InverseFrequency {
    this.#byWord.clear();
    const [counts, texts] = [this.#byStem, this.#texts];
    return (stem) => {
      const df = counts.get(stem)?.texts ?? 0;
      return Math.log(1 + (texts - df + 0.5) / (df + 0.5));
    };
  }

  /** Undefined for a word that carries no meaning. */
  #countOf(word: string): Count | undefined {
    const [stem] = contentStems(word);
    const count = stem === undefined ? undefined : (this.#byStem.get(stem) ?? { texts: 0, last: 0 });
    if (stem !== undefined && count !== undefined) this.#byStem.set(stem, count);
    this.#byWord.set(word, count);
    return count;
  }
}

/** Counts a few texts' stems once. */
export function inverseFrequency(texts: readonly string[]): InverseFrequency {
  const counts = new StemCounts();
  for (const text of texts) counts.add(text);
  return counts.inverseFrequency();
}
