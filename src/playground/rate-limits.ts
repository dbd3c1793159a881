import { createHash } from 'node:crypto';

/** How many requests a bot may send. Times in milliseconds. */
export type RateLimitSettings = {
  /** In one bucket: a route with its channel, server or webhook. Discord does not say its own; these are generous. */
  readonly perBucket: { readonly requests: number; readonly withinMs: number };
  /** Over all routes with the bot's token, in one second. */
  readonly perSecond: number;
  /** 401, 403 and 429 in ten minutes, after which the machine is shut out. */
  readonly invalidRequests: number;
};

const discordsOwn: RateLimitSettings = {
  perBucket: { requests: 1_000, withinMs: 1_000 },
  perSecond: 50,
  invalidRequests: 10_000,
};

const invalidWithinMs = 10 * 60_000;

/** What a request is told of its limits. */
export type Verdict = {
  readonly headers: Readonly<Record<string, string>>;
  /** Set where it is refused with 429. */
  readonly refused?: { readonly scope: 'user' | 'global'; readonly retryAfterMs: number };
};

type Bucket = { startedAt: number; taken: number };

/** Counts requests as Discord does. Source: Discord's documentation, "Rate Limits". */
export class RateLimits {
  readonly #now: () => number;
  readonly #settings: RateLimitSettings;
  readonly #buckets = new Map<string, Bucket>();
  readonly #everything: Bucket = { startedAt: 0, taken: 0 };
  #invalid: readonly number[] = [];

  constructor(now: () => number, settings: Partial<RateLimitSettings>) {
    this.#now = now;
    this.#settings = { ...discordsOwn, ...settings };
  }

  /** @param path without `/api/v10` */
  take(method: string, path: string): Verdict {
    const { perBucket, perSecond } = this.#settings;
    const isGlobal = !isOfInteraction(path);
    const wait = isGlobal ? this.#takeFrom(this.#everything, perSecond, 1_000) : 0;
    if (wait > 0) return { headers: {}, refused: { scope: 'global', retryAfterMs: wait } };
    const key = `${method} ${bucketPath(path)}`;
    const bucket = this.#buckets.get(key) ?? { startedAt: 0, taken: 0 };
    this.#buckets.set(key, bucket);
    const retryAfterMs = this.#takeFrom(bucket, perBucket.requests, perBucket.withinMs);
    const resetAt = bucket.startedAt + perBucket.withinMs;
    const headers = {
      'X-RateLimit-Limit': String(perBucket.requests),
      'X-RateLimit-Remaining': String(Math.max(0, perBucket.requests - bucket.taken)),
      'X-RateLimit-Reset': (resetAt / 1000).toFixed(3),
      'X-RateLimit-Reset-After': ((resetAt - this.#now()) / 1000).toFixed(3),
      'X-RateLimit-Bucket': createHash('sha256')
        .update(`${method} ${routeOf(path)}`)
        .digest('hex')
        .slice(0, 32),
    };
    return retryAfterMs > 0 ? { headers, refused: { scope: 'user', retryAfterMs } } : { headers };
  }

  /** To be called for every answer; counts those that Discord calls invalid. */
  count(status: number): void {
    if (status !== 401 && status !== 403 && status !== 429) return;
    this.#invalid = [...this.#invalid, this.#now()];
  }

  /** How many invalid requests there were in the last ten minutes. */
  get invalid(): number {
    const since = this.#now() - invalidWithinMs;
    this.#invalid = this.#invalid.filter((at) => at > since);
    return this.#invalid.length;
  }

  /** Whether there were so many that nothing is let through. */
  get isShut(): boolean {
    return this.invalid >= this.#settings.invalidRequests;
  }

  /** @returns for how long to wait, 0 where there is room */
  #takeFrom(bucket: Bucket, requests: number, withinMs: number): number {
    const now = this.#now();
    if (now >= bucket.startedAt + withinMs) Object.assign(bucket, { startedAt: now, taken: 0 });
    if (bucket.taken >= requests) return bucket.startedAt + withinMs - now;
    bucket.taken += 1;
    return 0;
  }
}

/** Answers to interactions do not count against the bot's limit over all. */
const isOfInteraction = (path: string): boolean => /^\/(interactions|webhooks)\//.test(path);

/** The route without ids, and without what stands for a secret. */
const routeOf = (path: string): string =>
  path.replaceAll(/\d{15,}/g, ':id').replace(/^(\/(?:interactions|webhooks)\/:id\/)[^/]+/, '$1:token');

/** The same with the ids of channel, server and webhook, each of which is counted by itself. */
function bucketPath(path: string): string {
  const major = /^\/(?:channels|guilds)\/\d+|^\/(?:interactions|webhooks)\/\d+\/[^/]+/.exec(path)?.[0] ?? '';
  return `${major} ${routeOf(path)}`;
}
