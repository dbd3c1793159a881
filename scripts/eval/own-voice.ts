/** What the rendered answers of one document may be made of. */
export type Material = {
  /** The document's canonical text. */
  readonly text: string;
  /** "op-ed": what stands in "The op-ed claims". */
  readonly noun: string;
  /** "An op-ed published by Middle East Online; author and date not given." */
  readonly description: string;
  /** "Op-ed, Middle East Online, date not given · starter ledger 2026-11-22, one reviewer" */
  readonly footer: string;
  /** Of its ledger. */
  readonly facts: readonly { readonly text: string; readonly asOf: string | null }[];
  readonly publishers: readonly string[];
};

const standing =
  '(?:supported|contradicted|checked, not enough evidence|evidence conflicts|opinion, cannot be checked|not checked)';
const places = '¶ \\d+(?:, again in ¶ \\d+(?:, ¶ \\d+)*(?:, \\d+ more)?)?';
const codes = 'CODE(?:(?:, CODE)*,? and CODE)?';

/** Why the document does not address a question. */
const explanations = [
  'No passage gives the (?:number|date) asked for\\.',
  'No passage names the (?:person|place) asked for\\.',
  `${codes} do(?:es)? not occur in it\\.`,
  `No passage speaks of ${codes} together\\.`,
  'I found none of the names or numbers of the question in it\\.',
];
/** Sentences of ours about the answer itself, whole lines above the lanes. */
const notices = [
  'Hearsay quotes and cites; it does not judge people\\.',
  'This question seems to be in \\p{L}+, the NOUN is in \\p{L}+, and my model does not translate: I looked for names and numbers\\. Asking in \\p{L}+ finds more\\.',
  'I read CODE as CODE\\.',
  'Of \\d+ documents, CODE is nearest to this question\\.',
  'The quote is shortened; Check source shows all of it\\.',
  `The NOUN does not address a part of this\\.(?: (?:${explanations.join('|')}))*`,
  'DESCRIPTION',
];
const saysLines = [
  'The NOUN claims',
  'Closest passages, may not answer \\(the NOUN claims\\)',
  `The NOUN does not address this\\.(?: (?:${explanations.join('|')}))?`,
  'Nearest passages \\(the NOUN claims\\):',
  'DESCRIPTION',
  `DESCRIPTION It says of itself: QUOTE \\(${places}(?:, part of a sentence)?(?: · an accusation)?(?: · ${standing})+\\)`,
  '  QUOTE',
  `  ${places}(?:, a heading|, the title)?(?:, part of a sentence)?(?:; its section (?:gives no figure|names none of them))?(?: · an accusation)?(?: · ${standing}(?:: QUOTE)?)+`,
];
const knownLines = [
  'Independently verified',
  'Nothing on this question: not checked\\.',
  'None of its claims has been checked\\.',
  'FACT',
  '  (?:as of:? DATE · )?read for this: SOURCE(?:, SOURCE)?(?:, \\d+ more)?(?: · one source)?',
  `How its \\d+ reviewed claims stand: \\d+ ${standing}(?: · \\d+ ${standing})*`,
];

/** What a summary says beyond its message. Who is accused is named as the ledger names them. */
const chapterLines = [
  '———',
  'Section by section · The NOUN claims',
  'Who is accused',
  'Independently verified',
  'What is missing',
  'ACCUSED',
  `\\p{Lu}-\\d+ · ${standing}`,
  '  \\p{Lu}-\\d+ · (?:as of:? DATE · )?read for this: SOURCE(?:, SOURCE)?(?:, \\d+ more)?(?: · one source)?',
  '  \\p{Lu}-\\d+: CODE(?:, CODE)*',
  'It announces these and its section does not give them\\. Counted, not judged:',
  'These figures and names of the ledger’s facts stand nowhere in it:',
  'Nobody has recorded an accusation in it\\.',
  'Nothing: not checked\\.',
  'Nothing of this kind was found\\. That is counted by its words, not judged\\.',
  'Page \\d+ of \\d+',
  'FOOTER',
];

const oneOf = (rules: readonly string[], { noun }: Material): RegExp =>
  new RegExp(`^(?:${rules.join('|').replaceAll('NOUN', noun)})$`, 'u');

/**
 * The lines of a rendered answer that are neither the document's exact words between “ ”, nor a ledger's fact with its
 * records, nor a fixed sentence of ours, each in its own lane: whatever else stands there is said in our own voice.
 */
export function ownVoice(rendered: string, material: Material): string[] {
  const lines = linesOf(rendered);
  const separator = lines.indexOf('———');
  const noticeLine = oneOf(notices, material);
  if (separator < 0) return lines.filter((line) => !noticeLine.test(outlined(line, material)));
  const saysLine = oneOf([...notices, ...saysLines], material);
  const knownLine = oneOf(knownLines, material);
  const says = lines.slice(0, separator);
  const known = lines.slice(separator + 1, -1);
  return [
    ...says.filter((line) => !saysLine.test(outlined(line, material))),
    ...known.filter((line) => !knownLine.test(outlinedRecord(line, material))),
    ...lines.slice(-1).filter((line) => line !== `  ${material.footer}`),
  ];
}

/**
 * The lines of a whole summary in English that are said in our own voice.
 * @param accused who is accused, as the ledger names them, without notes in brackets
 */
export function ownVoiceInSummary(rendered: string, material: Material, accused: readonly string[]): string[] {
  const known = oneOf([...saysLines, ...knownLines, ...chapterLines], material);
  const names = (line: string): boolean => accused.includes(line);
  const shapes = (line: string): string[] => [
    ...(line === `  ${material.footer}` ? ['FOOTER'] : []),
    ...(names(line) ? ['ACCUSED'] : []),
    outlined(line, material),
    outlinedRecord(line, material),
  ];
  return linesOf(rendered).filter((line) => !shapes(line).some((shape) => known.test(shape)));
}

/** A line of the document's lane with its exact quotes, its code and the document's description named as such. */
const outlined = (line: string, { text, description }: Material): string =>
  withQuotesAs('QUOTE', line, text)
    .replace(/`[^`]+`/gu, 'CODE')
    .replace(description, 'DESCRIPTION');

/** A line of the verified lane with what the ledger has word for word named as such; marks are drawn ‘ ’ there. */
function outlinedRecord(line: string, { facts, publishers }: Material): string {
  if (facts.some((fact) => drawn(fact.text) === line)) return 'FACT';
  const dates = facts.flatMap(({ asOf }) => (asOf === null ? [] : [drawn(asOf)]));
  const known = publishers.map((publisher) => withoutNotes(drawn(publisher).replaceAll(' / ', '/')));
  return line
    .replace(/(?<=^ {2}(?:\p{Lu}-\d+ · )?as of:? )(.+?)(?= · read)/u, (words) =>
      dates.includes(words) ? 'DATE' : words,
    )
    .replace(/(?<=[:,] )([^:,][^:(]*?) \((?:\d{4}(?:-\d\d){0,2}|undated)\)/gu, (whole, named: string) =>
      known.some((publisher) => publisher.startsWith(named)) ? 'SOURCE' : whole,
    );
}

const drawn = (words: string): string => words.replace(/[“„«]/gu, '‘').replace(/[”‟»]/gu, '’');
const withoutNotes = (publisher: string): string => publisher.replace(/\s*\([^)]*\)/gu, '');

/** A rendered answer without the document's exact words between “ ” and without code: where a question's words must not appear. */
export const outsideQuotesAndCode = (rendered: string, text: string): string =>
  linesOf(rendered)
    .map((line) => withQuotesAs('“”', line, text).replace(/`[^`]*`/gu, '``'))
    .join('\n');

/** A line that goes on after a break is one line; without what sets it apart, its quotes are exact. */
const linesOf = (rendered: string): string[] =>
  rendered.split(/\n(?! {2}│ )/u).map((line) => line.replaceAll('\n  │ ', '\n'));

/** Puts a name for each quote; where a document has “ ” of its own, the longest words between them that it says are one. */
function withQuotesAs(name: string, line: string, text: string): string {
  const opening = line.indexOf('“');
  if (opening < 0) return line;
  for (let end = line.lastIndexOf('”'); end > opening + 1; end = line.lastIndexOf('”', end - 1))
    if (text.includes(line.slice(opening + 1, end)))
      return line.slice(0, opening) + name + withQuotesAs(name, line.slice(end + 1), text);
  return line.slice(0, opening + 1) + withQuotesAs(name, line.slice(opening + 1), text);
}
