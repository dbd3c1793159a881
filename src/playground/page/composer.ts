import { type CommandUses, commandForm } from './command-form.ts';
import { button, element } from './element.ts';
import { type Mentionable, mentionsFor, withMentions } from './mentions.ts';
import { titleOf } from './places.ts';
import { type Offer, SuggestionList } from './suggestion-list.ts';
import type { ChannelView, CommandView, MessageView, Named } from './view.ts';

export type ComposerUses = Omit<CommandUses, 'cancel'> & {
  /** @returns whether it was sent */
  readonly say: (text: string, replyTo: string | undefined) => Promise<boolean>;
  /** Whom and what a message can mention. */
  readonly mentionable: () => readonly Mentionable[];
};

/** The box at the foot of a channel: writes messages and runs slash commands. */
export class Composer {
  readonly #place: HTMLElement;
  readonly #uses: ComposerUses;
  readonly #input: HTMLTextAreaElement;
  readonly #offers: SuggestionList;
  readonly #replyBar = element('div', { class: 'reply-bar', hidden: true });
  readonly #messageBox: HTMLElement;
  #channel: ChannelView | undefined;
  #replyTo: MessageView | undefined;

  constructor(place: HTMLElement, uses: ComposerUses) {
    this.#place = place;
    this.#uses = uses;
    this.#input = element('textarea', { rows: 1, dir: 'auto', maxlength: 4_000, id: 'message-box' });
    this.#offers = new SuggestionList(this.#input, 'Commands and people');
    const send = button('Send', () => void this.#send(), { class: 'primary' });
    const line = element('div', { class: 'message-line' }, this.#input, send);
    this.#messageBox = element('div', { class: 'message-box' }, this.#offers.node, this.#replyBar, line);
    this.#input.addEventListener('input', () => this.#typed());
    this.#input.addEventListener('keydown', (event) => this.#key(event));
    place.append(this.#messageBox);
  }

  show(channel: ChannelView): void {
    const isOther = this.#channel?.id !== channel.id;
    this.#channel = channel;
    const name = titleOf(channel).replace(' ', '');
    this.#input.setAttribute('aria-label', `Message ${name}`);
    this.#input.placeholder = `Message ${name} or /command`;
    if (isOther) this.#toMessage();
  }

  reply(message: MessageView): void {
    this.#toMessage();
    this.#replyTo = message;
    const cancel = button('Cancel reply', () => this.#endReply(), { class: 'link' });
    this.#replyBar.replaceChildren(`Replying to ${message.author.name} · `, cancel);
    this.#replyBar.hidden = false;
    this.#input.focus();
  }

  mention({ name }: Named): void {
    this.#toMessage();
    this.#input.focus();
    this.#input.setRangeText(`@${name} `, this.#input.selectionStart, this.#input.selectionEnd, 'end');
  }

  /** Puts a command into the box, where the channel has it. */
  startCommand(path: string): void {
    const named = this.#channel?.commands.find((command) => command.path === path);
    if (named !== undefined) this.#toCommand(named);
  }

  #endReply(): void {
    this.#replyTo = undefined;
    this.#replyBar.hidden = true;
    this.#input.focus();
  }

  #toMessage(): void {
    this.#offers.offer([]);
    this.#replyTo = undefined;
    this.#replyBar.hidden = true;
    this.#place.replaceChildren(this.#messageBox);
  }

  /** @param words what was typed or pasted after the name */
  #toCommand(command: CommandView, words = ''): void {
    const back = (): void => {
      this.#toMessage();
      this.#input.focus();
    };
    this.#input.value = '';
    const run: ComposerUses['run'] = (picked, options) => {
      back();
      this.#uses.run(picked, options);
    };
    const form = commandForm(command, { ...this.#uses, run, cancel: back });
    this.#place.replaceChildren(form);
    const first = form.querySelector('input');
    if (first !== null && first.type === 'text') first.value = words.replace(/^[\w-]+:\s*/, '');
    (first ?? form.querySelector('button'))?.focus();
  }

  #typed(): void {
    const text = this.#input.value;
    const commands = this.#channel?.commands ?? [];
    const named = commands.find(({ path }) => text.startsWith(`/${path} `));
    if (named !== undefined) this.#toCommand(named, text.slice(named.path.length + 2));
    else this.#offers.offer(text.startsWith('/') ? this.#commandOffers(text.slice(1)) : this.#mentionOffers(text));
  }

  /** Commands that begin as was typed, then those that have it somewhere. */
  #commandOffers(typed: string): Offer[] {
    const wanted = typed.toLowerCase();
    const commands = this.#channel?.commands ?? [];
    const first = commands.filter(({ path }) => path.startsWith(wanted));
    const others = commands.filter((one) => !first.includes(one) && one.path.includes(wanted));
    return [...first, ...others].map((command) => ({
      label: `/${command.path}`,
      detail: [command.description, ...command.options.map(hintOf)].join(' '),
      pick: () => this.#toCommand(command),
    }));
  }

  #mentionOffers(text: string): Offer[] {
    const before = text.slice(0, this.#input.selectionStart);
    const [typed, found] = mentionsFor(before, this.#uses.mentionable());
    return found.map((one) => ({
      label: `${one.mark}${one.name}`,
      detail: '',
      pick: () => this.#input.setRangeText(`${one.name} `, before.length - typed.length, before.length, 'end'),
    }));
  }

  #key(event: KeyboardEvent): void {
    if (this.#offers.takeKey(event) || event.isComposing) return;
    if (event.key === 'Escape' && this.#replyTo !== undefined) this.#endReply();
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    void this.#send();
  }

  async #send(): Promise<void> {
    const text = this.#input.value;
    if (text.trim() === '') return;
    if (!(await this.#uses.say(withMentions(text, this.#uses.mentionable()), this.#replyTo?.id))) return;
    this.#input.value = '';
    if (this.#replyTo !== undefined) this.#endReply();
  }
}

/** As Discord shows options in its list: those that may be left out in brackets. */
const hintOf = ({ name, required }: CommandView['options'][number]): string => (required ? name : `[${name}]`);
