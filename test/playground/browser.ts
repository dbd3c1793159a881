import { existsSync } from 'node:fs';
import axe from 'axe-core';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import type { Playground } from '../../src/playground/open-playground.ts';

const executablePath = '/usr/bin/chromium';
export const hasChromium = existsSync(executablePath);
/** Stands in the names of tests that are skipped. */
export const withoutChromium = hasChromium ? '' : ` (skipped: there is no ${executablePath})`;

/** Besides what playwright sets: nothing that Chromium would ask of the network by itself. */
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const openBrowser = (): Promise<Browser> => chromium.launch({ executablePath, args });

/** What a visit needs. */
export type Visited = {
  readonly playground: Playground;
  readonly browser: Browser;
  /** Addresses that any page asked for and that are not the playground's, and errors of pages. */
  readonly foreign: string[];
};

export type Visit = {
  /** As its "who am I" switch shows it, the beginning is enough; Ada where left out. */
  readonly as?: string;
  readonly channel: string;
  readonly scheme?: 'dark' | 'light';
  readonly width?: number;
};

/** Opens the page in a browser context of its own, as another person's browser would. */
export async function visit(stage: Visited, { as, channel, scheme = 'dark', width = 1100 }: Visit): Promise<Page> {
  const context = await stage.browser.newContext({ viewport: { width, height: 800 }, colorScheme: scheme });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const origin = new URL(stage.playground.url).origin;
  page.on('request', (request) => {
    if (!request.url().startsWith(origin)) stage.foreign.push(request.url());
  });
  page.on('pageerror', (error) => stage.foreign.push(`error: ${error.message}`));
  await page.goto(stage.playground.url);
  if (as !== undefined) await page.getByLabel('You are').selectOption({ label: as });
  if (width < 720) await page.getByRole('button', { name: 'Channels' }).click();
  await page.getByRole('button', { name: channel }).click();
  await page.getByRole('heading', { level: 1, name: channel }).waitFor();
  return page;
}

/** The bot's messages, oldest first. */
export const botMessages = (page: Page): Locator => page.locator('[data-author="bot"]');

/** What axe finds on the page as it stands, where it is serious or worse. */
export async function seriousFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const { violations }: axe.AxeResults = await page.evaluate('axe.run()');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}
