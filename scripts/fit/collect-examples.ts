import { againstIt, scoreOf } from '../../dist/answer/answerability.js';
import { candidatesOf, preferred } from '../../dist/answer/candidates.js';
import type { App } from '../../dist/app.js';
import type { GoldenDocument, GoldenQuestion } from '../eval/golden-set.ts';
import { isRight } from '../eval/judge-answer.ts';
import { openGolden } from '../eval/run-golden.ts';
import type { Row } from './conditional-logit.ts';

/** A question with the passages that were looked at closely. */
export type Example = {
  readonly question: GoldenQuestion;
  readonly document: string;
  readonly read: boolean;
  readonly passages: readonly {
    readonly signals: Row;
    readonly a: number;
    readonly against: number;
    readonly logit: number;
    readonly right: boolean;
  }[];
};

/** What the looked-at questions give to fit on: those whose outcome is plain, in a language the model understands. */
export async function collectExamples(app: App, documents: readonly GoldenDocument[]): Promise<Example[]> {
  const examples: Example[] = [];
  for (const document of documents) {
    const { server, text } = await openGolden(app, document);
    for (const question of questionsToFit(document)) {
      const found = await app.assistant.findings({ question: question.question, server, document: document.id });
      if (!found?.understood) continue;
      const passages = (await candidatesOf(found, preferred(found))).map(({ sentence, signals, features, logit }) => ({
        signals,
        a: scoreOf(features),
        against: againstIt(features),
        logit: logit ?? 0,
        right: isRight(text, question, sentence),
      }));
      if (passages.length > 0)
        examples.push({ question, document: document.id, read: found.read !== undefined, passages });
    }
  }
  return examples;
}

/** None that is held out: those only tell what the fit is worth. */
export const questionsToFit = ({ questions }: Pick<GoldenDocument, 'questions'>): GoldenQuestion[] =>
  questions.filter((question) => question.split === 'fitted' && isPlain(question));

/** A summary is no passage's question, and what a fair reader would take either way teaches nothing. */
const isPlain = ({ kind, outcome, right }: GoldenQuestion): boolean =>
  kind !== 'summary' && (outcome === 'not-addressed' || (outcome === 'answered' && right.length > 0));
