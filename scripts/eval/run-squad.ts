import type { App } from '../../dist/app.js';
import type { Span } from '../../dist/domain/span.js';
import { NameMatcher } from '../../dist/retrieval/match-names.js';
import { rankPassages } from '../../dist/retrieval/rank-passages.js';
import type { IndexedDocument, Searchable } from '../../dist/retrieval/searchable.js';
import { widenQuestion } from '../../dist/retrieval/widen-question.js';
import { rateOf, shown } from './bootstrap.ts';
import type { SquadDocument, SquadQuestion } from './squad-set.ts';

const ways = ['dense', 'lexical', 'fused'] as const;
const kinds = ['paragraphs', 'sentences'] as const;

type Ranks = Readonly<Record<`${(typeof kinds)[number]} ${(typeof ways)[number]}`, number>>;
type Asked = {
  readonly kind: 'answerable' | 'adversarial' | 'off topic' | 'deleted';
  readonly outcome: string;
  readonly reason: string;
  readonly firstRight: boolean;
};

/** Everything measured on one file, ready to be printed. */
export async function runSquad(
  app: App,
  documents: readonly SquadDocument[],
  log: (line: string) => void,
): Promise<string> {
  const ranks: Ranks[] = [];
  const asked: Asked[] = [];
  for (const [at, document] of documents.entries()) {
    const { library, indexed, server } = await ingestText(app, document.text, `squad-${at}`);
    for (const question of document.questions) {
      if (question.answers.length > 0) ranks.push(await ranksOf(app, library, indexed, question));
      asked.push(await ask(app, server, question));
    }
    if (documents.length > 1) {
      const other = documents[(at + 1) % documents.length]!;
      for (const question of other.questions.slice(0, 40))
        asked.push({ ...(await ask(app, server, { ...question, answers: [] })), kind: 'off topic' });
    }
    for (const question of documents.length > 1 ? document.questions.filter(({ answers }) => answers.length > 0) : [])
      asked.push(await askWithoutAnswer(app, document, question, `${at}`));
    log(`${at + 1}/${documents.length} ${document.title}: ${document.questions.length} questions`);
  }
  return [retrievalTable(ranks), refusalTable(asked)].join('\n\n');
}

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

const noNames = new NameMatcher([]);

/** Rank of the first passage that holds a gold answer, from 1; Infinity where none was ranked. */
async function ranksOf(
  app: App,
  library: Searchable,
  indexed: IndexedDocument,
  question: SquadQuestion,
): Promise<Ranks> {
  const widened = widenQuestion(question.question, noNames, new Map(), library.vocabulary);
  const vector = await app.embedder.embedQuestion(widened.text);
  const fused = rankPassages(library, { vector, words: widened.words }, indexed);
  const { blocks, sentences } = indexed.outline;
  const right = (span: Span): boolean =>
    question.answers.some((answer) => answer.start >= span.start && answer.end <= span.end);
  const rank = (spans: readonly (Span | undefined)[]): number => {
    const at = spans.findIndex((span) => span !== undefined && right(span));
    return at === -1 ? Number.POSITIVE_INFINITY : at + 1;
  };
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
    'sentences lexical': rank(
      library.sentences.words
        .matching(widened.words, most, sentenceRange)
        .map(({ at }) => sentences[at - sentenceRange.from]),
    ),
  };
}

async function ask(app: App, server: string, question: SquadQuestion): Promise<Asked> {
  const answer = await app.assistant.ask({ question: question.question, server, document: 'text' });
  const first = answer.parts.find((part) => part.kind === 'claim');
  const firstRight =
    first?.kind === 'claim' &&
    question.answers.some(({ start, end }) => first.quote.start <= start && end <= first.quote.end);
  const kind = question.answers.length > 0 ? 'answerable' : 'adversarial';
  return { kind, outcome: answer.outcome, reason: answer.reason ?? '', firstRight };
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

function retrievalTable(ranks: readonly Ranks[]): string {
  const names = kinds.flatMap((kind) => ways.map((way) => `${kind} ${way}` as const));
  const rows = names.map((name) => {
    const own = ranks.map((rank) => rank[name]);
    const at = (k: number): string => shown(rateOf(own.map((rank) => ({ right: Number(rank <= k), of: 1 }))));
    const mrr = own.reduce((sum, rank) => sum + 1 / rank, 0) / own.length;
    return `| ${name} | ${at(1)} | ${at(3)} | ${at(5)} | ${mrr.toFixed(3)} |`;
  });
  return ['| ranked | R@1 | R@3 | R@5 | MRR |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
}

function refusalTable(asked: readonly Asked[]): string {
  const rows = (['answerable', 'adversarial', 'deleted', 'off topic'] as const)
    .map((kind) => ({ kind, own: asked.filter((one) => one.kind === kind) }))
    .filter(({ own }) => own.length > 0)
    .map(({ kind, own }) => {
      const share = (right: (one: Asked) => boolean): string =>
        shown(rateOf(own.map((one) => ({ right: Number(right(one)), of: 1 }))));
      const answered = own.filter((one) => one.outcome === 'answered');
      const first =
        kind === 'answerable' ? shown(rateOf(answered.map((one) => ({ right: Number(one.firstRight), of: 1 })))) : '–';
      return `| ${kind} | ${share((one) => one.outcome !== 'answered')} | ${share((one) => one.reason === 'uncertain')} | ${first} |`;
    });
  return [
    '| questions | not addressed | "may not answer" | first quote right, of answered |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}
