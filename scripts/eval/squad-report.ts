import { clusteredRateOf, type Rate, shown } from './bootstrap.ts';
import { type Compared, keptOf } from './gate.ts';
import { markdownTable } from './golden-report.ts';
import type { Figures } from './quality-record.ts';

const ways = ['dense', 'lexical', 'fused'] as const;
const kinds = ['paragraphs', 'sentences'] as const;

const ofSearch = kinds.flatMap((kind) => ways.map((way) => `${kind} ${way}` as const));
const ofReading = 'sentences read';
const rankings = [...ofSearch, ofReading] as const;

/** From what article a question is: questions of one article are alike. */
type OfArticle = { readonly article: number };

/** Rank of the first passage that holds a gold answer, from 1; Infinity where none was ranked. Not all are read. */
export type Ranks = Readonly<Record<(typeof ofSearch)[number], number>> & {
  readonly [ofReading]?: number;
} & OfArticle;

/** How a question came out. */
export type Asked = OfArticle & {
  readonly kind: 'answerable' | 'adversarial' | 'off topic' | 'deleted';
  readonly outcome: string;
  readonly reason: string;
  /** Whether the first quote holds a gold answer. */
  readonly firstRight: boolean;
};
export type SquadFigures = { readonly ranks: readonly Ranks[]; readonly asked: readonly Asked[] };

const meanOf = <T extends OfArticle>(items: readonly T[], worthOf: (item: T) => number): Rate =>
  clusteredRateOf(items, ({ article }) => article, worthOf);
const shareOf = <T extends OfArticle>(items: readonly T[], right: (item: T) => boolean): Rate =>
  meanOf(items, (item) => Number(right(item)));

const columns: readonly (readonly [string, (rank: number) => number])[] = [
  ...[1, 3, 5].map((most) => [`R@${most}`, (rank: number): number => Number(rank <= most)] as const),
  ['MRR', (rank) => 1 / rank],
];

const ranksBy = (ranks: readonly Ranks[], name: (typeof rankings)[number]): ({ rank: number } & OfArticle)[] =>
  ranks.flatMap(({ [name]: rank, article }) => (rank === undefined ? [] : [{ rank, article }]));

/** Which way in finds the passage that holds an answer. */
export function retrievalTable(ranks: readonly Ranks[]): string {
  const rows = rankings
    .map((name) => ({ name, own: ranksBy(ranks, name) }))
    .filter(({ own }) => own.length > 0)
    .map(({ name, own }) => [name, ...columns.map(([, worthOf]) => shown(meanOf(own, ({ rank }) => worthOf(rank))))]);
  return markdownTable(['ranked', ...columns.map(([name]) => name)], rows);
}

const toReach: Readonly<Record<Asked['kind'], string>> = {
  answerable: '≥ .90',
  adversarial: '≤ .60',
  deleted: '≤ .35',
  'off topic': '≤ .02',
};
const kindsAsked = Object.keys(toReach) as Asked['kind'][]; // the keys of a const object are its own

const isAnswered = ({ outcome }: Asked): boolean => outcome === 'answered';

/** What is answered, by whether the document answers it. */
export function refusalTable(asked: readonly Asked[]): string {
  const rows = kindsAsked
    .map((kind) => ({ kind, own: asked.filter((one) => one.kind === kind) }))
    .filter(({ own }) => own.length > 0)
    .map(({ kind, own }) => [
      kind,
      shown(shareOf(own, isAnswered)),
      toReach[kind],
      shown(shareOf(own, (one) => isAnswered(one) && one.reason === 'uncertain')),
      kind === 'answerable' ? shown(shareOf(own.filter(isAnswered), ({ firstRight }) => firstRight)) : '–',
    ]);
  const head = ['questions', 'answered', 'to reach', 'of all, "closest passages, may not answer"'];
  return markdownTable([...head, 'first quote right, of answered'], rows);
}

/** The figures of both tables that a later run is held against, and which way is better. */
export function squadHeadline({ ranks, asked }: SquadFigures): { compared: Compared[]; figures: Figures } {
  const answerable = asked.filter(({ kind }) => kind === 'answerable');
  const all = [
    ...rankings.flatMap((name) =>
      columns.map(([column, worthOf]) => ({
        name: `${name} ${column}`,
        better: 'more' as const,
        rate: meanOf(ranksBy(ranks, name), ({ rank }) => worthOf(rank)),
      })),
    ),
    ...kindsAsked.map((kind) => ({
      name: `${kind} answered`,
      better: kind === 'answerable' ? ('more' as const) : ('less' as const),
      rate: shareOf(
        asked.filter((one) => one.kind === kind),
        isAnswered,
      ),
    })),
    {
      name: 'first quote right, of answered',
      better: 'more' as const,
      rate: shareOf(answerable.filter(isAnswered), ({ firstRight }) => firstRight),
    },
  ];
  return {
    compared: all.map(({ name, better }) => ({ name, better, target: null })),
    figures: Object.fromEntries(all.map(({ name, rate }) => [name, keptOf(rate)])),
  };
}
