import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RateLimitSettings, RateLimits } from '../../src/playground/rate-limits.ts';
import { call, closeStage, playBot, type Stage, setStage } from './stage.ts';

const roomy: RateLimitSettings = {
  perBucket: { requests: 2, withinMs: 1_000 },
  perSecond: 1_000,
  invalidRequests: 3,
};
const [one, other] = ['100000000000000001', '100000000000000002'];

describe('the limits', () => {
  const refusedOf = (paths: readonly string[], settings: Partial<RateLimitSettings> = {}): boolean[] => {
    const limits = new RateLimits(() => 5_000, { ...roomy, ...settings });
    return paths.map((path) => limits.take('POST', path).refused !== undefined);
  };

  it.each([
    {
      what: 'one route of one channel',
      paths: [0, 1, 2].map(() => `/channels/${one}/messages`),
      refused: [false, false, true],
    },
    {
      what: 'messages of a channel whatever their ids',
      paths: [1, 2, 3].map((at) => `/channels/${one}/messages/10000000000000001${at}`),
      refused: [false, false, true],
    },
    {
      what: 'every channel by itself',
      paths: [one, one, other].map((id) => `/channels/${id}/messages`),
      refused: [false, false, false],
    },
    {
      what: 'every interaction by itself',
      paths: ['a', 'a', 'b'].map((token) => `/webhooks/${one}/${token}`),
      refused: [false, false, false],
    },
    {
      what: 'people all together',
      paths: [1, 2, 3].map((at) => `/users/10000000000000001${at}`),
      refused: [false, false, true],
    },
  ])('count $what', ({ paths, refused }) => {
    expect(refusedOf(paths)).toEqual(refused);
  });

  it('over all routes leave answers to interactions out', () => {
    const paths = ['/users/@me', `/interactions/${one}/token/callback`, `/webhooks/${one}/t`, '/gateway/bot'];
    expect(refusedOf(paths, { perSecond: 1 })).toEqual([false, false, false, true]);
  });

  it('say how many are left, and since when', () => {
    let now = 10_000;
    const limits = new RateLimits(() => now, roomy);
    const { headers } = limits.take('GET', '/users/@me');
    expect(headers).toMatchObject({
      'X-RateLimit-Limit': '2',
      'X-RateLimit-Remaining': '1',
      'X-RateLimit-Reset': '11.000',
      'X-RateLimit-Reset-After': '1.000',
    });
    limits.take('GET', '/users/@me');
    now += 400;
    expect(limits.take('GET', '/users/@me').refused).toEqual({ scope: 'user', retryAfterMs: 600 });
    now += 600;
    expect(limits.take('GET', '/users/@me').refused).toBeUndefined();
  });

  it('give one name to a route, whatever channel it is', () => {
    const limits = new RateLimits(() => 5_000, roomy);
    const bucketOf = (path: string) => limits.take('POST', path).headers['X-RateLimit-Bucket'];
    expect(bucketOf(`/channels/${one}/messages`)).toBe(bucketOf(`/channels/${other}/messages`));
    expect(bucketOf(`/channels/${one}/messages`)).not.toBe(bucketOf(`/channels/${one}/typing`));
  });

  it('never let more through than they say, and always let through who waits as told', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 700 }), { maxLength: 40 }), (waits) => {
        let now = 5_000;
        const limits = new RateLimits(() => now, roomy);
        const through: number[] = [];
        for (const wait of waits) {
          now += wait;
          const { refused } = limits.take('GET', '/users/@me');
          if (refused === undefined) through.push(now);
          else {
            now += refused.retryAfterMs;
            expect(limits.take('GET', '/users/@me').refused).toBeUndefined();
            through.push(now);
          }
        }
        // Windows are fixed, so two of them may touch: no more than two windows' worth within one.
        const within = (at: number) => through.filter((time) => time >= at && time < at + 1_000).length;
        expect(through.every((at) => within(at) <= 4)).toBe(true);
      }),
    );
  });

  it('forget invalid requests after ten minutes', () => {
    let now = 0;
    const limits = new RateLimits(() => now, roomy);
    for (const status of [200, 401, 403, 404, 429]) limits.count(status);
    expect([limits.invalid, limits.isShut]).toEqual([3, true]);
    now += 10 * 60_000;
    expect([limits.invalid, limits.isShut]).toEqual([0, false]);
  });
});

describe('a bot', () => {
  let stage: Stage;
  let time = 0;
  beforeEach(async () => {
    time = Date.now();
    stage = await setStage({ now: () => time, rateLimits: { ...roomy, perSecond: 4 } });
  });
  afterEach(() => closeStage(stage));
  const get = (path: string, token?: string) => call(stage.discord, 'GET', path, undefined, token);

  it('that asks too often is told how long to wait, and by which limit', async () => {
    const path = `/channels/${stage.channel.id}`;
    await get(path);
    await get(path);
    const { status, body, headers } = await get(path);
    expect(status).toBe(429);
    expect(body).toEqual({ message: 'You are being rate limited.', retry_after: 1, global: false });
    expect([headers.get('x-ratelimit-scope'), headers.get('retry-after')]).toEqual(['user', '1']);
    await get('/users/@me');
    const tooMuch = await get('/applications/@me');
    expect(tooMuch.body).toMatchObject({ global: true });
    expect(tooMuch.headers.get('x-ratelimit-global')).toBe('true');
  });

  it('that is refused too often is shut out without JSON', async () => {
    for (let at = 0; at < 3; at += 1) expect((await get('/users/@me', 'wrong')).status).toBe(at < 2 ? 401 : 429);
    const response = await fetch(`${stage.discord.apiUrl}/v10/gateway`);
    expect(response.status).toBe(429);
    expect(response.headers.get('content-type')).toContain('text/html');
  });

  it('in discord.js waits by itself, so that nothing is refused', async () => {
    const patient = await setStage({ rateLimits: { perBucket: { requests: 2, withinMs: 200 } } });
    const client = await playBot(patient);
    const channel = await client.channels.fetch(patient.channel.id);
    if (!channel?.isSendable()) return expect.fail('the channel is not one to write to');
    for (const content of ['1', '2', '3', '4', '5']) await channel.send(content);
    expect(patient.discord.messagesIn(patient.channel)).toHaveLength(5);
    expect(patient.discord.requests.filter(({ status }) => status === 429)).toEqual([]);
    await client.destroy();
    await closeStage(patient);
  });
});
