import { auditScreen } from '../desk/audit-acts.ts';
import type { SlashCommand } from './command.ts';
import { forModerators } from './in-servers.ts';

/** Who did what at the desk, and why. */
export const audit: SlashCommand = {
  data: {
    type: 1,
    name: 'audit',
    name_localizations: { de: 'protokoll', fr: 'journal' },
    description: 'Who did what at the desk, when and why',
    description_localizations: {
      de: 'Wer an der Redaktion was getan hat, wann und warum',
      fr: 'Qui a fait quoi à la rédaction, quand et pourquoi',
    },
    options: [],
    ...forModerators,
  },
  role: 'moderator',
  audience: () => 'ephemeral',
  handle: (_, use) => auditScreen(0, use),
};
