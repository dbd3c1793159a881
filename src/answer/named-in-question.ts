import type { NameGroup } from '../domain/name.ts';
import { rootsOfPeople, rootsOfPlace } from '../retrieval/demonyms.ts';
import type { NameMatch, NameMatcher } from '../retrieval/match-names.ts';
import type { IndexedDocument } from '../retrieval/searchable.ts';
import type { OwnSpelling } from '../retrieval/widen-question.ts';
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
  const opens = ({ index }: RegExpExecArray): boolean =>
    index === words[0]!.index || /[.!?:;“"]\s*$/u.test(question.slice(0, index));
  // "IS HAJIB A TERRORIST?" and "What Does It Say?": even function words have capitals.
  if (words.some((word) => !opens(word) && isCapitalisedFunctionWord(word[0]))) return names;
  let run: { start: number; end: number } | null = null;
  const close = (): void => {
    if (run) names.push({ surface: question.slice(run.start, run.end).replace(/['’]s$/u, ''), group: null });
    run = null;
  };
  for (const word of words) {
    const start = word.index;
    const end = start + word[0].length;
    const capital = /^\p{Lu}/u.test(word[0]) && !functionWords.has(word[0].toLowerCase()) && !noNames.has(word[0]);
    const taken = known.some((match) => match.start < end && start < match.end);
    if (!capital || taken || (opens(word) && !isName(word[0]))) {
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

const isCapitalisedFunctionWord = (word: string): boolean =>
  /^\p{Lu}/u.test(word) && functionWords.has(word.toLowerCase()) && word !== 'I';

/** Tells whether names stand in a document, or together in one place of it. */
export class NamesOfDocument {
  readonly #in: IndexedDocument;
  readonly #matcher: NameMatcher;
  readonly #own: ReadonlyMap<string, OwnSpelling>;
  #all: Words | null = null;
  #read: SentenceWords | null = null;

  /** @param own how the document writes its ledger's names, from `ownSpellingsOf` */
  constructor(document: IndexedDocument, matcher: NameMatcher, own: ReadonlyMap<string, OwnSpelling>) {
    this.#in = document;
    this.#matcher = matcher;
    this.#own = own;
  }

  /** Whether a word stands capitalised within a sentence of the document; at the start of one every word does. */
  isName = (word: string): boolean => {
    return this.#sentences().capitals.has(word.replace(/['’]s$/u, ''));
  };

  /**
   * Every word of a name has to occur. "Moroccan" stands for "Morocco", but "French" is not "France".
   * @param readAs misspelt words of the question, and what they were read as
   */
  has(name: QuestionName, readAs: ReadonlyMap<string, string> = new Map()): boolean {
    if (name.group) return typeof this.#own.get(name.group.canonical)?.name === 'string';
    return occurs(name.surface, this.#document(), readAs);
  }

  /**
   * Whether all names stand in a block or the heading over it. Words like "European" are left out of account: they say
   * what kind of thing is meant, and texts seldom repeat them beside it.
   */
  standTogether(names: readonly QuestionName[], { block: number }: { readonly block: number }): boolean {
    const { blocks } = this.#in.outline;
    const block = blocks[number - 1];
    const heading = block && block.under > 0 ? blocks[block.under - 1] : undefined;
    const { text } = this.#in.document;
    const place = [block, heading].map((span) => (span ? text.slice(span.start, span.end) : '')).join('\n');
    return names.filter((name) => !isAdjective(name)).every((name) => this.standsIn(place, name));
  }

  /** Whether a name stands in a text. */
  standsIn = (text: string, name: QuestionName): boolean =>
    name.group ? this.#matcher.holds(text, name.group) : occurs(name.surface, foldedWords(new Set(rawWordsOf(text))));

  #document(): Words {
    this.#all ??= foldedWords(this.#sentences().all);
    return this.#all;
  }

  #sentences(): SentenceWords {
    this.#read ??= wordsOfSentences(this.#in);
    return this.#read;
  }
}

/** "European", "South African", "French": words that belong to a place and name nothing by themselves. */
const isAdjective = (name: QuestionName): boolean =>
  name.group === null &&
  /(?:(?:^|\s)(?:French|Dutch|Greek|Swiss|Czech|Thai|Iraqi)|\p{L}(?:an|ese|ish))$/u.test(name.surface);

/** All words of a document, and those that stand capitalised in a sentence behind its first word. */
type SentenceWords = { readonly all: ReadonlySet<string>; readonly capitals: ReadonlySet<string> };

/** A million words of a book in .2 s, so it is done when first asked for. */
function wordsOfSentences({ document, outline }: IndexedDocument): SentenceWords {
  const all = new Set<string>();
  const behindFirst = new Set<string>();
  for (const { start, end } of outline.sentences)
    for (const [at, word] of rawWordsOf(document.text.slice(start, end)).entries()) {
      all.add(word);
      if (at > 0) behindFirst.add(word);
    }
  return { all, capitals: new Set([...behindFirst].filter((word) => /^\p{Lu}/u.test(word))) };
}

type Words = {
  readonly folded: ReadonlySet<string>;
  readonly places: ReadonlySet<string>;
  readonly peoples: ReadonlySet<string>;
};

function foldedWords(raw: ReadonlySet<string>): Words {
  const capitals = [...raw].filter((word) => /^\p{Lu}/u.test(word)).map(foldWord);
  return {
    folded: new Set([...raw].map(foldWord)),
    places: new Set(capitals.flatMap(rootsOfPlace)),
    peoples: new Set(capitals.flatMap(rootsOfPeople)),
  };
}

/** Plural and possessive endings do not make another name. */
const singular = (word: string): string => (word.length > 4 ? word.replace(/s$/u, '') : word);

function occurs(surface: string, words: Words, readAs: ReadonlyMap<string, string> = new Map()): boolean {
  const stands = (word: string): boolean =>
    [word, singular(word), `${word}s`].some((form) => words.folded.has(form)) ||
    rootsOfPlace(word).some((root) => words.peoples.has(root)) ||
    rootsOfPeople(word).some((root) => words.places.has(root));
  return rawWordsOf(surface)
    .map((word) => foldWord(readAs.get(word.toLowerCase()) ?? word))
    .filter((word) => word.length > 1 && !functionWords.has(word))
    .every(stands);
}
