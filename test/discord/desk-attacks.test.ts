import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Bot } from '../../src/discord/start-bot.ts';
import { everyone } from '../../src/domain/everyone.ts';
import type { Person } from '../../src/playground/person.ts';
import { permissions } from '../../src/playground/protocol.ts';
import type { Message } from '../../src/playground/world.ts';
import { buttonOf, buttonsOf, wordsOf } from './bot-stage.ts';
import { changed, claim, type DeskStage, fill, press, setDeskStage, told } from './desk-stage.ts';

let stage: DeskStage;
let bot: Bot;

beforeAll(async () => {
  stage = await setDeskStage();
  bot = await stage.start();
});

afterAll(async () => {
  await bot.close();
  await stage.close();
});

afterEach(() => {
  expect(stage.lines.filter(({ level }) => level === 'error')).toEqual([]);
});

const open = (person: Person, number: string): Promise<Message> => claim(stage, person, number);
const ledger = () => stage.app.ledgers.of({ owner: everyone, documentId: 'meo-mossalaha' }, stage.guild.id);

type Record = { readonly link: string; readonly stance: string; readonly confirmed?: string; readonly words?: string };

/** Files a complete record. @returns the claim's card */
async function addRecord(person: Person, number: string, { link, stance, confirmed = 'page', words }: Record) {
  const paraphrase = words ?? 'It reports what its own people saw.';
  const form = { link, stance, paraphrase, quote: '', confirmed };
  const draft = await fill(person, await open(person, number), 'Add evidence', form);
  const { hostname } = new URL(link);
  const details = { publisher: hostname, title: 'A report', date: '2024', locator: '', origin: hostname };
  return press(person, await fill(person, draft, 'Details', details), 'File it');
}

describe('a claim that is hidden', () => {
  it('keeps its evidence and its history from members whose cards were opened before', async () => {
    const [first, second] = [await open(stage.asker, 'M-11'), await open(stage.asker, 'M-11')];
    const answer = await stage.asker
      .slash(stage.channel, 'ask', { question: 'Was Mohamed Hajib convicted in Morocco of terrorism?' })
      .message();
    const records = (await ledger()).evidence.get(11) ?? [];
    expect(records.length).toBeGreaterThan(4);
    await fill(stage.moderator, await open(stage.moderator, 'M-11'), 'Hide', { reason: 'We look at it.' });
    const shown = [
      wordsOf(await press(stage.asker, first, 'Evidence')),
      wordsOf(await press(stage.asker, second, 'History')),
      wordsOf(await open(stage.asker, 'M-11')),
      wordsOf(await stage.asker.press(answer, buttonOf(answer, 'Evidence')).message()),
    ];
    for (const words of shown)
      for (const { paraphrase } of records) expect(words).not.toContain(paraphrase.slice(0, 30));
    for (const words of shown.slice(0, 3)) expect(words).toMatch(/^\*\*M-11\*\*\n/);
    const desk = await press(stage.moderator, await open(stage.moderator, 'M-11'), 'Evidence');
    expect(wordsOf(desk)).toContain('M-11');
    await fill(stage.moderator, await open(stage.moderator, 'M-11'), 'Show again', { reason: 'It may be read.' });
  });

  it('is in no list of the command line', async () => {
    await fill(stage.moderator, await open(stage.moderator, 'M-26'), 'Hide', { reason: 'We look at it.' });
    const listed = await stage.app.assistant.claims({ server: stage.guild.id });
    expect(listed.length).toBeGreaterThan(0);
    expect(listed.map(({ id }) => id)).not.toContain('M-26');
    await fill(stage.moderator, await open(stage.moderator, 'M-26'), 'Show again', { reason: 'It may be read.' });
  });
});

describe('a form that was opened before somebody else acted', () => {
  it('proposes nothing on evidence that its author has not seen', async () => {
    const card = await open(stage.moderator, 'M-4');
    const form = await stage.moderator.press(card, buttonOf(card, 'Propose')).modal();
    await addRecord(stage.second, 'M-4', { link: 'https://daily.org/1', stance: 'refutes' });
    const values = { label: 'not-enough-evidence', reason: 'There is too little.', fact: '', asof: '' };
    expect(await told(stage.moderator.submitModal(form, values))).toContain('has changed since you opened the form');
    expect((await ledger()).proposals.size).toBe(0);
  });

  it('does not undo what another corrected', async () => {
    const card = await open(stage.moderator, 'M-27');
    const form = await stage.moderator.press(card, buttonOf(card, 'Correct')).modal();
    const other = { statement: '', kind: 'opinion', accused: 'An office', checkable: 'no' };
    await fill(stage.second, await open(stage.second, 'M-27'), 'Correct', other);
    const values = { statement: '', kind: 'factual', accused: '', checkable: 'yes' };
    expect(await told(stage.moderator.submitModal(form, values))).toContain('nothing of theirs was overwritten');
    expect((await ledger()).claims.find(({ number }) => number === 27)).toMatchObject({
      kind: 'opinion',
      accused: ['An office'],
    });
  });
});

describe('a record from memory', () => {
  it('is never shown, and can be withdrawn to make room for one that was read', async () => {
    const link = 'https://weekly.org/1';
    await addRecord(stage.moderator, 'M-19', { link, stance: 'supports', confirmed: 'memory', words: 'As I recall.' });
    const card = await open(stage.moderator, 'M-19');
    expect(wordsOf(card)).not.toContain('As I recall.');
    const form = await stage.moderator.press(card, buttonOf(card, 'Withdraw evidence')).modal();
    const fields = form.components.flatMap((one) => ('component' in one ? [one.component] : []));
    const options = fields.flatMap((field) => (field.type === 3 ? field.options : []));
    const remembered = options.find(({ label }) => label.includes('weekly.org') && label.includes('from memory'));
    const values = { record: [remembered?.value ?? ''], reason: 'Now read.' };
    await changed(stage.moderator.submitModal(form, values), { ...card });
    const filed = await addRecord(stage.moderator, 'M-19', { link, stance: 'supports', words: 'As I have read.' });
    expect(wordsOf(filed)).toMatch(/^✓ Filed\./);
  });
});

describe('the longest texts that forms take', () => {
  const long = (length: number): string => `${'*_|<@1234567890123456> “x” [y](z) # '.repeat(60).slice(0, length - 1)}z`;

  it('make cards that Discord takes; replies are read whole, and neither ping nor quote nor link', async () => {
    for (const at of [1, 2, 3]) {
      const link = `https://long${at}.org/${'a'.repeat(1_900)}`;
      await addRecord(stage.moderator, 'M-5', { link, stance: 'supports', words: long(600) });
    }
    for (const last of ['a', 'b', 'c']) {
      const reply = { text: `${long(999)}${last}`, from: long(200) };
      await fill(stage.moderator, await open(stage.moderator, 'M-5'), 'Record a reply', reply);
    }
    const verdict = { label: 'not-enough-evidence', reason: long(500), fact: '', asof: '' };
    const proposed = await fill(stage.moderator, await open(stage.moderator, 'M-5'), 'Propose', verdict);
    expect(wordsOf(proposed)).toContain('Proposed: checked, not enough evidence');
    const member = await open(stage.asker, 'M-5');
    expect(wordsOf(member)).toContain('**Reply of who is accused**: «');
    const whole = wordsOf(await press(stage.asker, member, 'Replies'));
    expect(whole).toContain('zc»');
    expect(whole).not.toMatch(/(?<!\\)<@|“|(?<!\\)\]\(/u);
    expect(whole).toMatch(/theirs, from .*recorded \d{4}-\d{2}-\d{2}$/su);
  });
});

describe('/feedback', () => {
  it('is for owners on the bot’s side too, and in the audit log', async () => {
    const [owners, managers] = [
      stage.discord.addRole(stage.guild, 'owners'),
      stage.discord.addRole(stage.guild, 'managers', { permissions: permissions.manageGuild }),
    ];
    const manager = stage.discord.addPerson('Max');
    stage.discord.addMember(stage.guild, manager, [managers]);
    const settings = (): Promise<Message> => stage.owner.slash(stage.channel, 'settings').message();
    await fill(stage.owner, await settings(), 'Roles', { moderators: [], owners: [owners.id] });
    const refused = await manager.slash(stage.channel, 'feedback', { keep: 'on' }).message();
    expect(wordsOf(refused)).toContain('Only an owner of this server can do this.');
    expect(await stage.app.servers.keepsQuestions(stage.guild.id)).toBe(false);
    for (const keep of ['on', 'off']) await stage.owner.slash(stage.channel, 'feedback', { keep }).message();
    const acts = (await stage.app.ledgerStore.audit(stage.guild.id)).slice(-2);
    expect(acts.map(({ act, by }) => [act, by])).toEqual([
      ['questions are kept', stage.owner.id],
      ['questions are not kept', stage.owner.id],
    ]);
    await fill(stage.owner, await settings(), 'Roles', { moderators: [], owners: [] });
  });
});

describe('a verdict of one person', () => {
  it('is said to be one beneath every answer, and beside the fact that it states', async () => {
    const settings = await stage.owner.slash(stage.channel, 'settings').message();
    await fill(stage.owner, settings, 'Verdicts', { persons: 'one' });
    await addRecord(stage.moderator, 'M-4', { link: 'https://hourly.org/1', stance: 'supports' });
    const card = await open(stage.moderator, 'M-4');
    const form = await stage.moderator.press(card, buttonOf(card, 'Propose on one record')).modal();
    const fields = form.components.flatMap((one) => ('component' in one ? [one.component] : []));
    const options = fields.flatMap((field) => (field.type === 3 ? field.options : []));
    const values = {
      label: 'supported',
      reason: 'A primary record.',
      fact: 'A programme for convicted prisoners has been run since 2017.',
      records: [options.find(({ label }) => label.includes('hourly.org'))?.value ?? ''],
      why: 'It is the law.',
    };
    const proposed = await changed(stage.moderator.submitModal(form, values), { ...card });
    await press(stage.moderator, proposed, 'Approve');
    expect(wordsOf(await open(stage.asker, 'M-4'))).toContain('one moderator (one-person mode)');
    const answer = await stage.asker.slash(stage.channel, 'ask', { question: 'What is Mossalaha?' }).message();
    expect(wordsOf(answer).split('\n').at(-1)).toContain('some by one moderator (one-person mode)');
    expect(Object.keys(buttonsOf(answer))).toContain('Check source');
  });
});
