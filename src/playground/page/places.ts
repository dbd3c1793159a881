import { button, element } from './element.ts';
import type { Unread } from './unread.ts';
import type { ChannelView, PageView } from './view.ts';

export type PlacesUses = {
  readonly shown: ChannelView;
  readonly unread: ReadonlyMap<string, Unread>;
  readonly pick: (channel: ChannelView) => void;
};

/** Draws servers with their channels. The one that is shown is marked, and so is what is unread. */
export function drawPlaces(into: HTMLElement, view: PageView, uses: PlacesUses): void {
  const hadFocus = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.channel : undefined;
  into.replaceChildren(
    ...view.places.map(({ name, channels }) => {
      const isUnread = channels.some(({ id }) => uses.unread.has(id));
      return element(
        'section',
        {},
        element('h2', { class: isUnread ? 'unread' : undefined }, name, isUnread && unreadMark()),
        element('ul', {}, ...channels.map((channel) => element('li', {}, drawChannel(channel, uses)))),
      );
    }),
  );
  if (hadFocus !== undefined) into.querySelector<HTMLElement>(`[data-channel="${CSS.escape(hadFocus)}"]`)?.focus();
}

function drawChannel(channel: ChannelView, { shown, unread, pick }: PlacesUses): HTMLElement {
  const news = unread.get(channel.id);
  const drawn = button(titleOf(channel), () => pick(channel), {
    class: ['channel', channel.kind, news && 'unread'].filter(Boolean).join(' '),
    'data-channel': channel.id,
    'aria-current': channel.id === shown.id ? 'page' : undefined,
  });
  if (news === undefined) return drawn;
  const pings = channel.kind === 'dm' ? news.messages : news.pings;
  if (pings === 0) drawn.append(unreadMark());
  else drawn.append(' ', element('span', { class: 'badge' }, `${pings}`, element('span', { class: 'sr' }, ' for you')));
  return drawn;
}

const unreadMark = (): HTMLElement => element('span', { class: 'dot' }, element('span', { class: 'sr' }, ' unread'));

const marks = { dm: '@', text: '#', thread: '↳' } as const;

/** `# general`, and `@ Hearsay` for a DM. */
export const titleOf = ({ kind, name }: ChannelView): string => `${marks[kind]} ${name}`;

/** Draws the "who am I" switch. */
export function drawPeople(select: HTMLSelectElement, { people, me }: PageView): void {
  select.replaceChildren(...people.map(({ id, name, role }) => element('option', { value: id }, `${name}, ${role}`)));
  select.value = me.id;
}
