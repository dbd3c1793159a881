import { furnish } from './furnish.ts';
import { type LoopbackDiscord, startLoopbackDiscord } from './loopback-discord.ts';
import type { Suggestion } from './page/view.ts';
import { PageServer } from './page-server.ts';

/** Where a bot connects to. */
export type BotAddress = { readonly token: string; readonly apiUrl: string };

export type PlaygroundSettings = {
  /** Of the page; 0 takes a free one. */
  readonly port: number;
  readonly suggestions: readonly Suggestion[];
  /** The folder of package.json. */
  readonly projectFolder: URL;
  /** Connects the bot. What it gives back is closed with the playground. */
  readonly startBot: (address: BotAddress) => Promise<{ close(): Promise<void> }>;
};

export type Playground = {
  /** The page's address, with the token of this start. */
  readonly url: string;
  readonly discord: LoopbackDiscord;
  close(): Promise<void>;
};

/**
 * Opens a Discord on this machine with people, servers and a page for them, and connects a bot to it.
 * @throws the system's error where the port is taken, and whatever `startBot` throws
 */
export async function openPlayground(settings: PlaygroundSettings): Promise<Playground> {
  const { port, suggestions, projectFolder, startBot } = settings;
  const discord = await startLoopbackDiscord();
  const roles = furnish(discord);
  const server = new PageServer(discord, {
    port,
    roles,
    suggestions,
    scripts: new URL('dist/playground/page/', projectFolder),
    assets: new URL('src/playground/page/', projectFolder),
  });
  try {
    await server.listen();
    const bot = await startBot({ token: discord.token, apiUrl: discord.apiUrl });
    return {
      url: server.url,
      discord,
      async close() {
        await server.close();
        await bot.close();
        await discord.close();
      },
    };
  } catch (error) {
    await server.close();
    await discord.close();
    throw error;
  }
}
