import type { Standing } from '../domain/claim.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { type AnswerJson, factJson, quotedJson } from './answer-json.ts';
import type { GuardedSummary } from './guard.ts';
import type { Lack, Quoted } from './part.ts';

type QuotedJson = AnswerJson['claims'][number];

/** A summary as the command line prints it with `--json`, beside its message. */
export type SummaryJson = {
  readonly sections: readonly { readonly heading: QuotedJson | null; readonly points: readonly QuotedJson[] }[];
  readonly accused: readonly {
    readonly who: string;
    readonly accusations: readonly {
      readonly claimId: string;
      readonly standing: Standing;
      readonly quotes: readonly QuotedJson[];
    }[];
  }[];
  readonly verified: AnswerJson['verified'];
  readonly unsupported: readonly (QuotedJson & { readonly lacks: Lack })[];
  readonly leftOut: readonly { readonly claimId: string; readonly words: readonly string[] }[];
};

export function summaryJson(summary: GuardedSummary, ledger: Ledger): SummaryJson {
  const { document } = summary;
  const quote = (quoted: Quoted): QuotedJson => quotedJson(quoted, document, ledger);
  return {
    sections: summary.sections.map(({ heading, points }) => ({
      heading: heading ? quote(heading) : null,
      points: points.map(quote),
    })),
    accused: summary.accused.map(({ who, accusations }) => ({
      who,
      accusations: accusations.map(({ id, standing, quotes }) => ({
        claimId: id,
        standing,
        quotes: quotes.map(quote),
      })),
    })),
    verified: summary.verified.map(({ fact }) => factJson(fact, document)),
    unsupported: summary.unsupported.flatMap((quoted) =>
      quoted.lacks ? [{ ...quote(quoted), lacks: quoted.lacks }] : [],
    ),
    leftOut: summary.leftOut.map(({ id, words }) => ({ claimId: id, words })),
  };
}
