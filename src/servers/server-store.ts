import type { ShownAnswer } from '../domain/shown-answer.ts';

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
