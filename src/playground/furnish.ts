import type { LoopbackDiscord } from './loopback-discord.ts';
import type { Person } from './person.ts';
import { permissions } from './protocol.ts';
import type { Guild, Role } from './world.ts';

/**
 * Two servers and four people, so that roles, two persons' rules and separation can be tried.
 * @returns what each person is, by id
 */
export function furnish(discord: LoopbackDiscord): ReadonlyMap<string, string> {
  const [ada, mina, ruben, olga] = [
    discord.addPerson('Ada'),
    discord.addPerson('Mina'),
    discord.addPerson('Ruben'),
    discord.addPerson('Olga'),
  ];
  const people: People = { member: ada, moderators: [mina, ruben], owner: olga };
  const { guild, moderators } = addServer(discord, 'Reading group', people);
  discord.addChannel(guild, 'general');
  discord.addChannel(guild, 'sources');
  discord.addChannel(guild, 'moderators', [
    { id: guild.id, kind: 'role', allow: 0n, deny: permissions.viewChannel },
    { id: moderators.id, kind: 'role', allow: permissions.viewChannel, deny: 0n },
    { id: discord.botId, kind: 'member', allow: permissions.viewChannel, deny: 0n },
  ]);
  const second = addServer(discord, 'Press club', people);
  discord.addChannel(second.guild, 'lobby');
  return new Map([
    [ada.id, 'member'],
    [mina.id, 'moderator'],
    [ruben.id, 'second moderator'],
    [olga.id, 'owner'],
  ]);
}

type People = { readonly member: Person; readonly moderators: readonly Person[]; readonly owner: Person };

function addServer(discord: LoopbackDiscord, name: string, people: People): { guild: Guild; moderators: Role } {
  const guild = discord.addGuild(name, people.owner);
  const held = permissions.manageMessages | permissions.mentionEveryone;
  const moderators = discord.addRole(guild, 'moderator', { permissions: held, mentionable: true });
  discord.addMember(guild, people.member);
  for (const person of people.moderators) discord.addMember(guild, person, [moderators]);
  return { guild, moderators };
}
