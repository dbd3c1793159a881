import type { LoopbackDiscord } from './loopback-discord.ts';
import type { Person } from './person.ts';
import { permissions } from './protocol.ts';
import type { Guild, Overwrite, Role } from './world.ts';

/**
 * An id that is the same at every start, so that what a server or a person was told stays theirs: older than every id
 * that the clock makes. @param place never given to anybody else
 */
const stableId = (place: number): string => (1_000_000_000_000_000_000n + (BigInt(place) << 22n)).toString();

/**
 * Two servers and four people, so that roles, two persons' rules and separation can be tried.
 * @returns what each person is, by id
 */
export function furnish(discord: LoopbackDiscord): ReadonlyMap<string, string> {
  const [ada, mina, ruben, olga] = [
    discord.addPerson('Ada', { id: stableId(1) }),
    discord.addPerson('Mina', { id: stableId(2) }),
    discord.addPerson('Ruben', { id: stableId(3) }),
    discord.addPerson('Olga', { id: stableId(4) }),
  ];
  const people: People = { member: ada, moderators: [mina, ruben], owner: olga };
  const { guild, moderators } = addServer(discord, 'Reading group', people, 10);
  discord.addChannel(guild, 'general', [], { id: stableId(12) });
  discord.addChannel(guild, 'sources', [], { id: stableId(13) });
  const closed: Overwrite[] = [
    { id: guild.id, kind: 'role', allow: 0n, deny: permissions.viewChannel },
    { id: moderators.id, kind: 'role', allow: permissions.viewChannel, deny: 0n },
    { id: discord.botId, kind: 'member', allow: permissions.viewChannel, deny: 0n },
  ];
  discord.addChannel(guild, 'moderators', closed, { id: stableId(14) });
  const second = addServer(discord, 'Press club', people, 20);
  discord.addChannel(second.guild, 'lobby', [], { id: stableId(22) });
  return new Map([
    [ada.id, 'member'],
    [mina.id, 'moderator'],
    [ruben.id, 'second moderator'],
    [olga.id, 'owner'],
  ]);
}

type People = { readonly member: Person; readonly moderators: readonly Person[]; readonly owner: Person };

/** @param place the server's, and the next one its moderators' role's */
function addServer(
  discord: LoopbackDiscord,
  name: string,
  people: People,
  place: number,
): { guild: Guild; moderators: Role } {
  const guild = discord.addGuild(name, people.owner, { id: stableId(place) });
  const held = permissions.manageMessages | permissions.mentionEveryone;
  const role = { id: stableId(place + 1), permissions: held, mentionable: true };
  const moderators = discord.addRole(guild, 'moderator', role);
  discord.addMember(guild, people.member);
  for (const person of people.moderators) discord.addMember(guild, person, [moderators]);
  return { guild, moderators };
}
