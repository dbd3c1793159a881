import type { PickKind, PlaceView, SelectFrom, SelectOptionView } from './view.ts';

/** What can be picked in a server: its members, roles and channels, by their ids. */
export function pickables(
  place: PlaceView | undefined,
  from: PickKind,
  channelTypes: readonly number[],
): SelectOptionView[] {
  if (place === undefined) return [];
  const option = (mark: string, { id, name }: { readonly id: string; readonly name: string }): SelectOptionView => ({
    label: `${mark}${name.replace(/^@/, '')}`,
    value: id,
    description: '',
    isDefault: false,
  });
  switch (from) {
    case 'user':
      return place.members.map((one) => option('', one));
    case 'role':
      return place.roles.map((one) => option('@', one));
    case 'mentionable':
      return [...pickables(place, 'user', []), ...pickables(place, 'role', [])];
    case 'channel':
      return place.channels
        .filter(({ type }) => channelTypes.length === 0 || channelTypes.includes(type))
        .map((one) => option('#', one));
  }
}

/** What a select offers: its own options, or what the server has. */
export const offeredBy = (
  { from, options, channelTypes }: SelectFrom,
  place: PlaceView | undefined,
): readonly SelectOptionView[] => (from === 'options' ? options : pickables(place, from, channelTypes));
