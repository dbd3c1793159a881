import { InputError } from '../../domain/errors.ts';
import { isAtLeast } from '../visitor.ts';
import { everywhere, type MessageCommand } from './command.ts';

/** What the document has on somebody's message, sentence by sentence, for the asker alone. */
export const checkMessage: MessageCommand = {
  data: {
    type: 3,
    name: 'Check against the document',
    name_localizations: { de: 'Mit dem Dokument vergleichen', fr: 'Comparer avec le document' },
    ...everywhere,
  },
  asks: true,
  async handle({ content: message }, { assistant, server, visitor }) {
    if (message.trim() === '')
      throw new InputError('This message has no text of its own to check. Pick one that somebody wrote.');
    const { answers, left } = await assistant.checkMessage(message, { server });
    const label = (at: number): string =>
      answers.length === 1 ? 'From the message' : `From the message, ${at + 1} of ${answers.length}`;
    return {
      kind: 'answers',
      answers,
      questionLabel: label,
      canShow: isAtLeast(visitor.role, 'moderator'),
      ...(left === 0
        ? {}
        : { note: `Checked the first ${answers.length} sentences of the message; ${left} more were left out.` }),
    };
  },
};
