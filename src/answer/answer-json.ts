import { encodeReceipt } from '../corpus/receipt.ts';
import type { Standing } from '../domain/claim.ts';
import type { Document } from '../domain/document.ts';
import { lengthOf } from '../domain/span.ts';
import { claimId } from '../ledger/claim-id.ts';
import { type Ledger, standingOf } from '../ledger/ledger.ts';
import type { ReviewedFact } from '../ledger/reviewed-fact.ts';
import { rankerVersion } from '../retrieval/rank-passages.ts';
import type { Answer, Outcome, Timings } from './answer.ts';
import { answerabilityVersion } from './answerability.ts';
import { guardVersion } from './guard.ts';
import { isQuoted, type Quoted, type Reason } from './part.ts';
import { renderText } from './render-text.ts';

/** Which rules made an answer. */
export const rules = { ranker: rankerVersion, composer: answerabilityVersion, guard: guardVersion } as const;

type QuotedJson = {
  /** The ledger's neutral restatement of the claim, attributed; only where the quote touches a claim. */
  readonly statement?: string;
  readonly speaker: string;
  readonly standing: Standing;
  readonly claimId?: string;
  readonly touches: readonly { claimId: string; standing: Standing; start: number; end: number }[];
  readonly quote: {
    readonly text: string;
    readonly start: number;
    readonly end: number;
    readonly unit: 'utf-16';
    readonly paragraph: number;
    readonly part?: true;
    readonly document: string;
    readonly revision: string;
    readonly receipt: string;
  };
};

/** One answer as the command line prints it with `--json`. */
export type AnswerJson = {
  readonly question: string;
  readonly outcome: Outcome;
  readonly reason?: Reason;
  readonly language: string;
  readonly notices: readonly string[];
  readonly claims: readonly QuotedJson[];
  readonly verified: readonly {
    fact: string;
    claimId: string;
    label: string;
    asOf?: string;
    reviewed: { by: string; at: string; rule: string };
    evidence: readonly {
      publisher: string;
      title: string | null;
      date: string | null;
      url: string | null;
      independence: string;
    }[];
  }[];
  readonly nearest: readonly QuotedJson[];
  readonly text: string;
  readonly rules: typeof rules;
  readonly timingsMs: Timings;
};

export function answerJson(answer: Answer, ledger: Ledger): AnswerJson {
  const { document } = answer;
  const quoted = (kinds: readonly string[]): QuotedJson[] =>
    document
      ? answer.parts
          .filter(isQuoted)
          .filter((part) => kinds.includes(part.kind))
          .map((part) => quotedJson(part, document, ledger))
      : [];
  return {
    question: answer.question,
    outcome: answer.outcome,
    ...(answer.reason ? { reason: answer.reason } : {}),
    language: answer.language,
    notices: answer.notices,
    claims: quoted(['claim', 'of-itself']),
    verified: answer.parts.flatMap((part) => (part.kind === 'fact' && document ? [factJson(part.fact, document)] : [])),
    nearest: quoted(['nearest']),
    text: renderText(answer),
    rules,
    timingsMs: answer.timingsMs,
  };
}

export function quotedJson(part: Quoted, document: Document, ledger: Ledger): QuotedJson {
  // An accusation must not hide behind a harmless claim of the same quote.
  const main = part.shown.find((touch) => touch.accuses) ?? part.shown[0] ?? part.touches[0];
  const statement = main && ledger.claims.find((claim) => claim.number === main.claim)?.statement;
  return {
    ...(statement ? { statement: statement.replace(/^The article/u, `The ${part.speaker}`) } : {}),
    speaker: `the ${part.speaker}`,
    standing: main ? standingOf(ledger, main.claim) : 'not-checked',
    ...(main ? { claimId: claimId(document, main.claim) } : {}),
    touches: part.touches.map((touch) => ({
      claimId: claimId(document, touch.claim),
      standing: touch.standing,
      ...touch.span,
    })),
    quote: {
      ...part.quote.toJSON(),
      paragraph: part.block,
      ...(part.part ? { part: true } : {}),
      document: document.id,
      revision: document.sha256,
      receipt: encodeReceipt({
        revision: document.sha256,
        start: part.quote.start,
        length: lengthOf(part.quote),
      }),
    },
  };
}

export const factJson = (fact: ReviewedFact, document: Document): AnswerJson['verified'][number] => ({
  fact: fact.text,
  claimId: claimId(document, fact.claim),
  label: fact.label,
  ...(fact.asOf === null ? {} : { asOf: fact.asOf }),
  reviewed: { ...fact.reviewed },
  evidence: fact.sources.map(({ publisher, title, date, url, independence }) => ({
    publisher,
    title,
    date,
    url,
    independence,
  })),
});
