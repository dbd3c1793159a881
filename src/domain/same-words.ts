/** Whether a text says these words itself, however they are spaced, cased, quoted and punctuated. */
export type SaysWords = (words: string) => boolean;

/** Fewer words than this stand in a text by chance, so they count only where they are all of a sentence. */
const leastWords = 5;

/** Prepares a text once, when it is first asked about. */
export function saysWords(text: string): SaysWords {
  let whole: string | undefined;
  let sentences: ReadonlySet<string> | undefined;
  return (words) => {
    const wanted = bareWords(words);
    if (wanted === '') return false;
    if (wanted.split(' ').length < leastWords) {
      sentences ??= bareSentences(text);
      return sentences.has(wanted);
    }
    whole ??= ` ${bareWords(text)} `;
    return whole.includes(` ${wanted} `);
  };
}

/**
 * Letters, marks and digits in lower case, NFKC, with one space between words. Format characters, as the soft hyphen,
 * go without a trace; the acute accent that stands alone is a quotation mark, which NFKC would make a mark of a letter.
 */
const bareWords = (text: string): string =>
  text
    .replace(/\p{Cf}/gu, '')
    .replaceAll('´', ' ')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();

const sentenceEnd = /(?<=[.!?…]\p{P}{0,3})\s+|(?<=[。！？])|\n\s*\n/u;

/** A line's end is a space in wrapped text, and the end of a heading or an item of a list: both are tried. */
const bareSentences = (text: string): ReadonlySet<string> =>
  new Set(text.split(sentenceEnd).flatMap((sentence) => [sentence, ...sentence.split('\n')].map(bareWords)));
