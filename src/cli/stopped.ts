/** Why a command ends before it is done. */
export type StopReason = 'SIGINT' | 'SIGTERM' | 'output-closed';

/** As shells count: 128 and the signal's number. Whoever closes our output has all they wanted. */
const exitCodes: Readonly<Record<StopReason, number>> = { SIGINT: 130, SIGTERM: 143, 'output-closed': 0 };

/** The reason of the abort signal that every command gets. */
export class Stopped extends Error {
  readonly exitCode: number;

  constructor(readonly reason: StopReason) {
    super(`stopped: ${reason}`);
    this.exitCode = exitCodes[reason];
  }
}

/**
 * Waits for `work`, but no longer than until the signal; what it still does then is nobody's concern any more.
 * @throws the signal's reason
 */
export async function untilStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = withReject();
  const stop = (): void => reject(signal.reason);
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener('abort', stop);
    work.catch(() => {}); // it may fail later, when the app is closed under it
  }
}

/** Resolves when the signal comes. */
export const whenStopped = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

function withReject(): { promise: Promise<never>; reject: (reason: unknown) => void } {
  let reject: (reason: unknown) => void = () => {};
  const promise = new Promise<never>((_, rejectIt) => {
    reject = rejectIt;
  });
  return { promise, reject };
}
