import { type PassageGrounds, passageGrounds } from '../../dist/answer/answerability.js';
import { lookClosely } from '../../dist/answer/draft-answer.js';
import type { App } from '../../dist/app.js';
import type { GoldenDocument, GoldenQuestion } from '../eval/golden-set.ts';
import { isRight } from '../eval/judge-answer.ts';
import { openGolden } from '../eval/run-golden.ts';
import type { Row } from './logistic.ts';

/** A question with the passages that were looked at closely. */
export type Example = {
  readonly question: GoldenQuestion;
  readonly document: string;
  /** Another document answers the question; this one does not. */
  readonly elsewhere: boolean;
  readonly read: boolean;
  /** By its names, or by what it asks for: it comes to no judgement, but what is quoted can be learned from it. */
  readonly ruledOut: boolean;
  readonly passages: readonly (PassageGrounds & {
    readonly signals: Row;
    readonly echo: boolean;
    readonly right: boolean;
  })[];
};

/**
 * What the looked-at questions give to fit on: those whose outcome is plain, in a language the model understands, each
 * asked of its document, and those that are answered there asked of the others in their language too.
 */
export async function collectExamples(app: App, documents: readonly GoldenDocument[]): Promise<Example[]> {
  const examples: Example[] = [];
  for (const document of documents) {
    const { server, text, facts } = await openGolden(app, document);
    const elsewhere = documents
      .filter(({ id }) => id !== document.id)
      .flatMap((other) => questionsElsewhere(other, facts.language));
    const place = { server, document: document.id, text };
    examples.push(...(await examplesIn(app, place, questionsToFit(document), false)));
    examples.push(...(await examplesIn(app, place, elsewhere, true)));
  }
  return examples;
}

async function examplesIn(
  app: App,
  { server, document, text }: { readonly server: string; readonly document: string; readonly text: string },
  questions: readonly GoldenQuestion[],
  elsewhere: boolean,
): Promise<Example[]> {
  const examples: Example[] = [];
  for (const question of questions) {
    const found = await app.assistant.findings({ question: question.question, server, document });
    if (!found?.understood) continue;
    const { candidates, ruledOut } = await lookClosely(found);
    const passages = candidates.map((candidate) => ({
      ...passageGrounds(candidate),
      signals: candidate.signals,
      echo: candidate.echo,
      right: isRight(text, question, candidate.sentence),
    }));
    const read = found.read !== undefined;
    if (passages.length > 0)
      examples.push({ question, document, elsewhere, read, ruledOut: ruledOut !== undefined, passages });
  }
  return examples;
}

/** None that is held out: those only tell what the fit is worth. */
export const questionsToFit = ({ questions }: Pick<GoldenDocument, 'questions'>): GoldenQuestion[] =>
  questions.filter((question) => question.split === 'fitted' && isPlain(question));

/** What is answered in one document, as a question that nothing in another answers. */
const questionsElsewhere = (other: Pick<GoldenDocument, 'questions'>, language: string): GoldenQuestion[] =>
  questionsToFit(other)
    .filter((question) => question.outcome === 'answered' && question.language === language)
    .map((question) => ({ ...question, outcome: 'not-addressed', right: [], parts: [], facts: [] }));

/** A summary is no passage's question, and what a fair reader would take either way teaches nothing. */
const isPlain = ({ kind, outcome, right }: GoldenQuestion): boolean =>
  kind !== 'summary' && (outcome === 'not-addressed' || (outcome === 'answered' && right.length > 0));
