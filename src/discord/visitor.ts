import { ApplicationIntegrationType, type Interaction, PermissionsBitField } from 'discord.js';
import { type Role, roles } from '../domain/claim.ts';
import type { ServerSettings } from '../servers/server-settings.ts';

/** Who asks for something, as far as it matters for what they may do. Kept nowhere. */
export type Visitor = { readonly id: string; readonly role: Role };

/** What Discord says of somebody on a server. */
export type Membership = {
  /** Their roles. */
  readonly roles: readonly string[];
  readonly permissions: Readonly<PermissionsBitField> | null;
  readonly ownsServer: boolean;
};

/**
 * What somebody may do on a server. Where the settings name a role, that role decides and the permission alone does not;
 * else Manage Messages makes a moderator, Manage Server an owner. Who owns the server or administers it is always an
 * owner, so that nobody is locked out by a setting.
 */
export function roleOf(membership: Membership, settings: Pick<ServerSettings, 'moderatorRole' | 'ownerRole'>): Role {
  const has = (role: string | null, permission: bigint): boolean =>
    role === null ? (membership.permissions?.has(permission) ?? false) : membership.roles.includes(role);
  const { Administrator, ManageGuild, ManageMessages } = PermissionsBitField.Flags;
  if (membership.ownsServer || membership.permissions?.has(Administrator)) return 'owner';
  if (has(settings.ownerRole, ManageGuild)) return 'owner';
  return has(settings.moderatorRole, ManageMessages) ? 'moderator' : 'member';
}

/** Outside of servers, and where only the app was brought along, everybody is a member. */
export function visitorOf(interaction: Interaction, settings: ServerSettings): Visitor {
  const { id } = interaction.user;
  if (!isInstalled(interaction)) return { id, role: 'member' };
  const held = interaction.member?.roles ?? [];
  const membership: Membership = {
    roles: Array.isArray(held) ? held : [...held.cache.keys()],
    permissions: interaction.memberPermissions,
    ownsServer: interaction.guild?.ownerId === id,
  };
  return { id, role: roleOf(membership, settings) };
}

/** Whether the bot itself is on this server, and not only the app that somebody brought along. */
export const isInstalled = ({ guildId, authorizingIntegrationOwners }: Interaction): boolean =>
  guildId !== null && authorizingIntegrationOwners[ApplicationIntegrationType.GuildInstall] === guildId;

export const isAtLeast = (role: Role, needed: Role): boolean => roles.indexOf(role) >= roles.indexOf(needed);
