// Run it when the page or the wording of answers changed: `npm run playground-pictures` draws the playground, the moderators' desk and the source page of the built program into docs/images, in Chromium.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Locator, type Page } from 'playwright-core';

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
  await drawDesk(url);
  await drawSourcePage(url);
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

/** A claim, a draft of evidence for it, and the queue, as a moderator sees them. */
async function drawDesk(url: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1000, height: 1600 }, colorScheme: 'light' });
  await page.goto(url);
  const who = page.getByLabel('You are');
  const moderator = await who.locator('option', { hasText: 'moderator' }).first().getAttribute('value');
  await who.selectOption(moderator);
  const claim = await answerTo(page, '/claim ', { number: 'M-1' });
  await picture(claim, 'desk-claim');
  await claim.getByRole('button', { name: 'Add evidence' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Link').fill('https://www.visionofhumanity.org/gti-2022?utm_source=letter');
  await form.getByRole('radio').first().check();
  await form.getByLabel('What it says').fill('Deaths from terrorism fell by 1.2 per cent in 2021.');
  await form.getByRole('radio', { name: 'page itself' }).check();
  await page.getByRole('button', { name: 'Submit' }).click();
  const draft = page.locator('.message', { hasText: 'A draft of evidence' });
  await draft.waitFor();
  await picture(draft, 'desk-draft');
  const added = await answerTo(page, '/claim ', { number: 'M-2' });
  await added.getByRole('button', { name: 'Appeal' }).click();
  await form.getByRole('textbox').fill('The index of 2023 says otherwise: deaths rose.');
  await page.getByRole('button', { name: 'Submit' }).click();
  await page.locator('.message', { hasText: 'The moderators will read your appeal' }).waitFor();
  await picture(await answerTo(page, '/desk ', {}), 'desk-queue');
  await page.close();
}

/** The page that a quote of the first suggestion leads to. */
async function drawSourcePage(url: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1200, height: 1000 }, colorScheme: 'light' });
  await page.goto(url);
  const answer = await answerTo(page, '/page ', {});
  const link = await answer.getByRole('button', { name: 'Read it here' }).getAttribute('title');
  await page.goto(link ?? '');
  await page.screenshot({ path: 'docs/images/source-page.png' });
  await page.close();
}

/** Runs a command with its options typed. @returns the message that answers */
async function answerTo(page: Page, command: string, options: Readonly<Record<string, string>>): Promise<Locator> {
  const before = await page.locator('.message').count();
  await page.getByLabel('Message #').focus();
  await page.keyboard.type(command);
  for (const [name, value] of Object.entries(options)) await page.getByRole('textbox', { name }).fill(value);
  await page.getByRole('button', { name: 'Send' }).click();
  const answer = page.locator('.message').nth(before);
  await answer.locator('.container').waitFor();
  return answer;
}

async function picture(message: Locator, name: string): Promise<void> {
  await message.screenshot({ path: `docs/images/${name}.png` });
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
