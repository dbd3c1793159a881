import { functionWords, rawWordsOf, stem, wordsOf } from '../retrieval/words.ts';

/** What a question wants, told by patterns that were measured on SQuAD 2.0 (docs/decisions). English only. */
export type QuestionKind = {
  readonly wants: 'quantity' | 'date' | 'person' | 'place' | 'other';
  /** Asks for a judgement, an agreement or a statement of the bot's own. */
  readonly judgement: boolean;
  /** Can be answered yes or no, which the bot never does. */
  readonly yesNo: boolean;
  /** Asks for the whole: "What is this about?" */
  readonly summary: boolean;
  /** Asks who wrote or published the document, or when. */
  readonly asksOrigin: boolean;
  /** Has a wh-word; what has none may be a statement. */
  readonly wh: boolean;
};

const quantityQuestion =
  /\bhow (many|much|often|long|far|large|big|old|tall|high|fast|few|deep|wide|heavy)\b|\b(what|which) (\w+ )?(percent|percentage|number|amount|proportion|fraction|ratio|portion)\b/i;
const dateQuestion =
  /^((in|on|by|since|until|till|from|during|at|around|about) )?(when\b|(what|which) (\w+ )?(years?|dates?|day|month|decade|century|time|era|period)\b)|\bwhen\?*$|\b(what|which) (years?|date|month|decade|century)\b/i;
const personQuestion = /^(who|whom|whose)\b/i;
const placeQuestion = /^(where\b|(in |to |from )?(what|which) (city|town|country|place|village|region|state)\b)/i;
const thisDocument = '\\b(?:this|it|document|article|text|op-?ed|piece|report|column)\\b';
const cameOut = '\\b(?:wrote|written|writes|publish(?:ed|es)?|author(?:ed)?)\\b';
const originQuestion = new RegExp(
  [
    `\\b(?:who|when|where)\\b.*${cameOut}.*${thisDocument}`,
    `\\b(?:who|whom|when|where) (?:is|was) (?:the |this )?${thisDocument} ${cameOut}`,
    "\\bwho(?: is|['’]s| was)? (?:the|its) (?:author|writer|publisher)\\b",
  ].join('|'),
  'i',
);
const whWord = /\b(what|which|who|whom|whose|when|where|why|how)\b/i;

const yesNoQuestion =
  /^(is|are|was|were|do|does|did|has|have|had|can|could|should|would|will|isn['’]t|aren['’]t|don['’]t|doesn['’]t|didn['’]t)\b/i;
const judgementQuestion =
  /\b(do|would|don['’]t|wouldn['’]t) you (agree|think|believe|say|support|admit)\b|\b(should|ought)\b|\byour (own )?(opinion|view|verdict|judge?ment|take)\b|^(please |now |just )*(confirm|admit|agree|say|state|tell me that|repeat|declare|write|pretend|imagine|act|ignore|forget|disregard|answer yes|answer no)\b|\b(yes or no|true or false|is it true)\b|,? (right|correct|isn['’]t (it|he|she))\?$|\b(ignore|disregard|forget) (all |any |your |the |these |those |previous |prior |above )*(instructions?|rules?|prompts?|guidelines?)\b/i;

const aboutWords =
  '(?:this|it|the|that|document|article|text|op-?ed|piece|report|story|column|author|all|main|whole|overall)';
/** The same in French, German, Spanish and Italian. */
const aboutWordsAbroad =
  '(?:ce|cet|cette|le|la|les|dans|ici|texte|document|article|tribune|rapport|es|in|hier|diese[mrs]?|der|das|dem|text|artikel|beitrag|bericht|dokument|este|esta|el|en|artículo|texto|documento|informe|questo|questa|articolo)';
const summaryQuestion = new RegExp(
  [
    `^(?:so )?(?:what(?:['’]s| is| was)|whats) (?:${aboutWords} ?){1,3}about\\b[^a-z]*$`,
    `^(?:please |can you |could you )*(?:give (?:me|us) |write )?(?:a |an |the )?(?:[a-z]+ )?(?:summary|summari[sz]e|sum up|overview|outline|tl;?dr|gist|takeaways?|bottom line)\\b(?: (?:of|me|for|please|${aboutWords}))*(?: in (?:a few |two |three )?(?:lines|words|sentences|short|brief))?[^a-z]*$`,
    `\\bwhat (?:should|can|do|must) (?:i|we|one|readers) (?:take away|remember)(?: from (?:${aboutWords} ?){1,3})?[^a-z]*$`,
    `^what (?:is|are|does) the (?:main|central|key|core|overall) (?:point|points|argument|arguments|idea|ideas|claim|claims|thesis|message)\\b(?: (?:of|in|${aboutWords}))*[^a-z]*$`,
    `^what does (?:${aboutWords} ?){1,3}(?:say|argue|claim)[^a-z]*$`,
    '^what do(?:es)? (?:it|they) (?:say|claim|argue)[^a-z]*$',
    `^(?:de quoi (?:parle|traite|s[’']agit[- ]il)|worum geht(?: es)?|wovon handelt|de qué (?:trata|habla)|di cosa parla)(?: ${aboutWordsAbroad})*[^\\p{L}]*$`,
  ].join('|'),
  'iu',
);

export function kindOf(question: string): QuestionKind {
  const text = question.trim().replace(/\s+/g, ' ');
  return {
    wants: quantityQuestion.test(text)
      ? 'quantity'
      : dateQuestion.test(text)
        ? 'date'
        : personQuestion.test(text)
          ? 'person'
          : placeQuestion.test(text)
            ? 'place'
            : 'other',
    judgement: judgementQuestion.test(text),
    yesNo: yesNoQuestion.test(text),
    summary: summaryQuestion.test(text),
    asksOrigin: originQuestion.test(text),
    wh: whWord.test(text),
  };
}

const months = 'January|February|March|April|May|June|July|August|September|October|November|December';
const weekdays = 'Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday';
const strongDate = new RegExp(
  `\\b(?:1\\d{3}|20\\d\\d|[1-9]\\d{0,2}(?:st|nd|rd|th)? century|[1-9]\\d{2,3} ?(?:BC|BCE|AD)|\\d{3,4}s|${months}|${weekdays})\\b`,
  'gu',
);
const weakDate =
  /\b(?:during|after|before|until|since|once|as soon as|every|beginning of|end of|night|morning|evening|noon|midnight|\w+ century|centur(?:y|ies)|decades?|years? (?:ago|later|earlier)|later|recently|currently|now|today)\b/giu;
const unitsOfTime = 'seconds?|minutes?|hours?|days?|weeks?|months?|years?|decades?|centur(?:y|ies)|generations?';
const numberWords =
  'one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|trillion|dozen|half|third|quarter|twice|once|several|few|both|none|double|single|pair|couple|no|majority';
const quantity = new RegExp(
  `\\b(?:\\d[\\p{L}\\p{N}]*|${numberWords}|dozens|hundreds|thousands|millions|billions|percent|free|nothing|${unitsOfTime})\\b`,
  'giu',
);

const outside = (question: string, found: RegExpMatchArray | null): boolean => {
  const own = new Set(wordsOf(question));
  return (found ?? []).some((match) => !wordsOf(match).every((word) => own.has(word)));
};

/** Whether a text holds a number or another quantity that the question did not bring along. */
export const hasQuantity = (text: string, question: string): boolean => outside(question, text.match(quantity));
/** A year, a century, a month or a weekday that the question did not bring along. */
export const hasStrongDate = (text: string, question: string): boolean => outside(question, text.match(strongDate));
/** A date of any kind, "later" and "during" among them. */
export const hasDate = (text: string, question: string): boolean =>
  hasStrongDate(text, question) || outside(question, text.match(weakDate));

/** Words whose initial is a capital, the first of a sentence left out. */
export function capitalisedWords(text: string): string[] {
  return text
    .split(/(?<=[.!?…:;]["”’)]*)\s+/u)
    .flatMap((sentence) => rawWordsOf(sentence).slice(1))
    .filter((word) => /^\p{Lu}/u.test(word));
}

/** Whether a text names somebody or something by a capital, or a group of people, that the question did not name. */
export function namesSomeone(text: string, question: string): boolean {
  const own = new Set(wordsOf(question).map(stem));
  return rawWordsOf(text).some((word) => {
    const lower = word.toLowerCase();
    if (own.has(stem(lower))) return false;
    return (/^\p{Lu}/u.test(word) && !functionWords.has(lower)) || peopleWords.test(lower);
  });
}
/** Whether a text says where: by a place's name, or by a preposition of place and words that the question did not bring. */
export function namesPlace(text: string, question: string): boolean {
  const own = new Set(wordsOf(question).map(stem));
  const phrases = text.matchAll(
    /\b(?:in|at|on|near|under|beneath|behind|beside|between|inside|outside|opposite|from|to|into|onto|off|along|across|through|around|above|below)\b((?: \p{L}+){1,4})/giu,
  );
  const somewhere = [...phrases].some(([, words = '']) =>
    wordsOf(words).some((word) => !functionWords.has(word) && !own.has(stem(word))),
  );
  return somewhere || namesSomeone(text, question);
}

const peopleWords =
  /^(people|persons?|men|man|women|woman|children|youth|authors?|officials?|ministers?|presidents?|governments?|services?|agenc(?:y|ies)|states?|police|researchers?|terrorists?|extremists?|believers?|convicts?|prisoners?|attackers?|followers?|neighbours?|neighbors?|countr(?:y|ies)|compan(?:y|ies)|members?|groups?|experts?|critics?|witness(?:es)?|victims?|workers?|students?|teachers?|doctors?|scientists?|\p{L}+(?:ists?|ians?|ers?|ors?))$/u;
