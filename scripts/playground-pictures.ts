// Run it when the page or the wording of answers changed: `npm run playground-pictures` draws the playground of the built program as docs/images/playground-*.png, in Chromium.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

const executablePath = '/usr/bin/chromium';
const dataDir = mkdtempSync(join(tmpdir(), 'hearsay-pictures-'));
const env = { ...process.env, DATA_DIR: dataDir, DISCORD_TOKEN: '', LOG_LEVEL: 'error' };
const playground = spawn(process.execPath, ['dist/main.js', 'playground'], {
  env,
  stdio: ['ignore', 'pipe', 'inherit'],
});
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
try {
  const url = await addressOf(playground);
  await draw(url, { name: 'dark', colorScheme: 'dark', width: 1100, height: 900 });
  await draw(url, { name: 'light-narrow', colorScheme: 'light', width: 420, height: 900 });
} finally {
  await browser.close();
  playground.kill('SIGINT');
  await once(playground, 'close');
  rmSync(dataDir, { recursive: true, force: true });
}

type Picture = {
  readonly name: string;
  readonly colorScheme: 'dark' | 'light';
  readonly width: number;
  readonly height: number;
};

/** The first of the questions to click, answered. */
async function draw(url: string, { name, colorScheme, width, height }: Picture): Promise<void> {
  const page = await browser.newPage({ viewport: { width, height }, colorScheme });
  await page.goto(url);
  const before = await page.locator('.message').count();
  await page.locator('.suggestion').first().click();
  await page.locator('.message').nth(before).locator('.container').waitFor();
  await page.screenshot({ path: `docs/images/playground-${name}.png` });
  await page.close();
}

/** What the playground prints once it is open. */
async function addressOf(child: ChildProcess): Promise<string> {
  let printed = '';
  for await (const words of child.stdout ?? []) {
    printed += String(words);
    const found = /http:\/\/\S+/.exec(printed);
    if (found !== null) return found[0];
  }
  throw new Error(`the playground ended before it was open: ${printed}`);
}
