import { settingsScreen } from '../desk/settings-acts.ts';
import type { SlashCommand } from './command.ts';
import { forOwners } from './in-servers.ts';

/** What a server's owner decides. */
export const settings: SlashCommand = {
  data: {
    type: 1,
    name: 'settings',
    name_localizations: { de: 'einstellungen', fr: 'parametres' },
    description: 'Roles, channels, answers, verdicts and the starter ledger of this server',
    description_localizations: {
      de: 'Rollen, Kanäle, Antworten, Urteile und das mitgelieferte Verzeichnis dieses Servers',
      fr: 'Rôles, salons, réponses, verdicts et registre fourni de ce serveur',
    },
    options: [],
    ...forOwners,
  },
  role: 'owner',
  audience: () => 'ephemeral',
  handle: (_, use) => settingsScreen(use),
};
