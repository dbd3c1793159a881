import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Bot } from '../../src/discord/start-bot.ts';
import type { Message } from '../../src/playground/world.ts';
import { type BotStage, buttonOf, setBotStage, wordsOf } from './bot-stage.ts';
import { builtIn, claimSaid } from './corrections-stage.ts';

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

const menu = 'Re-check this answer';
const asked = (): Promise<Message> =>
  stage.asker.slash(stage.channel, 'ask', { question: 'Where is Hajib now?' }).message();
const recheck = async (message: Message): Promise<string> =>
  wordsOf(await stage.stranger.messageMenu(stage.channel, menu, message).message());
const moderator = () => ({ id: stage.moderator.id, role: 'moderator', server: stage.guild.id }) as const;
const hide = (claim: number) => stage.app.desk.hide(moderator(), builtIn, claim, 'It is being looked at.');
const showAgain = (claim: number) => stage.app.desk.showAgain(moderator(), builtIn, claim, 'It is in order.');
const wordsNow = ({ id }: Message): string => wordsOf(stage.discord.message(id)!);

/** What is on record of an answer, once the bot has noted where it went. */
async function recordOf(message: Message) {
  const id = buttonOf(message, 'Check source').split(':')[1] ?? '';
  const stored = () => stage.app.servers.shown(id, new Date(stage.now));
  await expect.poll(async () => (await stored())?.message).toBe(message.id);
  return (await stored())!;
}

describe('a claim that is hidden and shown again while people look', () => {
  it('goes from the message and comes back to it, whose buttons still work', async () => {
    const message = await asked();
    const { number } = claimSaid(await recordOf(message));
    await hide(number);
    await stage.discord.until(() => wordsNow(message).includes('Withheld') || undefined, 'the claim to go');
    await showAgain(number);
    await stage.discord.until(() => wordsNow(message).includes('Shown again') || undefined, 'the claim to come back');
    const now = stage.discord.message(message.id)!;
    const card = await stage.asker.press(now, buttonOf(now, 'Check source')).message();
    expect(wordsOf(card)).toContain('The paragraph it stands in');
  });
});

describe(menu, () => {
  it('shows how its claims stood then and stand now, for the asker alone', async () => {
    const message = await asked();
    const { number, standing } = claimSaid(await recordOf(message));
    expect(await recheck(message)).toContain('Everything it says of claims stands as it did.');
    await hide(number);
    await stage.discord.until(() => wordsNow(message).includes('Withheld') || undefined, 'the claim to go');
    const card = stage.stranger.messageMenu(stage.channel, menu, message);
    const words = wordsOf(await card.message());
    expect(card.ephemeral).toBe(true);
    expect(words).toContain(`M-${number}: then ${standing}, now withheld while it is reviewed.`);
    expect(words).toMatch(new RegExp(`\\d{4}-\\d\\d-\\d\\d · M-${number}: ${standing} → withheld`, 'u'));
    expect(words).not.toContain('“');
    await showAgain(number);
    await stage.discord.until(() => wordsNow(message).includes('Shown again') || undefined, 'the claim to come back');
  });

  it.each([{ what: 'somebody’s own message', of: () => stage.asker.say(stage.channel, 'Good morning.') }])(
    'says one sentence about $what',
    async ({ of }) => {
      expect(await recheck(await of())).toMatch(/^I have no record of an answer in this message\./u);
    },
  );
});
