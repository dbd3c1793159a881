import type { Act } from '../domain/act.ts';
import type { Correction, CorrectionWork, ShownStanding } from '../domain/correction.ts';
import type { DeskFlag, Flag, FlaggedAnswer, KeptQuestion } from '../domain/flagged-answer.ts';
import type { ShownAnswer } from '../domain/shown-answer.ts';
import type { ServerSettings } from './server-settings.ts';

/** A server (`everyone` outside of servers) and a document that it was shown something of. */
export type ShownPlace = Pick<ShownAnswer, 'server' | 'documentOwner' | 'documentId'>;

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
  /** Its question, its flags and the work of correcting it go with it. */
  forgetShown(id: string): Promise<void>;
  /** The answers that were shown in these messages, which somebody has deleted; most messages show none. */
  forgetMessages(messages: readonly string[]): Promise<void>;
  /** Expired questions go too, and the desk's drafts and takes that have run out. @returns how many expired answers were deleted. */
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
  /** What a server's owner decided; the defaults where nobody did. */
  settings(server: string): Promise<ServerSettings>;
  /** What `changes` does not name stays. In one transaction with the act's audit record. @returns the settings then. */
  changeSettings(server: string, changes: Partial<ServerSettings>, act: Act): Promise<ServerSettings>;

  /**
   * A flag for the moderators, with or without a kept question. One a reason is kept: the first.
   * @returns false where the server was not shown this answer, or it has expired at `now`.
   */
  flagAnswer(server: string, id: string, flag: Flag, now: Date): Promise<boolean>;
  /** A server's flags for its moderators, oldest first. */
  answerFlags(server: string): Promise<DeskFlag[]>;
  /** @returns whether there were any. */
  closeFlags(id: string): Promise<boolean>;

  /**
   * The answers that say something else of a claim than holds now: those with a message that can be edited, oldest first.
   * @param server one server's (or `everyone`, outside of servers), or those of `all`
   */
  staleAnswers(
    documentOwner: string,
    documentId: string,
    server: string,
    standingOf: (claim: number) => ShownStanding,
  ): Promise<ShownAnswer[]>;
  /** Where answers were shown, and of which documents. */
  shownPlaces(): Promise<ShownPlace[]>;
  /**
   * Answers with a message that can be edited, in the order of their ids: of a document on a server, `limit` of them.
   * @param after the last id of those before; empty for the first ones
   */
  answersShown(place: ShownPlace, after: string, limit: number): Promise<ShownAnswer[]>;
  /** The answer that a message shows. @returns undefined where it shows none, or that has expired at `now`. */
  shownIn(message: string, now: Date): Promise<ShownAnswer | undefined>;
  /** @returns undefined where it was never begun. */
  correction(id: string): Promise<CorrectionWork | undefined>;
  /** The work of correcting a server's answers, oldest first. */
  corrections(server: string): Promise<CorrectionWork[]>;
  /**
   * Says how far it has come; `gone` forgets the shown answer as `forgetShown` does.
   * @returns false, and writes nothing, where the answer is forgotten.
   */
  noteCorrection(id: string, work: Omit<CorrectionWork, 'shownId' | 'server'>): Promise<boolean>;
  /**
   * The message now says what the corrections say, or the channel does. In one transaction.
   * @returns false, and writes nothing, where the answer was forgotten meanwhile.
   */
  corrected(id: string, corrections: readonly Correction[], state: 'edited' | 'answered', at: string): Promise<boolean>;

  /**
   * Forgets what a server decided and what waits at its desk: settings, kept questions, flags, drafts, takes, the work of
   * correcting. Its shown answers, ledgers and audit log stay.
   */
  forgetServer(server: string): Promise<void>;

  /** Small settings of the installation, such as the fingerprint of the registered commands. */
  setting(key: string): Promise<string | undefined>;
  setSetting(key: string, value: string): Promise<void>;
}
