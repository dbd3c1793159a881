import type { Standing } from './claim.ts';
import type { Correction, ShownStanding } from './correction.ts';
import type { Span } from './span.ts';

/** What was shown, so that it can be drawn again. No question, no person. */
export type ShownAnswer = {
  /** 128 random bits, base64url: 22 characters. */
  readonly id: string;
  /** `everyone` where no server is involved (a DM, the terminal). */
  readonly server: string;
  readonly channel: string | null;
  /** Known once the send succeeded. */
  readonly message: string | null;
  readonly documentOwner: string;
  readonly documentId: string;
  /** sha256 of the canonical text. */
  readonly revision: string;
  /** The first twelve ranked spans, best first; `shown` of them were drawn, the rest are More quotes. */
  readonly spans: readonly Span[];
  readonly shown: number;
  /** The claims that its quotes lie in and its facts are of, as they stood when it was first shown. */
  readonly claims: readonly ShownClaim[];
  /** For what it was redrawn since, in that order. */
  readonly corrections: readonly Correction[];
  /** Claims whose facts were stated. */
  readonly facts: readonly number[];
  readonly kind: 'answer' | 'summary';
  readonly outcome: string;
  readonly reason: string | null;
  readonly locale: string | null;
  readonly rules: Readonly<Record<string, string>>;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Ephemeral and user-install answers can't be edited later: they expire 15 minutes after `at`. Else null. */
  readonly expiresAt: string | null;
};

export type ShownClaim = {
  readonly number: number;
  readonly standing: Standing;
  /** Its standing is not said beside a quote: another claim's says the same, or is nearer to the question. */
  readonly beside?: true;
};

/** What the message says of each claim now, after its corrections. */
export function standingsShown({ claims, corrections }: ShownAnswer): Map<number, ShownStanding> {
  const standings = new Map<number, ShownStanding>(claims.map(({ number, standing }) => [number, standing]));
  for (const { claim, to } of corrections) standings.set(claim, to);
  return standings;
}
