import type { Source, Standing } from '../domain/claim.ts';
import type { DocumentFacts } from '../domain/document.ts';
import type { Quote } from '../domain/quote.ts';
import { lengthOf } from '../domain/span.ts';
import type { ReviewedFact } from '../ledger/reviewed-fact.ts';
import type { Draft } from './answer.ts';
import { genreNoun } from './genre.ts';
import { type PageAddress, placeOn } from './page-address.ts';
import { isQuoted, type Part, type Quoted, type QuotedPart } from './part.ts';

/**
 * A run of a line. Surfaces escape `text`, set `code` apart, draw `quote` between “ ”, follow `link`s, and show a `person`
 * (a Discord id) and a `channel` as Discord does; elsewhere nobody is named.
 */
export type Inline =
  | { readonly text: string; readonly strong?: true }
  | { readonly code: string }
  | { readonly quote: Quote }
  | { readonly link: string; readonly text: string }
  | { readonly person: string }
  | { readonly role: string }
  | { readonly channel: string };

/** The words of a run where nobody's id can be followed. */
export const plainWords = (run: Exclude<Inline, { quote: Quote } | { code: string }>): string => {
  if ('person' in run) return 'somebody';
  if ('role' in run) return 'a role';
  return 'channel' in run ? 'a channel' : run.text;
};

/** What a message says, line by line. Each surface only styles; the words are decided here, once. */
export type Line =
  | { readonly kind: 'heading' | 'text' | 'small' | 'quote'; readonly runs: readonly Inline[] }
  | { readonly kind: 'separator' };

/** The words for people. */
export const standingWords: Readonly<Record<Standing, string>> = {
  supported: 'supported',
  refuted: 'contradicted',
  'not-enough-evidence': 'checked, not enough evidence',
  conflicting: 'evidence conflicts',
  opinion: 'opinion, cannot be checked',
  'not-checked': 'not checked',
};

const text = (words: string): Inline => ({ text: words });
const line = (kind: Exclude<Line['kind'], 'separator'>, ...runs: readonly (Inline | string)[]): Line => ({
  kind,
  runs: runs.map((run) => (typeof run === 'string' ? text(run) : run)),
});
const separator: Line = { kind: 'separator' };

/** Our own sentences, with what stands between backticks set apart. */
export const withCode = (sentence: string): Inline[] =>
  sentence
    .split(/`([^`]*)`/u)
    .flatMap((words, at) => (words === '' ? [] : [at % 2 === 1 ? { code: words } : text(words)]));

/** “ ” always mean the document, so marks inside a fact, a title or a name are drawn ‘ ’. */
export const innerMarks = (words: string): string => words.replace(/[“„«]/gu, '‘').replace(/[”‟»]/gu, '’');

/** The lines of an answer, in the order of DESIGN's message. */
export function messageOf(draft: Draft): Line[] {
  const notices = draft.notices.map((notice): Line => ({ kind: 'text', runs: withCode(notice) }));
  if (!draft.document) return notices;
  const { facts } = draft.document;
  const body = draft.kind === 'summary' ? summaryLines(draft, facts) : answerLines(draft, facts);
  return [...notices, ...body, line('small', footerOf(facts, draft.ledgerOrigin))];
}

function answerLines(draft: Draft, facts: DocumentFacts): Line[] {
  return [
    ...claimLines(draft, facts),
    separator,
    line('heading', 'Independently verified'),
    ...draft.parts.flatMap(verifiedLines),
  ];
}

function claimLines(draft: Draft, facts: DocumentFacts): Line[] {
  const noun = genreNoun(facts.genre);
  const quoted = draft.parts.filter(isQuoted);
  const quotes = quoted.flatMap((part) => quoteLines(part, draft.page));
  const silent = draft.parts.find((part) => part.kind === 'not-addressed');
  if (silent) {
    const opening: Line = {
      kind: 'text',
      runs: [
        { text: `The ${noun} does not address this.`, strong: true },
        ...(silent.explanation ? [text(' '), ...withCode(silent.explanation)] : []),
      ],
    };
    const nearest = quoted.length === 0 ? [] : [line('text', `Nearest passages (the ${noun} claims):`)];
    return [opening, ...nearest, ...quotes];
  }
  const heading =
    draft.reason === 'uncertain' ? `Closest passages, may not answer (the ${noun} claims)` : `The ${noun} claims`;
  const withheld =
    quoted.length === 0 ? [line('text', 'The words shown here are withheld while they are reviewed.')] : [];
  return [line('heading', heading), ...withheld, ...quotes];
}

function summaryLines(draft: Draft, facts: DocumentFacts): Line[] {
  const ofItself = draft.parts.find((part) => part.kind === 'of-itself');
  const claims = draft.parts.filter((part): part is QuotedPart => part.kind === 'claim');
  const opening = ofItself
    ? line(
        'text',
        `${describe(facts)} It says of itself: `,
        { quote: ofItself.quote },
        ' (',
        ...placeRuns(ofItself, draft.page),
        ')',
      )
    : line('text', describe(facts));
  const standings = draft.parts.find((part) => part.kind === 'standings');
  return [
    opening,
    line('heading', `The ${genreNoun(facts.genre)} claims`),
    ...claims.flatMap((claim) => quoteLines(claim, draft.page)),
    separator,
    ...(standings ? [standingsLine(standings.counts)] : [line('text', 'None of its claims has been checked.')]),
  ];
}

function standingsLine(counts: readonly { standing: Standing; count: number }[]): Line {
  const all = counts.reduce((sum, { count }) => sum + count, 0);
  return line(
    'text',
    { text: `How its ${all} reviewed claims stand`, strong: true },
    `: ${counts.map(({ standing, count }) => `${count} ${standingWords[standing]}`).join(' · ')}`,
  );
}

function verifiedLines(part: Part): Line[] {
  if (part.kind === 'not-checked') return [line('text', 'Nothing on this question: not checked.')];
  if (part.kind !== 'fact') return [];
  return [line('text', innerMarks(part.fact.text)), line('small', readFor(part.fact))];
}

/**
 * A quote and the small line beneath: its place and how the claims in it stand.
 * @param page where the document can be read: the place leads there
 */
export function quoteLines(quoted: Quoted, page?: PageAddress): Line[] {
  return [line('quote', { quote: quoted.quote }), { kind: 'small', runs: placeRuns(quoted, page) }];
}

/** So many other places of the same words are named, and the rest counted. */
const placesNamed = 8;

function placeRuns(quoted: Quoted, page: PageAddress | undefined): Inline[] {
  const others = quoted.also.slice(0, placesNamed).map((block) => `¶ ${block}`);
  const rest = quoted.also.length - others.length;
  const again = others.length > 0 ? `, again in ${[...others, ...(rest > 0 ? [`${rest} more`] : [])].join(', ')}` : '';
  const kind = quoted.blockKind === 'heading' ? ', a heading' : quoted.blockKind === 'title' ? ', the title' : '';
  const part = quoted.part ? ', part of a sentence' : '';
  const accusation = quoted.touches.some((touch) => touch.accuses && touch.whole) ? ' · an accusation' : '';
  const place = `¶ ${quoted.block}`;
  const runs: Inline[] = [
    page ? { link: placeOn(page, quoted.quote), text: place } : text(place),
    text(`${again}${kind}${part}${accusation}`),
  ];
  const [only] = quoted.shown;
  if (quoted.shown.length === 0) return [...runs, text(' · not checked')];
  if (quoted.shown.length === 1 && only) return [...runs, text(` · ${standingWords[only.standing]}`)];
  return [
    ...runs,
    ...quoted.shown.flatMap((touch): Inline[] => {
      const words = lengthOf(touch.wording) === lengthOf(quoted.quote) ? undefined : firstLineOf(touch.wording);
      return words
        ? [text(` · ${standingWords[touch.standing]}: `), { quote: words }]
        : [text(` · ${standingWords[touch.standing]}`)];
    }),
  ];
}

/** A quote up to its first line break of any kind: what stands within a line of ours must not begin another. */
function firstLineOf(quote: Quote): Quote | undefined {
  const [first = ''] = quote.text.split(anyLineBreak);
  return first.trim() === '' ? undefined : quote.upTo(quote.start + first.trimEnd().length);
}

/** Where some reader or terminal may begin a new line. */
export const anyLineBreak = /[\n\v\f\r\u0085\u2028\u2029]/u;

/** "as of 2024-07 · read for this: TelQuel (2017-08-24), Africanews (2022-04-29), 4 more · starter ledger" */
export function readFor(fact: ReviewedFact): string {
  const [first, ...others] = fact.sources;
  const second = others.find((source) => source.origin !== first?.origin) ?? others[0];
  const named = [first, second]
    .filter((source) => source !== undefined)
    .map((source) => `${publisherName(source)} (${source.date ?? 'undated'})`);
  const rest = fact.sources.length - named.length;
  return [
    ...(fact.asOf === null ? [] : [fact.asOf.length > 10 ? `as of: ${innerMarks(fact.asOf)}` : `as of ${fact.asOf}`]),
    `read for this: ${[...named, ...(rest > 0 ? [`${rest} more`] : [])].join(', ')}`,
    ...(fact.origins < 2 ? ['one source'] : []),
  ].join(' · ');
}

/** A publisher without the notes beside it: "SWR, Report Mainz" is SWR. */
export const publisherName = (source: Source): string =>
  innerMarks(
    source.publisher
      .replace(/\s*\([^)]*\)/gu, '')
      .split(/, | via /u)[0]!
      .replaceAll(' / ', '/')
      .trim(),
  );

const missing = 'not given';
const upperFirst = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** "Op-ed, Middle East Online, date not given · starter ledger 2026-11-22, one reviewer" */
function footerOf(facts: DocumentFacts, origin: string | null): string {
  const publisher = facts.publisher ?? `publisher ${missing}`;
  const date = facts.published ?? `date ${missing}`;
  return innerMarks(
    `${upperFirst(genreNoun(facts.genre))}, ${publisher}, ${date} · ${origin ?? 'no claim of it has been checked'}`,
  );
}

/** "An op-ed published by Middle East Online; author and date not given." */
export function describe(facts: DocumentFacts): string {
  const noun = genreNoun(facts.genre);
  const article = /^[aeiou]/iu.test(noun) ? 'An' : 'A';
  const publisher = facts.publisher ? ` published by ${facts.publisher}` : '';
  const known = [
    ...(facts.author ? [`by ${facts.author}`] : []),
    ...(facts.published ? [`dated ${facts.published}`] : []),
  ];
  const unknown = [
    ...(facts.publisher ? [] : ['publisher']),
    ...(facts.author ? [] : ['author']),
    ...(facts.published ? [] : ['date']),
  ];
  const gap = unknown.length > 0 ? `; ${new Intl.ListFormat('en').format(unknown)} ${missing}` : '';
  return innerMarks(`${article} ${noun}${publisher}${known.map((words) => `, ${words}`).join('')}${gap}.`);
}

/** How many characters a reader sees. */
export const visibleLength = (lines: readonly Line[]): number =>
  lines.reduce(
    (sum, item) => sum + (item.kind === 'separator' ? 0 : item.runs.reduce((all, run) => all + runLength(run), 0)),
    0,
  );

const runLength = (run: Inline): number =>
  'quote' in run ? [...run.quote.text].length + 2 : [...('code' in run ? run.code : plainWords(run))].length;
