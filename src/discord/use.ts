import type { Interaction } from 'discord.js';
import { everyone } from '../domain/everyone.ts';
import type { Use } from './commands/command.ts';
import type { BotParts } from './show-answer.ts';
import { visitorOf } from './visitor.ts';

/** What a handler may use for one interaction. */
export async function useOf(interaction: Interaction, parts: BotParts): Promise<Use> {
  const server = interaction.guildId ?? everyone;
  const settings = await parts.servers.settings(server);
  const { assistant, servers, desks, desk, ledgers, screens, cooldowns, now, newId } = parts;
  const { locale } = interaction;
  const visitor = visitorOf(interaction, settings);
  return {
    assistant,
    servers,
    desks,
    desk,
    ledgers,
    screens,
    cooldowns,
    now,
    newId,
    server,
    settings,
    visitor,
    locale,
  };
}
