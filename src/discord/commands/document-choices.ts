import { limits } from '../limits.ts';
import type { Choice, Use } from './command.ts';

/** The option with which a command names a document. */
export const documentOption = {
  type: 3,
  name: 'document',
  name_localizations: { de: 'dokument', fr: 'document' },
  description: 'Which document; without it the nearest one, or the first',
  description_localizations: {
    de: 'Welches Dokument; sonst das nächstliegende oder das erste',
    fr: 'Quel document ; sinon le plus proche ou le premier',
  },
  required: false,
  autocomplete: true,
} as const;

/** The documents that fit what is typed, for autocomplete. */
export async function documentChoices(
  typed: string,
  { assistant, server }: Pick<Use, 'assistant' | 'server'>,
): Promise<Choice[]> {
  const words = typed.toLowerCase().trim();
  return (await assistant.documents(server))
    .map(choiceOf)
    .filter(({ name }) => name.toLowerCase().includes(words))
    .slice(0, limits.choices);
}

/** By publisher, kind and id, never by title: a title may accuse, and here nothing could stand beside it. */
function choiceOf(document: { id: string; publisher: string | null; genre: string }): Choice {
  const from = `${document.publisher ?? 'publisher not given'}, ${document.genre}`;
  const room = limits.choiceName - document.id.length - 3;
  // Never half of a character.
  const shortFrom = from.length > room ? `${from.slice(0, room - 1).replace(/[\uD800-\uDBFF]$/, '')}…` : from;
  return { name: `${shortFrom} · ${document.id}`, value: document.id };
}
