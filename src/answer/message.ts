import type { Source, Standing } from '../domain/claim.ts';
import type { DocumentFacts } from '../domain/document.ts';
import type { Quote } from '../domain/quote.ts';
import { lengthOf } from '../domain/span.ts';
import { isOfOnePerson } from '../ledger/fold.ts';
import type { ReviewedFact } from '../ledger/reviewed-fact.ts';
import type { Draft } from './answer.ts';
import { type Frame, frameFor, frames } from './frame.ts';
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
export const standingWords: Readonly<Record<Standing, string>> = frames.en.standings;

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
  return [...notices, ...body, line('small', footerOf(facts, draft.ledgerOrigin, frameFor(draft.frame)))];
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
  const frame = frameFor(draft.frame);
  const ofItself = draft.parts.find((part) => part.kind === 'of-itself');
  const claims = draft.parts.filter((part): part is QuotedPart => part.kind === 'claim');
  const standings = draft.parts.find((part) => part.kind === 'standings');
  return [
    openingLine(facts, ofItself, draft.page, frame),
    line('heading', frame.claims(facts.genre)),
    ...claims.flatMap((claim) => quoteLines(claim, draft.page, frame)),
    separator,
    ...(standings ? [standingsLine(standings.counts, frame)] : [line('text', frame.noneChecked)]),
  ];
}

/** What a document is, as far as it is known, and what it says of itself. */
export function openingLine(
  facts: DocumentFacts,
  ofItself: Quoted | undefined,
  page: PageAddress | undefined,
  frame: Frame,
): Line {
  const what = innerMarks(frame.describe(facts));
  if (!ofItself) return line('text', what);
  const quote = { quote: ofItself.quote };
  return line('text', `${what} ${frame.ofItself}${frame.colon}`, quote, ' (', ...placeRuns(ofItself, page, frame), ')');
}

/** How many claims stand how. */
export function standingsLine(
  counts: readonly { readonly standing: Standing; readonly count: number }[],
  frame: Frame,
): Line {
  const all = counts.reduce((sum, { count }) => sum + count, 0);
  return line(
    'text',
    { text: frame.standingOf(all), strong: true },
    `${frame.colon}${counts.map(({ standing, count }) => frame.counted(standing, count)).join(' · ')}`,
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
export function quoteLines(quoted: Quoted, page?: PageAddress, frame: Frame = frames.en): Line[] {
  return [line('quote', { quote: quoted.quote }), { kind: 'small', runs: placeRuns(quoted, page, frame) }];
}

/** So many other places of the same words are named, and the rest counted. */
const placesNamed = 8;

function placeRuns(quoted: Quoted, page: PageAddress | undefined, frame: Frame): Inline[] {
  const others = quoted.also.slice(0, placesNamed).map((block) => `¶ ${block}`);
  const rest = quoted.also.length - others.length;
  const again =
    others.length > 0 ? `, ${frame.again} ${[...others, ...(rest > 0 ? [frame.more(rest)] : [])].join(', ')}` : '';
  const kind = kindOf(quoted, frame);
  const lacking = quoted.lacks === undefined ? '' : `; ${frame.lacks[quoted.lacks]}`;
  const part = quoted.part ? `, ${frame.part}` : '';
  const accusation = quoted.touches.some((touch) => touch.accuses && touch.whole) ? ` · ${frame.accusation}` : '';
  const place = `¶ ${quoted.block}`;
  const runs: Inline[] = [
    page ? { link: placeOn(page, quoted.quote), text: place } : text(place),
    text(`${again}${kind}${part}${lacking}${accusation}`),
  ];
  const [only] = quoted.shown;
  if (quoted.shown.length === 0) return [...runs, text(` · ${frame.standings['not-checked']}`)];
  if (quoted.shown.length === 1 && only) return [...runs, text(` · ${frame.standings[only.standing]}`)];
  return [
    ...runs,
    ...quoted.shown.flatMap((touch): Inline[] => {
      const words = lengthOf(touch.wording) === lengthOf(quoted.quote) ? undefined : firstLineOf(touch.wording);
      return words
        ? [text(` · ${frame.standings[touch.standing]}: `), { quote: words }]
        : [text(` · ${frame.standings[touch.standing]}`)];
    }),
  ];
}

function kindOf({ blockKind }: Quoted, { aHeading, theTitle }: Frame): string {
  if (blockKind === 'heading') return `, ${aHeading}`;
  return blockKind === 'title' ? `, ${theTitle}` : '';
}

/** A quote up to its first line break of any kind: what stands within a line of ours must not begin another. */
function firstLineOf(quote: Quote): Quote | undefined {
  const [first = ''] = quote.text.split(anyLineBreak);
  return first.trim() === '' ? undefined : quote.upTo(quote.start + first.trimEnd().length);
}

/** Where some reader or terminal may begin a new line. */
export const anyLineBreak = /[\n\v\f\r\u0085\u2028\u2029]/u;

/** "as of 2024-07 · read for this: TelQuel (2017-08-24), Africanews (2022-04-29), 4 more · starter ledger" */
export function readFor(fact: ReviewedFact, frame: Frame = frames.en): string {
  const [first, ...others] = fact.sources;
  const second = others.find((source) => source.origin !== first?.origin) ?? others[0];
  const named = [first, second]
    .filter((source) => source !== undefined)
    .map((source) => `${publisherName(source)} (${source.date ?? frame.undated})`);
  const rest = fact.sources.length - named.length;
  const { asOf } = fact;
  return [
    ...(asOf === null ? [] : [`${frame.asOf}${asOf.length > 10 ? frame.colon : ' '}${innerMarks(asOf)}`]),
    `${frame.readFor}${frame.colon}${[...named, ...(rest > 0 ? [frame.more(rest)] : [])].join(', ')}`,
    ...(fact.origins < 2 ? [frame.oneSource] : []),
    ...(isOfOnePerson(fact) ? [fact.reviewed.by] : []),
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

const upperFirst = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** "Op-ed, Middle East Online, date not given · starter ledger 2026-11-22, one reviewer" */
export function footerOf(facts: DocumentFacts, origin: string | null, frame: Frame = frames.en): string {
  const publisher = facts.publisher ?? frame.publisherMissing;
  const date = facts.published ?? frame.dateMissing;
  return innerMarks(
    `${upperFirst(frame.noun(facts.genre))}, ${publisher}, ${date} · ${origin ?? frame.noClaimChecked}`,
  );
}

/** "An op-ed published by Middle East Online; author and date not given." */
export const describe = (facts: DocumentFacts): string => innerMarks(frames.en.describe(facts));

/** How many characters a reader sees. */
export const visibleLength = (lines: readonly Line[]): number =>
  lines.reduce(
    (sum, item) => sum + (item.kind === 'separator' ? 0 : item.runs.reduce((all, run) => all + runLength(run), 0)),
    0,
  );

const runLength = (run: Inline): number =>
  'quote' in run ? [...run.quote.text].length + 2 : [...('code' in run ? run.code : plainWords(run))].length;
