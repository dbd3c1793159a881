import type { Standing } from './claim.ts';

/** What a shown answer says of a claim, or that the claim is hidden from everybody for now. */
export type ShownStanding = Standing | 'hidden';

/** A change of a claim's standing that a shown answer was redrawn for. */
export type Correction = {
  readonly claim: number;
  readonly from: ShownStanding;
  readonly to: ShownStanding;
  /** ISO 8601, UTC. */
  readonly at: string;
};

/**
 * How far the correcting of one shown answer has come. `sending`: it may or may not have reached Discord; `edited`: drawn
 * again in place; `answered`: said in the channel, since the message can't be edited; `gone`: the message or its channel
 * is deleted, and the shown answer was forgotten; `failed`: given up, `problem` says why.
 */
export type CorrectionState = 'sending' | 'edited' | 'answered' | 'gone' | 'failed';

export type CorrectionWork = {
  readonly shownId: string;
  readonly server: string;
  readonly state: CorrectionState;
  readonly attempts: number;
  readonly problem: string | null;
  /** Since when it is in this state: ISO 8601, UTC. */
  readonly at: string;
};
