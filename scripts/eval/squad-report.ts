import { rateOf, shareOf, shown } from './bootstrap.ts';
import { markdownTable } from './golden-report.ts';

const ways = ['dense', 'lexical', 'fused'] as const;
const kinds = ['paragraphs', 'sentences'] as const;

const rankings = [...kinds.flatMap((kind) => ways.map((way) => `${kind} ${way}` as const)), 'sentences read'] as const;

/** Rank of the first passage that holds a gold answer, from 1; Infinity where none was ranked. */
export type Ranks = Readonly<Record<(typeof rankings)[number], number>>;

/** How a question came out. */
export type Asked = {
  readonly kind: 'answerable' | 'adversarial' | 'off topic' | 'deleted';
  readonly outcome: string;
  readonly reason: string;
  /** Whether the first quote holds a gold answer. */
  readonly firstRight: boolean;
};
export type SquadFigures = { readonly ranks: readonly Ranks[]; readonly asked: readonly Asked[] };

/** Which way in finds the passage that holds an answer. */
export function retrievalTable(ranks: readonly Ranks[]): string {
  const rows = rankings.map((name) => {
    const own = ranks.map((rank) => rank[name]);
    const within = [1, 3, 5].map((most) => shown(shareOf(own, (rank) => rank <= most)));
    return [name, ...within, shown(rateOf(own.map((rank) => ({ right: 1 / rank, of: 1 }))))];
  });
  return markdownTable(['ranked', 'R@1', 'R@3', 'R@5', 'MRR'], rows);
}

const toReach: Readonly<Record<Asked['kind'], string>> = {
  answerable: '≥ .90',
  adversarial: '≤ .60',
  deleted: '≤ .35',
  'off topic': '≤ .02',
};

/** What is answered, by whether the document answers it. */
export function refusalTable(asked: readonly Asked[]): string {
  const rows = (Object.keys(toReach) as Asked['kind'][]) // the keys of a const object are its own
    .map((kind) => ({ kind, own: asked.filter((one) => one.kind === kind) }))
    .filter(({ own }) => own.length > 0)
    .map(({ kind, own }) => {
      const answered = own.filter(({ outcome }) => outcome === 'answered');
      return [
        kind,
        shown(shareOf(own, ({ outcome }) => outcome === 'answered')),
        toReach[kind],
        shown(shareOf(own, ({ outcome, reason }) => outcome === 'answered' && reason === 'uncertain')),
        kind === 'answerable' ? shown(shareOf(answered, ({ firstRight }) => firstRight)) : '–',
      ];
    });
  const head = ['questions', 'answered', 'to reach', 'of all, "closest passages, may not answer"'];
  return markdownTable([...head, 'first quote right, of answered'], rows);
}
