import type { ShownAnswer } from '../domain/shown-answer.ts';
import { type Draft, type SummaryWish, summaryLengths } from './answer.ts';
import { type FrameLanguage, frameFor } from './frame.ts';

/** How a summary is kept with what was shown, beside the rules that made it; nothing for answers. The focus is not kept. */
export const wishRules = ({ wish, frame }: Pick<Draft, 'wish' | 'frame'>): Readonly<Record<string, string>> =>
  wish === undefined
    ? {}
    : { summary: `${wish.length}${wish.focused ? focusMark : ''}`, frame: frameFor(frame).language };

const focusMark = '+focus';

/** What `wishRules` kept; undefined for answers, and for summaries of before there was a choice. */
export function wishOf({ rules }: Pick<ShownAnswer, 'rules'>): (SummaryWish & { frame: FrameLanguage }) | undefined {
  const kept = rules.summary ?? '';
  const length = summaryLengths.find((known) => known === kept.replace(focusMark, ''));
  return length && { length, focused: kept.endsWith(focusMark), frame: frameFor(rules.frame).language };
}
