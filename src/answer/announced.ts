import type { Span } from '../domain/span.ts';
import type { IndexedDocument } from '../retrieval/searchable.ts';
import type { Lack } from './part.ts';
import { capitalisedWords } from './question-kind.ts';
import { restOfSection } from './sections.ts';

/** How words of one language announce something that has to be there then, and what would be it. */
type Rule = {
  readonly lack: Lack;
  readonly inHeading: RegExp | undefined;
  readonly inSentence: RegExp;
  readonly given: (text: string) => boolean;
};

const digits = /\p{Nd}/u;
const numberWords: Readonly<Record<string, RegExp>> = {
  en: /\b(?:three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty|hundreds?|thousands?|millions?|billions?|dozens?|half|per ?cent)\b/iu,
  de: /(?:^|\P{L})(?:drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|(?:drei|vier|fünf|sech|sieb|acht|neun)zehn|\p{L}{0,12}(?:zwan|vier|fünf|sech|sieb|acht|neun)zig|\p{L}{0,12}dreißig|\p{L}{0,24}hundert|\p{L}{0,24}tausend|Million(?:en)?|Milliarden?|Dutzend|Hälfte|Prozent)(?!\p{L})/iu,
  fr: /(?:^|\P{L})(?:trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?|trente|quarante|cinquante|soixante|cents?|mille|millions?|milliards?|douzaines?|moitié|pour cent)(?!\p{L})/iu,
};
const givesFigures =
  (language: string) =>
  (text: string): boolean =>
    digits.test(text) || (numberWords[language]?.test(text) ?? false);
const givesNames = (text: string): boolean =>
  digits.test(text) || /https?:/u.test(text) || capitalisedWords(text).length > 0;

const rules: Readonly<Record<string, readonly Rule[]>> = {
  en: [
    {
      lack: 'figures',
      inHeading: /\b(?:statistics|figures|percentages|by the numbers)\b/iu,
      inSentence:
        /\b(?:statistics|figures|numbers|data)\s+(?:(?:that|which|also|clearly)\s+)*(?:show|confirm|prove|reveal|indicate|suggest|demonstrate|speak)\b/iu,
      given: givesFigures('en'),
    },
    {
      lack: 'names',
      inHeading: undefined,
      inSentence:
        /\b(?:studies|experts|scientists|researchers|surveys|polls|observers|analysts)\s+(?:(?:have|also|that|who|clearly)\s+)*(?:shown?|say|agreed?|confirm(?:ed)?|proven?|find|found|warn(?:ed)?|believe|suggest|argue)\b|\baccording to (?:(?:some|many|several|most) )?(?:studies|experts|scientists|researchers|surveys|polls|observers|analysts)\b/iu,
      given: givesNames,
    },
  ],
  fr: [
    {
      lack: 'figures',
      inHeading: /(?:^|\P{L})(?:statistiques|chiffres)(?!\p{L})/iu,
      inSentence:
        /(?:^|\P{L})(?:statistiques|chiffres|données)\s+(?:(?:qui|le|nous)\s+)*(?:montrent|confirment|prouvent|révèlent|indiquent|démontrent|parlent|disent)(?!\p{L})/iu,
      given: givesFigures('fr'),
    },
    {
      lack: 'names',
      inHeading: undefined,
      inSentence:
        /(?:^|\P{L})(?:études|experts|spécialistes|chercheurs|scientifiques|observateurs|sondages)\s+(?:(?:qui|le|nous)\s+)*(?:montrent|disent|confirment|prouvent|affirment|estiment|s’accordent)(?!\p{L})/iu,
      given: givesNames,
    },
  ],
  de: [
    {
      lack: 'figures',
      inHeading: /(?:^|\P{L})(?:Statistik(?:en)?|Zahlen)(?!\p{L})/u,
      inSentence:
        /(?:^|\P{L})(?:Statistiken|Zahlen|Daten)\s+(?:\p{L}+\s+)?(?:zeigen|belegen|beweisen|bestätigen|sprechen)(?!\p{L})/u,
      given: givesFigures('de'),
    },
    // Names can't be told there: every noun has a capital.
  ],
};

/**
 * What a heading or a sentence announces and its section, from there on, does not hold: figures where it speaks of
 * statistics, a name where it speaks of experts or studies. It is counted, by words of the document's language; whether
 * anything is so is not judged.
 * @returns undefined where nothing is announced, or it is given
 */
export function lackOf(span: Span, indexed: IndexedDocument): Lack | undefined {
  const { document } = indexed;
  const words = document.text.slice(span.start, span.end);
  const known = rules[document.facts.language.split('-')[0] ?? ''] ?? [];
  const section = restOfSection(span, indexed);
  const isHeading = section[0]?.kind === 'heading';
  // A heading right before another one has no section of its own.
  if (isHeading && section.length < 2) return undefined;
  const rest = document.text.slice(span.start, section.at(-1)?.end);
  return known.find((rule) => {
    const announces = rule.inSentence.test(words) || (isHeading && (rule.inHeading?.test(words) ?? false));
    return announces && !rule.given(rest);
  })?.lack;
}
