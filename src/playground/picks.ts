import { ImpossibleAction } from './impossible-action.ts';
import { componentTypes, permissions } from './protocol.ts';
import type { Named } from './resolved.ts';
import { channelType } from './wire.ts';
import { type Channel, guildOf, may, readersOf, type World } from './world.ts';

/** A select menu, of a message or of a form. */
export type Select = {
  readonly type: number;
  readonly custom_id: string;
  readonly min_values?: number | null | undefined;
  readonly max_values?: number | null | undefined;
  readonly options?: readonly { readonly value: string }[];
  readonly channel_types?: readonly number[] | null | undefined;
};

/** Where and by whom something is picked. */
export type Place = { readonly world: World; readonly channel: Channel; readonly personId: string };

/**
 * Checks what is picked in a select menu as the client does.
 * @throws ImpossibleAction where the menu does not offer it, or takes more or fewer
 */
export function checkPicks(place: Place, select: Select, picked: readonly string[]): void {
  const name = `"${select.custom_id}"`;
  const [min, max] = [select.min_values ?? 1, select.max_values ?? 1];
  if (picked.length < min || picked.length > max)
    throw new ImpossibleAction(`${name} takes ${min === max ? min : `${min} to ${max}`} choices, not ${picked.length}`);
  if (new Set(picked).size < picked.length) throw new ImpossibleAction(`${name} takes each choice once`);
  const foreign = picked.find((value) => !offers(place, select, value));
  if (foreign !== undefined) throw new ImpossibleAction(`${name} does not offer "${foreign}"`);
}

/** What the values picked in a menu stand for; nothing for a menu of words. */
export function namedBy(type: number, picked: readonly string[]): Named {
  switch (type) {
    case componentTypes.userSelect:
      return { users: picked };
    case componentTypes.roleSelect:
      return { roles: picked };
    case componentTypes.mentionableSelect:
      return { users: picked, roles: picked };
    case componentTypes.channelSelect:
      return { channels: picked };
    default:
      return {};
  }
}

function offers(place: Place, select: Select, value: string): boolean {
  switch (select.type) {
    case componentTypes.userSelect:
      return isMember(place, value);
    case componentTypes.roleSelect:
      return isRole(place, value);
    case componentTypes.mentionableSelect:
      return isMember(place, value) || isRole(place, value);
    case componentTypes.channelSelect:
      return isChannel(place, value, select.channel_types ?? []);
    default:
      return (select.options ?? []).some((option) => option.value === value);
  }
}

/** In a DM these are the two who speak there. */
export const isMember = ({ world, channel }: Place, id: string): boolean =>
  guildOf(world, channel)?.members.has(id) ?? readersOf(world, channel).includes(id);

export const isRole = ({ world, channel }: Place, id: string): boolean =>
  guildOf(world, channel)?.roles.has(id) ?? false;

/** @param types Discord's numbers; none for all kinds */
export function isChannel({ world, channel, personId }: Place, id: string, types: readonly number[]): boolean {
  const found = world.channels.get(id);
  if (found === undefined || guildOf(world, found)?.id !== guildOf(world, channel)?.id) return false;
  const seen = found.kind === 'dm' ? found.personId === personId : may(world, personId, found, permissions.viewChannel);
  return seen && (types.length === 0 || types.includes(channelType(found)));
}
