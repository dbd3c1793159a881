import fc from 'fast-check';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { encodeReceipt } from '../../src/corpus/receipt.ts';
import { halvesPair, overlapOf, type Span } from '../../src/domain/span.ts';
import { foldLedger } from '../../src/ledger/ledger.ts';
import { generatedText } from '../corpus/generated-text.ts';
import { opEd, starterEntries } from '../helpers/built-in.ts';
import { indexedOf, spanOf } from '../helpers/documents.ts';
import { ledgerOf } from '../helpers/ledgers.ts';
import { hasChromium, openBrowser, seriousFindings, withoutChromium } from '../playground/browser.ts';
import { setWebStage } from './web-stage.ts';

const starter = foldLedger(starterEntries().entries.map((entry, at) => ({ ...entry, seq: at + 1 })));

let browser: Browser;
beforeAll(async () => {
  if (hasChromium) browser = await openBrowser();
});
afterAll(() => browser?.close());

/** Without JavaScript, as some readers have it; axe brings its own. */
async function open(url: string, { scheme = 'light', width = 1_200, javaScriptEnabled = false } = {}): Promise<Page> {
  const colorScheme = scheme === 'dark' ? 'dark' : 'light';
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme,
    javaScriptEnabled,
    bypassCSP: javaScriptEnabled,
  });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const foreign: string[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== new URL(url).origin) foreign.push(request.url());
  });
  await page.goto(url);
  expect(foreign).toEqual([]);
  return page;
}

async function openOpEd(more: Parameters<typeof open>[1] & { at?: string; hash?: string } = {}) {
  const stage = await setWebStage();
  stage.sources.set('everyone/meo-mossalaha', { in: opEd, ledger: starter, withheld: [] });
  return open(`${stage.server.origin}/d/meo-mossalaha${more.at ?? ''}`, more);
}

const receiptOf = ({ start, end }: Span): string =>
  encodeReceipt({ revision: opEd.document.sha256, start, length: end - start });

type Shown = { readonly blocks: string[]; readonly marks: { readonly claims: number[]; readonly words: string }[] };

/** Runs in the browser, whose types are not known here. */
const readShown = `({
  blocks: [...document.querySelectorAll('.block')].map((block) => {
    const copy = block.cloneNode(true);
    for (const extra of copy.querySelectorAll('.number, .tag')) extra.remove();
    return copy.textContent;
  }),
  marks: [...document.querySelectorAll('mark')].map((mark) => ({
    claims: mark.dataset.claims.split(' ').map(Number),
    words: mark.textContent,
  })),
})`;

describe.runIf(hasChromium)(`the source page in a browser${withoutChromium}`, () => {
  it.each([
    { scheme: 'light', width: 1_200 },
    { scheme: 'dark', width: 1_200 },
    { scheme: 'light', width: 360 },
  ])('gives axe nothing serious to find: $scheme, $width wide, every note open', async ({ scheme, width }) => {
    const page = await openOpEd({ scheme, width, javaScriptEnabled: true });
    await page.locator('details.note').evaluateAll((notes) => {
      for (const note of notes) note.setAttribute('open', '');
    });
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('goes to the place that a receipt names and sets its words apart, without a script', async () => {
    const span = spanOf(opEd.document.text, 'Anis Amri, who left 12 people dead');
    const at = receiptOf(span);
    const page = await openOpEd({ at: `?at=${at}#${at}` });
    const place = page.locator(`[id="${at}"]`).first();
    await place.waitFor();
    expect(await place.boundingBox().then((box) => box && box.y > 0 && box.y < 900)).toBe(true);
    expect((await page.locator('.asked').allTextContents()).join('')).toBe('Anis Amri, who left 12 people dead');
  });

  it('marks claims by standing as the reader wishes, without a script', async () => {
    const page = await openOpEd();
    const lineBelow = () =>
      page.evaluate<string>(`getComputedStyle(document.querySelector('mark[data-s="supported"]')).borderBlockEndStyle`);
    expect(await lineBelow()).toBe('solid');
    await page.getByLabel(/supported \(/u).uncheck();
    expect(await lineBelow()).toBe('none');
    expect(await page.locator('.note.s-supported').first().isVisible()).toBe(false);
    expect(await page.locator('.note.s-refuted').first().isVisible()).toBe(true);
    await page.getByLabel(/supported \(/u).check();
    expect(await lineBelow()).toBe('solid');
  });

  it('opens the note of a claim with the keyboard, and leads from the strip and the table to the words', async () => {
    const page = await openOpEd();
    const note = page.locator('#c-11');
    await note.locator('> summary').focus();
    await page.keyboard.press('Enter');
    expect(await note.locator('.evidence li').count()).toBeGreaterThan(0);
    await page.getByRole('link', { name: /^M-23, ¶ 7$/u }).click();
    const receipt = new URL(page.url()).hash.slice(1);
    expect(await page.locator(`[id="${receipt}"]`).evaluate((element) => element.matches(':target'))).toBe(true);
    expect(await page.locator('svg.strip a').count()).toBeGreaterThan(30);
  });

  it('runs nothing out of a narrow screen, and prints with every note', async () => {
    const page = await openOpEd({ width: 360 });
    const wide = await page.evaluate<number>('document.documentElement.scrollWidth');
    expect(wide).toBeLessThanOrEqual(360);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('#c-11 .evidence').isVisible()).toBe(true);
  });

  it('is set from right to left where its language is', async () => {
    const text = 'العنوان\n\nقال الوزير إن السد قد انهار. لم يره أحد.';
    const stage = await setWebStage();
    const claims = [{ number: 1, spans: [spanOf(text, 'السد قد انهار')], label: 'refuted' as const }];
    stage.sources.set('everyone/ar', {
      in: indexedOf(text, { id: 'ar', language: 'ar' }),
      ledger: ledgerOf(claims),
      withheld: [],
    });
    const page = await open(`${stage.server.origin}/d/ar`);
    expect(await page.evaluate<string>("getComputedStyle(document.querySelector('#b2')).direction")).toBe('rtl');
    expect(await page.locator('mark').textContent()).toBe('السد قد انهار');
  });

  it('shows exactly the characters of each claim and of each block, whatever the text holds', async () => {
    const stage = await setWebStage();
    const page = await open(`${stage.server.origin}/health`);
    const cases = fc.sample(
      fc.record({
        text: generatedText.filter((text) => text.length > 2),
        cuts: fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 2, maxLength: 6 }),
      }),
      { numRuns: 60, seed: 7 },
    );
    for (const { text, cuts } of cases) {
      const spans = cuts.flatMap(([a, b]) => {
        const [start = 0, end = 0] = [a % text.length, (b % text.length) + 1].sort((x, y) => x - y);
        return start < end && ![start, end].some((at) => halvesPair(text, at)) ? [{ start, end }] : [];
      });
      const source = {
        in: indexedOf(text, { id: 'odd' }),
        ledger: ledgerOf(spans.map((span, at) => ({ number: at + 1, spans: [span] }))),
        withheld: [],
      };
      stage.sources.set('everyone/odd', source);
      await page.goto(`${stage.server.origin}/d/odd`);
      const { blocks } = source.in.outline;
      const drawable = (words: string): string => words.replaceAll('\0', '\ufffd');
      const shown = await page.evaluate<Shown>(readShown);
      expect(shown.blocks).toEqual(blocks.map(({ start, end }) => drawable(text.slice(start, end))));
      for (const [at, span] of spans.entries()) {
        const inBlocks = blocks
          .filter((block) => overlapOf(block, span) > 0)
          .map((block) => text.slice(Math.max(block.start, span.start), Math.min(block.end, span.end)));
        const marked = shown.marks.filter(({ claims }) => claims.includes(at + 1)).map(({ words }) => words);
        expect(marked.join('')).toBe(drawable(inBlocks.join('')));
      }
    }
  });
});
