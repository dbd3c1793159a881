import { button, element } from './element.ts';
import { titleOf } from './places.ts';
import type { ChannelView, Suggestion } from './view.ts';

/** What stands above the first message of a channel, with what can be tried by a click. */
export function drawWelcome(
  into: HTMLElement,
  channel: ChannelView,
  suggestions: readonly Suggestion[],
  run: (suggestion: Suggestion) => void,
): void {
  const known = suggestions.filter(({ path }) => channel.commands.some((command) => command.path === path));
  into.replaceChildren(
    element('h2', {}, `Welcome to ${titleOf(channel)}`),
    element(
      'p',
      {},
      'Type / for commands or @ to mention somebody; the ⋯ beside a message opens its menu. ',
      'Switch who you are at the top of the channels, also in a second tab.',
    ),
    ...(known.length > 0 ? [element('p', {}, 'Try one of these:')] : []),
    element('div', { class: 'suggestions' }, ...known.map((suggestion) => drawSuggestion(suggestion, run))),
  );
}

function drawSuggestion(suggestion: Suggestion, run: (suggestion: Suggestion) => void): HTMLElement {
  const drawn = button('', () => run(suggestion), { class: 'suggestion' });
  const words = Object.values(suggestion.options).join(' ');
  drawn.append(element('span', { class: 'small' }, suggestion.label), element('span', { dir: 'auto' }, words));
  return drawn;
}
