import { type ComponentUses, drawComponent } from './draw-component.ts';
import { drawEmbed } from './draw-embed.ts';
import { drawMarkdown } from './draw-markdown.ts';
import { button, element } from './element.ts';
import { type NameOf, plainWords } from './markdown.ts';
import { openMenu } from './menu.ts';
import type { MessageView, Named } from './view.ts';

/** What can be done with a message. */
export type MessageUses = Omit<ComponentUses, 'press' | 'choose'> & {
  /** The names of the commands in a message's menu, and in a person's, in the channel that is shown. */
  readonly menuCommands: () => readonly string[];
  readonly userCommands: () => readonly string[];
  readonly userCommand: (userId: string, name: string) => void;
  readonly mention: (who: Named) => void;
  readonly press: (message: MessageView, customId: string) => Promise<void>;
  readonly choose: (message: MessageView, customId: string, values: readonly string[]) => Promise<void>;
  readonly menuCommand: (message: MessageView, name: string) => void;
  readonly reply: (message: MessageView) => void;
  readonly remove: (message: MessageView) => void;
  readonly dismiss: (message: MessageView) => void;
};

/** A message with everything that Discord shows around it. */
export function drawMessage(message: MessageView, uses: MessageUses): HTMLLIElement {
  const { author, isEphemeral, pingsMe } = message;
  const classes = ['message', isEphemeral && 'ephemeral', pingsMe && 'pings'].filter(Boolean).join(' ');
  const drawn = element(
    'li',
    { class: classes, 'data-message': message.id, 'data-author': author.isBot ? 'bot' : 'person' },
    element('span', { class: author.isBot ? 'avatar bot' : 'avatar', 'aria-hidden': 'true' }, author.name.slice(0, 1)),
    element(
      'div',
      { class: 'body' },
      drawOrigin(message, uses.nameOf),
      drawByline(message, uses),
      message.isThinking ? drawThinking(author.name) : drawContent(message, uses),
      isEphemeral && drawEphemeralNote(message, uses),
    ),
    !message.isThinking && drawMenuButton(message, uses),
  );
  drawn.addEventListener('contextmenu', (event) => {
    const more = drawn.querySelector<HTMLElement>('.more');
    // What is selected, and links of files, keep the browser's own menu.
    if (more === null || !getSelection()?.isCollapsed || (event.target as Element).closest('a') !== null) return;
    event.preventDefault();
    more.click();
  });
  return drawn;
}

function drawOrigin({ usedCommand, repliesTo }: MessageView, nameOf: NameOf): HTMLElement | undefined {
  if (usedCommand !== undefined)
    return element(
      'p',
      { class: 'origin' },
      element('strong', {}, usedCommand.by),
      ' used ',
      element('span', { class: 'mention' }, usedCommand.name),
    );
  if (repliesTo === undefined) return undefined;
  const name = repliesTo.name === '' ? '' : `${repliesTo.name}: `;
  return element(
    'p',
    { class: 'origin' },
    element('span', { class: 'sr' }, 'Reply to '),
    `↪ ${name}${plainWords(repliesTo.words, nameOf)}`,
  );
}

function drawByline({ author, createdAt, isEdited }: MessageView, uses: MessageUses): HTMLElement {
  const at = new Date(createdAt);
  const time = at.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  return element(
    'p',
    { class: 'byline' },
    drawAuthor(author, uses),
    author.isBot && element('span', { class: 'app' }, 'APP'),
    element('time', { datetime: at.toISOString(), title: at.toLocaleString() }, time),
    isEdited && element('span', { class: 'edited' }, '(edited)'),
  );
}

/** The name opens the menu of whoever wrote. */
function drawAuthor(author: MessageView['author'], uses: MessageUses): HTMLElement {
  const open = (): void =>
    openMenu(drawn, [
      { label: `Mention @${author.name}`, pick: () => uses.mention(author) },
      ...uses.userCommands().map((name) => ({
        label: `Apps: ${name}`,
        pick: () => uses.userCommand(author.id, name),
      })),
    ]);
  const drawn = button(author.name, open, { class: 'author', 'aria-haspopup': 'menu' });
  return drawn;
}

const drawThinking = (name: string): HTMLElement =>
  element(
    'p',
    { class: 'thinking' },
    element('span', { class: 'dots', 'aria-hidden': 'true' }),
    `${name} is thinking…`,
  );

function drawContent(message: MessageView, uses: MessageUses): HTMLElement {
  const own = {
    ...uses,
    press: (customId: string) => uses.press(message, customId),
    choose: (customId: string, values: readonly string[]) => uses.choose(message, customId, values),
  };
  const words = message.text === '' ? undefined : drawMarkdown(message.text, uses);
  return element(
    'div',
    { class: 'content' },
    words,
    ...message.embeds.map((embed) => drawEmbed(embed, uses)),
    ...message.components.map((component) => drawComponent(component, own)),
  );
}

function drawEphemeralNote(message: MessageView, uses: MessageUses): HTMLElement {
  const dismiss = button('Dismiss message', () => uses.dismiss(message), { class: 'link' });
  return element('p', { class: 'only-you' }, 'Only you can see this · ', dismiss);
}

function drawMenuButton(message: MessageView, uses: MessageUses): HTMLButtonElement {
  const open = (): void =>
    openMenu(drawn, [
      ...(message.mayReply ? [{ label: 'Reply', pick: () => uses.reply(message) }] : []),
      ...uses.menuCommands().map((name) => ({ label: `Apps: ${name}`, pick: () => uses.menuCommand(message, name) })),
      ...(message.mayDelete ? [{ label: 'Delete message', pick: () => uses.remove(message) }] : []),
    ]);
  const drawn = button('⋯', open, {
    class: 'more',
    'aria-label': `More for the message of ${message.author.name}`,
    'aria-haspopup': 'menu',
  });
  return drawn;
}
