import { everywhere, type SlashCommand } from './command.ts';

/** Opens a receipt: the quote in its paragraph. */
export const source: SlashCommand = {
  data: {
    type: 1,
    name: 'source',
    name_localizations: { de: 'quelle', fr: 'source' },
    description: 'Open a receipt: see a quote where it stands',
    description_localizations: {
      de: 'Einen Beleg öffnen: ein Zitat an seiner Stelle sehen',
      fr: 'Ouvrir un reçu : voir une citation à sa place',
    },
    options: [
      {
        type: 3,
        name: 'receipt',
        name_localizations: { de: 'beleg', fr: 'recu' },
        description: 'The receipt, for example 1ZDHAE4C-1TA-1N-YR',
        description_localizations: {
          de: 'Der Beleg, zum Beispiel 1ZDHAE4C-1TA-1N-YR',
          fr: 'Le reçu, par exemple 1ZDHAE4C-1TA-1N-YR',
        },
        required: true,
      },
    ],
    ...everywhere,
  },
  audience: () => 'ephemeral',
  handle: async (options, { assistant, server }) => ({
    kind: 'card',
    card: await assistant.openReceipt(options.getString('receipt') ?? '', server),
  }),
};
