import { type Chapter, chapters, frameFor } from '../../answer/frame.ts';
import type { GuardedSummary } from '../../answer/guard.ts';
import { text } from '../../answer/lines.ts';
import { renderMarkdown } from '../../answer/render-markdown.ts';
import { chapterCard, summaryLines } from '../../answer/summary-lines.ts';
import { wishOf } from '../../answer/summary-wish.ts';
import { InputError } from '../../domain/errors.ts';
import type { ShownAnswer } from '../../domain/shown-answer.ts';
import { chapterButtons } from '../summary-buttons.ts';
import type { Action, Use } from './command.ts';

const gone = 'The document has changed or was removed since this summary was given. Ask for it again with `/summary`.';

async function behind(shown: ShownAnswer, { assistant }: Use): Promise<GuardedSummary> {
  const summary = shown.kind === 'summary' ? await assistant.summaryBehind(shown) : undefined;
  if (summary === undefined) throw new InputError(gone);
  return summary;
}

const frameOf = (shown: ShownAnswer) => frameFor(wishOf(shown)?.frame);

const chapterAction = (verb: Chapter): Action => ({
  verb,
  audience: 'own',
  async handle({ shown, page }, use) {
    const card = chapterCard(verb, await behind(shown, use), page, frameOf(shown));
    return { kind: 'card', card, paged: { shown: shown.id, verb }, controls: chapterButtons(shown, verb) };
  },
});

/** All of it as a file, for who asks alone. */
const all: Action = {
  verb: 'all',
  audience: 'own',
  async handle({ shown }, use) {
    const frame = frameOf(shown);
    const lines = summaryLines(await behind(shown, use), frame);
    return {
      kind: 'file',
      name: `${shown.documentId}.summary.md`,
      bytes: new TextEncoder().encode(renderMarkdown(shown.documentId, lines)),
      card: { lines: [text(frame.fileSaved)], page: 0, pages: 1 },
    };
  },
};

/** What the buttons of a summary do. */
export const summaryActions: readonly Action[] = [...chapters.map(chapterAction), all];
