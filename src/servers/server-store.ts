import type { Flag, FlaggedAnswer, KeptQuestion } from '../domain/flagged-answer.ts';
import type { ShownAnswer } from '../domain/shown-answer.ts';

export interface ServerStore {
  /**
   * Written before the send.
   * @param question kept beside it if its server keeps questions at that very moment, else dropped
   */
  recordShown(shown: ShownAnswer, question?: KeptQuestion): Promise<void>;
  /** Completes it with where it went, after the send. */
  placeShown(id: string, channel: string, message: string): Promise<void>;
  /** @returns undefined where it is unknown or expired at `now`. */
  shown(id: string, now: Date): Promise<ShownAnswer | undefined>;
  /** Its question and flags go with it. */
  forgetShown(id: string): Promise<void>;
  /** The answers that were shown in these messages, which somebody has deleted; most messages show none. */
  forgetMessages(messages: readonly string[]): Promise<void>;
  /** Expired questions go too. @returns how many expired answers were deleted. */
  purgeShown(now: Date): Promise<number>;
  /** Whether questions are kept beside a server's answers. Until its owner says so, they are not. */
  keepsQuestions(server: string): Promise<boolean>;
  /** Turned off, every kept question of the server goes, and its flags with it. */
  setKeepsQuestions(server: string, keeps: boolean): Promise<void>;
  /** @returns undefined where none was kept, or it was forgotten or has expired at `now`. */
  question(id: string, now: Date): Promise<KeptQuestion | undefined>;
  /** One flag a reason is kept: the first. @returns false where the answer's question is not kept. */
  flag(id: string, flag: Flag, now: Date): Promise<boolean>;
  /** Flagged answers of every server whose questions have not expired at `now`, oldest first. */
  flagged(now: Date): Promise<FlaggedAnswer[]>;
  /** The answer stays, its flags go. @returns whether there was a question. */
  forgetQuestion(id: string): Promise<boolean>;
  /** Small settings of the installation, such as the fingerprint of the registered commands. */
  setting(key: string): Promise<string | undefined>;
  setSetting(key: string, value: string): Promise<void>;
}
