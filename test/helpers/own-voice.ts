import type { Document } from '../../src/domain/document.ts';
import type { Ledger } from '../../src/ledger/ledger.ts';

/** What a rendered answer may be made of. */
export type Material = { readonly document: Document; readonly ledger: Ledger };

const standing =
  '(?:supported|contradicted|checked, not enough evidence|evidence conflicts|opinion, cannot be checked|not checked)';
const places = '¶ \\d+(?:, again in ¶ \\d+(?:, ¶ \\d+)*)?';
const codes = 'CODE(?:(?:, CODE)*,? and CODE)?';

/** Sentences of ours about the answer itself, whole lines above the lanes. */
const notices = [
  'Hearsay quotes and cites; it does not judge people\\.',
  'This question seems to be in \\p{L}+, the op-ed is in English, and my model does not translate: I looked for names and numbers\\. Asking in English finds more\\.',
  'I read CODE as CODE\\.',
  'Of \\d+ documents, CODE is nearest to this question\\.',
  'The quote is shortened; Check source shows all of it\\.',
  'DESCRIPTION',
];
/** Why the document does not address a question. */
const explanations = [
  'No passage gives the (?:number|date) asked for\\.',
  'No passage names the (?:person|place) asked for\\.',
  `${codes} do(?:es)? not occur in it\\.`,
  `No passage speaks of ${codes} together\\.`,
  'I found none of the names or numbers of the question in it\\.',
];
const saysLines = [
  'The op-ed claims',
  'Closest passages, may not answer \\(the op-ed claims\\)',
  `The op-ed does not address this\\.(?: (?:${explanations.join('|')}))?`,
  'Nearest passages \\(the op-ed claims\\):',
  `DESCRIPTION It says of itself: QUOTE \\(${places}(?:, part of a sentence)?(?: · an accusation)?(?: · ${standing})+\\)`,
  '  QUOTE',
  `  ${places}(?:, a heading|, the title)?(?:, part of a sentence)?(?: · an accusation)?(?: · ${standing}(?:: QUOTE)?)+`,
];
const knownLines = [
  'Independently verified',
  'Nothing on this question: not checked\\.',
  'FACT',
  '  (?:as of:? DATE · )?read for this: SOURCE(?:, SOURCE)?(?:, \\d+ more)?(?: · one source)?',
  `How its \\d+ reviewed claims stand: \\d+ ${standing}(?: · \\d+ ${standing})*`,
];
const footer = '  Op-ed, Middle East Online, date not given · starter ledger 2026-11-22, one reviewer';

const oneOf = (rules: readonly string[]): RegExp => new RegExp(`^(?:${rules.join('|')})$`, 'u');
const noticeLine = oneOf(notices);
const saysLine = oneOf([...notices, ...saysLines]);
const knownLine = oneOf(knownLines);

/**
 * The lines of a rendered answer that are neither the document's exact words between “ ”, nor a ledger's fact with its
 * records, nor a fixed sentence of ours, each in its own lane: whatever else stands there is said in our own voice.
 */
export function ownVoice(rendered: string, material: Material): string[] {
  // A line that goes on after a break is one line; without what sets it apart, its quotes are exact.
  const lines = rendered.split(/\n(?! {2}│ )/u).map((line) => line.replaceAll('\n  │ ', '\n'));
  const separator = lines.indexOf('———');
  if (separator < 0) return lines.filter((line) => !noticeLine.test(outlined(line, material)));
  const says = lines.slice(0, separator);
  const known = lines.slice(separator + 1, -1);
  return [
    ...says.filter((line) => !saysLine.test(outlined(line, material))),
    ...known.filter((line) => !knownLine.test(outlinedRecord(line, material))),
    ...lines.slice(-1).filter((line) => line !== footer),
  ];
}

/** A line of the document's lane with its exact quotes, its code and the document's description named as such. */
const outlined = (line: string, { document }: Material): string =>
  line
    .replace(/“([^“”]+)”/gu, (whole, words: string) => (document.text.includes(words) ? 'QUOTE' : whole))
    .replace(/`[^`]+`/gu, 'CODE')
    .replace('An op-ed published by Middle East Online; author and date not given.', 'DESCRIPTION');

/** A line of the verified lane with what the ledger has word for word named as such; marks are drawn ‘ ’ there. */
function outlinedRecord(line: string, { ledger }: Material): string {
  const facts = [...ledger.facts.values()];
  if (facts.some((fact) => drawn(fact.text) === line)) return 'FACT';
  const dates = facts.flatMap(({ asOf }) => (asOf === null ? [] : [drawn(asOf)]));
  const publishers = [...ledger.sources.values()].map((source) => drawn(source.publisher).replaceAll(' / ', '/'));
  return line
    .replace(/(?<=^ {2}as of:? )(.+?)(?= · read)/u, (words) => (dates.includes(words) ? 'DATE' : words))
    .replace(/(?<=[:,] )([^:,][^:(]*?) \((?:\d{4}(?:-\d\d){0,2}|undated)\)/gu, (whole, named: string) =>
      publishers.some((publisher) => withoutNotes(publisher).startsWith(named)) ? 'SOURCE' : whole,
    );
}

const drawn = (words: string): string => words.replace(/[“„«]/gu, '‘').replace(/[”‟»]/gu, '’');
const withoutNotes = (publisher: string): string => publisher.replace(/\s*\([^)]*\)/gu, '');

/** A rendered answer without what stands between “ ” and without code: where a question's words must not appear. */
export const outsideQuotesAndCode = (rendered: string): string =>
  rendered.replace(/“[^“”]*”/gu, '“”').replace(/`[^`]*`/gu, '``');
