/** Discord's epoch, the first second of 2015, in milliseconds of Unix time. */
const epochMs = 1_420_070_400_000n;

/**
 * Makes ids as Discord does: the milliseconds since 2015 in the upper bits, a counter in the lower 22.
 * Every id is greater than the one before, also where the clock stands still or goes back.
 * @param now milliseconds of Unix time
 */
export function snowflakeMaker(now: () => number): () => string {
  let last = 0n;
  return () => {
    const byClock = (BigInt(Math.floor(now())) - epochMs) << 22n;
    last = byClock > last ? byClock : last + 1n;
    return last.toString();
  };
}
