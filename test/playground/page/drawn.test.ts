import { pathToFileURL } from 'node:url';
import type { Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { projectFolder } from '../../../src/config.ts';
import { openPlayground } from '../../../src/playground/open-playground.ts';
import { callbackTypes, messageFlags } from '../../../src/playground/protocol.ts';
import type { GatewayEvent, TextChannel } from '../../../src/playground/world.ts';
import {
  botMessages,
  hasChromium,
  openBrowser,
  seriousFindings,
  type Visited,
  visit,
  withoutChromium,
} from '../browser.ts';
import { call } from '../stage.ts';

/*
 * What Discord's client draws and does, with a bot that is played here: it says what it is told to and answers what it
 * is asked. The bot itself is tried in page.test.ts.
 */

let stage: Visited;

beforeAll(async () => {
  if (!hasChromium) return;
  const playground = await openPlayground({
    port: 0,
    suggestions: [],
    projectFolder: pathToFileURL(projectFolder),
    startBot: async () => ({ close: async () => {} }),
  });
  const path = `/applications/${playground.discord.world.applicationId}/commands`;
  expect(await call(playground.discord, 'PUT', path, commands)).toMatchObject({ status: 200 });
  stage = { playground, browser: await openBrowser(), foreign: [] };
});

afterAll(async () => {
  await stage?.browser.close();
  await stage?.playground.close();
});

afterEach(() => {
  expect(stage?.foreign ?? []).toEqual([]);
});

const option = (type: number, name: string, more: object = {}) => ({ type, name, description: `A ${name}`, ...more });

const commands = [
  {
    name: 'every',
    description: 'Every kind of option',
    options: [
      {
        type: 2,
        name: 'group',
        description: 'A group',
        options: [
          {
            type: 1,
            name: 'kind',
            description: 'Every kind',
            options: [
              option(3, 'text', { required: true, min_length: 3 }),
              option(4, 'whole', { required: true, min_value: 2, max_value: 9 }),
              option(10, 'number', { min_value: 0.5 }),
              option(5, 'switch'),
              option(6, 'user'),
              option(7, 'channel'),
              option(8, 'role'),
              option(9, 'mentionable'),
              option(11, 'file'),
              option(3, 'choice', { choices: [{ name: 'First', value: '1' }] }),
            ],
          },
        ],
      },
    ],
  },
  { name: 'Greet', type: 2 },
  { name: 'Look at', type: 3 },
];

const guild = () => [...stage.playground.discord.world.guilds.values()][0]!;

function newChannel(name: string): TextChannel {
  return stage.playground.discord.addChannel(guild(), name);
}

/** What the bot says in a channel. */
async function say(channel: TextChannel, body: object): Promise<void> {
  const answer = await call(stage.playground.discord, 'POST', `/channels/${channel.id}/messages`, body);
  expect(answer).toMatchObject({ status: 200 });
}

const components = (...list: object[]) => ({ flags: messageFlags.componentsV2, components: list });
const row = (...list: object[]) => ({ type: 1, components: list });
const pressable = (label: string, style = 2) => ({ type: 2, style, label, custom_id: label });

const interaction = z.looseObject({ id: z.string(), token: z.string(), data: z.looseObject({}) });
type Interaction = z.output<typeof interaction>;

/** The next thing that somebody does, answered by the bot. */
function nextInteraction(answer: object = { type: callbackTypes.deferredUpdate }): Promise<Interaction> {
  const { discord } = stage.playground;
  return new Promise((resolve, reject) => {
    const stop = discord.world.listen((event: GatewayEvent) => {
      if (event.name !== 'INTERACTION_CREATE') return;
      stop();
      const asked = interaction.parse(event.data(true));
      const path = `/interactions/${asked.id}/${asked.token}/callback`;
      setImmediate(() => call(discord, 'POST', path, answer, '').then(() => resolve(asked), reject));
    });
  });
}

const greeting = (text: string) => ({ type: callbackTypes.message, data: { content: text } });

/** Opens a form of the bot's by a button. */
async function openForm(page: Page, channel: TextChannel, ...fields: object[]): Promise<Locator> {
  await say(channel, components(row(pressable('Open'))));
  const data = { custom_id: 'form', title: 'A form', components: fields };
  const opened = nextInteraction({ type: callbackTypes.modal, data });
  await page.getByRole('button', { name: 'Open' }).last().click();
  await opened;
  const dialog = page.getByRole('dialog', { name: 'A form' });
  await dialog.waitFor();
  return dialog;
}

const label = (words: string, component: object, more: object = {}) => ({
  type: 18,
  label: words,
  component: { custom_id: words, ...component },
  ...more,
});
const three = [1, 2, 3].map((at) => ({ label: `Option ${at}`, value: `${at}` }));

/** A red dot of one pixel. */
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC',
  'base64',
);

/** A message with files, as a bot sends it. */
async function sayWithFiles(channel: TextChannel, body: object, ...names: string[]): Promise<void> {
  const { discord } = stage.playground;
  const form = new FormData();
  form.set('payload_json', JSON.stringify(body));
  names.forEach((name, at) => {
    const type = name.endsWith('.png') ? 'image/png' : 'text/html';
    form.set(`files[${at}]`, new Blob([new Uint8Array(pixel)], { type }), name);
  });
  const sent = await fetch(`${discord.apiUrl}/v10/channels/${channel.id}/messages`, {
    method: 'POST',
    headers: { Authorization: `Bot ${discord.token}` },
    body: form,
  });
  expect(sent.status).toBe(200);
}

const longContainer = {
  type: 17,
  accent_color: 0x3ba55d,
  components: [
    { type: 10, content: '## M-11 · not checked\n> The op-ed says **so**.\n-# Paragraph 3' },
    { type: 14, spacing: 2 },
    ...[1, 2, 3].flatMap((at) => [
      {
        type: 9,
        components: [{ type: 10, content: `**Evidence ${at}**\nA publisher, 2026-11-22` }],
        accessory: pressable(`Read ${at}`),
      },
      row(
        ...['Approve', 'Send back', 'Add', 'Later', 'Withhold'].map((one, i) => pressable(`${one} ${at}`, (i % 4) + 1)),
      ),
    ]),
    row({ type: 3, custom_id: 'verdict', placeholder: 'Verdict', options: three }),
    row({ type: 5, custom_id: 'reviewer', placeholder: 'Second reviewer' }),
  ],
};

describe.skipIf(!hasChromium)(`what the page draws${withoutChromium}`, () => {
  it('draws words as Discord does: lists in lists, quotes, moments, mentions and spoilers for the keyboard', async () => {
    const channel = newChannel('words');
    const page = await visit(stage, { channel: '# words' });
    const [ada] = stage.playground.discord.people;
    const role = [...guild().roles.values()].find(({ name }) => name === 'moderator');
    const [command] = stage.playground.discord.commands;
    const content = [
      `# Heading\n- a\n  - b\n    1. c\n> quote\n-# small`,
      `<@${ada!.id}> <@&${role!.id}> <#${channel.id}> </every group kind:${command!.id}> <t:1700000000:D> <t:1700000000:R>`,
      '||hidden **words**|| [masked](https://example.org/a "title") `code`',
    ].join('\n');
    await say(channel, { content });
    const drawn = botMessages(page).first();
    expect(await drawn.locator('ul > li > ul > li > ol > li').innerText()).toBe('c');
    expect(await drawn.locator('.mention').allInnerTexts()).toEqual([
      '@Ada',
      '@moderator',
      '#words',
      '/every group kind',
    ]);
    expect(await drawn.locator('time.moment').first().innerText()).toContain('2023');
    expect(await drawn.locator('time.moment').last().innerText()).toMatch(/years ago$/);
    expect(await drawn.innerText()).not.toContain('hidden');
    await drawn.getByRole('button', { name: 'Spoiler' }).press('Enter');
    expect(await drawn.locator('.uncovered').innerText()).toBe('hidden words');
    await drawn.getByRole('button', { name: '/every group kind' }).click();
    await page.getByRole('textbox', { name: 'text (required)' }).waitFor();
  });

  it('draws pictures that came with a message, and for all others what they show', async () => {
    const channel = newChannel('pictures');
    const page = await visit(stage, { channel: '# pictures' });
    const elsewhere = { media: { url: 'https://example.org/a.png' }, description: 'A map' };
    await sayWithFiles(
      channel,
      components(
        { type: 9, components: [{ type: 10, content: 'words' }], accessory: { type: 11, ...elsewhere } },
        {
          type: 12,
          items: [elsewhere, { media: { url: 'attachment://dot.png' }, description: 'A dot', spoiler: true }],
        },
        { type: 13, file: { url: 'attachment://notes.html' } },
      ),
      'dot.png',
      'notes.html',
    );
    const drawn = botMessages(page).first();
    expect(await drawn.locator('.missing').allInnerTexts()).toEqual(
      Array.from({ length: 2 }, () => expect.stringContaining('A map')),
    );
    await drawn.getByRole('button', { name: 'Spoiler' }).click();
    const picture = drawn.getByRole('img', { name: 'A dot' });
    await expect
      .poll(() => picture.evaluate((one) => (one as unknown as { naturalWidth: number }).naturalWidth))
      .toBe(1);
    const file = await page.request.get(
      new URL((await drawn.locator('.file a').getAttribute('href')) ?? '', page.url()).href,
    );
    expect(file.headers()).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': 'attachment',
    });
    await sayWithFiles(channel, { content: 'under it' }, 'loose.png');
    await botMessages(page).nth(1).getByRole('img', { name: 'loose.png' }).waitFor();
  });

  it('draws embeds as other bots have them, unless they are suppressed', async () => {
    const channel = newChannel('embeds');
    const page = await visit(stage, { channel: '# embeds' });
    const embed = {
      color: 0x00ff00,
      author: { name: 'Somebody' },
      title: 'A title',
      url: 'https://example.org/title',
      description: '**bold**',
      fields: [
        { name: 'One', value: '- a', inline: true },
        { name: 'Two', value: 'b', inline: true },
      ],
      footer: { text: 'The foot' },
      timestamp: '2026-11-22T12:00:00.000Z',
      image: { url: 'https://example.org/p.png' },
    };
    await say(channel, { content: 'one', embeds: [embed] });
    await say(channel, { content: 'two', embeds: [embed], flags: messageFlags.suppressEmbeds });
    const drawn = page.locator('.embed');
    await botMessages(page).nth(1).waitFor();
    expect(await drawn.count()).toBe(1);
    const words = await drawn.innerText();
    for (const part of ['Somebody', 'A title', 'bold', 'One', 'Two', 'The foot', '2026', 'Picture'])
      expect(words).toContain(part.replace('2026', '26'));
    await drawn.getByRole('button', { name: 'A title' }).click();
    expect(await page.getByRole('dialog').innerText()).toContain('https://example.org/title');
  });

  it('sends what is chosen in a select by the keyboard, as much as is asked for', async () => {
    const channel = newChannel('selects');
    const page = await visit(stage, { channel: '# selects' });
    await say(
      channel,
      components(
        row({ type: 3, custom_id: 'many', placeholder: 'Two', min_values: 2, max_values: 2, options: three }),
        row({ type: 5, custom_id: 'who', placeholder: 'Who' }),
        row({ type: 8, custom_id: 'where', placeholder: 'Where' }),
        row({ type: 7, custom_id: 'anybody', placeholder: 'Anybody' }),
      ),
    );
    const many = page.getByRole('combobox', { name: 'Two' });
    await many.press('Enter');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await page.getByText('Choose at least 2.').waitFor();
    await many.press('Enter');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    expect(await page.getByRole('option', { name: 'Option 2' }).getAttribute('aria-disabled')).toBe('true');
    const sent = nextInteraction();
    await page.keyboard.press('Escape');
    expect((await sent).data).toMatchObject({ custom_id: 'many', values: ['1', '3'] });
    const [, mina] = stage.playground.discord.people;
    const who = nextInteraction();
    await page.getByRole('combobox', { name: 'Who' }).press('Enter');
    await page.keyboard.type('min');
    await page.keyboard.press('Enter');
    expect((await who).data).toMatchObject({ component_type: 5, values: [mina!.id] });
    const where = nextInteraction();
    await page.getByRole('combobox', { name: 'Where' }).click();
    await page.getByRole('option', { name: '#selects' }).click();
    expect((await where).data).toMatchObject({ values: [channel.id] });
    await page.getByRole('combobox', { name: 'Anybody' }).click();
    await page.getByRole('option', { name: '@moderator' }).waitFor();
  });

  it('takes every field of a form, says at each what is wrong, and keeps and gives back the focus', async () => {
    const channel = newChannel('forms');
    const page = await visit(stage, { channel: '# forms' });
    const dialog = await openForm(
      page,
      channel,
      label('Short', { type: 4, style: 1, min_length: 3 }, { description: 'A few letters' }),
      label('Radio', { type: 21, options: three }),
      label('Checks', { type: 22, min_values: 2, options: three }),
      label('Members', { type: 5, max_values: 2 }),
      label('Files', { type: 19 }),
    );
    await dialog.getByLabel('Short').fill('ab');
    await dialog.getByRole('button', { name: 'Submit' }).click();
    expect(await dialog.locator('.field-problem:visible').allInnerTexts()).toEqual([
      'Write at least 3 characters; these are 2.',
      'Choose something.',
      'Choose at least 2.',
      'Choose something.',
      'Choose something.',
    ]);
    expect(await dialog.getByLabel('Short').evaluate((one) => one.matches(':focus'))).toBe(true);
    await dialog.getByLabel('Short').fill('abc');
    await dialog.getByLabel('Option 2').first().check();
    for (const at of [1, 3]) await dialog.getByRole('checkbox', { name: `Option ${at}` }).check();
    await dialog.getByRole('combobox', { name: 'Members' }).click();
    await dialog.getByRole('option', { name: 'Ada' }).click();
    await page.keyboard.press('Tab');
    await dialog
      .getByLabel('Files')
      .setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('hi') });
    await dialog.getByRole('button', { name: 'Submit' }).focus();
    await page.keyboard.press('Tab');
    expect(await dialog.getByLabel('Short').evaluate((one) => one.matches(':focus'))).toBe(true);
    const sent = nextInteraction();
    await page.keyboard.press('Enter');
    const [ada] = stage.playground.discord.people;
    const fields = [
      { value: 'abc' },
      { value: '2' },
      { values: ['1', '3'] },
      { values: [ada!.id] },
      { values: [expect.any(String)] },
    ];
    const { data } = await sent;
    expect(data).toMatchObject({ components: fields.map((component) => ({ component })) });
    expect(JSON.stringify(data)).toContain('"filename":"a.txt"');
    await dialog.waitFor({ state: 'detached' });
    expect(await page.getByRole('button', { name: 'Open' }).evaluate((one) => one.matches(':focus'))).toBe(true);
  });

  it('fills a form with what the bot has put into it', async () => {
    const channel = newChannel('filled');
    const page = await visit(stage, { channel: '# filled' });
    const picked = three.map((one, at) => ({ ...one, default: at === 1 }));
    const dialog = await openForm(
      page,
      channel,
      { type: 10, content: '**Words** before' },
      label('Long', { type: 4, style: 2, value: 'as it was', required: false }),
      label('One of', { type: 3, options: picked }),
      label('Agree', { type: 23, default: true }),
      label('Where', { type: 8, required: false, min_values: 0 }),
    );
    expect(await dialog.innerText()).toContain('Words before');
    const sent = nextInteraction(greeting('done'));
    await dialog.getByRole('button', { name: 'Submit' }).click();
    const fields = [{ value: 'as it was' }, { values: ['2'] }, { value: true }, { values: [] }];
    expect((await sent).data).toMatchObject({ components: [{}, ...fields.map((component) => ({ component }))] });
  });

  it('takes options of every kind in the box, and refuses in a sentence what they do not take', async () => {
    newChannel('options');
    const page = await visit(stage, { channel: '# options' });
    await page.getByLabel('Message #').fill('/kind');
    await page.locator('.offers [role="option"]', { hasText: '/every group kind' }).waitFor();
    await page.keyboard.press('Enter');
    const field = (name: string): Locator => page.getByRole('textbox', { name, exact: false });
    await field('whole').fill('10');
    await page.keyboard.press('Enter');
    await page.getByText('"text" is required.').waitFor();
    await page.getByText('"whole" is at most 9.').waitFor();
    await field('text (required)').fill('abc');
    await field('whole').fill('9');
    await field('number').fill('0.5');
    for (const [name, typed] of [
      ['switch', 'True'],
      ['user', 'Mina'],
      ['channel', 'options'],
      ['role', 'moderator'],
      ['mentionable', 'moderator'],
      ['choice', 'First'],
    ] as const) {
      await field(name).fill(typed);
      await page.locator('.offers [role="option"]:visible', { hasText: typed }).first().waitFor();
      await page.keyboard.press('Tab');
    }
    await page.getByLabel('file').setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('hi') });
    const sent = nextInteraction(greeting('done'));
    await page.getByRole('button', { name: 'Send' }).click();
    const [, mina] = stage.playground.discord.people;
    const { data } = await sent;
    const values = [
      { name: 'text', value: 'abc' },
      { name: 'whole', value: 9 },
      { name: 'number', value: 0.5 },
      { name: 'switch', value: true },
      { name: 'user', value: mina!.id },
      { name: 'channel' },
      { name: 'role' },
      { name: 'mentionable' },
      { name: 'file' },
      { name: 'choice', value: '1' },
    ];
    expect(data).toMatchObject({ options: [{ name: 'group', options: [{ name: 'kind', options: values }] }] });
    expect(JSON.stringify(data)).toContain('"filename":"a.txt"');
  });

  it('offers a person’s commands in the menu of the name, and a message’s by the right button of the mouse', async () => {
    const channel = newChannel('menus');
    const page = await visit(stage, { channel: '# menus' });
    await say(channel, { content: 'hello' });
    const greet = nextInteraction(greeting('greeted'));
    await botMessages(page).getByRole('button', { name: 'Hearsay', exact: true }).press('Enter');
    await page.getByRole('menuitem', { name: 'Apps: Greet' }).click();
    expect((await greet).data).toMatchObject({ type: 2, target_id: stage.playground.discord.botId });
    const look = nextInteraction(greeting('seen'));
    await page.locator('.message').getByText('hello').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Apps: Look at' }).click();
    expect((await look).data).toMatchObject({ type: 3, name: 'Look at' });
  });

  it('shows that the bot types, for ten seconds or until its message', async () => {
    const channel = newChannel('typing');
    const page = await visit(stage, { channel: '# typing' });
    const type = () => call(stage.playground.discord, 'POST', `/channels/${channel.id}/typing`);
    const line = page.getByText('Hearsay is typing…');
    await page.clock.install();
    await type();
    await line.waitFor();
    await page.clock.fastForward(9_000);
    expect(await line.isVisible()).toBe(true);
    await page.clock.fastForward(1_500);
    await line.waitFor({ state: 'hidden' });
    await type();
    await line.waitFor();
    await say(channel, { content: 'there' });
    await line.waitFor({ state: 'hidden' });
  });

  it('marks what is unread at channels and servers, and where it begins', async () => {
    const [here, there] = [newChannel('unread-here'), newChannel('unread-there')];
    const page = await visit(stage, { channel: '# unread-here' });
    const [ada] = stage.playground.discord.people;
    const other = page.getByRole('button', { name: '# unread-there' });
    await say(there, { content: 'seen later' });
    await page.getByRole('button', { name: '# unread-there unread' }).waitFor();
    await page.getByRole('heading', { name: 'Reading group unread' }).waitFor();
    await say(there, { content: `<@${ada!.id}> look`, allowed_mentions: { parse: ['users'] } });
    await page.getByRole('button', { name: '# unread-there 1 for you' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: '# unread-there 1 for you' }).waitFor();
    await other.click();
    await page.locator('.message', { hasText: 'seen later' }).locator('.line.new').waitFor();
    await page.getByRole('button', { name: '# unread-there', exact: true }).waitFor();
    await page.getByRole('button', { name: '# unread-here' }).click();
    for (let at = 0; at < 30; at += 1) await say(here, { content: `line ${at}\n\n.` });
    await page.locator('.message', { hasText: 'line 29' }).waitFor();
    await page.getByRole('log').evaluate((log) => log.scrollTo(0, 0));
    await say(here, { content: 'far below' });
    await page.getByRole('button', { name: '1 new message' }).click();
    await expect.poll(() => page.getByRole('button', { name: '1 new message' }).isVisible()).toBe(false);
    await page.locator('.message', { hasText: 'far below' }).locator('.line.new').waitFor();
  });

  it('reads new messages out once, and neither edits nor one’s own', async () => {
    const channel = newChannel('aloud');
    const page = await visit(stage, { channel: '# aloud' });
    const read = page.locator('#announcer');
    await say(channel, components({ type: 17, components: [{ type: 10, content: '**First** words' }] }));
    await expect.poll(() => read.innerText()).toBe('Hearsay: First words');
    const [message] = stage.playground.discord.messagesIn(channel);
    await call(stage.playground.discord, 'PATCH', `/channels/${channel.id}/messages/${message!.id}`, {
      components: [{ type: 10, content: 'Changed' }],
    });
    await page.getByText('(edited)').waitFor();
    await page.getByLabel('Message #').fill('mine');
    await page.keyboard.press('Enter');
    await page.locator('[data-author="person"]').waitFor();
    expect(await read.innerText()).toBe('Hearsay: First words');
    expect(await page.getByRole('log').getAttribute('aria-live')).toBe('off');
  });

  it('lists threads below their channel, and puts one away that is over', async () => {
    const channel = newChannel('threads');
    const page = await visit(stage, { channel: '# threads' });
    const olga = stage.playground.discord.people.find(({ name }) => name === 'Olga');
    const thread = olga!.startThread(channel, 'inside');
    await page.locator('.message', { hasText: 'started a thread: inside' }).waitFor();
    await page.getByRole('button', { name: 'inside' }).click();
    await page.getByRole('textbox', { name: 'Message' }).fill('in the thread');
    await page.keyboard.press('Enter');
    await page.locator('[data-author="person"]', { hasText: 'in the thread' }).waitFor();
    olga!.changeThread(thread, { archived: true });
    await expect.poll(() => page.getByRole('button', { name: 'inside' }).count()).toBe(0);
  });

  it.each(['dark', 'light'] as const)('gives axe nothing serious to find in all of it, %s', async (scheme) => {
    const channel = newChannel(`axe-all-${scheme}`);
    const page = await visit(stage, { channel: `# axe-all-${scheme}`, scheme });
    await say(channel, components(longContainer));
    await say(channel, {
      content: '- a\n  - b\n||spoiler|| <t:1:R> <#1> </every group kind:1> `code`\n```\npre\n```',
      embeds: [{ title: 'T', url: 'https://example.org', fields: [{ name: 'a', value: 'b', inline: true }] }],
    });
    await say(newChannel(`axe-other-${scheme}`), { content: 'unread' });
    await page.getByRole('combobox', { name: 'Verdict' }).click();
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByLabel('Message #').fill('/every group kind ');
    await page.keyboard.press('Enter');
    await page.getByText('"text" is required.').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    const dialog = await openForm(
      page,
      channel,
      label('Short', { type: 4, style: 1 }, { description: 'A few letters' }),
      label('Radio', { type: 21, options: three }),
      label('Checks', { type: 22, options: three }),
      label('Select', { type: 3, options: three }),
      label('Files', { type: 19 }),
    );
    await dialog.getByRole('button', { name: 'Submit' }).click();
    await dialog.getByText('Fill this in.').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('keeps long containers and forms inside a narrow screen', async () => {
    const channel = newChannel('narrow-all');
    const page = await visit(stage, { channel: '# narrow-all', width: 390 });
    await say(channel, components(longContainer));
    const dialog = await openForm(
      page,
      channel,
      label('Long', { type: 4, style: 2 }),
      label('Pick', { type: 3, options: three }),
      label('Files', { type: 19 }),
    );
    for (const part of [
      'document.documentElement',
      'document.querySelector("dialog")',
      'document.querySelector("#log")',
    ])
      expect(await page.evaluate(`${part}.scrollWidth - ${part}.clientWidth`)).toBeLessThanOrEqual(0);
    await dialog.getByRole('combobox').click();
    const box = await page.getByRole('listbox', { name: 'Pick' }).boundingBox();
    expect(box!.x + box!.width).toBeLessThanOrEqual(390);
  });
});
