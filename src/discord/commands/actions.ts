import { maxQuestionCharacters } from '../../answer/clean-question.ts';
import { followUpForm } from '../render-answer.ts';
import type { Action } from './command.ts';

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
  async handle({ shown, words }, { assistant, server }) {
    const answer = await assistant.ask({ question: words, document: shown.documentId, server });
    return { kind: 'answers', answers: [answer], questionLabel: () => 'Follow-up' };
  },
};

/** What the buttons and forms do. Removal is not among them: it concerns a message, not an answer. */
export const actions: readonly Action[] = [source, evidence, more, follow, ask];
