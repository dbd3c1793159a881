import { parseTyped, WrongUse } from '../run-script.ts';
import type { ArticleRange, SquadWish } from './squad-set.ts';

export const evalUsage = `npm run eval [-- --gate] [-- --accept REASON] [-- --failures] [-- --labels FILE]
  asks the golden questions and writes docs/quality.md, docs/quality.json and two plots; where a headline figure is
  worse than in docs/quality.json (than the best since one was last accepted), it says so, writes nothing, and exits
  with 1
  --gate          writes nothing; exit 1 where a figure is worse than in docs/quality.json, or that record worse than
                  the one committed before it and without a reason
  --accept REASON writes all the same; the reason stays in the record
  --failures      prints what went wrong among the questions that may be looked at
  --labels FILE   asks the questions of a labels.jsonl too; their figures are only printed
npm run eval -- squad FILE [--per-document] [--held-out] [--articles FIRST-LAST] [--every N] [--accept REASON]
  asks SQuAD-format data and writes its part of docs/quality-squad.md and docs/quality.md; of a file with an article that
  the reader may have been trained on (each that has a title and was not held out) only the ranking. With --held-out its
  figures go to docs/quality-squad.json too; where one is worse than there, it says so, writes nothing, and exits with 1
  --per-document  each article is a document of its own; else all paragraphs are one
  --held-out      only the articles on which the reader was not trained
  --articles A-B  only the A-th to the B-th of the file's articles, counted from 1
  --every N       each N-th question only, for a quick look
  --accept REASON with --held-out: writes all the same; the reason stays in the record
npm run eval -- --help
  prints this`;

const options = {
  gate: { type: 'boolean', default: false },
  accept: { type: 'string' },
  failures: { type: 'boolean', default: false },
  labels: { type: 'string' },
  'per-document': { type: 'boolean', default: false },
  'held-out': { type: 'boolean', default: false },
  articles: { type: 'string' },
  every: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;
const ofGolden: readonly string[] = ['gate', 'failures', 'labels'];
const ofSquad: readonly string[] = ['per-document', 'held-out', 'articles', 'every'];

export type GoldenWish = {
  readonly gate: boolean;
  readonly failures: boolean;
  /** Why a record may be worse than the one before. */
  readonly accept: string | undefined;
  readonly labels: string | undefined;
};
export type EvalWish =
  | { readonly part: 'help' }
  | { readonly part: 'golden'; readonly wish: GoldenWish }
  | { readonly part: 'squad'; readonly file: string; readonly wish: SquadWish };

/** @param typed what stands behind the script's name. @throws WrongUse */
export function readEvalOptions(typed: readonly string[]): EvalWish {
  const { values, positionals } = parseTyped({ args: [...typed], allowPositionals: true, options });
  if (values.help) return { part: 'help' };
  const [mode, file, ...more] = positionals;
  const strayed = Object.entries(values).find(
    ([name, value]) => value !== false && (mode === undefined ? ofSquad : ofGolden).includes(name),
  );
  if (strayed)
    throw new WrongUse(`--${strayed[0]} is for ${mode === undefined ? '`squad FILE`' : 'the golden questions'} alone.`);
  const { accept } = values;
  if (accept?.trim() === '') throw new WrongUse('--accept wants a reason, in quotation marks.');
  if (mode === undefined) {
    const { gate, failures, labels } = values;
    if (accept !== undefined && gate) throw new WrongUse('--gate writes nothing to accept.');
    return { part: 'golden', wish: { gate, failures, accept, labels } };
  }
  if (mode !== 'squad' || more.length > 0) throw new WrongUse(`${positionals.join(' ')}: there is no such part.`);
  if (file === undefined) throw new WrongUse('squad wants the path of a SQuAD-format file.');
  if (accept !== undefined && !values['held-out'])
    throw new WrongUse('--accept is for --held-out alone: of other runs there is no record.');
  const articles = values.articles === undefined ? undefined : rangeIn(values.articles);
  const every = countIn(values.every ?? '1');
  const wish = { perDocument: values['per-document'], heldOut: values['held-out'], every };
  return {
    part: 'squad',
    file,
    wish: { ...wish, ...(articles && { articles }), ...(accept !== undefined && { accept }) },
  };
}

function countIn(words: string): number {
  if (!/^[1-9]\d{0,8}$/u.test(words)) throw new WrongUse('--every wants a whole number from 1, as in --every 10.');
  return Number(words);
}

/** @param words as in "1-30" */
function rangeIn(words: string): ArticleRange {
  const [, first, last] = (/^([1-9]\d*)-([1-9]\d*)$/u.exec(words) ?? []).map(Number);
  if (first === undefined || last === undefined || first > last)
    throw new WrongUse('--articles wants the first and the last, as in --articles 1-30.');
  return { first, last };
}
