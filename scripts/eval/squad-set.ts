import { readFileSync } from 'node:fs';
import { z } from 'zod';

const squad = z.object({
  data: z.array(
    z.object({
      title: z.string().default(''),
      paragraphs: z.array(
        z.object({
          context: z.string(),
          qas: z.array(
            z.object({
              id: z.string(),
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
  readonly answers: readonly { readonly start: number; readonly end: number }[];
  /** The paragraph it was asked of. */
  readonly paragraph: { readonly start: number; readonly end: number };
};
export type SquadDocument = {
  readonly title: string;
  readonly text: string;
  readonly questions: readonly SquadQuestion[];
};

/** Articles on which the reader was not trained; only they can report what it does. */
export const heldOutOfReader: ReadonlySet<string> = new Set(
  'Computational_complexity_theory Steam_engine European_Union_law Harvard_University Immune_system Islamism Warsaw Force'.split(
    ' ',
  ),
);

/**
 * Reads SQuAD-format data (1.1, 2.0, XQuAD).
 * @param perDocument each article is a document of its own; else all paragraphs are one document
 */
export function readSquad(path: string, perDocument: boolean): SquadDocument[] {
  const { data } = squad.parse(JSON.parse(readFileSync(path, 'utf8')));
  const articles = perDocument ? data.map((article) => [article]) : [data];
  return articles.map((group) => {
    const paragraphs = group.flatMap((article) => article.paragraphs);
    let text = '';
    const questions = paragraphs.flatMap(({ context, qas }) => {
      if (text !== '') text += '\n\n';
      const from = text.length;
      text += context;
      return qas.map(
        (qa): SquadQuestion => ({
          question: qa.question,
          answers: qa.is_impossible
            ? []
            : qa.answers.map((answer) => {
                const start = from + utf16(context, answer.answer_start, answer.text);
                return { start, end: start + answer.text.length };
              }),
          paragraph: { start: from, end: from + context.length },
        }),
      );
    });
    return {
      title: group
        .map((article) => article.title)
        .join(', ')
        .slice(0, 60),
      text,
      questions,
    };
  });
}

/** SQuAD counts code points; the text is UTF-16. */
function utf16(context: string, codePoints: number, expected: string): number {
  if (context.startsWith(expected, codePoints)) return codePoints;
  return [...context].slice(0, codePoints).join('').length;
}
