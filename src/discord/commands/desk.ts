import { queueScreen } from '../desk/queue-acts.ts';
import type { SlashCommand } from './command.ts';
import { forModerators } from './in-servers.ts';

/** What waits for the moderators. */
export const desk: SlashCommand = {
  data: {
    type: 1,
    name: 'desk',
    name_localizations: { de: 'redaktion', fr: 'redaction' },
    description: 'What waits for the moderators: unchecked claims, appeals, flags, proposals',
    description_localizations: {
      de: 'Was auf die Moderation wartet: Ungeprüftes, Einsprüche, Meldungen, Vorschläge',
      fr: 'Ce qui attend la modération : non vérifié, recours, signalements, propositions',
    },
    options: [],
    ...forModerators,
  },
  role: 'moderator',
  audience: () => 'ephemeral',
  handle: (_, use) => queueScreen(0, use),
};
