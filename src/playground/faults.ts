/** What shall go wrong with a request, for as many as `times` says (once, where it says nothing). */
export type Fault = {
  /** Only requests of this method; all where absent. */
  readonly method?: string;
  /** Only paths that match, without `/api/v10`; all where absent. */
  readonly path?: RegExp;
  /** `Infinity` for all that come. */
  readonly times?: number;
  /** Only each so manieth of the requests that fit, the first of them first; every one where absent. */
  readonly every?: number;
} & (
  | { readonly kind: 'rate-limit'; readonly retryAfterMs: number; readonly global?: boolean }
  | { readonly kind: 'error'; readonly status: number }
  /** Held up on its way: carried out, and answered, only after that long. */
  | { readonly kind: 'slow'; readonly delayMs: number }
  /** Carried out at once, but answered so late that the client may have given up. */
  | { readonly kind: 'late'; readonly delayMs: number }
  /** The connection breaks before anything is carried out. */
  | { readonly kind: 'reset' }
  /** Carried out, and the connection breaks before the answer. */
  | { readonly kind: 'reset-after' }
  /** The gateway's connections break while the request itself is carried out and answered. */
  | { readonly kind: 'drop-gateway' }
);

type Waiting = { readonly fault: Fault; left: number; fitting: number };

/** The faults that are still to come, first in, first out. */
export class Faults {
  readonly #waiting: Waiting[] = [];

  constructor(faults: readonly Fault[]) {
    for (const fault of faults) this.add(fault);
  }

  add(fault: Fault): void {
    this.#waiting.push({ fault, left: fault.times ?? 1, fitting: 0 });
  }

  /** Takes back every fault that has not happened yet. */
  clear(): void {
    this.#waiting.length = 0;
  }

  /** Takes back this one, where it has not happened yet; it was added as the same object. */
  takeBack(fault: Fault): void {
    const at = this.#waiting.findIndex((waiting) => waiting.fault === fault);
    if (at >= 0) this.#waiting.splice(at, 1);
  }

  /** The fault that befalls this request, used up by it. */
  take(method: string, path: string): Fault | undefined {
    const at = this.#waiting.findIndex((waiting) => befalls(waiting, method, path));
    const found = this.#waiting[at];
    if (found === undefined) return undefined;
    found.left -= 1;
    if (found.left <= 0) this.#waiting.splice(at, 1);
    return found.fault;
  }
}

function befalls(waiting: Waiting, method: string, path: string): boolean {
  const { fault } = waiting;
  if ((fault.method ?? method) !== method || (fault.path && path.search(fault.path) < 0)) return false;
  waiting.fitting += 1;
  return (waiting.fitting - 1) % (fault.every ?? 1) === 0;
}
