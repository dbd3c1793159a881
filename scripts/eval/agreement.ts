import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { overlapOf, type Span } from '../../dist/domain/span.js';
import { shareOf, shown } from './bootstrap.ts';
import { answerable, markdownTable, otherwiseMissing, unanswerable } from './golden-report.ts';
import type { Judged } from './judge-answer.ts';

const annotation = z.strictObject({
  answers: z.enum(['yes', 'arguable', 'no']),
  spans: z.array(z.tuple([z.int().min(0), z.int().min(0)])),
});
const line = z.strictObject({ id: z.string(), annotations: z.array(annotation).length(2) });

/** What somebody says of a question who saw neither labels nor answers: see test/golden/annotations/README.md. */
export type Annotation = z.infer<typeof annotation>;

/**
 * The annotations of a document's questions, by question; none where there is no file.
 * @throws ZodError or SyntaxError if a line is none
 */
export function readAnnotations(golden: string, document: string): ReadonlyMap<string, readonly Annotation[]> {
  const path = join(golden, 'annotations', `${document}.jsonl`);
  const lines = existsSync(path) ? readFileSync(path, 'utf8').trim().split('\n') : [];
  return new Map(lines.map((text) => line.parse(JSON.parse(text))).map(({ id, annotations }) => [id, annotations]));
}

type Annotated = Judged & { readonly annotations: readonly Annotation[] };

/** How far the annotations agree with each other and with the labels, and what the figures are where all do. */
export function agreement(
  halves: readonly (readonly [string, readonly Judged[]])[],
  annotationsOf: (judged: Judged) => readonly Annotation[] | undefined,
): string {
  const annotated = halves.map(([, judged]) =>
    judged.flatMap((one): Annotated[] => {
      const annotations = annotationsOf(one);
      return annotations ? [{ ...one, annotations }] : [];
    }),
  );
  const row = (name: string, among: (one: Annotated) => boolean, right: (one: Annotated) => boolean): string[] => [
    name,
    ...annotated.map((half) => shown(shareOf(half.filter(among), right))),
  ];
  const agreed = (one: Annotated): boolean => all(one, one.question.outcome === 'answered' ? 'yes' : 'no');
  const answered = (one: Annotated): boolean => one.answered;
  const shownOf = (one: Annotated): Span[] => one.answer.claims.map(({ quote }) => quote);
  return markdownTable(
    ['', ...halves.map(([name]) => name)],
    [
      row(
        'the two annotations say the same',
        () => true,
        ({ annotations: [one, other] }) => one?.answers === other?.answers,
      ),
      row('labelled answerable: both say so', answerable, (one) => all(one, 'yes')),
      row(
        '– one or both call it arguable, none denies it',
        answerable,
        (one) => some(one, 'arguable') && !some(one, 'no'),
      ),
      row('– one or both deny it', answerable, (one) => some(one, 'no')),
      row('labelled not addressed: both say so', unanswerable, (one) => all(one, 'no')),
      row(
        'refused although answerable, where all agree',
        (one) => answerable(one) && agreed(one),
        (one) => !one.answered,
      ),
      row(
        'answered although otherwise not addressed, where all agree',
        (one) => otherwiseMissing(one) && agreed(one),
        answered,
      ),
      row(
        'first quote right, what both mark counted as well',
        (one) => answerable(one) && one.answered,
        (one) =>
          one.firstRight ||
          shownOf(one)
            .slice(0, 1)
            .some((quote) => bothMark(one, quote)),
      ),
      row(
        'one of three right, what both mark counted as well',
        (one) => answerable(one) && one.answered,
        (one) => one.anyRight || shownOf(one).some((quote) => bothMark(one, quote)),
      ),
    ],
  );
}

const all = ({ annotations }: Annotated, answers: Annotation['answers']): boolean =>
  annotations.every((one) => one.answers === answers);
const some = ({ annotations }: Annotated, answers: Annotation['answers']): boolean =>
  annotations.some((one) => one.answers === answers);

/** A quote is mostly in a marked sentence, or holds most of one. */
const mostly = 0.6;

/** Whether a quote is of a sentence that both mark, and both take for an answer. */
const bothMark = ({ annotations }: Annotated, quote: Span): boolean => {
  const [first, ...others] = annotations.map(({ answers, spans }) => (answers === 'yes' ? spans : []));
  return (first ?? []).some(
    ([start, end]) =>
      others.every((spans) => spans.some((span) => span[0] === start && span[1] === end)) &&
      overlapOf({ start, end }, quote) >= mostly * Math.min(end - start, quote.end - quote.start),
  );
};
