import type { NameMatch, NameMatcher } from './match-names.ts';
import type { Vocabulary } from './passage-index.ts';
import { stem, stopWords, wordsOf } from './words.ts';

/** A question with other spellings of its names and words joined in. */
export type WidenedQuestion = {
  /** For the embedding: names written as the document writes them, misspelt words as the library does. */
  readonly text: string;
  /** For the word index: lower case, without stop words, widened. */
  readonly words: readonly string[];
  readonly names: readonly NameMatch[];
  /** Words of the question that are no words of the library, and what they were read as. */
  readonly readAs: ReadonlyMap<string, string>;
};

/** Words shorter than this are never read as another: too many words are one edit apart. */
const correctedFrom = 6;

/** Without the endings that make other forms of one word: "ignored" and "ignore", "attacked" and "attacker". */
const baseOf = (word: string): string => word.replace(/(?:e[sdr]|[se]|ing|ly)$/u, '');
const isOtherForm = (a: string, b: string): boolean => stem(a) === stem(b) || baseOf(a) === baseOf(b);

/** How a document itself writes one name: the name's first spelling there, and every word of all its spellings. */
export type OwnSpelling = { readonly name: string | null; readonly words: readonly string[] };

/** @param own by canonical name, from `ownSpellingsOf` */
export function widenQuestion(
  question: string,
  matcher: NameMatcher,
  own: ReadonlyMap<string, OwnSpelling>,
  vocabulary: Vocabulary,
): WidenedQuestion {
  const names = matcher.find(question);
  const readAs = new Map<string, string>();
  const read = (text: string): string =>
    text.replace(/[\p{L}\p{M}\p{N}]+/gu, (word) => {
      const lower = word.toLowerCase();
      if (word.length < correctedFrom || vocabulary.has(lower)) return word;
      // Who mistypes a word hardly ever mistypes its first letter: "founded" is no misspelt "wounded".
      const others = vocabulary.within1Edit(lower).filter((known) => known[0] === lower[0]);
      const [other] = others;
      // another form of a known word is no misspelling: the word index compares stems
      if (other === undefined || others.some((known) => isOtherForm(known, lower))) return word;
      readAs.set(lower, other);
      return other;
    });

  let text = '';
  let from = 0;
  const widening: string[] = [];
  for (const name of names) {
    const surface = question.slice(name.start, name.end);
    const spelling = own.get(name.group.canonical);
    text += read(question.slice(from, name.start)) + ((!name.loose && spelling?.name) || surface);
    from = name.end;
    widening.push(...(spelling?.words ?? []));
  }
  text += read(question.slice(from));
  const words = [...wordsOf(text), ...widening];
  return { text, words: [...new Set(words)].filter((word) => !stopWords.has(word)), names, readAs };
}

/** How a text writes each of the names that stand in it, by canonical name. */
export function ownSpellingsOf(text: string, matcher: NameMatcher): Map<string, OwnSpelling> {
  const spellings = new Map<string, OwnSpelling>();
  for (const match of matcher.find(text)) {
    const surface = text.slice(match.start, match.end);
    const known = spellings.get(match.group.canonical);
    const words = new Set([...(known?.words ?? []), ...wordsOf(surface)]);
    spellings.set(match.group.canonical, { name: known?.name ?? (match.loose ? null : surface), words: [...words] });
  }
  return spellings;
}
