import { createHash } from 'node:crypto';
import type { ServerStore } from '../servers/server-store.ts';
import { commands } from './commands/commands.ts';

/** What every registration holds, in Discord's own form. */
export const registration = commands.map((command) => command.data);

/**
 * Registers the commands where they differ from those registered last: Discord allows 200 creations a day.
 * @param put replaces all commands of the application at Discord
 * @returns whether it registered
 */
export async function registerCommands(
  applicationId: string,
  servers: Pick<ServerStore, 'setting' | 'setSetting'>,
  put: (body: typeof registration) => Promise<unknown>,
): Promise<boolean> {
  // One row whichever application it is: the playground's is another at every start, and has no commands then.
  const key = 'discord-commands';
  const hash = createHash('sha256').update(JSON.stringify(registration)).digest('hex');
  const fingerprint = `${applicationId}/${hash}`;
  if ((await servers.setting(key)) === fingerprint) return false;
  await put(registration);
  await servers.setSetting(key, fingerprint);
  return true;
}
