import type { Interaction, Message } from 'discord.js';
import type { Role } from '../domain/claim.ts';
import { InputError } from '../domain/errors.ts';
import type { ServerSettings } from '../servers/server-settings.ts';
import type { Use } from './commands/command.ts';
import type { BotParts } from './show-answer.ts';
import { isAtLeast, type Visitor } from './visitor.ts';

const needed: Readonly<Record<Exclude<Role, 'member'>, string>> = {
  moderator: 'Only moderators of this server can do this. Who is one, its owner says in `/settings`.',
  owner: 'Only an owner of this server can do this. Who is one is said in `/settings`.',
};

/** Checked for everything that is done, because Discord's own visibility can be passed by. @throws InputError */
export function checkRole({ role }: Visitor, least: Role = 'member'): void {
  if (least !== 'member' && !isAtLeast(role, least)) throw new InputError(needed[least]);
}

/** Where and how often a server lets people ask. @throws InputError where not here, or not yet */
export function checkMayAsk(
  { channel, channelId }: Pick<Interaction, 'channel' | 'channelId'> | Pick<Message, 'channel' | 'channelId'>,
  {
    server,
    settings,
    visitor,
    now,
  }: Pick<Use, 'server' | 'settings' | 'now'> & { readonly visitor: Pick<Visitor, 'id'> },
  { cooldowns }: Pick<BotParts, 'cooldowns'>,
): void {
  const parent = channel?.isThread() ? channel.parentId : null;
  if (!isAllowed(settings, [channelId, parent])) throw new InputError(elsewhere(settings));
  cooldowns.begin(server, visitor.id, settings.cooldownSeconds, now());
}

const isAllowed = ({ allowedChannels }: ServerSettings, places: readonly (string | null)[]): boolean =>
  allowedChannels.length === 0 || places.some((place) => place !== null && allowedChannels.includes(place));

const elsewhere = ({ allowedChannels }: ServerSettings): string =>
  `On this server I answer in ${allowedChannels.length === 1 ? 'one channel' : `${allowedChannels.length} channels`} only, which its owner chose. Please ask there: ${allowedChannels.map((id) => `<#${id}>`).join(', ')}.`;
