import type { SummaryWish } from '../answer/answer.ts';
import { type Chapter, chapters, type FrameLanguage, frames } from '../answer/frame.ts';
import { wishOf } from '../answer/summary-wish.ts';
import type { ShownAnswer } from '../domain/shown-answer.ts';
import { type Button, button } from './components.ts';
import { formatCustomId } from './custom-id.ts';

/** What a summary goes on with; nothing beneath answers and short summaries. */
export function summaryButtons(shown: ShownAnswer): Button[] {
  const wish = wishOf(shown);
  if (wish === undefined || wish.length === 'short') return [];
  return [...chapters.map((chapter) => chapterButton(shown.id, chapter, wish)), allButton(shown.id, wish)];
}

/** Beneath one chapter: the others, in its place, and everything as a file. */
export function chapterButtons(shown: ShownAnswer, open: Chapter): Button[] {
  const wish = wishOf(shown) ?? { frame: 'en' as const };
  const others = chapters.filter((chapter) => chapter !== open);
  return [...others.map((chapter) => chapterButton(shown.id, chapter, wish, 0)), allButton(shown.id, wish)];
}

type Framed = Partial<SummaryWish> & { readonly frame: FrameLanguage };

/** @param page where the card that it stands beneath is to become that chapter */
const chapterButton = (shown: string, chapter: Chapter, { frame }: Framed, page?: number): Button =>
  button(
    frames[frame].chapters[chapter],
    formatCustomId({ shown, verb: chapter, ...(page === undefined ? {} : { page }) }),
  );

const allButton = (shown: string, { frame }: Framed): Button =>
  button(frames[frame].sendAll, formatCustomId({ shown, verb: 'all' }));
