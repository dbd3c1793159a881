import { cleanQuestion } from '../../answer/clean-question.ts';
import { everywhere, type SlashCommand } from './command.ts';
import { documentChoices, documentOption } from './document-choices.ts';

/** A question about a document, answered where it was asked. */
export const ask: SlashCommand = {
  data: {
    type: 1,
    name: 'ask',
    name_localizations: { de: 'fragen', fr: 'demander' },
    description: 'Ask what a document says, and what of it is verified',
    description_localizations: {
      de: 'Fragen, was ein Dokument sagt und was davon überprüft ist',
      fr: 'Demander ce que dit un document, et ce qui en est vérifié',
    },
    options: [
      {
        type: 3,
        name: 'question',
        name_localizations: { de: 'frage', fr: 'question' },
        description: 'What you want to know',
        description_localizations: { de: 'Was du wissen möchtest', fr: 'Ce que vous voulez savoir' },
        required: true,
      },
      documentOption,
    ],
    ...everywhere,
  },
  // A question that can't be asked need not be seen by all.
  audience: (options, { audience }) => (cleanQuestion(options.getString('question') ?? '').ok ? audience : 'ephemeral'),
  asks: true,
  async handle(options, { assistant, server }) {
    const question = options.getString('question') ?? '';
    const document = options.getString('document')?.trim() || undefined;
    return { kind: 'answers', answers: [await assistant.ask({ question, document, server })] };
  },
  complete: documentChoices,
};
