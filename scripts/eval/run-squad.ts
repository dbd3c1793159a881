import { candidatesOf, preferred } from '../../dist/answer/candidates.js';
import type { App } from '../../dist/app.js';
import { lengthOf, overlapOf, type Span } from '../../dist/domain/span.js';
import { NameMatcher } from '../../dist/retrieval/match-names.js';
import { rankPassages } from '../../dist/retrieval/rank-passages.js';
import type { IndexedDocument, Searchable } from '../../dist/retrieval/searchable.js';
import { widenQuestion } from '../../dist/retrieval/widen-question.js';
import type { Asked, Ranks, SquadFigures } from './squad-report.ts';
import type { SquadDocument, SquadQuestion, SquadSet } from './squad-set.ts';

/**
 * Asks every question of every document, each in a library of its own, and more that they do not answer.
 * @param set where only the ranking may be told of it, nothing else is asked
 */
export async function runSquad(
  app: App,
  { documents, rankingOnly }: Pick<SquadSet, 'documents' | 'rankingOnly'>,
  log: (line: string) => void,
): Promise<SquadFigures> {
  const ranks: Ranks[] = [];
  const asked: Asked[] = [];
  for (const [at, document] of documents.entries()) {
    const { library, indexed, server } = await ingestText(app, document.text, `squad-${at}`);
    for (const question of document.questions) {
      if (question.answers.length > 0)
        ranks.push({
          ...(await ranksOf(app, library, indexed, question)),
          ...(rankingOnly ? {} : { 'sentences read': await rankRead(app, server, question) }),
        });
      if (!rankingOnly) asked.push(await ask(app, server, question));
    }
    const other = documents[(at + 1) % documents.length]!;
    if (!rankingOnly) asked.push(...(await askUnanswered(app, { document, other, server, name: `${at}` })));
    log(`${at + 1}/${documents.length} ${document.title}: ${document.questions.length} questions`);
  }
  return { ranks, asked };
}

/** Questions about another document, where there is one, and the document's own once their answers are taken out of it. */
async function askUnanswered(
  app: App,
  { document, other, server, name }: { document: SquadDocument; other: SquadDocument; server: string; name: string },
): Promise<Asked[]> {
  const asked: Asked[] = [];
  for (const question of other === document ? [] : other.questions.slice(0, 40))
    asked.push({ ...(await ask(app, server, { ...question, answers: [] })), kind: 'off topic' });
  for (const question of spread(document.questions.filter(({ answers }) => answers.length > 0)))
    asked.push(await askWithoutAnswer(app, document, question, name));
  return asked;
}

/** Each of these is asked of a text of its own. */
const mostDeleted = 400;

/** All of them, or so many at even distances. */
export const spread = <T>(items: readonly T[], most = mostDeleted): T[] =>
  items.length <= most
    ? [...items]
    : Array.from({ length: most }, (_, at) => items[Math.floor((at * items.length) / most)]!);

async function ingestText(app: App, text: string, server: string) {
  const facts = {
    id: 'text',
    title: 'text',
    publisher: null,
    author: null,
    genre: 'article',
    published: null,
    url: null,
    language: 'en',
  };
  await app.ingest({ facts: { ...facts, owner: server }, format: 'text', bytes: Buffer.from(text), label: server });
  const library = await app.library.searchable(server);
  const indexed = library?.documents.find(({ document }) => document.facts.owner === server);
  if (!library || !indexed) throw new Error(`${server} was not indexed`);
  return { library, indexed, server };
}

/** Of an answer that goes over several sentences, one that is mostly answer or holds most of it is right too. */
const mostly = 0.6;

const holds = (passage: Span, answer: Span): boolean =>
  overlapOf(passage, answer) >= mostly * Math.min(lengthOf(passage), lengthOf(answer));

function rankOfRight(spans: readonly (Span | undefined)[], { answers }: SquadQuestion): number {
  const at = spans.findIndex((span) => span !== undefined && answers.some((answer) => holds(span, answer)));
  return at === -1 ? Number.POSITIVE_INFINITY : at + 1;
}

const noNames = new NameMatcher([]);

/** Rank of the first passage that holds a gold answer, from 1; Infinity where none was ranked. */
async function ranksOf(
  app: App,
  library: Searchable,
  indexed: IndexedDocument,
  question: SquadQuestion,
): Promise<Omit<Ranks, 'sentences read'>> {
  const widened = widenQuestion(question.question, noNames, new Map(), library.vocabulary);
  const vector = await app.embedder.embedQuestion(widened.text);
  const fused = rankPassages(library, { vector, words: widened.words }, indexed);
  const { blocks, sentences } = indexed.outline;
  const rank = (spans: readonly (Span | undefined)[]): number => rankOfRight(spans, question);
  const blockRange = { from: indexed.firstBlock, to: indexed.firstBlock + blocks.length };
  const sentenceRange = { from: indexed.firstSentence, to: indexed.firstSentence + sentences.length };
  const most = 200;
  return {
    'paragraphs fused': rank(fused.blocks.map(({ block }) => block)),
    'sentences fused': rank(fused.sentences.map(({ sentence }) => sentence)),
    'paragraphs dense': rank(
      library.blocks.vectors.nearest(vector, most, blockRange).map(({ at }) => blocks[at - blockRange.from]),
    ),
    'sentences dense': rank(
      library.sentences.vectors
        .nearest(vector, most, sentenceRange)
        .map(({ at }) => sentences[at - sentenceRange.from]),
    ),
    'paragraphs lexical': rank(
      library.blocks.words.matching(widened.words, most, blockRange).map(({ at }) => blocks[at - blockRange.from]),
    ),
    article: question.article,
    'sentences lexical': rank(
      library.sentences.words
        .matching(widened.words, most, sentenceRange)
        .map(({ at }) => sentences[at - sentenceRange.from]),
    ),
  };
}

/** As answers quote them: the best are read closely, the others stay as they were ranked. */
async function rankRead(app: App, server: string, question: SquadQuestion): Promise<number> {
  const found = await app.assistant.findings({ question: question.question, server, document: 'text' });
  if (!found) return Number.POSITIVE_INFINITY;
  const ranked = preferred(found);
  const candidates = await candidatesOf(found, ranked);
  return rankOfRight(
    [...candidates, ...ranked.slice(candidates.length)].map(({ sentence }) => sentence),
    question,
  );
}

async function ask(app: App, server: string, question: SquadQuestion): Promise<Asked> {
  const answer = await app.assistant.ask({ question: question.question, server, document: 'text' });
  const first = answer.parts.find((part) => part.kind === 'claim');
  const firstRight = first?.kind === 'claim' && question.answers.some((answer) => holds(first.quote, answer));
  const kind = question.answers.length > 0 ? 'answerable' : 'adversarial';
  return { kind, article: question.article, outcome: answer.outcome, reason: answer.reason ?? '', firstRight };
}

/**
 * The question asked of its document after every sentence of its paragraph that holds an answer was taken out: the
 * nearest stand-in for somebody who asks in good faith what the text does not say.
 */
async function askWithoutAnswer(
  app: App,
  document: SquadDocument,
  question: SquadQuestion,
  name: string,
): Promise<Asked> {
  const { paragraph, answers } = question;
  const whole = document.text.slice(paragraph.start, paragraph.end);
  const kept = [...new Intl.Segmenter('en', { granularity: 'sentence' }).segment(whole)]
    .filter(({ index, segment }) => {
      const start = paragraph.start + index;
      return !answers.some((answer) => answer.start < start + segment.length && answer.end > start);
    })
    .map(({ segment }) => segment)
    .join('')
    .trim();
  const text = `${document.text.slice(0, paragraph.start)}${kept}${document.text.slice(paragraph.end)}`.replace(
    /\n{3,}/gu,
    '\n\n',
  );
  const { server } = await ingestText(app, text, `deleted-${name}`);
  return { ...(await ask(app, server, { ...question, answers: [] })), kind: 'deleted' };
}
