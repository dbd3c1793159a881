import { expect, it, onTestFinished } from 'vitest';
import { furnish } from '../../src/playground/furnish.ts';
import { startLoopbackDiscord } from '../../src/playground/loopback-discord.ts';

it('servers, channels, roles and people have the same ids at every start, older than any that the clock makes', async () => {
  const starts = await Promise.all(
    [0, 1].map(async () => {
      const discord = await startLoopbackDiscord();
      onTestFinished(() => discord.close());
      const roles = furnish(discord);
      const { guilds, channels } = discord.world;
      const ids = [...guilds.values()].flatMap((guild) => [guild.id, ...guild.roles.keys()]);
      return { next: discord.world.nextId(), ids: [...roles.keys(), ...channels.keys(), ...ids] };
    }),
  );
  const [first, second] = starts;
  expect(first?.ids).toEqual(second?.ids);
  // A server's id is also that of everybody's role.
  expect(new Set(first?.ids).size).toBe((first?.ids.length ?? 0) - 2);
  expect(first?.ids.every((id) => BigInt(id) < BigInt(first.next))).toBe(true);
});
