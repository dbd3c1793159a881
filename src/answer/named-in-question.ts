import type { NameGroup } from '../domain/name.ts';
import type { Span } from '../domain/span.ts';
import type { NameMatch, NameMatcher } from '../retrieval/match-names.ts';
import type { IndexedDocument } from '../retrieval/searchable.ts';
import { foldWord, functionWords, rawWordsOf } from '../retrieval/words.ts';

/** A name that a question uses: one of the ledger's, or capitalised words. `surface` is as the question writes it. */
export type QuestionName = { readonly surface: string; readonly group: NameGroup | null };

/** Capitalised words of a question that name nothing. */
const noNames = new Set(
  'I OK Please Tell Explain Show List Describe Give Summarise Summarize Op-Ed Hearsay Discord Mr Mrs Ms Dr Prof January February March April May June July August September October November December Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(
    ' ',
  ),
);

/**
 * The names in a question: spellings that the ledger knows, and runs of capitalised words (not the first word, unless
 * it stands capitalised inside the document's sentences too).
 */
export function namesIn(
  question: string,
  known: readonly NameMatch[],
  isName: (word: string) => boolean,
): QuestionName[] {
  const names: QuestionName[] = known.map((match) => ({
    surface: question.slice(match.start, match.end),
    group: match.loose ? null : match.group,
  }));
  const words = [...question.matchAll(/[\p{L}\p{M}\p{N}]+(?:[-’'][\p{L}\p{N}]+)*/gu)];
  if (capitalsSayNothing(words.map((word) => word[0]))) return names;
  let run: { start: number; end: number } | null = null;
  const close = (): void => {
    if (run) names.push({ surface: question.slice(run.start, run.end).replace(/['’]s$/u, ''), group: null });
    run = null;
  };
  for (const [at, word] of words.entries()) {
    const start = word.index;
    const end = start + word[0].length;
    const opens = at === 0 || /[.!?:;“"]\s*$/u.test(question.slice(0, start));
    const capital = /^\p{Lu}/u.test(word[0]) && !functionWords.has(word[0].toLowerCase()) && !noNames.has(word[0]);
    const taken = known.some((match) => match.start < end && start < match.end);
    if (!capital || taken || (opens && !isName(word[0]))) {
      close();
      continue;
    }
    if (run && /^\s+$/u.test(question.slice(run.end, start))) run = { start: run.start, end };
    else {
      close();
      run = { start, end };
    }
  }
  close();
  return names;
}

/** "IS HAJIB A TERRORIST?" and "What Does It Say?": even function words have capitals. */
const capitalsSayNothing = (words: readonly string[]): boolean =>
  words.slice(1).some((word) => /^\p{Lu}/u.test(word) && functionWords.has(word.toLowerCase()) && word !== 'I');

/** Tells whether names stand in a document, or together in one place of it. */
export class NamesOfDocument {
  readonly #in: IndexedDocument;
  readonly #matcher: NameMatcher;
  #all: Words | null = null;

  constructor(document: IndexedDocument, matcher: NameMatcher) {
    this.#in = document;
    this.#matcher = matcher;
  }

  /** Whether a word stands capitalised somewhere in the document. */
  isName = (word: string): boolean => this.#document().raw.has(word.replace(/['’]s$/u, ''));

  /** Every word of a name has to occur; "French" is not "France". */
  has(name: QuestionName): boolean {
    return name.group
      ? this.#matcher.holds(this.#in.document.text, name.group)
      : occurs(name.surface, this.#document());
  }

  /** Whether all names stand in the sentence, its block, or the heading over it. */
  standTogether(names: readonly QuestionName[], place: { readonly block: number } & Span): boolean {
    const { blocks } = this.#in.outline;
    const block = blocks[place.block - 1];
    const heading = block && block.under > 0 ? blocks[block.under - 1] : undefined;
    const text = [block, heading]
      .map((span) => (span ? this.#in.document.text.slice(span.start, span.end) : ''))
      .join('\n');
    return names.every((name) => this.standsIn(text, name));
  }

  /** Whether a name, or a word of its root, stands in a text. */
  standsIn = (text: string, name: QuestionName): boolean =>
    name.group ? this.#matcher.holds(text, name.group) : occurs(name.surface, wordsIn(text), true);

  #document(): Words {
    this.#all ??= wordsIn(this.#in.document.text);
    return this.#all;
  }
}

type Words = { readonly raw: ReadonlySet<string>; readonly folded: ReadonlySet<string> };

const wordsIn = (text: string): Words => {
  const raw = new Set(rawWordsOf(text));
  return { raw, folded: new Set([...raw].map(foldWord)) };
};

/** Plural and possessive endings do not make another name. */
const singular = (word: string): string => (word.length > 4 ? word.replace(/s$/u, '') : word);

/**
 * @param related also accept a word of the same root, "Moroccan" for "Morocco": names standing together need not be
 * in the same form, but whether a name occurs at all is asked of the name itself
 */
function occurs(surface: string, words: Words, related = false): boolean {
  return rawWordsOf(surface)
    .map(foldWord)
    .filter((word) => word.length > 1 && !functionWords.has(word))
    .every(
      (word) =>
        words.folded.has(word) ||
        words.folded.has(singular(word)) ||
        words.folded.has(`${word}s`) ||
        (related && [...words.folded].some((other) => sameRoot(word, other))),
    );
}

const sameRoot = (a: string, b: string): boolean => {
  let shared = 0;
  while (shared < a.length && a[shared] === b[shared]) shared++;
  return shared >= 5 && shared >= Math.max(a.length, b.length) * 0.6;
};
