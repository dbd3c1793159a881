import type { Standing } from '../domain/claim.ts';
import type { DocumentFacts } from '../domain/document.ts';
import { genreNoun } from './genre.ts';
import type { Lack } from './part.ts';

/** Languages in which the words around a summary's quotes can be; the quotes stay as the document has them. */
export const frameLanguages = ['en', 'de', 'fr'] as const;
export type FrameLanguage = (typeof frameLanguages)[number];

/** The words around quotes. None of them says anything of what a document is about. */
export type Frame = {
  readonly language: FrameLanguage;
  readonly standings: Readonly<Record<Standing, string>>;
  /** What a document is called by its genre: `op-ed`. */
  readonly noun: (genre: string) => string;
  /** "The op-ed claims" */
  readonly claims: (genre: string) => string;
  /** "An op-ed published by …; author and date not given." */
  readonly describe: (facts: DocumentFacts) => string;
  readonly ofItself: string;
  readonly again: string;
  readonly more: (count: number) => string;
  readonly aHeading: string;
  readonly theTitle: string;
  readonly part: string;
  readonly accusation: string;
  readonly lacks: Readonly<Record<Lack, string>>;
  /** "How its 33 reviewed claims stand" */
  readonly standingOf: (count: number) => string;
  /** "12 supported" */
  readonly counted: (standing: Standing, count: number) => string;
  readonly colon: string;
  readonly noneChecked: string;
  readonly noClaimChecked: string;
  readonly publisherMissing: string;
  readonly dateMissing: string;
  readonly asOf: string;
  readonly readFor: string;
  readonly oneSource: string;
  readonly undated: string;
  readonly chapters: Readonly<Record<Chapter, string>>;
  readonly noPoints: string;
  readonly noAccusation: string;
  readonly noFact: string;
  readonly noGaps: string;
  /** Above words that announce what is not there. */
  readonly announces: string;
  /** Above what the ledger's facts name and the document does not. */
  readonly leavesOut: string;
  readonly pageOf: (page: number, pages: number) => string;
  readonly sendAll: string;
  readonly fileSaved: string;
};

/** What a summary goes on with behind its message. */
export const chapters = ['points', 'accused', 'verified', 'gaps'] as const;
export type Chapter = (typeof chapters)[number];

const upperFirst = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

const en: Frame = {
  language: 'en',
  standings: {
    supported: 'supported',
    refuted: 'contradicted',
    'not-enough-evidence': 'checked, not enough evidence',
    conflicting: 'evidence conflicts',
    opinion: 'opinion, cannot be checked',
    'not-checked': 'not checked',
  },
  noun: genreNoun,
  claims: (genre) => `The ${genreNoun(genre)} claims`,
  describe: (facts) => {
    const noun = genreNoun(facts.genre);
    const publisher = facts.publisher ? ` published by ${facts.publisher}` : '';
    const opening = `${/^[aeiou]/iu.test(noun) ? 'An' : 'A'} ${noun}${publisher}`;
    return described(
      opening,
      facts,
      { by: 'by', dated: 'dated', missing: (parts) => `${parts} not given`, list: 'en' },
      ['publisher', 'author', 'date'],
    );
  },
  ofItself: 'It says of itself',
  again: 'again in',
  more: (count) => `${count} more`,
  aHeading: 'a heading',
  theTitle: 'the title',
  part: 'part of a sentence',
  accusation: 'an accusation',
  lacks: {
    figures: 'its section gives no figure',
    names: 'its section names none of them',
  },
  standingOf: (count) => `How its ${count} reviewed claims stand`,
  counted: (standing, count) => `${count} ${en.standings[standing]}`,
  colon: ': ',
  noneChecked: 'None of its claims has been checked.',
  noClaimChecked: 'no claim of it has been checked',
  publisherMissing: 'publisher not given',
  dateMissing: 'date not given',
  asOf: 'as of',
  readFor: 'read for this',
  oneSource: 'one source',
  undated: 'undated',
  chapters: {
    points: 'Section by section',
    accused: 'Who is accused',
    verified: 'Independently verified',
    gaps: 'What is missing',
  },
  noPoints: 'No words of it can be shown now.',
  noAccusation: 'Nobody has recorded an accusation in it.',
  noFact: 'Nothing: not checked.',
  noGaps: 'Nothing of this kind was found. That is counted by its words, not judged.',
  announces: 'It announces these and its section does not give them. Counted, not judged:',
  leavesOut: 'These figures and names of the ledger’s facts stand nowhere in it:',
  pageOf: (page, pages) => `Page ${page} of ${pages}`,
  sendAll: 'Send me all',
  fileSaved: 'The whole summary, as a Markdown file. Every quote in it is the document’s, word for word.',
};

const germanNouns: ReadonlyMap<string, string> = new Map([
  ['op-ed', 'Meinungsbeitrag'],
  ['news report', 'Nachrichtenbericht'],
  ['report', 'Bericht'],
  ['article', 'Artikel'],
  ['advisory', 'Sicherheitshinweis'],
  ['column', 'Kolumne'],
  ['paper', 'Fachaufsatz'],
  ['study', 'Studie'],
  ['book', 'Buch'],
  ['letter', 'Brief'],
  ['speech', 'Rede'],
  ['statement', 'Erklärung'],
  ['blog post', 'Blogbeitrag'],
]);

const frenchNouns: ReadonlyMap<string, string> = new Map([
  ['op-ed', 'tribune'],
  ['news report', 'article d’actualité'],
  ['report', 'rapport'],
  ['article', 'article'],
  ['advisory', 'avis de sécurité'],
  ['column', 'chronique'],
  ['paper', 'article scientifique'],
  ['study', 'étude'],
  ['book', 'livre'],
  ['letter', 'lettre'],
  ['speech', 'discours'],
  ['statement', 'déclaration'],
  ['blog post', 'billet'],
]);

const de: Frame = {
  language: 'de',
  standings: {
    supported: 'gestützt',
    refuted: 'widerlegt',
    'not-enough-evidence': 'geprüft, zu wenig Belege',
    conflicting: 'Belege widersprechen sich',
    opinion: 'Meinung, nicht prüfbar',
    'not-checked': 'nicht geprüft',
  },
  noun: (genre) => germanNouns.get(genreNoun(genre)) ?? 'Dokument',
  claims: () => 'Das Dokument behauptet',
  describe: (facts) =>
    described(
      `${de.noun(facts.genre)}${facts.publisher ? `, veröffentlicht von ${facts.publisher}` : ''}`,
      facts,
      { by: 'von', dated: 'datiert', missing: (parts) => `${parts} nicht angegeben`, list: 'de' },
      ['Herausgeber', 'Autor', 'Datum'],
    ),
  ofItself: 'Es sagt über sich selbst',
  again: 'noch einmal in',
  more: (count) => `${count} weitere`,
  aHeading: 'eine Überschrift',
  theTitle: 'der Titel',
  part: 'Teil eines Satzes',
  accusation: 'eine Beschuldigung',
  lacks: {
    figures: 'ihr Abschnitt nennt keine Zahl',
    names: 'ihr Abschnitt nennt niemanden davon beim Namen',
  },
  standingOf: (count) => `Wie seine ${count} geprüften Behauptungen stehen`,
  counted: (standing, count) => `${de.standings[standing]} (${count})`,
  colon: ': ',
  noneChecked: 'Keine seiner Behauptungen wurde geprüft.',
  noClaimChecked: 'keine Behauptung daraus wurde geprüft',
  publisherMissing: 'Herausgeber nicht angegeben',
  dateMissing: 'Datum nicht angegeben',
  asOf: 'Stand',
  readFor: 'dafür gelesen',
  oneSource: 'eine Quelle',
  undated: 'ohne Datum',
  chapters: {
    points: 'Abschnitt für Abschnitt',
    accused: 'Wer beschuldigt wird',
    verified: 'Unabhängig überprüft',
    gaps: 'Was fehlt',
  },
  noPoints: 'Nichts davon kann zurzeit gezeigt werden.',
  noAccusation: 'Niemand hat darin eine Beschuldigung festgehalten.',
  noFact: 'Nichts: nicht geprüft.',
  noGaps: 'Nichts dergleichen wurde gefunden. Das ist an seinen Wörtern gezählt, nicht beurteilt.',
  announces: 'Das kündigt es an, und der Abschnitt gibt es nicht. Gezählt, nicht beurteilt:',
  leavesOut: 'Diese Zahlen und Namen aus den Fakten des Registers stehen nirgends darin:',
  pageOf: (page, pages) => `Seite ${page} von ${pages}`,
  sendAll: 'Alles als Datei',
  fileSaved: 'Die ganze Zusammenfassung als Markdown-Datei. Jedes Zitat darin steht Wort für Wort im Dokument.',
};

const fr: Frame = {
  language: 'fr',
  standings: {
    supported: 'étayé',
    refuted: 'contredit',
    'not-enough-evidence': 'vérifié, preuves insuffisantes',
    conflicting: 'les preuves se contredisent',
    opinion: 'opinion, invérifiable',
    'not-checked': 'non vérifié',
  },
  noun: (genre) => frenchNouns.get(genreNoun(genre)) ?? 'document',
  claims: () => 'Le document affirme',
  describe: (facts) =>
    described(
      `${upperFirst(fr.noun(facts.genre))}${facts.publisher ? ` (${facts.publisher})` : ''}`,
      facts,
      { by: 'par', dated: 'date\u00a0:', missing: (parts) => `non indiqué\u00a0: ${parts}`, list: 'fr' },
      ['éditeur', 'auteur', 'date'],
    ),
  ofItself: 'Il dit de lui-même',
  again: 'de nouveau au',
  more: (count) => `${count} de plus`,
  aHeading: 'un intertitre',
  theTitle: 'le titre',
  part: 'partie d’une phrase',
  accusation: 'une accusation',
  lacks: {
    figures: 'sa section ne donne aucun chiffre',
    names: 'sa section n’en nomme aucun',
  },
  standingOf: (count) => `Où en sont ses ${count} affirmations vérifiées`,
  counted: (standing, count) => `${fr.standings[standing]} (${count})`,
  colon: '\u00a0: ',
  noneChecked: 'Aucune de ses affirmations n’a été vérifiée.',
  noClaimChecked: 'aucune de ses affirmations n’a été vérifiée',
  publisherMissing: 'éditeur non indiqué',
  dateMissing: 'date non indiquée',
  asOf: 'état',
  readFor: 'lu pour cela',
  oneSource: 'une seule source',
  undated: 'sans date',
  chapters: {
    points: 'Section par section',
    accused: 'Qui est accusé',
    verified: 'Vérifié indépendamment',
    gaps: 'Ce qui manque',
  },
  noPoints: 'Rien ne peut en être montré pour le moment.',
  noAccusation: 'Personne n’y a relevé d’accusation.',
  noFact: 'Rien : non vérifié.',
  noGaps: 'Rien de tel n’a été trouvé. C’est compté d’après ses mots, non jugé.',
  announces: 'Il annonce ceci, et sa section ne le donne pas. Compté, non jugé :',
  leavesOut: 'Ces chiffres et ces noms des faits du registre n’y figurent nulle part :',
  pageOf: (page, pages) => `Page ${page} sur ${pages}`,
  sendAll: 'Tout en fichier',
  fileSaved: 'Tout le résumé en fichier Markdown. Chaque citation y est mot pour mot celle du document.',
};

export const frames: Readonly<Record<FrameLanguage, Frame>> = { en, de, fr };

/** @param locale BCP 47; where it is none of ours, English */
export const frameFor = (locale: string | null | undefined): Frame =>
  frames[frameLanguages.find((language) => language === locale?.split('-')[0]) ?? 'en'];

type Describing = {
  readonly by: string;
  readonly dated: string;
  readonly missing: (parts: string) => string;
  readonly list: string;
};

/** @param parts what the publisher, the author and the date are called */
function described(
  opening: string,
  facts: DocumentFacts,
  { by, dated, missing, list }: Describing,
  [publisher, author, date]: readonly [string, string, string],
): string {
  const known = [
    ...(facts.author ? [`${by} ${facts.author}`] : []),
    ...(facts.published ? [`${dated} ${facts.published}`] : []),
  ];
  const unknown = [
    ...(facts.publisher ? [] : [publisher]),
    ...(facts.author ? [] : [author]),
    ...(facts.published ? [] : [date]),
  ];
  const gap = unknown.length > 0 ? `; ${missing(new Intl.ListFormat(list).format(unknown))}` : '';
  return `${opening}${known.map((words) => `, ${words}`).join('')}${gap}.`;
}
