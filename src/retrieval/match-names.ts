import type { NameGroup } from '../domain/name.ts';
import type { Span } from '../domain/span.ts';
import { foldWord, rawWordsOf } from './words.ts';

/** A name found in a text. `loose` ones (related words, aliases) widen a search and do not count as the name. */
export type NameMatch = Span & { readonly group: NameGroup; readonly loose: boolean };

type Word = Span & { readonly raw: string; readonly folded: string };
type Pattern = {
  readonly group: NameGroup;
  readonly words: readonly string[];
  readonly short: string | null;
  readonly loose: boolean;
};

/** Forms of up to this many letters match only in capitals: "IS" is not "is". */
const shortForm = 3;

/** The words of a text that begin at `from` or behind it, at most so many. */
function wordsWithPlaces(text: string, from = 0, most = Number.POSITIVE_INFINITY): Word[] {
  const words: Word[] = [];
  const next = wordFinder(from);
  for (let match = next.exec(text); match && words.length < most; match = next.exec(text)) {
    const [raw] = match;
    words.push({ start: match.index, end: match.index + raw.length, raw, folded: foldWord(raw) });
  }
  return words;
}

function wordFinder(from: number): RegExp {
  const finder = /[\p{L}\p{M}\p{N}]+/gu;
  finder.lastIndex = from;
  return finder;
}

/** Finds the names of one document's ledger in any text, whatever their spelling or script. */
export class NameMatcher {
  /** By first word, longest first, so that the fullest spelling wins. */
  readonly #patterns = new Map<string, Pattern[]>();

  constructor(groups: readonly NameGroup[]) {
    for (const pattern of groups.flatMap((group) => patternsOf(group, groups))) {
      const first = pattern.words[0]!;
      this.#patterns.set(first, [...(this.#patterns.get(first) ?? []), pattern]);
    }
    for (const patterns of this.#patterns.values()) patterns.sort((a, b) => b.words.length - a.words.length);
  }

  /** All names in the text, from left to right, none overlapping. */
  find(text: string): NameMatch[] {
    // A document without a ledger has no names, and a large one has a million words.
    if (this.#patterns.size === 0) return [];
    // In "WHAT IS TAQIYYA?" capitals tell nothing.
    const capitalsTell = /\p{Ll}/u.test(text) || rawWordsOf(text).length < 2;
    const found: NameMatch[] = [];
    const next = wordFinder(0);
    for (let match = next.exec(text); match; match = next.exec(text)) {
      const patterns = this.#patterns.get(foldWord(match[0]));
      if (!patterns) continue;
      const words = wordsWithPlaces(text, match.index, patterns[0]!.words.length);
      const pattern = patterns.find((one) => standsIn(words, one) && (capitalsTell || one.short === null));
      if (!pattern) continue;
      const { end } = words[pattern.words.length - 1]!;
      found.push({ start: match.index, end, group: pattern.group, loose: pattern.loose });
      next.lastIndex = end;
    }
    return found;
  }

  /** Whether the name itself (not a related word) stands in the text. */
  holds(text: string, group: NameGroup): boolean {
    return this.find(text).some((match) => match.group === group && !match.loose);
  }
}

/** A text with every name in its canonical spelling, so that spellings can be compared word by word. */
export const unifyNames = (text: string, matcher: NameMatcher): string =>
  replaceNames(text, matcher, ({ group }) => group.canonical);

/** A text with the canonical spelling beside every name, so that a name or a word of it is found either way. */
export const addCanonicalNames = (text: string, matcher: NameMatcher): string =>
  replaceNames(text, matcher, ({ group }, surface) => `${surface} ${group.canonical}`);

function replaceNames(text: string, matcher: NameMatcher, by: (match: NameMatch, surface: string) => string): string {
  let replaced = '';
  let from = 0;
  for (const match of matcher.find(text)) {
    if (match.loose) continue;
    replaced += text.slice(from, match.start) + by(match, text.slice(match.start, match.end));
    from = match.end;
  }
  return replaced + text.slice(from);
}

/** Whether these words begin with a pattern's. */
function standsIn(words: readonly Word[], pattern: Pattern): boolean {
  if (pattern.words.some((word, at) => words[at]?.folded !== word)) return false;
  const { raw } = words[0]!;
  return pattern.short === null || raw === pattern.short || raw === raw.toUpperCase();
}

function patternsOf(group: NameGroup, all: readonly NameGroup[]): Pattern[] {
  const whole = (form: string, loose: boolean): Pattern[] => {
    const words = wordsWithPlaces(form).map((word) => word.folded);
    if (words.length === 0) return [];
    const letters = form.replace(/[^\p{L}\p{N}]/gu, '');
    const short = letters.length <= shortForm && /^[\p{Script=Latin}\p{N}]+$/u.test(letters) ? form : null;
    return [{ group, words, short, loose }];
  };
  const surnames = group.kind === 'person' ? surnamesOf(group, all) : [];
  return [
    ...[...group.forms, ...surnames].flatMap((form) => whole(form, false)),
    ...group.widening.flatMap((form) => whole(form, true)),
  ];
}

/** The last word of a person's spellings, where no other person shares it and it is more than an initial. */
function surnamesOf(group: NameGroup, all: readonly NameGroup[]): string[] {
  const others = new Set(
    all
      .filter((other) => other !== group && other.kind === 'person')
      .flatMap((other) => [...other.forms, ...other.widening])
      .flatMap((form) => wordsWithPlaces(form).map((word) => word.folded)),
  );
  return group.forms.flatMap((form) => {
    const words = wordsWithPlaces(form);
    const last = words.at(-1);
    return words.length > 1 && last && last.raw.length > shortForm && !others.has(last.folded) ? [last.raw] : [];
  });
}
