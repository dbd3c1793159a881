import type { ShownAnswer } from './shown-answer.ts';

/** Why somebody says that an answer is not right. */
export const flagReasons = ['no-answer', 'wrong-passage', 'in-document', 'other'] as const;
export type FlagReason = (typeof flagReasons)[number];

/** The words for people, wherever a reason is picked or read. */
export const flagReasonWords: Readonly<Record<FlagReason, string>> = {
  'no-answer': 'It does not answer the question',
  'wrong-passage': 'It shows the wrong passage',
  'in-document': 'The document does hold an answer',
  other: 'Something else',
};

/** What somebody said of an answer. Never who. */
export type Flag = {
  readonly reason: FlagReason;
  /** In their own words, untrusted; null where they gave none. */
  readonly note: string | null;
};

/** A flag that waits for a moderator. */
export type DeskFlag = Flag & {
  readonly shownId: string;
  /** ISO 8601, UTC. */
  readonly at: string;
};

/** A question that is kept beside its shown answer because the server's owner turned that on. */
export type KeptQuestion = {
  readonly words: string;
  /** BCP 47. */
  readonly language: string;
  /** ISO 8601, UTC. */
  readonly expiresAt: string;
};

/** An answer that waits for somebody to say which passages answer its question. */
export type FlaggedAnswer = {
  readonly shown: ShownAnswer;
  readonly question: KeptQuestion;
  /** At least one, and one a reason at most. */
  readonly flags: readonly Flag[];
};
