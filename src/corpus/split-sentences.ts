import { lengthOf, type Span } from '../domain/span.ts';
import { cutLong, type SentenceSpan } from './cut-long.ts';
import { type SentenceRules, sentenceRules } from './sentence-rules.ts';
import { hasWord } from './white-space.ts';

/** A place where a sentence may end: its last mark at `end`, the next visible character at `next`. */
type Boundary = { readonly end: number; readonly next: number };

/** How far a rule looks back and ahead, in code units: it keeps the work on a long line in proportion. */
const windowUnits = 60;

/** How much text the segmenter gets at once, in code units. */
const pieceUnits = 4000;

const lineEnds = /[\n\r\u0085\u2028\u2029]/g;
const openers = `[\\p{Ps}\\p{Pi}"'*_¿¡]*`;
const closers = `[\\p{Pe}\\p{Pf}"'*_]*`;

/** Marks that end the sentence before them: closing quotes and brackets, emphasis, and notes such as `[12]` or `²`. */
const tail =
  /(?:[\p{Pe}\p{Pf}“"'*_~`]|\[\^?[\p{L}\p{N}]{1,4}\]|[¹²³⁰⁴-⁹†‡]|\d{1,3}(?=\s))*(?:\s*[»›](?=[\s.,;:!?)]|$))?/uy;

/**
 * Where `Intl.Segmenter` sees no end: an ellipsis, a digit after the stop (`2019. 45 people`), a note's number
 * (`end.3 Next`), a name such as iPhone. Each match ends where the next sentence would begin.
 */
const overlooked = [
  new RegExp(`…${closers}\\s+(?=${openers}\\p{Lu})`, 'gu'),
  new RegExp(`(?<=\\p{L}{3}|\\d{2}|[\\p{Pe}\\p{Pf}"])\\.${closers}\\s+(?=\\d)`, 'gu'),
  new RegExp(`\\p{Ll}{2}[.!?]${closers}(?:\\d{1,3}|(?:\\[\\^?\\w{1,4}\\])+)\\s+(?=${openers}\\p{Lu})`, 'gu'),
  new RegExp(`\\.${closers}\\s+(?=${openers}\\p{Ll}{1,2}\\p{Lu})`, 'gu'),
];

/**
 * The sentences of a block, in order. They begin and end at visible characters, cover everything visible of the block,
 * and have at most 1,000 code units each: longer ones are cut, see {@link cutLong}.
 *
 * `Intl.Segmenter` finds them; what it gets wrong is mended: a line break ends none, nor does the full stop of an
 * abbreviation, an initial, an ordinal or a list number; closing quotes, brackets and notes belong to the sentence
 * before them; a sentence goes on after a quotation or an ellipsis that a small letter follows. In doubt it does not end,
 * because half a sentence misleads more than two.
 * @param text the document's, or as long as it
 * @param language BCP 47
 */
export function splitSentences(text: string, block: Span, language: string): SentenceSpan[] {
  const words = text.slice(block.start, block.end).replace(lineEnds, ' ');
  const ends = sentenceEnds(words, language);
  const starts = [0, ...ends.map(({ next }) => next)];
  return starts
    .map((start, at) => ({ start, end: ends[at]?.end ?? words.length }))
    .flatMap((sentence) => cutLong(words, sentence))
    .map((sentence) => ({ ...sentence, start: block.start + sentence.start, end: block.start + sentence.end }));
}

function sentenceEnds(words: string, language: string): Boundary[] {
  const rules = sentenceRules(language);
  const ends: Boundary[] = [];
  let start = 0;
  for (const boundary of candidates(words, language)) {
    const sentence = { start, end: boundary.end };
    if (boundary.next <= start || !isSentence(words, sentence) || goesOn(words, boundary, rules)) continue;
    ends.push(boundary);
    start = boundary.next;
  }
  if (ends.length > 0 && !hasWord(words.slice(start))) ends.pop();
  return ends;
}

/** All places where a sentence might end, in order. */
function candidates(words: string, language: string): Boundary[] {
  const places = new Set(segmentStarts(words, segmenterFor(language)));
  for (const pattern of overlooked)
    for (const { index, 0: found } of words.matchAll(pattern)) places.add(index + found.length);
  return [...places].sort((a, b) => a - b).flatMap((place) => boundaryAt(words, place) ?? []);
}

/**
 * Where segments start, apart from the first. Each step of V8's iterator copies its whole text, so that a line of 100,000
 * characters would take seconds: it gets the text in pieces, each from the last start found, or, where none is found,
 * from a space in the middle.
 */
function segmentStarts(words: string, segmenter: Intl.Segmenter): number[] {
  const starts: number[] = [];
  for (let from = 0; from < words.length; ) {
    const piece = words.slice(from, from + pieceUnits);
    const found = Array.from(segmenter.segment(piece), ({ index }) => index + from).slice(1);
    starts.push(...found);
    if (from + pieceUnits >= words.length) break;
    from = found.at(-1) ?? from + seamOf(piece);
  }
  return starts;
}

function seamOf(piece: string): number {
  const space = piece.indexOf(' ', pieceUnits / 2) + 1;
  return space > 0 ? space : pieceUnits / 2;
}

const segmenters = new Map<string, Intl.Segmenter>();

function segmenterFor(language: string): Intl.Segmenter {
  const segmenter = segmenters.get(language) ?? new Intl.Segmenter(localeOf(language), { granularity: 'sentence' });
  segmenters.set(language, segmenter);
  return segmenter;
}

/** The language if it is well-formed; else Unicode's rules without a language. */
function localeOf(language: string): string {
  try {
    return Intl.getCanonicalLocales(language)[0] ?? 'und';
  } catch {
    return 'und';
  }
}

/** Puts the closing marks around a place into the sentence before it. */
function boundaryAt(words: string, place: number): Boundary | undefined {
  let stop = place;
  while (stop > 0 && /[\s[(]/.test(words[stop - 1]!)) stop -= 1;
  tail.lastIndex = stop;
  const end = stop + (tail.exec(words)?.[0].length ?? 0);
  let next = end;
  while (next < words.length && /\s/.test(words[next]!)) next += 1;
  return 0 < stop && next < words.length ? { end, next } : undefined;
}

/** Whether it can stand alone: it has a word, and is more than the number of a list item. */
function isSentence(words: string, span: Span): boolean {
  if (lengthOf(span) > windowUnits) return true;
  const sentence = words.slice(span.start, span.end);
  return hasWord(sentence) && !/^[-*+•]?\s*(?:\(?(?:\d{1,3}|\p{L}|[ivx]{1,5}|[IVX]{1,5})[.)])+$/u.test(sentence.trim());
}

function goesOn(words: string, { end, next }: Boundary, rules: SentenceRules): boolean {
  const before = words.slice(Math.max(0, end - windowUnits), end);
  const after = words.slice(next, next + windowUnits);
  if (end === next) return !endsWithoutSpace(before, after);
  if (beginsWithDashAndSmall.test(after)) return true;
  if (beginsSmall.test(after) && !endsFirmly.test(before)) return true;
  const withoutEmphasis = before.replace(/[*_]+$/, '');
  return withoutEmphasis.endsWith('.') && isAbbreviated(withoutEmphasis, after, rules);
}

const beginsWithDashAndSmall = /^[–—-]\s*\p{Ll}/u;
/** A small letter, but not that of iPhone. */
const beginsSmall = new RegExp(`^${openers}\\p{Ll}(?!\\p{Ll}?\\p{Lu})`, 'u');
/** An exclamation or question mark that no quotation or bracket holds. */
const endsFirmly = /[!?؟](?:[*_~`]|\[\^?\w{1,4}\]|[¹²³⁰⁴-⁹†‡\d])*$/u;

/** Without a space a sentence ends only behind a full-width or Indic stop, or behind a quotation. */
const endsWithoutSpace = (before: string, after: string): boolean =>
  /[。！？｡．।॥][\p{Pe}\p{Pf}"']*$/u.test(before) || (/[.!?…][”"»]$/u.test(before) && /^\p{Lu}/u.test(after));

/** Whether the full stop at the end of `before` belongs to its last word. */
function isAbbreviated(before: string, after: string, rules: SentenceRules): boolean {
  const isOneOf = (list: ReadonlySet<string>): boolean =>
    lastWords(before).some((word) => list.has(word) || list.has(word.charAt(0).toLowerCase() + word.slice(1)));
  if (isOneOf(rules.never)) return true;
  if (beginsWithNumber.test(after) && isOneOf(rules.beforeNumber)) return true;
  const mayGoOn = isOneOf(rules.usually) || lastWords(before).some((word) => isInitialOrOrdinal(word, rules));
  return mayGoOn && !rules.starters.has(firstWord(after));
}

/** A number, Arabic or Roman, or one capital as in "Fig. A". */
const beginsWithNumber = /^(?:\p{Nd}|(?:[IVXLC]+|\p{Lu})(?!\p{L}))/u;

/** `J`, `U.S` and `z`, of any script; where ordinals have dots, `3`, `31.12` and `XIV` too. */
const isInitialOrOrdinal = (word: string, rules: SentenceRules): boolean =>
  /^\p{L}\p{M}*(?:\.-?\p{Lu}\p{M}*)*$/u.test(word) ||
  (rules.hasOrdinalDots && /^(?:(?:\d{1,2}\.)*\d{1,2}|[IVX]+)$/.test(word));

/** The word before a full stop; also together with single letters before it (`z. B`), and behind its last hyphen. */
function lastWords(before: string): string[] {
  const [, letters = '', last = ''] = /((?:(?<![\p{L}\p{N}])\p{L}\.\s)*)(\S+)\.$/u.exec(before) ?? [];
  const word = last.replace(/^[^\p{L}\p{N}§]+/u, '');
  return [letters.replace(/\s/g, '') + word, word, word.replace(/^.*[-–—/'’]/s, '')];
}

const firstWord = (after: string): string =>
  new RegExp(`^${openers}(\\p{L}[\\p{L}'’]*)(?![\\p{L}'’.])`, 'u').exec(after)?.[1] ?? '';
