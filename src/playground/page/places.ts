import { button, element } from './element.ts';
import type { ChannelView, PageView } from './view.ts';

/** Draws servers with their channels. The one that is shown is marked. */
export function drawPlaces(
  into: HTMLElement,
  view: PageView,
  shown: ChannelView,
  pick: (channel: ChannelView) => void,
): void {
  const hadFocus = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.channel : undefined;
  into.replaceChildren(
    ...view.places.map(({ name, channels }) =>
      element(
        'section',
        {},
        element('h2', {}, name),
        element('ul', {}, ...channels.map((channel) => element('li', {}, drawChannel(channel, shown, pick)))),
      ),
    ),
  );
  if (hadFocus !== undefined) into.querySelector<HTMLElement>(`[data-channel="${CSS.escape(hadFocus)}"]`)?.focus();
}

const drawChannel = (channel: ChannelView, shown: ChannelView, pick: (channel: ChannelView) => void): HTMLElement =>
  button(titleOf(channel), () => pick(channel), {
    class: 'channel',
    'data-channel': channel.id,
    'aria-current': channel.id === shown.id ? 'page' : undefined,
  });

/** `# general`, and `@ Hearsay` for a DM. */
export const titleOf = ({ kind, name }: ChannelView): string => `${kind === 'dm' ? '@' : '#'} ${name}`;

/** Draws the "who am I" switch. */
export function drawPeople(select: HTMLSelectElement, { people, me }: PageView): void {
  select.replaceChildren(...people.map(({ id, name, role }) => element('option', { value: id }, `${name}, ${role}`)));
  select.value = me.id;
}
