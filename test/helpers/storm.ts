import type { Fault } from '../../src/playground/faults.ts';
import type { LoopbackDiscord } from '../../src/playground/loopback-discord.ts';

/** Set for the project "storm" of vitest.config.ts. */
export const isStormy = process.env.HEARSAY_TEST_STORM === '1';

const faultEveryMs = 120;
const dropEveryMs = 4_000;

/** What befalls the next request of the bot. All of it passes by itself, as most of Discord's bad days do. */
const faults: readonly Fault[] = [
  { kind: 'rate-limit', retryAfterMs: 80 },
  { kind: 'error', status: 500 },
  { kind: 'error', status: 502 },
  { kind: 'slow', delayMs: 250 },
  { kind: 'reset' },
  { kind: 'reset-after', method: 'PATCH' },
  { kind: 'reset-after', path: /callback$/u },
];

/**
 * Lets one thing after the other go wrong, and the gateway break, until it is stopped; nothing where there is no storm.
 * One at a time, because a bot that meets four in a row gives up, as it should.
 */
export function raiseStorm(discord: LoopbackDiscord): () => void {
  if (!isStormy) return () => undefined;
  let next = 0;
  const breaking = setInterval(() => {
    // a test's own faults stay
    for (const fault of faults) discord.faults.takeBack(fault);
    discord.faults.add(faults[next++ % faults.length]!);
  }, faultEveryMs);
  const dropping = setInterval(() => discord.gateway.drop(), dropEveryMs);
  return () => {
    clearInterval(breaking);
    clearInterval(dropping);
    discord.faults.clear();
  };
}
