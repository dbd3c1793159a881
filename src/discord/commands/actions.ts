import { cleanQuestion, maxQuestionCharacters } from '../../answer/clean-question.ts';
import { InputError } from '../../domain/errors.ts';
import { flagReasons } from '../../domain/flagged-answer.ts';
import { flagForm, followUpForm, maxNoteCharacters, noteField, questionField, reasonField } from '../render-answer.ts';
import { withoutIds } from '../without-ids.ts';
import type { Action } from './command.ts';
import { sentences } from './sentences.ts';

const source: Action = {
  verb: 'source',
  audience: 'own',
  handle: async ({ shown, page }, { assistant }) => ({
    kind: 'card',
    card: await assistant.checkSource(shown, page),
    paged: { shown: shown.id, verb: 'source' },
  }),
};

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
  async handle({ shown, entered }, { assistant, server }) {
    const answer = await assistant.ask({ question: entered(questionField), document: shown.documentId, server });
    return { kind: 'answers', answers: [answer], questionLabel: () => 'Follow-up' };
  },
};

const notKept = 'The question behind this answer is not kept any more, so there is nothing to look at again.';

const flag: Action = {
  verb: 'flag',
  audience: 'form',
  async handle({ shown }, { servers, now }) {
    if ((await servers.question(shown.id, now())) === undefined) throw new InputError(notKept);
    return { kind: 'form', form: flagForm(shown.id) };
  },
};

/** The form that `flag` opened. Nobody but who sent it sees that it was sent. */
const report: Action = {
  verb: 'report',
  audience: 'own',
  async handle({ shown, entered }, { servers, now }) {
    const reason = flagReasons.find((known) => known === entered(reasonField));
    if (reason === undefined) throw new InputError('Pick what is wrong with the answer, then send the form again.');
    if (!(await servers.flag(shown.id, { reason, note: noteFrom(entered(noteField)) }, now())))
      throw new InputError(notKept);
    return sentences('Thank you. Whoever runs me will look at this answer; it is not noted who said so.');
  },
};

/** One line without anybody's id; null where there are no words in it. */
function noteFrom(typed: string): string | null {
  const clean = cleanQuestion(typed.slice(0, maxNoteCharacters));
  return clean.ok ? withoutIds(clean.text) : null;
}

/** What the buttons and forms do. Removal is not among them: it concerns a message, not an answer. */
export const actions: readonly Action[] = [source, evidence, more, follow, ask, flag, report];
