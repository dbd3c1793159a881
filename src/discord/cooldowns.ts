import { InputError } from '../domain/errors.ts';

/** Above so many waiting people, those whose wait is over are forgotten. */
const sweepAbove = 10_000;

/** How long people still wait before they may ask again. In memory only: nobody is stored, and a restart forgives. */
export class Cooldowns {
  readonly #until = new Map<string, number>();

  /**
   * Begins somebody's wait.
   * @param what a server's id, and more for what else than asking is waited for
   * @param seconds 0 for no wait
   * @throws InputError where the last one is not over
   */
  begin(what: string, person: string, seconds: number, now: Date): void {
    if (seconds <= 0) return;
    const key = `${what}/${person}`;
    const left = Math.ceil(((this.#until.get(key) ?? 0) - now.getTime()) / 1_000);
    if (left > 0)
      throw new InputError(
        `Everybody waits ${seconds} seconds between two of these here. Please try again in ${left === 1 ? 'a second' : `${left} seconds`}.`,
      );
    if (this.#until.size > sweepAbove) this.#sweep(now);
    this.#until.set(key, now.getTime() + seconds * 1_000);
  }

  #sweep(now: Date): void {
    for (const [key, until] of this.#until) if (until <= now.getTime()) this.#until.delete(key);
  }
}
