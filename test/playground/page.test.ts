import { request } from 'node:http';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { messageFlags } from '../../src/playground/protocol.ts';
import { botMessages, hasChromium, seriousFindings, visit, withoutChromium } from './browser.ts';
import { answerAt, ask, type PageStage, press, setPageStage } from './page-stage.ts';
import { postMessage } from './stage.ts';

let stage: PageStage;

beforeAll(async () => {
  if (hasChromium) stage = await setPageStage();
});

afterAll(() => stage?.close());

afterEach(() => {
  expect(stage?.foreign ?? []).toEqual([]);
});

/** A channel that no other test writes to, in the first server. */
function newChannel(name: string): string {
  const [guild] = stage.playground.discord.world.guilds.values();
  stage.playground.discord.addChannel(guild!, name);
  return `# ${name}`;
}

const question = 'What is Mossalaha?';

/** What a text field offers at the moment. */
const offers = (page: Page): Locator => page.locator('.offers [role="option"]');

/** What Hearsay sends and what it does not, in one container. */
const everyKind = [
  {
    type: 17,
    accent_color: 0xff0080,
    components: [
      { type: 10, content: '## Heading\n- one\n- two\n```js\nconst a = 1;\n```' },
      { type: 14, divider: true, spacing: 2 },
      {
        type: 9,
        components: [{ type: 10, content: 'In a section' }],
        accessory: { type: 2, style: 5, label: 'Outside', url: 'https://example.org/' },
      },
      { type: 12, items: [{ media: { url: 'https://example.org/picture.png' } }] },
      {
        type: 1,
        components: [
          { type: 2, style: 1, label: 'Press', custom_id: 'press' },
          { type: 2, style: 4, label: 'Closed', custom_id: 'closed', disabled: true },
        ],
      },
      {
        type: 1,
        components: [
          {
            type: 3,
            custom_id: 'select',
            placeholder: 'Pick one',
            options: [
              { label: 'First', value: '1', description: 'the 1st' },
              { label: 'Second', value: '2' },
            ],
          },
        ],
      },
    ],
  },
];

describe.skipIf(!hasChromium)(`the page of the playground${withoutChromium}`, () => {
  it('offers three questions at first: one answered, one that the document does not answer, one trap', async () => {
    const page = await visit(stage, { channel: newChannel('first-visit') });
    const expected = ['The op-ed claims', 'The op-ed does not address this.', 'it does not judge people'];
    const suggested = page.locator('.suggestion');
    expect(await suggested.count()).toBe(3);
    for (const [at, words] of expected.entries()) {
      await suggested.nth(at).click();
      expect(await (await answerAt(page, at)).innerText()).toContain(words);
    }
  });

  it('answers a slash command that is typed, with exact quotes and who asked', async () => {
    const page = await visit(stage, { channel: newChannel('ask') });
    const text = await (await ask(page, question)).innerText();
    expect(text).toContain('Ada used /ask');
    expect(text).toContain('reintegration program named "Mossalaha"');
    expect(text).toContain('Independently verified');
    expect(text).not.toMatch(/\*\*|\\|-# /);
  });

  it('completes commands, shows their options and completes those too', async () => {
    const page = await visit(stage, { channel: newChannel('completion') });
    await page.getByLabel('Message #').fill('/');
    const offered = offers(page);
    const names = (await offered.allInnerTexts()).map((text) => text.split('\n')[0]);
    expect(names[0]).toBe('/ask');
    expect(names).toEqual(expect.arrayContaining(['/summary', '/claims', '/source']));
    // Ada is no moderator
    expect(names.filter((name) => ['/desk', '/audit', '/settings'].includes(name ?? ''))).toEqual([]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.getByRole('textbox', { name: 'question' }).fill(question);
    await page.getByRole('textbox', { name: 'document' }).fill('mossalaha');
    await offered.filter({ hasText: 'meo-mossalaha' }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    expect(await (await answerAt(page, 0)).innerText()).toContain('The op-ed claims');
  });

  it('offers a command to those alone who have its permission, and a form with radio buttons', async () => {
    const page = await visit(stage, { as: 'Olga, owner', channel: '# lobby' });
    await page.getByLabel('Message #').fill('/feed');
    await offers(page).filter({ hasText: '/feedback' }).waitFor();
    await page.keyboard.press('Tab');
    await page.getByRole('textbox', { name: 'keep' }).fill('on');
    await offers(page).filter({ hasText: 'on' }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    expect(await (await answerAt(page, 0)).innerText()).toContain('Feedback is on in this server.');
    const answer = await ask(page, question);
    await answer.getByRole('button', { name: 'Not right?' }).click();
    await page.getByRole('dialog').getByRole('radio').first().check();
    await page.getByRole('button', { name: 'Submit' }).click();
    expect(await (await answerAt(page, 2)).innerText()).toContain('Thank you.');
  });

  it('draws every kind of component that a message may have, and pictures of none', async () => {
    const channel = newChannel('components');
    const page = await visit(stage, { channel });
    const { discord } = stage.playground;
    const [id] = [...discord.world.channels.values()].flatMap((one) =>
      one.kind === 'text' && one.name === 'components' ? [one.id] : [],
    );
    await postMessage(discord, id ?? '', {
      flags: messageFlags.componentsV2,
      components: everyKind,
    });
    const drawn = page.locator('[data-author="bot"]');
    await drawn.getByRole('button', { name: 'Press' }).waitFor();
    expect(await drawn.getByRole('button', { name: 'Closed' }).isDisabled()).toBe(true);
    await drawn.getByRole('combobox', { name: 'Pick one' }).click();
    expect(await drawn.getByRole('option').allInnerTexts()).toEqual(['First\nthe 1st', 'Second']);
    await page.keyboard.press('Escape');
    expect(await drawn.getByRole('separator').count()).toBe(1);
    const accent = await page.evaluate('getComputedStyle(document.querySelector(".container")).borderInlineStartColor');
    expect(accent).toBe('rgb(255, 0, 128)');
    expect(await drawn.locator('.heading-2').innerText()).toBe('Heading');
    expect(await drawn.locator('ul li').allInnerTexts()).toEqual(['one', 'two']);
    expect(await drawn.locator('pre').innerText()).toBe('const a = 1;');
    expect(await drawn.locator('img').count()).toBe(0);
    await drawn.getByRole('button', { name: 'Outside' }).click();
    expect(await page.getByRole('dialog').innerText()).toContain('https://example.org/');
  });

  it('shows the source and more quotes to the presser alone, marked so, until they are dismissed', async () => {
    const channel = newChannel('ephemeral');
    const [page, other] = [await visit(stage, { channel }), await visit(stage, { as: 'Mina, moderator', channel })];
    const answer = await ask(page, question);
    const source = await press(page, answer, 'Check source');
    expect(await source.innerText()).toContain('Only you can see this');
    expect(await source.innerText()).toContain('receipt');
    const more = await press(page, answer, 'More quotes');
    expect(await more.innerText()).toContain('Only you can see this');
    await answerAt(other, 0);
    expect(await botMessages(other).count()).toBe(1);
    await more.getByRole('button', { name: 'Dismiss message' }).click();
    await expect.poll(() => botMessages(page).count()).toBe(2);
  });

  it('asks a follow-up by a form', async () => {
    const page = await visit(stage, { channel: newChannel('follow-up') });
    const answer = await ask(page, question);
    await answer.getByRole('button', { name: 'Follow up' }).click();
    await page.getByRole('dialog').getByLabel('Your question').fill('Who wrote the op-ed?');
    await page.getByRole('button', { name: 'Submit' }).click();
    expect(await (await answerAt(page, 1)).innerText()).toContain('Follow-up: Who wrote the op-ed?');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  });

  it('says that the document does not answer, and does not judge, whatever it is told to', async () => {
    const page = await visit(stage, { channel: newChannel('refusals') });
    const unanswerable = await ask(page, 'When was Hajib released from prison?');
    expect(await unanswerable.innerText()).toContain('The op-ed does not address this.');
    const trap = await ask(page, 'Is Hajib a terrorist?');
    expect(await trap.innerText()).toContain('Hearsay quotes and cites; it does not judge people.');
  });

  it('pings nobody with a member’s @everyone in a question or a message, and shows it as it was typed', async () => {
    const channel = newChannel('everyone');
    const [page, other] = [
      await visit(stage, { channel }),
      await visit(stage, { as: 'Ruben, second moderator', channel }),
    ];
    const answer = await ask(page, question);
    await answer.getByRole('button', { name: 'Follow up' }).click();
    await page.getByRole('dialog').getByLabel('Your question').fill('@everyone What is Mossalaha?');
    await page.getByRole('button', { name: 'Submit' }).click();
    expect(await (await answerAt(other, 1)).innerText()).toContain('@everyone What is Mossalaha?');
    await page.getByLabel('Message #').fill('@everyone hello');
    await page.keyboard.press('Enter');
    await other.locator('.message', { hasText: 'hello' }).waitFor();
    expect(await other.locator('.message.pings').count()).toBe(0);
    const owner = await visit(stage, { as: 'Olga, owner', channel });
    await owner.getByLabel('Message #').fill('@everyone this one does');
    await owner.keyboard.press('Enter');
    await other.locator('.message.pings', { hasText: 'this one does' }).waitFor();
  });

  it('answers a mention, and draws an Arabic question from right to left', async () => {
    const page = await visit(stage, { channel: newChannel('arabic') });
    await page.getByLabel('Message #').focus();
    await page.keyboard.type('@Hear');
    await page.keyboard.press('Enter');
    await page.keyboard.insertText('ما هي مصالحة؟');
    await page.keyboard.press('Enter');
    expect(await (await answerAt(page, 0)).innerText()).toContain('Arabic');
    const box = page.getByLabel('Message #');
    await box.fill('ما هي مصالحة؟');
    await page.keyboard.press('Enter');
    await page.locator('[data-author="person"] p:dir(rtl)', { hasText: 'ما هي مصالحة؟' }).waitFor();
  });

  it('refuses a question of 3,000 characters in a sentence for the asker alone', async () => {
    const page = await visit(stage, { channel: newChannel('long') });
    const answer = await ask(page, 'What is Mossalaha? '.repeat(158).slice(0, 3_000));
    expect(await answer.innerText()).toContain('Only you can see this');
    expect(await answer.innerText()).toMatch(/characters|long|short/);
  });

  it('serves two people at once, each what they may see', async () => {
    const channel = newChannel('two-people');
    const [ada, mina] = [await visit(stage, { channel }), await visit(stage, { as: 'Mina, moderator', channel })];
    await Promise.all([ask(ada, question), ask(mina, 'How much does Mossalaha cost?')]);
    for (const page of [ada, mina]) {
      await page.locator('.origin', { hasText: 'Ada used /ask' }).waitFor();
      await page.locator('.origin', { hasText: 'Mina used /ask' }).waitFor();
      await page.locator('.container', { hasText: 'does not address this' }).waitFor();
      await page.locator('.container', { hasText: 'Independently verified' }).first().waitFor();
    }
    const privately = { channel: '# moderators' };
    await visit(stage, { as: 'Mina, moderator', ...privately });
    expect(await ada.getByRole('button', { name: privately.channel }).count()).toBe(0);
  });

  it('shows that the bot is thinking, and the answer also to somebody who reloads meanwhile', async () => {
    const page = await visit(stage, { as: 'Mina, moderator', channel: newChannel('reload') });
    stage.playground.discord.faults.add({ kind: 'rate-limit', retryAfterMs: 1_500, method: 'PATCH' });
    await page.locator('.suggestion').first().click();
    await page.getByText('Hearsay is thinking…').waitFor();
    await page.reload();
    expect(await (await answerAt(page, 0)).innerText()).toContain('The op-ed claims');
    expect(await page.getByText('Hearsay is thinking…').count()).toBe(0);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('# reload');
    expect(await page.getByLabel('You are').inputValue()).toBe(
      stage.playground.discord.people.find(({ name }) => name === 'Mina')?.id,
    );
  });

  it('goes on answering after the bot has lost its connection', async () => {
    const page = await visit(stage, { channel: newChannel('gateway') });
    const { gateway } = stage.playground.discord;
    gateway.drop();
    await stage.playground.discord.until(() => (gateway.connected > 0 ? true : undefined), 'the bot to come back');
    expect(await (await ask(page, question)).innerText()).toContain('The op-ed claims');
  });

  it('says that the playground cannot be reached, and keeps what was typed', async () => {
    const page = await visit(stage, { channel: newChannel('stopped') });
    await page.context().setOffline(true);
    await page.getByLabel('Message #').fill('hello');
    await page.keyboard.press('Enter');
    expect(await page.getByRole('alert').innerText()).toContain('cannot be reached');
    await page.context().setOffline(false);
    await page.keyboard.press('Enter');
    await page.locator('[data-author="person"]', { hasText: 'hello' }).waitFor();
  });

  it('takes a message away for everybody when it is removed', async () => {
    const channel = newChannel('removal');
    const [page, other] = [await visit(stage, { channel }), await visit(stage, { as: 'Olga, owner', channel })];
    const answer = await ask(page, question);
    await answerAt(other, 0);
    await answer.getByRole('button', { name: 'Remove' }).click();
    for (const one of [page, other]) await expect.poll(() => botMessages(one).count()).toBe(0);
  });

  it('checks a message by its menu, and gives the focus back', async () => {
    const page = await visit(stage, { channel: newChannel('menu') });
    await page.getByLabel('Message #').fill('Morocco adopted a reintegration program named Mossalaha.');
    await page.keyboard.press('Enter');
    const more = page.getByRole('button', { name: 'More for the message of Ada' });
    await more.press('Enter');
    await page.keyboard.press('Escape');
    expect(await more.evaluate((one) => one.matches(':focus'))).toBe(true);
    await more.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await (await answerAt(page, 0)).innerText()).toContain('From the message');
  });

  it('makes no markup of what somebody types, and follows no link unasked', async () => {
    const page = await visit(stage, { channel: newChannel('hostile') });
    const hostile = '<img src=x onerror="document.title=1"> **bold** [words](https://example.org/elsewhere)';
    await page.getByLabel('Message #').fill(hostile);
    await page.keyboard.press('Enter');
    const message = page.locator('[data-author="person"]');
    expect(await message.innerText()).toContain('<img src=x onerror="document.title=1"> bold words');
    expect(await message.locator('img').count()).toBe(0);
    await message.getByRole('button', { name: 'words' }).click();
    expect(await page.getByRole('dialog').innerText()).toContain('https://example.org/elsewhere');
    await page.getByRole('button', { name: 'Stay here' }).click();
  });

  it('has its channels behind a button on a narrow screen, and nothing runs out of it', async () => {
    const page = await visit(stage, { channel: newChannel('narrow'), width: 390 });
    await ask(page, question);
    const wider = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
    expect(wider).toBeLessThanOrEqual(0);
  });

  it.each(['dark', 'light'] as const)('gives axe nothing serious to find in its %s theme', async (scheme) => {
    const page = await visit(stage, { channel: newChannel(`axe-${scheme}`), scheme });
    const answer = await ask(page, question);
    await press(page, answer, 'Check source');
    await page.getByLabel('Message #').fill('`code`, <@1>, ||spoiler||, https://example.org\n> quote\n-# small');
    await page.keyboard.press('Enter');
    await page.locator('[data-author="person"]').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByLabel('Message #').fill('/');
    await offers(page).first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press('Enter');
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await answer.getByRole('button', { name: 'Follow up' }).click();
    await page.getByRole('dialog').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });
});

describe.skipIf(!hasChromium)(`the server of the page${withoutChromium}`, () => {
  const body = JSON.stringify({ as: '1', action: { do: 'delete', message: '1' } });
  const own = () => new URL(stage.playground.url);

  it.each([
    { why: 'a POST of its own page', status: 200, origin: () => own().origin },
    { why: 'a POST of another site', status: 403, origin: () => 'https://example.org' },
    { why: 'a POST of another port', status: 403, origin: () => 'http://127.0.0.1:1' },
    { why: 'a POST that names no page', status: 403, origin: () => undefined },
    { why: 'another name that leads here', status: 403, origin: () => own().origin, host: 'example.org' },
    { why: 'an old token', status: 403, origin: () => own().origin, token: 'A'.repeat(24) },
    { why: 'no token', status: 403, origin: () => own().origin, token: '' },
  ])('answers $why with $status', async ({ status, origin, host, token }) => {
    const path = token === undefined ? `${own().pathname}actions` : `/${token}/actions`;
    expect(await post(path, origin(), host)).toBe(status);
  });

  it('refuses what it cannot read in a sentence, and bodies that are too large', async () => {
    const send = (text: string): Promise<Response> =>
      fetch(`${own()}actions`, { method: 'POST', body: text, headers: { Origin: own().origin } });
    expect(await (await send('{')).json()).toEqual({ problem: expect.stringContaining('cannot be read') });
    expect((await send(`"${'a'.repeat(70_000)}"`)).status).toBe(413);
  });

  it('lets the page load nothing from elsewhere and make no markup of words', async () => {
    const policy = (await fetch(own())).headers.get('content-security-policy');
    for (const part of ["default-src 'none'", "require-trusted-types-for 'script'", "frame-ancestors 'none'"])
      expect(policy).toContain(part);
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
  });

  /** `fetch` does not let a program name another host. */
  const post = (path: string, origin: string | undefined, host: string | undefined): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = own();
      const headers = { 'Content-Type': 'application/json', ...(origin ? { origin } : {}), ...(host ? { host } : {}) };
      const sent = request({ hostname, port, path, method: 'POST', headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      sent.on('error', reject);
      sent.end(body);
    });
});
