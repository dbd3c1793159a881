import { refusalTable, retrievalTable, type SquadFigures } from './squad-report.ts';
import type { ArticleRange, SquadWish } from './squad-set.ts';

/** A run of `npm run eval -- squad FILE`. */
export type SquadRun = {
  /** The file's name, without folders. */
  readonly file: string;
  /** Of the file. */
  readonly sha256: string;
  readonly wish: SquadWish;
  readonly documents: number;
  /** Questions without an answer that are not marked as impossible. */
  readonly leftOut: number;
  /** Where the reader may have been trained on some of the articles. */
  readonly rankingOnly: boolean;
  readonly figures: SquadFigures;
  /** Model, rules' versions, commit and machine. */
  readonly made: string;
};

const intro = `# On SQuAD-format data

Written by \`npm run eval -- squad FILE\`, a part for each file and way of reading it; a new run takes the place of the old one. Each figure with its 95 % interval and how many questions it is of; where there are several articles, these are resampled, not their questions, which are alike (without it, and in runs before 23 November 2026, the intervals are too narrow).

- **R@k**: a passage that holds a gold answer is among the first k (of an answer of several sentences: one that holds .6 of it, or of which .6 is answer); **MRR**: the mean of 1 ÷ its rank. *Dense* goes by the model's vectors, *lexical* by BM25, *fused* is how Hearsay ranks, *read* the order in which it quotes, once the best sentences were read closely.
- **Adversarial**: SQuAD 2.0's own impossible questions, written to fool. **Deleted**: a question asked of its document after every sentence of its paragraph that holds an answer was taken out (at most 400 of a document, evenly spread); the nearest stand-in for somebody who asks in good faith what the text does not say. **Off topic**: asked of another document, so only where there are several.
- These questions were written with the text in view. The cuts were fitted on the golden questions, where people use other words than the text.
- **What was learned from such data.** The reader: other articles of SQuAD (models/reader/PROVENANCE.md). Beside it stand six checks, whose weights (src/answer/answerability.ts: a negation, an opposite, a number, a name, a quantity, a date) were fitted on 16 articles of SQuAD 2.0's dev set, the eight that are held out of the reader among them. What these count beside the reader was chosen with SQuAD 1.1's 13 other dev articles and one run on the held-out eight in view, what an answer is judged by with the 13 in view, and how many may be refused with the held-out eight's figures. The embedder: none of the dev articles. The ranking's weights: the other eight of the 16, which XQuAD holds too; sentences' dense weight with a sample of the held-out eight and of XQuAD in view ([embedder](decisions/2026-11-23-embedder.md)).
- Of a file with an article that the reader may have been trained on, only the ranking is reported, which does without a reader. A titled article counts as one unless it is among the eight that were held out.
- To reach besides what the tables say: XQuAD English in one index, paragraphs fused R@1 ≥ .977; long documents (COVID-QA), each on its own, paragraphs fused R@5 ≥ .96 and sentences fused R@1 ≥ .68.
- COVID-QA is \`data/question-answering/200423_covidQA.json\` of https://github.com/deepset-ai/COVID-QA (Apache-2.0; the papers in it, but for six that do not say, CC BY): 98 papers, 1,380 questions, an earlier release than the one of 147 papers. The reader was trained on none of them.`;

/** What a run writes beneath its heading. */
export function squadSection(run: SquadRun): string {
  const { file, sha256, wish, documents, leftOut, rankingOnly, figures, made } = run;
  const command = [
    `npm run eval -- squad ${file}`,
    ...(wish.perDocument ? ['--per-document'] : []),
    ...(wish.heldOut ? ['--held-out'] : []),
    ...(wish.articles ? [`--articles ${rangeOf(wish.articles)}`] : []),
    ...(wish.every > 1 ? [`--every ${wish.every}`] : []),
  ].join(' ');
  const read = wish.heldOut ? 'Only the articles on which the reader was not trained.' : '';
  const some = wish.every > 1 ? `**A quick look: only every ${ordinal(wish.every)} question.**` : '';
  const without =
    leftOut > 0 ? `Questions left out, because they have no answer and are not marked as impossible: ${leftOut}.` : '';
  return [
    headingOf({ file, wish }),
    [`By \`${command}\` (sha256 ${sha256.slice(0, 12)}…; documents: ${documents}).`, some, without, read]
      .filter((words) => words !== '')
      .join(' '),
    made,
    retrievalTable(figures.ranks),
    rankingOnly ? onlyRanked : refusalTable(figures.asked),
  ].join('\n\n');
}

const onlyRanked =
  'What is answered, refused and quoted first is not reported: the reader may have been trained on some of these articles (models/reader/PROVENANCE.md).';

/** One part for each file and way of reading it: a quick look never takes the place of a full run. */
export function headingOf({ file, wish }: Pick<SquadRun, 'file' | 'wish'>): string {
  const way = wish.perDocument ? 'each article a document of its own' : 'all paragraphs in one index';
  const some = wish.articles ? `, articles ${rangeOf(wish.articles)}` : '';
  const quick = wish.every > 1 ? `, every ${ordinal(wish.every)} question` : '';
  return `## ${file}, ${way}${some}${wish.heldOut ? ', articles held out of the reader' : ''}${quick}`;
}

const rangeOf = ({ first, last }: ArticleRange): string => `${first}-${last}`;

const endings: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd' };
const ordinals = new Intl.PluralRules('en', { type: 'ordinal' });
const ordinal = (number: number): string => `${number}${endings[ordinals.select(number)] ?? 'th'}`;

/** @param page as it was; @returns it with the part in its place, or at its end where it is new */
export function withSection(page: string, section: string): string {
  const [heading] = section.split('\n');
  const parts = page.split(/\n(?=## )/u).slice(1);
  const at = parts.findIndex((part) => part.split('\n')[0] === heading);
  const all = at < 0 ? [...parts, section] : parts.with(at, section);
  return `${[intro, ...all].map((part) => part.trim()).join('\n\n')}\n`;
}
