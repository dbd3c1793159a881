import { InputError } from '../domain/errors.ts';

/** Above so many waiting people, those whose wait is over are forgotten. */
const sweepAbove = 10_000;

/** How long people still wait before they may ask again. In memory only: nobody is stored, and a restart forgives. */
export class Cooldowns {
  readonly #until = new Map<string, number>();

  /**
   * Begins somebody's wait.
   * @param seconds 0 for no wait
   * @throws InputError where the last one is not over
   */
  begin(server: string, person: string, seconds: number, now: Date): void {
    if (seconds <= 0) return;
    const key = `${server}/${person}`;
    const left = Math.ceil(((this.#until.get(key) ?? 0) - now.getTime()) / 1_000);
    if (left > 0)
      throw new InputError(
        `On this server everybody waits ${seconds} seconds between two questions. Please ask again in ${left === 1 ? 'a second' : `${left} seconds`}.`,
      );
    if (this.#until.size > sweepAbove) this.#sweep(now);
    this.#until.set(key, now.getTime() + seconds * 1_000);
  }

  #sweep(now: Date): void {
    for (const [key, until] of this.#until) if (until <= now.getTime()) this.#until.delete(key);
  }
}
