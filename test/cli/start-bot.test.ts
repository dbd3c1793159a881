import { once } from 'node:events';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { startLoopbackDiscord } from '../../src/playground/loopback-discord.ts';
import { makeDataDir } from './data-dir.ts';
import { ended, hearsay, start, written } from './run-program.ts';

let dataDir = '';
beforeAll(async () => {
  dataDir = await makeDataDir();
});

async function discord() {
  const loopback = await startLoopbackDiscord();
  onTestFinished(() => loopback.close());
  return { DISCORD_TOKEN: loopback.token, DISCORD_API_URL: loopback.apiUrl };
}

describe('start with a token', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'runs the bot until %s, which is its good end, and never shows the token',
    async (signal) => {
      const env = await discord();
      const child = start(['start'], { dataDir, input: '', env });
      const end = ended(child);
      await written(child, 'stderr', 'Hearsay is in Discord.');
      expect(await hearsay(['start'], { dataDir, env })).toMatchObject({ code: 1 });
      child.kill(signal);
      const { code, stdout, stderr } = await end;
      expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
      expect(stderr).not.toContain(env.DISCORD_TOKEN);
    },
  );

  it('says what to do about a wrong one, without showing it', async () => {
    const env = { ...(await discord()), DISCORD_TOKEN: 'wrong.token.here' };
    const { code, stderr } = await hearsay(['start'], { dataDir, env: { ...env, LOG_LEVEL: 'warn' } });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^hearsay: .*DISCORD_TOKEN.*\n$/mu);
    expect(stderr).not.toContain('wrong.token.here');
  });

  it('says what to do about a Discord that cannot be reached', async () => {
    const env = { DISCORD_TOKEN: 'some.token.here', DISCORD_API_URL: 'http://127.0.0.1:1', LOG_LEVEL: 'warn' };
    const { code, stderr } = await hearsay(['start'], { dataDir, env });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^hearsay: .*DISCORD_API_URL.*\n$/mu);
    expect(stderr).not.toContain('some.token.here');
  });
});

describe('start on data that another one uses', () => {
  it('is refused with a sentence; other commands run beside it', async () => {
    const first = start(['start'], { dataDir, input: '', env: await discord() });
    const end = ended(first);
    await written(first, 'stderr', 'Hearsay is in Discord.');
    const second = await hearsay(['start'], { dataDir, env: await discord() });
    expect(second).toMatchObject({ code: 1, stdout: '' });
    expect(second.stderr).toMatch(/^hearsay: Hearsay is already running on .*\n$/u);
    expect(await hearsay(['documents'], { dataDir })).toMatchObject({ code: 0 });
    first.kill('SIGINT');
    expect(await end).toMatchObject({ code: 0 });
  });

  it('finds the lock given back after kill -9', async () => {
    for (const _turn of [1, 2]) {
      const child = start(['start'], { dataDir, input: '', env: await discord() });
      await written(child, 'stderr', 'Hearsay is in Discord.');
      child.kill('SIGKILL');
      await once(child, 'close');
    }
  });
});
