import type { Choice } from './discord-limits.ts';
import type { Answer, Interaction, ShownModal } from './interactions.ts';
import { messageFlags } from './protocol.ts';
import type { Message, World } from './world.ts';

/** How long a wait lasts where nothing else is said: long enough for a busy machine, so that it ends in failures only. */
const patienceMs = 10_000;

/** What becomes of something that a person did. Every wait ends with an error that says what was waited for. */
export class InteractionHandle {
  readonly id: string;
  /** As the bot got it; tests use it to answer by hand. */
  readonly token: string;
  readonly #world: World;
  readonly #interaction: Interaction;
  readonly #what: string;

  /** @param what the action in words, e.g. `/ask`, for the errors */
  constructor(world: World, interaction: Interaction, what: string) {
    this.#world = world;
    this.#interaction = interaction;
    this.#what = what;
    this.id = interaction.id;
    this.token = interaction.token;
  }

  /** What the bot did first; undefined while it has done nothing. */
  get answer(): Answer | undefined {
    return this.#interaction.answer;
  }

  /** The message behind `@original` as it stands now. */
  get response(): Message | undefined {
    return this.#world.messages.get(this.#interaction.responseId ?? '');
  }

  /** Whether one person alone sees the response; undefined while there is none. */
  get ephemeral(): boolean | undefined {
    return this.response === undefined ? undefined : this.response.onlyFor !== undefined;
  }

  /** The follow-ups that still stand, oldest first. */
  get followUps(): Message[] {
    return this.#interaction.followUpIds.flatMap((id) => this.#world.messages.get(id) ?? []);
  }

  answered(timeoutMs = patienceMs): Promise<Answer> {
    return this.#until(() => this.answer, 'an answer', timeoutMs);
  }

  /** The response once it is more than "thinking…", as it then stands. */
  message(timeoutMs = patienceMs): Promise<Message> {
    const settled = (): Message | undefined =>
      this.response !== undefined && (this.response.flags & messageFlags.loading) === 0 ? this.response : undefined;
    return this.#until(settled, 'a message', timeoutMs);
  }

  /** The response once it is as `test` wants it, for answers that are edited again. */
  messageWhere(test: (message: Message) => boolean, timeoutMs = patienceMs): Promise<Message> {
    const fits = (): Message | undefined =>
      this.response !== undefined && test(this.response) ? this.response : undefined;
    return this.#until(fits, 'a message that fits', timeoutMs);
  }

  modal(timeoutMs = patienceMs): Promise<ShownModal> {
    return this.#until(() => this.#interaction.modal, 'a modal', timeoutMs);
  }

  choices(timeoutMs = patienceMs): Promise<readonly Choice[]> {
    return this.#until(() => this.#interaction.choices, 'choices', timeoutMs);
  }

  /** @param at 0 for the first follow-up */
  followUp(at = 0, timeoutMs = patienceMs): Promise<Message> {
    return this.#until(() => this.followUps[at], `follow-up ${at}`, timeoutMs);
  }

  #until<T>(read: () => T | undefined, what: string, timeoutMs: number): Promise<T> {
    return this.#world.until(read, `${what} to ${this.#what} (so far: ${this.answer ?? 'no answer'})`, timeoutMs);
  }
}
