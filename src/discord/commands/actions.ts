import { isQuotable } from '../../answer/claim-screens.ts';
import { cleanQuestion, maxQuestionCharacters } from '../../answer/clean-question.ts';
import { InputError } from '../../domain/errors.ts';
import { flagReasons } from '../../domain/flagged-answer.ts';
import type { ShownAnswer } from '../../domain/shown-answer.ts';
import type { Control } from '../components.ts';
import { fileButton } from '../desk/filing-acts.ts';
import { isDesk } from '../desk/open-claim.ts';
import { flagForm, followUpForm, maxNoteCharacters, noteField, questionField, reasonField } from '../render-answer.ts';
import { withoutIds } from '../without-ids.ts';
import type { Action, Use } from './command.ts';
import { sentences } from './sentences.ts';
import { summaryActions } from './summary-actions.ts';

const source: Action = {
  verb: 'source',
  audience: 'own',
  handle: async ({ shown, page }, use) => {
    const card = await use.assistant.checkSource(shown, page);
    const controls = await fileControls(shown, card.page, use);
    return { kind: 'card', card, paged: { shown: shown.id, verb: 'source' }, controls };
  },
};

/** Under a quote, for moderators. */
async function fileControls(shown: ShownAnswer, page: number, use: Use): Promise<Control[]> {
  const span = shown.spans.slice(0, shown.shown)[page];
  const open = isDesk(use) && span !== undefined ? await use.screens.openShown(shown) : undefined;
  return open === undefined || span === undefined || !isQuotable(open, span) ? [] : [fileButton(open, [span])];
}

const evidence: Action = {
  verb: 'evidence',
  audience: 'own',
  handle: async ({ shown, page }, { assistant }) => ({
    kind: 'card',
    card: await assistant.evidence(shown, page),
    paged: { shown: shown.id, verb: 'evidence' },
  }),
};

const more: Action = {
  verb: 'more',
  audience: 'own',
  handle: async ({ shown }, { assistant }) => ({ kind: 'card', card: await assistant.moreQuotes(shown) }),
};

const follow: Action = {
  verb: 'follow',
  audience: 'form',
  handle: async ({ shown }) => ({ kind: 'form', form: followUpForm(shown.id, maxQuestionCharacters) }),
};

/** The form that `follow` opened: the same document is asked, and everybody sees what was asked. */
const ask: Action = {
  verb: 'ask',
  audience: 'same',
  asks: true,
  async handle({ shown, entered }, { assistant, server }) {
    const answer = await assistant.ask({ question: entered(questionField), document: shown.documentId, server });
    return { kind: 'answers', answers: [answer], questionLabel: () => 'Follow-up' };
  },
};

const flag: Action = {
  verb: 'flag',
  audience: 'form',
  handle: async ({ shown }) => ({ kind: 'form', form: flagForm(shown.id) }),
};

/** The form that `flag` opened. Nobody but who sent it sees that it was sent. */
const report: Action = {
  verb: 'report',
  audience: 'own',
  async handle({ shown, entered }, { servers, server, now }) {
    const reason = flagReasons.find((known) => known === entered(reasonField));
    if (reason === undefined) throw new InputError('Pick what is wrong with the answer, then send the form again.');
    const flagged = { reason, note: noteFrom(entered(noteField)) };
    const isKept = await servers.flag(shown.id, flagged, now());
    await servers.flagAnswer(server, shown.id, flagged, now());
    const readers = isKept ? 'The moderators and whoever runs me' : 'The moderators';
    return sentences(`Thank you. ${readers} will look at this answer; it is not noted who said so.`);
  },
};

/** One line without anybody's id; null where there are no words in it. */
function noteFrom(typed: string): string | null {
  const clean = cleanQuestion(typed.slice(0, maxNoteCharacters));
  return clean.ok ? withoutIds(clean.text) : null;
}

/** Puts an answer that one person saw into the channel. */
const show: Action = {
  verb: 'show',
  audience: 'public',
  role: 'moderator',
  async handle({ shown }, { assistant, desks, server, visitor, now }) {
    const answer = await assistant.redraw(shown);
    if (answer === undefined)
      throw new InputError('The document has changed since. Ask again to show what it says now.');
    const act = { at: now().toISOString(), by: visitor.id, document: shown.documentId, subject: 'an answer', why: '' };
    await desks.record(server, { ...act, act: 'shown in the channel' });
    return { kind: 'answers', answers: [answer] };
  },
};

/** What the buttons and forms do. Removal is not among them: it concerns a message, not an answer. */
export const actions: readonly Action[] = [source, evidence, more, follow, ask, flag, report, show, ...summaryActions];
