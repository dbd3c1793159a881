import { basename } from 'node:path';
import { z } from 'zod';
import { InputError } from '../../dist/domain/errors.js';
import type { Span } from '../../dist/domain/span.js';
import { readText } from './read-text.ts';

const squad = z.object({
  data: z.array(
    z.object({
      title: z.string().default(''),
      paragraphs: z.array(
        z.object({
          context: z.string(),
          qas: z.array(
            z.object({
              id: z.union([z.string(), z.number()]),
              question: z.string(),
              is_impossible: z.boolean().default(false),
              answers: z.array(z.object({ text: z.string(), answer_start: z.number() })).default([]),
            }),
          ),
        }),
      ),
    }),
  ),
});

export type SquadQuestion = {
  readonly question: string;
  /** Where the gold answers stand in the document's text; empty for an impossible question. */
  readonly answers: readonly Span[];
  /** The paragraph it was asked of. */
  readonly paragraph: Span;
  /** Which of the file's articles it is of, counted from 0. */
  readonly article: number;
};
export type SquadSet = {
  readonly documents: readonly SquadDocument[];
  /** Questions without an answer that are not marked as impossible: nobody said that they can't be answered. */
  readonly leftOut: number;
  /** Whether the reader may have been trained on one of the articles, so that what it does with them says nothing. */
  readonly rankingOnly: boolean;
};
export type SquadDocument = {
  readonly title: string;
  readonly text: string;
  readonly questions: readonly SquadQuestion[];
};

/** Titles of Wikipedia articles on which the reader was not trained (models/reader/PROVENANCE.md). */
const heldOutOfReader: ReadonlySet<string> = new Set(
  'Computational_complexity_theory Steam_engine European_Union_law Harvard_University Immune_system Islamism Warsaw Force'.split(
    ' ',
  ),
);

/**
 * The reader was trained on several public sets made of Wikipedia, of which not every title is known. So an article with a
 * title counts as one of theirs unless it was held out; one without a title, as those of COVID-QA are, is none.
 */
const mayBeTrainedOn = ({ title }: { readonly title: string }): boolean => title !== '' && !heldOutOfReader.has(title);

/** Of a file's articles, counted from 1; the last one too. */
export type ArticleRange = { readonly first: number; readonly last: number };

export type SquadWish = {
  /** Each article is a document of its own; else all paragraphs are one document. */
  readonly perDocument: boolean;
  /** Only articles of `heldOutOfReader`. */
  readonly heldOut: boolean;
  /** Only these of the file's articles. */
  readonly articles?: ArticleRange;
  /** Each so many-th question; 1 for all. */
  readonly every: number;
  /** Why a record may be worse than the one before. */
  readonly accept?: string;
};

/**
 * Reads SQuAD-format data (1.1, 2.0, XQuAD).
 * @throws InputError where the file can't be read, is no such data, or holds nothing that was asked for
 */
export function readSquad(path: string, wish: SquadWish): SquadSet {
  const all = articlesIn(path).map((article, at) => ({ ...article, at }));
  const { first, last } = wish.articles ?? { first: 1, last: all.length };
  const some = all.slice(first - 1, last);
  if (some.length === 0 && all.length > 0)
    throw new InputError(`${basename(path)} has ${all.length} articles, none of them from ${first} on.`);
  const articles = some.filter(({ title }) => !wish.heldOut || heldOutOfReader.has(title));
  if (articles.length === 0 && wish.heldOut)
    throw new InputError(
      `${basename(path)} holds none of the articles on which the reader was not trained: ${[...heldOutOfReader].join(', ')}. Leave --held-out away.`,
    );
  const documents = (wish.perDocument ? articles.map((article) => [article]) : [articles]).map(documentOf);
  let count = 0;
  const asked = documents
    .map((document) => ({ ...document, questions: document.questions.filter(() => count++ % wish.every === 0) }))
    .filter(({ questions }) => questions.length > 0);
  if (asked.length === 0) throw new InputError(`${basename(path)} holds no questions.`);
  const unmarked = articles.flatMap(({ paragraphs }) => paragraphs.flatMap(({ qas }) => qas)).filter(isUnmarked);
  return { documents: asked, leftOut: unmarked.length, rankingOnly: articles.some(mayBeTrainedOn) };
}

type Article = z.infer<typeof squad>['data'][number] & { readonly at: number };
type Asked = Article['paragraphs'][number]['qas'][number];

const isUnmarked = ({ answers, is_impossible }: Asked): boolean => !is_impossible && answers.length === 0;

const expected =
  'Expected SQuAD-format JSON: {"data": [{"title", "paragraphs": [{"context", "qas": [{"id", "question", "answers": [{"text", "answer_start"}]}]}]}]}.';

function articlesIn(path: string): z.infer<typeof squad>['data'] {
  const parsed = squad.safeParse(jsonIn(path));
  if (parsed.success) return parsed.data.data;
  const [issue] = parsed.error.issues;
  throw new InputError(`${path} is no SQuAD-format data: ${issue?.path.join('.')}: ${issue?.message}. ${expected}`);
}

function jsonIn(path: string): unknown {
  const text = readText(path, 'Give the path of a SQuAD-format file.');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InputError(`${path} is not JSON (${cause instanceof Error ? cause.message : cause}). ${expected}`, {
      cause,
    });
  }
}

function documentOf(articles: readonly Article[]): SquadDocument {
  let text = '';
  const questions = articles
    .flatMap(({ paragraphs, at }) => paragraphs.map((paragraph) => ({ ...paragraph, article: at })))
    .flatMap(({ context, qas, article }) => {
      if (text !== '') text += '\n\n';
      const from = text.length;
      text += context;
      return qas
        .filter((qa) => !isUnmarked(qa))
        .map(
          (qa): SquadQuestion => ({
            question: qa.question,
            answers: qa.is_impossible ? [] : qa.answers.map((answer) => placeOf(answer, qa.id, context, from)),
            paragraph: { start: from, end: from + context.length },
            article,
          }),
        );
    });
  const title = articles.map((article) => article.title || firstLineOf(article)).join(', ');
  return { title: title.length > 60 ? `${title.slice(0, 60)}…` : title, text, questions };
}

/** What an article without a title goes by. */
const firstLineOf = ({ paragraphs }: Article): string => paragraphs[0]?.context.trim().split('\n')[0] ?? '';

type SquadAnswer = { readonly text: string; readonly answer_start: number };

/** Of a text that was cleaned after its answers were marked, answers stand a few characters beside their place. */
const mostBeside = 5;

/**
 * SQuAD counts code points, the text UTF-16. An answer that stands elsewhere would be counted as missed; so would one
 * that ends with the space behind its sentence.
 */
function placeOf({ text, answer_start: at }: SquadAnswer, id: string | number, context: string, from: number): Span {
  const starts = [at, [...context].slice(0, at).join('').length];
  const start = starts.flatMap(nearby).find((own) => own >= 0 && context.startsWith(text, own));
  if (start === undefined || text.trim() === '')
    throw new InputError(
      `The answer of question ${id} does not stand at its answer_start, ${at}. Mend it, or take it out.`,
    );
  const visible = start + text.length - text.trimStart().length;
  return { start: from + visible, end: from + visible + text.trim().length };
}

/** The place, and those beside it, nearest first. */
const nearby = (at: number): number[] => [
  at,
  ...Array.from({ length: mostBeside }, (_, beside) => [at - beside - 1, at + beside + 1]).flat(),
];
