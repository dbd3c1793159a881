import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { pathToFileURL } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { projectFolder } from '../../src/config.ts';
import { type BotAddress, openPlayground } from '../../src/playground/open-playground.ts';
import { start, temporaryFolder, written } from '../cli/run-program.ts';
import { botMessages, hasChromium, openBrowser, type Visited, visit, withoutChromium } from './browser.ts';
import { ask, press, suggestions } from './page-stage.ts';

/** The page with a bot that is a process of its own, as it is in Discord. */
async function setStage() {
  const dataDir = await temporaryFolder();
  let address: BotAddress | undefined;
  let bot: ChildProcess | undefined;
  const startBot = async (): Promise<void> => {
    const env = { DISCORD_TOKEN: address?.token ?? '', DISCORD_API_URL: address?.apiUrl ?? '' };
    bot = start(['start'], { dataDir, input: '', env });
    await written(bot, 'stderr', 'Hearsay is in Discord.');
  };
  const kill = async (): Promise<void> => {
    if (bot === undefined || bot.exitCode !== null || bot.signalCode !== null) return;
    bot.kill('SIGKILL');
    await once(bot, 'close');
  };
  const playground = await openPlayground({
    port: 0,
    suggestions,
    projectFolder: pathToFileURL(projectFolder),
    startBot: async (given) => {
      address = given;
      await startBot();
      return { close: kill };
    },
  });
  onTestFinished(() => playground.close());
  const browser = await openBrowser();
  onTestFinished(() => browser.close());
  const visited: Visited = { playground, browser, foreign: [] };
  return { ...visited, startBot, kill };
}

describe.runIf(hasChromium)(`a bot that is killed and started again while the page is open${withoutChromium}`, () => {
  it('leaves its messages there, whose buttons work again, and says meanwhile that it does not answer', async () => {
    const stage = await setStage();
    const page = await visit(stage, { channel: 'general' });
    const answer = await ask(page, 'What is Mossalaha?');
    const words = await answer.innerText();
    await stage.kill();

    await page.getByLabel('Message #').focus();
    await page.keyboard.type('/ask ');
    await page.getByRole('textbox', { name: 'question' }).fill('Is anybody there?');
    await page.keyboard.press('Enter');
    await page.getByText('did not respond').first().waitFor();
    expect(await answer.innerText()).toBe(words);

    await stage.startBot();
    await press(page, answer, 'Check source');
    const again = await ask(page, 'What is Mossalaha?');
    expect(await again.locator('blockquote').allInnerTexts()).toEqual(
      await answer.locator('blockquote').allInnerTexts(),
    );
    expect(stage.foreign).toEqual([]);
  });

  it('keeps nothing half said: an answer that was under way when it was killed is either whole or still thinking', async () => {
    const stage = await setStage();
    const page = await visit(stage, { channel: 'general' });
    stage.playground.discord.faults.add({ kind: 'slow', delayMs: 2_000, method: 'PATCH' });
    await page.getByLabel('Message #').focus();
    await page.keyboard.type('/ask ');
    await page.getByRole('textbox', { name: 'question' }).fill('What is Mossalaha?');
    await page.keyboard.press('Enter');
    await botMessages(page).last().waitFor();
    await stage.kill();
    await stage.startBot();
    const again = await ask(page, 'What is Mossalaha?');
    expect(await again.innerText()).toContain('The op-ed claims');
    const first = await botMessages(page).first().innerText();
    expect(first).toMatch(/thinking|The op-ed claims[\s\S]+Check source/);
  });
});
