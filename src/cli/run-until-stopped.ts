import type { Running, Session } from './session.ts';
import { Stopped, untilStopped, whenStopped } from './stopped.ts';

/**
 * Runs something that is meant to go on until it is stopped, so that being stopped is its good end. Nothing else runs on
 * the same data meanwhile.
 * @param announce says that it runs
 * @returns the exit code
 * @throws OperatorError where something else runs on the data, and whatever `open` throws
 */
export async function runUntilStopped<Opened extends Running>(
  session: Session,
  open: () => Promise<Opened>,
  announce: (opened: Opened) => Promise<void>,
): Promise<number> {
  const lock = await session.takeLock();
  try {
    const opened = await untilStopped(open(), session.signal);
    await announce(opened);
    await whenStopped(session.signal);
    await opened.close();
    if (!(session.signal.reason instanceof Stopped)) throw session.signal.reason;
    return 0;
  } finally {
    lock.release();
  }
}
