import type { AllowedMentions } from './discord-limits.ts';
import { permissions } from './protocol.ts';
import { type Channel, guildOf, may, readersOf, type World } from './world.ts';

/** What is needed of a message to say whom it pings. */
export type Pinging = {
  readonly authorId: string;
  /** Content and text displays together. */
  readonly text: string;
  readonly allowed: AllowedMentions | undefined;
  /** The author of the message replied to, where a reply pings. */
  readonly repliedUserId?: string | undefined;
  readonly onlyFor?: string | undefined;
};

/**
 * Whom a message would really notify. Mentions in code do not ping, a backslash does not help, everyone and roles need
 * the permission, and nobody is pinged who cannot read the message. Embeds never ping.
 * @returns `mentions`: users named one by one; `pings`: these and whoever a role or everyone stands for
 */
export function pingsOf(world: World, channel: Channel, message: Pinging): { pings: string[]; mentions: string[] } {
  const text = withoutCode(message.text);
  const readers = message.onlyFor === undefined ? readersOf(world, channel) : [message.onlyFor];
  const canRead = (id: string): boolean => readers.includes(id) && id !== message.authorId;
  const named = idsIn(text, /<@!?(\d{1,20})>/g).filter((id) => allows(message.allowed, 'users', id));
  const replied = message.repliedUserId !== undefined && repliesPing(message.allowed) ? [message.repliedUserId] : [];
  const mentions = [...new Set([...replied, ...named])].filter((id) => world.users.has(id));
  const crowd = [...roleMembers(world, channel, message, text), ...everybody(world, channel, message, text, readers)];
  return { mentions, pings: [...new Set([...mentions, ...crowd])].filter(canRead) };
}

const idsIn = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map((match) => match[1] ?? '');

const withoutCode = (text: string): string =>
  text.replace(/```[\s\S]*?```/g, ' ').replace(/(`{1,2})(?!`)[\s\S]*?[^`]\1(?!`)/g, ' ');

/** Without `allowed_mentions` Discord reads all of them out of the text. */
function allows(allowed: AllowedMentions | undefined, kind: 'users' | 'roles', id: string): boolean {
  if (allowed === undefined) return true;
  return (allowed.parse?.includes(kind) ?? false) || (allowed[kind]?.includes(id) ?? false);
}

const repliesPing = (allowed: AllowedMentions | undefined): boolean =>
  allowed === undefined || allowed.replied_user === true;

function roleMembers(world: World, channel: Channel, message: Pinging, text: string): string[] {
  const guild = guildOf(world, channel);
  if (guild === undefined) return [];
  const mayPingAll = may(world, message.authorId, channel, permissions.mentionEveryone);
  const roles = idsIn(text, /<@&(\d{1,20})>/g).filter(
    (id) => allows(message.allowed, 'roles', id) && (mayPingAll || guild.roles.get(id)?.mentionable === true),
  );
  return [...guild.members.values()]
    .filter((member) => member.roleIds.some((id) => roles.includes(id)))
    .map((member) => member.userId);
}

function everybody(
  world: World,
  channel: Channel,
  message: Pinging,
  text: string,
  readers: readonly string[],
): readonly string[] {
  const says = /@(everyone|here)\b/.test(text);
  const allowed = message.allowed === undefined || (message.allowed.parse?.includes('everyone') ?? false);
  const pings =
    says && allowed && channel.kind === 'text' && may(world, message.authorId, channel, permissions.mentionEveryone);
  return pings ? readers : [];
}
