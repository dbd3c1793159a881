import { cleanQuestion } from '../../answer/clean-question.ts';
import { limits } from '../limits.ts';
import { type Choice, everywhere, type SlashCommand } from './command.ts';

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
      {
        type: 3,
        name: 'document',
        name_localizations: { de: 'dokument', fr: 'document' },
        description: 'Which document to ask; without it the nearest one',
        description_localizations: {
          de: 'Welches Dokument gefragt wird; sonst das nächstliegende',
          fr: 'Quel document interroger ; sinon le plus proche',
        },
        required: false,
        autocomplete: true,
      },
    ],
    ...everywhere,
  },
  // A question that can't be asked need not be seen by all.
  audience: (options) => (cleanQuestion(options.getString('question') ?? '').ok ? 'public' : 'ephemeral'),
  async handle(options, { assistant, server }) {
    const question = options.getString('question') ?? '';
    const document = options.getString('document')?.trim() || undefined;
    return { kind: 'answers', answers: [await assistant.ask({ question, document, server })] };
  },
  async complete(typed, { assistant, server }) {
    const words = typed.toLowerCase().trim();
    return (await assistant.documents(server))
      .map(choiceOf)
      .filter(({ name }) => name.toLowerCase().includes(words))
      .slice(0, limits.choices);
  },
};

/** By publisher, kind and id, never by title: a title may accuse, and here nothing could stand beside it. */
function choiceOf(document: { id: string; publisher: string | null; genre: string }): Choice {
  const from = `${document.publisher ?? 'publisher not given'}, ${document.genre}`;
  const room = limits.choiceName - document.id.length - 3;
  // Never half of a character.
  const shortFrom = from.length > room ? `${from.slice(0, room - 1).replace(/[\uD800-\uDBFF]$/, '')}…` : from;
  return { name: `${shortFrom} · ${document.id}`, value: document.id };
}
