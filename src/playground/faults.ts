/** What shall go wrong with a request, for as many as `times` says (once, where it says nothing). */
export type Fault = {
  /** Only requests of this method; all where absent. */
  readonly method?: string;
  /** Only paths that match, without `/api/v10`; all where absent. */
  readonly path?: RegExp;
  readonly times?: number;
} & (
  | { readonly kind: 'rate-limit'; readonly retryAfterMs: number; readonly global?: boolean }
  | { readonly kind: 'error'; readonly status: number }
  /** Carried out, but answered late. */
  | { readonly kind: 'slow'; readonly delayMs: number }
  /** The connection breaks before anything is carried out. */
  | { readonly kind: 'reset' }
  /** Carried out, and the connection breaks before the answer. */
  | { readonly kind: 'reset-after' }
);

/** The faults that are still to come, first in, first out. */
export class Faults {
  readonly #waiting: { readonly fault: Fault; left: number }[] = [];

  constructor(faults: readonly Fault[]) {
    for (const fault of faults) this.add(fault);
  }

  add(fault: Fault): void {
    this.#waiting.push({ fault, left: fault.times ?? 1 });
  }

  /** Takes back every fault that has not happened yet. */
  clear(): void {
    this.#waiting.length = 0;
  }

  /** The fault that befalls this request, used up by it. */
  take(method: string, path: string): Fault | undefined {
    const at = this.#waiting.findIndex(
      ({ fault }) => (fault.method ?? method) === method && (fault.path?.test(path) ?? true),
    );
    const found = this.#waiting[at];
    if (found === undefined) return undefined;
    found.left -= 1;
    if (found.left <= 0) this.#waiting.splice(at, 1);
    return found.fault;
  }
}
