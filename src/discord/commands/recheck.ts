import { recheckName } from '../../answer/correct.ts';
import { everywhere, type MessageCommand } from './command.ts';
import { sentences } from './sentences.ts';

/** How the claims of an answer stood when it was first shown and stand now, for the asker alone. */
export const recheck: MessageCommand = {
  data: {
    type: 3,
    name: recheckName,
    name_localizations: { de: 'Diese Antwort erneut prüfen', fr: 'Revérifier cette réponse' },
    ...everywhere,
  },
  async handle({ id }, { assistant, servers, server, now }) {
    const shown = await servers.shownIn(id, now());
    if (shown?.server !== server)
      return sentences(
        'I have no record of an answer in this message. Pick one of my answers; those that one person alone saw are kept for 15 minutes.',
      );
    return { kind: 'card', card: await assistant.recheck(shown) };
  },
};
