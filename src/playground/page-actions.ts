import { z } from 'zod';
import { DiscordError } from './discord-error.ts';
import type { FieldValues as PersonFields } from './filled-form.ts';
import { ImpossibleAction } from './impossible-action.ts';
import type { InteractionHandle } from './interaction-handle.ts';
import type { ShownModal } from './interactions.ts';
import type { LoopbackDiscord } from './loopback-discord.ts';
import { modalView } from './modal-view.ts';
import type { FieldValues, OptionValues, PageAction, PageReply } from './page/view.ts';
import type { PageUploads } from './page-uploads.ts';
import type { Person } from './person.ts';
import { answerWithinMs } from './protocol.ts';
import type { OptionValues as PersonOptions } from './typed-options.ts';
import type { Channel, Message } from './world.ts';

const id = z.string().max(30);
const name = z.string().max(100);
const customId = z.string().max(100);
const words = z.string().max(8_000);
const upload = z.object({ upload: z.string().max(40) });
const optionValues = z.record(name, z.union([words, z.number(), z.boolean(), upload]));
const picked = z.union([z.array(name).max(25), z.array(upload).max(10)]);
const fieldValues = z.record(customId, z.union([words, z.boolean(), picked]));

/** What the page sends: who does what. */
const pageRequest = z.object({
  as: id,
  action: z.discriminatedUnion('do', [
    z.object({ do: z.literal('say'), channel: id, text: words, replyTo: id.optional() }),
    z.object({ do: z.literal('slash'), channel: id, path: name, options: optionValues }),
    z.object({
      do: z.literal('complete'),
      channel: id,
      path: name,
      option: name,
      typed: words,
      options: optionValues,
    }),
    z.object({ do: z.literal('menu'), channel: id, name, message: id }),
    z.object({ do: z.literal('user-menu'), channel: id, name, user: id }),
    z.object({ do: z.literal('press'), message: id, customId }),
    z.object({ do: z.literal('choose'), message: id, customId, values: z.array(name).max(25) }),
    z.object({ do: z.literal('submit'), modal: id, values: fieldValues }),
    z.object({ do: z.literal('delete'), message: id }),
  ]),
});

const keptModals = 100;

/** Does what people do on the page, as Discord's client would: it sends it off and says what came of it. */
export class PageActions {
  readonly #discord: LoopbackDiscord;
  readonly #uploads: PageUploads;
  /** The forms on people's screens, by the interaction that opened them. */
  readonly #modals = new Map<string, ShownModal>();

  constructor(discord: LoopbackDiscord, uploads: PageUploads) {
    this.#discord = discord;
    this.#uploads = uploads;
  }

  /** @param body untrusted */
  async take(body: unknown): Promise<PageReply> {
    const request = pageRequest.safeParse(body);
    if (!request.success) return { problem: 'The page sent something that cannot be read. Load it again.' };
    const person = this.#discord.person(request.data.as);
    if (person === undefined) return { problem: 'There is nobody of that name. Load the page again.' };
    try {
      const handle = this.#begin(person, request.data.action);
      return handle === undefined ? {} : await this.#outcome(handle);
    } catch (error) {
      if (error instanceof ImpossibleAction) return { problem: `${error.message}.` };
      if (error instanceof DiscordError) return { problem: `Discord would refuse this: ${error.message}` };
      throw error;
    }
  }

  /** @returns what the bot will answer; undefined where there is nothing to answer */
  #begin(person: Person, action: PageAction): InteractionHandle | undefined {
    switch (action.do) {
      case 'say': {
        const to = action.replyTo === undefined ? undefined : this.#message(action.replyTo);
        person.say(this.#channel(action.channel), action.text, to === undefined ? undefined : { to });
        return undefined;
      }
      case 'delete':
        person.delete(this.#message(action.message));
        return undefined;
      case 'slash':
        return person.slash(this.#channel(action.channel), action.path, this.#options(action.options));
      case 'complete': {
        const { channel, path, option, typed, options } = action;
        return person.autocomplete(this.#channel(channel), path, option, typed, this.#options(options));
      }
      case 'menu': {
        const target = this.#message(action.message);
        return person.messageMenu(this.#channel(target.channelId), action.name, target);
      }
      case 'user-menu':
        return person.userMenu(this.#channel(action.channel), action.name, action.user);
      case 'press':
        return person.press(this.#message(action.message), action.customId);
      case 'choose':
        return person.choose(this.#message(action.message), action.customId, action.values);
      case 'submit': {
        const modal = this.#modals.get(action.modal);
        if (modal === undefined) throw new ImpossibleAction('That form is not open any more');
        return person.submitModal(modal, this.#fields(action.values));
      }
    }
  }

  #options(values: OptionValues): PersonOptions {
    const entries = Object.entries(values);
    return Object.fromEntries(
      entries.map(([name, value]) => [name, typeof value === 'object' ? this.#uploads.file(value) : value]),
    );
  }

  #fields(values: FieldValues): PersonFields {
    return Object.fromEntries(
      Object.entries(values).map(([id, value]) => {
        const files = typeof value === 'object' ? value.filter((one) => typeof one === 'object') : [];
        return [id, files.length > 0 ? files.map((one) => this.#uploads.file(one)) : withoutFiles(value)];
      }),
    );
  }

  async #outcome(handle: InteractionHandle): Promise<PageReply> {
    const answer = await handle.answered(answerWithinMs).catch(() => undefined);
    if (answer === undefined) return { problem: 'The application did not respond.' };
    if (answer === 'choices') {
      const choices = await handle.choices();
      return { choices: choices.map(({ name: shown, value }) => ({ name: shown, value })) };
    }
    if (answer !== 'modal') return {};
    const modal = await handle.modal();
    this.#keep(handle.id, modal);
    return { modal: modalView(handle.id, modal) };
  }

  #keep(interactionId: string, modal: ShownModal): void {
    this.#modals.set(interactionId, modal);
    const [oldest] = this.#modals.keys();
    if (this.#modals.size > keptModals && oldest !== undefined) this.#modals.delete(oldest);
  }

  #channel(channelId: string): Channel {
    const channel = this.#discord.world.channels.get(channelId);
    if (channel === undefined) throw new ImpossibleAction('That channel is gone');
    return channel;
  }

  #message(messageId: string): Message {
    const message = this.#discord.message(messageId);
    if (message === undefined) throw new ImpossibleAction('That message is gone');
    return message;
  }
}

const withoutFiles = (value: FieldValues[string]): string | boolean | string[] =>
  typeof value === 'object' ? value.filter((one) => typeof one === 'string') : value;
