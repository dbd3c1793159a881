import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Bot } from '../../src/discord/start-bot.ts';
import type { Message } from '../../src/playground/world.ts';
import { type BotStage, buttonOf, buttonsOf, setBotStage, wordsOf } from './bot-stage.ts';

let stage: BotStage;
let bot: Bot;

beforeAll(async () => {
  stage = await setBotStage();
  bot = await stage.start();
});

afterAll(async () => {
  await bot.close();
  await stage.close();
});

let linesRead = 0;
afterEach(() => {
  const since = stage.lines.slice(linesRead);
  linesRead = stage.lines.length;
  expect(since.filter(({ level }) => level === 'error')).toEqual([]);
});

const summed = (options: Readonly<Record<string, string>> = {}): Promise<Message> =>
  stage.asker.slash(stage.channel, 'summary', options).message();
const announced = 'Statistics that confirm the effectiveness of Morocco’s counter terrorism approach';

describe('/summary', () => {
  it('shows what the document is and argues in one message, with its chapters behind buttons', async () => {
    const message = await summed();
    const words = wordsOf(message);
    expect(words).toContain(
      'An op-ed published by Middle East Online; author and date not given. It says of itself: “',
    );
    expect(words).toContain(`“${announced}”`);
    expect(words).toContain('a heading; its section gives no figure');
    expect(words).not.toMatch(/Hajib|Amri/u);
    expect(words.length).toBeLessThan(1_400);
    expect(Object.keys(buttonsOf(message)).slice(0, 5)).toEqual([
      'Section by section',
      'Who is accused',
      'Independently verified',
      'What is missing',
      'Send me all',
    ]);
  });

  it('is recorded as what it is, without its focus', async () => {
    const message = await summed({ focus: 'social media', length: 'sections' });
    const id = buttonOf(message, 'Check source').split(':')[1] ?? '';
    const shown = () => stage.app.servers.shown(id, new Date(stage.now));
    await expect.poll(async () => (await shown())?.message).toBe(message.id);
    expect(await shown()).toMatchObject({ kind: 'summary', rules: { summary: 'sections+focus', frame: 'en' } });
    expect(JSON.stringify(await shown())).not.toContain('social');
    expect(wordsOf(message)).toContain('Focus: `social media`');
  });

  it('opens each chapter for who asks alone, turns its pages in place, and leads to the others', async () => {
    const message = await summed();
    const opened = stage.stranger.press(message, buttonOf(message, 'Section by section'));
    const first = await opened.message();
    const firstWords = wordsOf(first);
    expect(opened.ephemeral).toBe(true);
    expect(wordsOf(first)).toContain('Section by section · The op-ed claims');
    expect(wordsOf(first)).toMatch(/Page 1 of [2-9]/u);
    const turned = stage.stranger.press(first, buttonOf(first, 'Next'));
    const second = await turned.messageWhere((card) => wordsOf(card) !== firstWords);
    expect(second.id).toBe(first.id);
    expect(wordsOf(second)).toMatch(/Page 2 of [2-9]/u);
    const turnedAgain = stage.stranger.press(second, buttonOf(second, 'Who is accused'));
    const accused = await turnedAgain.messageWhere((card) => wordsOf(card).includes('Who is accused'));
    expect(accused.id).toBe(first.id);
    expect(wordsOf(accused)).toContain('M-6');
    expect(wordsOf(accused)).toContain('checked, not enough evidence');
  });

  it.each([
    { chapter: 'Independently verified', says: 'Since 2017 the Moroccan prison administration' },
    { chapter: 'What is missing', says: 'Counted, not judged' },
  ])('has a chapter $chapter', async ({ chapter, says }) => {
    const message = await summed();
    const card = await stage.asker.press(message, buttonOf(message, chapter)).message();
    expect(wordsOf(card)).toContain(says);
  });

  it('sends all of it as a Markdown file', async () => {
    const message = await summed();
    const sent = await stage.asker.press(message, buttonOf(message, 'Send me all')).message();
    expect(sent.attachments.map(({ name }) => name)).toEqual(['meo-mossalaha.summary.md']);
  });

  it('in one message has no chapters', async () => {
    expect(Object.keys(buttonsOf(await summed({ length: 'short' })))).not.toContain('Section by section');
  });

  it('says where the document does not address the focus', async () => {
    expect(wordsOf(await summed({ focus: 'penguins' }))).toContain('The op-ed does not address this.');
  });

  it('refuses a focus without words for the asker alone', async () => {
    const handle = stage.asker.slash(stage.channel, 'summary', { focus: '  ' });
    expect(wordsOf(await handle.message())).toContain('There are no words');
    expect(handle.ephemeral).toBe(true);
  });

  it('leaves out what is hidden, at once and everywhere', async () => {
    const message = await summed();
    const about = { documentOwner: 'everyone', documentId: 'meo-mossalaha' };
    const who = { id: stage.moderator.id, role: 'moderator', server: stage.guild.id } as const;
    const { ledger } = await stage.app.screens.openNamed(stage.guild.id, 'meo-mossalaha');
    const claim = ledger.claims.find(({ key }) => key === 'statistics-confirm-effectiveness')?.number ?? 0;
    await stage.app.desk.hide(who, about, claim, 'An appeal is looked at.');
    const missing = await stage.asker.press(message, buttonOf(message, 'What is missing')).message();
    expect(wordsOf(missing)).not.toContain(announced);
    await stage.app.desk.showAgain(who, about, claim, 'It was looked at.');
  });
});

describe('/brief', () => {
  it('shows a claim on one page for the asker alone', async () => {
    const handle = stage.asker.slash(stage.channel, 'brief', { claim: 'M-15' });
    const words = wordsOf(await handle.message());
    expect(handle.ephemeral).toBe(true);
    for (const chapter of ['The claim', 'How it stands', 'Evidence for it', 'Evidence against it', 'Open questions'])
      expect(words).toContain(`**${chapter}**`);
    expect(words).toContain('“Germany has become an incubator for terrorists and ISIS followers”');
  });

  it.each(['md', 'html'])('sends it as %s', async (format) => {
    const message = await stage.asker.slash(stage.channel, 'brief', { claim: '11', format }).message();
    expect(message.attachments.map(({ name }) => name)).toEqual([`meo-mossalaha.11.brief.${format}`]);
  });

  it('knows no claim that there is not', async () => {
    const message = await stage.asker.slash(stage.channel, 'brief', { claim: 'M-999' }).message();
    expect(wordsOf(message)).toContain('There is no such claim here.');
  });

  it('offers claims by number, never by a word of theirs', async () => {
    const offered = await stage.asker.autocomplete(stage.channel, 'brief', 'claim', 'M-1').choices();
    expect(offered.map(({ name }) => name)).toContain('M-15 · ¶ 5 · evidence conflicts');
  });
});
