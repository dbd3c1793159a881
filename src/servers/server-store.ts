import type { Standing } from '../domain/claim.ts';
import type { Span } from '../domain/span.ts';

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
  readonly claims: readonly { readonly number: number; readonly standing: Standing }[];
  readonly outcome: string;
  readonly reason: string | null;
  readonly locale: string | null;
  readonly rules: Readonly<Record<string, string>>;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Ephemeral and user-install answers can't be edited later: they expire 15 minutes after `at`. Else null. */
  readonly expiresAt: string | null;
};

export interface ServerStore {
  /** Written before the send. */
  recordShown(shown: ShownAnswer): Promise<void>;
  /** Completes it with where it went, after the send. */
  placeShown(id: string, channel: string, message: string): Promise<void>;
  /** @returns undefined where it is unknown or expired at `now`. */
  shown(id: string, now: Date): Promise<ShownAnswer | undefined>;
  forgetShown(id: string): Promise<void>;
  /** @returns how many expired ones were deleted. */
  purgeShown(now: Date): Promise<number>;
  /** Small settings of the installation, such as the fingerprint of the registered commands. */
  setting(key: string): Promise<string | undefined>;
  setSetting(key: string, value: string): Promise<void>;
}
