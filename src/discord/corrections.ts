import { everyone } from '../domain/everyone.ts';
import type { ShownAnswer } from '../domain/shown-answer.ts';
import type { LedgerId } from '../ledger/entry.ts';
import type { ShownPlace } from '../servers/server-store.ts';
import type { BotLog } from './bot-log.ts';
import { type Corrected, type CorrectingParts, correctAnswer } from './correct-answer.ts';
import { correctionsDueIn } from './corrections-due.ts';
import { logError } from './explain-error.ts';

export type CorrectionsParts = CorrectingParts & { readonly log: BotLog };

/** Messages of so many channels are corrected at the same time, one by one in each. */
const channelsAtOnce = 4;
/** Discord is asked so often for one answer before it is left for later. */
const triesInARow = 4;
const firstWaitMs = 2_000;
/** What could not be done is tried again after this long, and at the next start. */
const failedRestMs = 24 * 60 * 60_000;

/**
 * Lets corrections travel: finds shown answers that say of a claim what does not hold any more, and corrects them one by
 * one. The list of work is not kept: it is what the ledgers and the shown answers say, so that nothing is lost with the
 * process, and nothing is done twice. Never throws; what goes wrong is logged.
 */
export class Corrections {
  readonly #parts: CorrectionsParts;
  /** Answers that wait, by their channels. A channel that is being worked on stays in it. */
  readonly #waiting = new Map<string, Set<string>>();
  readonly #busy = new Set<string>();
  /** Answers that can't be corrected for now, and when they may be tried again. */
  readonly #resting = new Map<string, number>();
  readonly #running = new Set<Promise<void>>();
  readonly #pauses = new Set<() => void>();
  #isClosed = false;

  constructor(parts: CorrectionsParts) {
    this.#parts = parts;
  }

  /** After a ledger was written to. What failed before is tried again, too: what holds now may have to be withheld. */
  changed({ owner, documentId }: LedgerId): void {
    const isConcerned = (place: ShownPlace): boolean =>
      place.documentId === documentId &&
      (owner === everyone ? place.documentOwner === everyone : place.server === owner);
    this.#run(() => this.#lookAt(isConcerned, true), 'looking for answers to correct');
  }

  /** At the start, and now and then: whatever changed while nobody looked. */
  lookEverywhere(): void {
    this.#run(async () => {
      await this.#lookAt(() => true, false);
      await this.#lookAtUnfinished();
    }, 'looking for answers to correct');
  }

  /** An answer that was just sent: its ledger may have changed while it was on its way. */
  shown(shown: ShownAnswer): void {
    this.#run(async () => {
      if ((await this.#parts.assistant.correctionsDue(shown)).length > 0) this.#enqueue(shown);
    }, 'looking at an answer that was shown');
  }

  /** Resolves when nothing is under way and nothing waits. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
  }

  /** Begins nothing more and waits for what is under way. What is left is found again at the next start. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#waiting.clear();
    for (const end of this.#pauses) end();
    await this.settled();
  }

  #run(work: () => Promise<void>, doing: string): void {
    if (this.#isClosed) return;
    const running = work().catch((error: unknown) => {
      if (!this.#isClosed) logError(this.#parts.log, error, doing);
    });
    this.#running.add(running);
    void running.then(() => this.#running.delete(running));
  }

  async #lookAt(isConcerned: (place: ShownPlace) => boolean, again: boolean): Promise<void> {
    for (const place of (await this.#parts.servers.shownPlaces()).filter(isConcerned))
      for await (const shown of correctionsDueIn(place, this.#parts)) {
        if (this.#isClosed) return;
        if (again) this.#resting.delete(shown.id);
        this.#enqueue(shown);
      }
  }

  /** Answers that were being corrected when a process ended: they may say what held then and does not any more. */
  async #lookAtUnfinished(): Promise<void> {
    const { servers, now } = this.#parts;
    for (const server of new Set((await servers.shownPlaces()).map((place) => place.server)))
      for (const { shownId, state } of await servers.corrections(server)) {
        const shown = state === 'sending' ? await servers.shown(shownId, now()) : undefined;
        if (shown) this.#enqueue(shown);
      }
  }

  #enqueue({ id, channel }: Pick<ShownAnswer, 'id' | 'channel'>): void {
    const rests = (this.#resting.get(id) ?? 0) > this.#parts.now().getTime();
    if (this.#isClosed || channel === null || rests) return;
    const waiting = this.#waiting.get(channel) ?? new Set<string>();
    this.#waiting.set(channel, waiting.add(id));
    this.#workOn();
  }

  #workOn(): void {
    for (const channel of this.#waiting.keys()) {
      if (this.#busy.size >= channelsAtOnce) return;
      if (this.#busy.has(channel)) continue;
      this.#busy.add(channel);
      this.#run(() => this.#workIn(channel), 'correcting answers');
    }
  }

  /** One answer after the other, until none waits in the channel. */
  async #workIn(channel: string): Promise<void> {
    try {
      for (let id = this.#next(channel); id !== undefined; id = this.#next(channel)) await this.#correct(id);
    } finally {
      this.#busy.delete(channel);
      this.#workOn();
    }
  }

  #next(channel: string): string | undefined {
    const waiting = this.#waiting.get(channel);
    const [first] = waiting ?? [];
    if (first !== undefined) waiting?.delete(first);
    else this.#waiting.delete(channel);
    return first;
  }

  async #correct(id: string): Promise<void> {
    const { log, now } = this.#parts;
    for (let tries = 1; !this.#isClosed; ) {
      const came = await this.#tried(id);
      if (came === 'nothing-due' || came === 'gone') return;
      // what changed back while it was sent did not look like a change then, so it is looked at once more
      if (came === 'edited' || came === 'answered') continue;
      if (came === 'failed' || tries === triesInARow) {
        this.#resting.set(id, now().getTime() + failedRestMs);
        log.warn({ answer: id, came }, 'An answer could not be corrected; it is tried again later');
        return;
      }
      await this.#pause(firstWaitMs * 2 ** (tries++ - 1));
    }
  }

  async #tried(id: string): Promise<Corrected> {
    try {
      return await correctAnswer(id, this.#parts);
    } catch (error) {
      if (!this.#isClosed) logError(this.#parts.log, error, 'correcting an answer');
      return 'failed';
    }
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        this.#pauses.delete(end);
        resolve();
      };
      const timer = setTimeout(end, ms);
      this.#pauses.add(end);
    });
  }
}
