import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { unescapeMarkdown } from '../../src/discord/escape-markdown.ts';
import type { Bot } from '../../src/discord/start-bot.ts';
import { everyComponent } from '../../src/playground/discord-limits.ts';
import type { Person } from '../../src/playground/person.ts';
import type { Message } from '../../src/playground/world.ts';
import { opEdText } from '../helpers/built-in.ts';
import { hasOpenApi, validateRequest, withoutOpenApi } from '../playground/openapi.ts';
import { buttonOf, buttonsOf, wordsOf } from './bot-stage.ts';
import {
  changed,
  claim,
  type DeskStage,
  fill,
  fillInVain,
  forged,
  menuOf,
  pick,
  press,
  setDeskStage,
  told,
} from './desk-stage.ts';

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

const labels = (message: Message): string[] => Object.keys(buttonsOf(message));
const open = (person: Person, number: string): Promise<Message> => claim(stage, person, number);

let records = 0;
/** A complete record of a site of its own, filed by this person. @returns the claim's card */
async function addRecord(person: Person, card: Message, stance: string): Promise<Message> {
  const site = `https://paper-${++records}.example.org`.replace('example.org', `journal${records}.org`);
  const draft = await fill(person, card, 'Add evidence', {
    link: `${site}/story?utm_source=feed#top`,
    stance,
    paraphrase: 'It reports what its own people saw.',
    quote: '',
    confirmed: 'page',
  });
  const details = {
    publisher: `Journal ${records}`,
    title: 'A report',
    date: '2024-05-31',
    locator: '',
    origin: `journal${records}.org`,
  };
  const complete = await fill(person, draft, 'Details', details);
  return press(person, complete, 'File it');
}

const verdict = { label: 'refuted', reason: 'Two papers contradict it.', fact: '', asof: '' };
const gone = 'There is no such thing here, or not any more.';

describe('/claims', () => {
  it('lists claims with number, place, standing and an exact quote, eight a page', async () => {
    const handle = stage.asker.slash(stage.channel, 'claims');
    const list = await handle.message();
    expect(handle.ephemeral).toBe(true);
    expect(wordsOf(list)).toMatch(/^\*\*The op-ed claims\*\*\n\*\*M-6 · ¶ 3 · checked, not enough evidence\*\*/);
    for (const [, quote = ''] of wordsOf(list).matchAll(/“([^”]+)”/g))
      expect(opEdText).toContain(quote.replaceAll('\\', ''));
    expect(wordsOf(list)).toContain('33 claims · page 1 of 5');
    const next = await press(stage.asker, list, 'Next');
    expect(wordsOf(next)).toContain('33 claims · page 2 of 5');
    expect(labels(next)).toEqual(['Previous', 'Next']);
  });

  it.each([
    { filter: { standing: 'refuted' }, count: /\b\d+ claims?$/, holds: 'contradicted' },
    { filter: { accused: 'no', kind: 'causal' }, count: /\b\d claims?$/, holds: '¶' },
    { filter: { standing: 'not-checked' }, count: /0 claims$/, holds: 'There is no such claim.' },
    { filter: { only: 'unconfirmed' }, count: /33 claims/, holds: 'not confirmed here yet' },
    { filter: { only: 'orphaned' }, count: /0 claims$/, holds: 'There is no such claim.' },
  ])('is narrowed to $filter', async ({ filter, count, holds }) => {
    const list = wordsOf(await stage.asker.slash(stage.channel, 'claims', filter).message());
    expect(list).toMatch(count);
    expect(list).toContain(holds);
  });

  it('opens the claim that is picked', async () => {
    const list = await stage.asker.slash(stage.channel, 'claims').message();
    const opened = await pick(stage.asker, list, 'Open a claim', 'M-7').message();
    expect(wordsOf(opened)).toMatch(/^\*\*M-7 · ¶ 5 · supported\*\*/);
  });
});

describe('outside of servers', () => {
  it('claims are read, and nothing is done about them', async () => {
    const list = await stage.moderator.slash(stage.moderator.dmChannel, 'claims').message();
    const opened = await pick(stage.moderator, list, 'Open a claim', 'M-7').message();
    expect(wordsOf(opened)).toContain('M-7 · ¶ 5 · supported');
    expect(labels(opened)).toEqual(['History']);
    expect(stage.moderator.commandsIn(stage.moderator.dmChannel)).not.toContain('desk');
    const card = await open(stage.asker, 'M-7');
    const form = await stage.asker.press(card, buttonOf(card, 'Appeal')).modal();
    const inDm = { ...form, channelId: stage.asker.dmChannel.id };
    const sent = stage.asker.submitModal(inDm, { reason: 'It is not so.' });
    expect(await told(sent)).toContain('There are moderators on servers only.');
    const shared = await stage.app.ledgers.of({ owner: 'everyone', documentId: 'meo-mossalaha' });
    expect(shared.appeals).toEqual([]);
  });
});

describe('/claim', () => {
  it('is offered by number, paragraph and standing, never by an accusation’s words', async () => {
    const choices = await stage.asker.autocomplete(stage.channel, 'claim', 'number', '').choices();
    expect(choices).toHaveLength(25);
    for (const { name } of choices) expect(name).toMatch(/^M-\d+ · ¶ \d+ · [a-z, ]+$/);
    expect(await stage.asker.autocomplete(stage.channel, 'claim', 'number', 'm-11').choices()).toEqual([
      { name: 'M-11 · ¶ 5 · evidence conflicts', value: 'M-11' },
    ]);
  });

  it('shows anybody its quote, standing, evidence and history, and says an accusation in the document’s words only', async () => {
    const card = await open(stage.asker, 'M-11');
    const words = wordsOf(card);
    expect(words).toContain('> “the experienced terrorist and ex-convict Mohammad Hajib”');
    expect(words).toContain('**Evidence: 2 for, 1 against, 3 as context**');
    expect(words).toContain('Decided by starter ledger, 2026-11-22, rule starter\\/1');
    expect(words).not.toContain('The op-ed claims that');
    expect(labels(card)).toEqual(['Evidence (6)', 'History', 'Appeal']);
    const evidence = await press(stage.asker, card, 'Evidence');
    expect(wordsOf(evidence)).toContain('SWR');
    expect(wordsOf(await press(stage.asker, evidence, 'Back to the claim'))).toBe(words);
    expect(wordsOf(await press(stage.asker, card, 'History'))).toContain('claim entered · by starter ledger');
  });

  it.each(['M-999', '0', 'H-11', 'hajib', ''])('says that there is no claim %j', async (number) => {
    const handle = stage.asker.slash(stage.channel, 'claim', { number });
    expect(wordsOf(await handle.message())).toContain('There is no such claim here.');
  });
});

describe('evidence', () => {
  it('is written in two forms, says what is missing, and counts once it is filed', async () => {
    const card = await open(stage.moderator, 'M-3');
    const draft = await fill(stage.moderator, card, 'Add evidence', {
      link: 'HTTPS://www.Nature.com:443/articles/1/?utm_source=x&id=7#top',
      stance: 'supports',
      paraphrase: 'It describes the programme.',
      quote: 'a programme of reintegration',
      confirmed: 'copy',
    });
    expect(wordsOf(draft)).toContain('https://www.nature.com/articles/1?id=7');
    expect(wordsOf(draft)).toContain('origin: nature.com');
    expect(wordsOf(draft)).toContain('**Missing**: the publisher; the title; the date, or why there is none.');
    expect(labels(draft)).toEqual(['Details', 'Change', 'Throw away']);
    const form = await stage.moderator.press(draft, buttonOf(draft, 'Details')).modal();
    const before = { ...draft };
    const details = {
      publisher: 'Nature',
      title: 'A study',
      date: 'undated: the page names none',
      locator: 'p. 2',
      origin: 'nature.com',
    };
    const complete = await changed(stage.moderator.submitModal(form, details), before);
    expect(wordsOf(complete)).toContain('date: undated: the page names none');
    const filed = await press(stage.moderator, complete, 'File it');
    expect(wordsOf(filed)).toMatch(/^✓ Filed\./);
    expect(wordsOf(filed)).toContain('the verdict **supported** no longer holds');
    expect(wordsOf(await open(stage.asker, 'M-3'))).toMatch(/^\*\*M-3 · ¶ 2 · not checked\*\*/);
    const shared = await stage.app.ledgers.of({ owner: 'everyone', documentId: 'meo-mossalaha' });
    expect(shared.verdicts.get(3)?.label).toBe('supported');
  });

  it.each([
    {
      why: 'the document’s own publisher',
      link: 'https://www.middle-east-online.com/en/other',
      says: 'no document bears itself out',
    },
    { why: 'no link', link: 'see the paper', says: 'This is no web address.' },
    { why: 'a link with a password', link: 'https://a:b@lemonde.fr/x', says: 'holds a name or a password' },
    {
      why: 'a quote of 16 words',
      quote: 'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen',
      says: 'has 16 words',
    },
  ])('is refused with the reason: $why', async ({ link = 'https://lemonde.fr/y', quote = '', says }) => {
    const card = await open(stage.moderator, 'M-4');
    const form = { link, stance: 'context', paraphrase: 'It says so.', quote, confirmed: 'page' };
    const draft = await fill(stage.moderator, card, 'Add evidence', form);
    expect(wordsOf(draft)).toContain('Refused as it is');
    expect(wordsOf(draft)).toContain(says);
    const complete = await fill(stage.moderator, draft, 'Details', {
      publisher: 'P',
      title: 'T',
      date: '2024',
      origin: 'other.org',
    });
    expect(labels(complete)).not.toContain('File it');
    const mended = await fill(stage.moderator, complete, 'Change', {
      ...form,
      link: 'https://lemonde.fr/z',
      quote: '',
    });
    expect(labels(mended)).toContain('File it');
    expect(wordsOf(await press(stage.moderator, mended, 'Throw away'))).toContain('The draft is thrown away.');
  });

  it('is its author’s alone while it is a draft, and falls away after a day', async () => {
    const card = await open(stage.moderator, 'M-4');
    const form = { link: 'https://lemonde.fr/q', stance: 'context', paraphrase: 'It says so.', confirmed: 'page' };
    const draft = await fill(stage.moderator, card, 'Add evidence', form);
    const id = buttonOf(draft, 'Details');
    const foreign = stage.second.press(await forged(stage, stage.channel, id), id);
    expect(wordsOf(await foreign.message())).toContain('This draft is not there any more.');
    const before = stage.now;
    stage.now += 25 * 60 * 60_000;
    expect(wordsOf(await stage.moderator.press(draft, id).message())).toContain('This draft is not there any more.');
    stage.now = before;
  });

  it('can be withdrawn with a reason, which opens the verdict again', async () => {
    const card = await open(stage.moderator, 'M-13');
    const form = await stage.moderator.press(card, buttonOf(card, 'Withdraw evidence')).modal();
    const fields = form.components.flatMap((one) => ('component' in one ? [one.component] : []));
    const [record] = fields.flatMap((field) => (field.type === 3 ? field.options : []));
    const values = { record: [record?.value ?? ''], reason: 'The page was taken down by its author.' };
    const after = await changed(stage.moderator.submitModal(form, values), { ...card });
    expect(wordsOf(after)).toMatch(/^✓ Withdrawn\./);
    expect(wordsOf(after)).toContain('no longer holds');
    expect(wordsOf(after)).toContain('evidence withdrawn: The page was taken down by its author.');
    expect(wordsOf(await open(stage.asker, 'M-13'))).not.toContain('taken down by its author');
  });
});

describe('a verdict', () => {
  it('is proposed by one moderator, approved by a second, and read by everybody without names', async () => {
    let card = await open(stage.moderator, 'M-16');
    card = await addRecord(stage.moderator, card, 'refutes');
    card = await addRecord(stage.second, await open(stage.second, 'M-16'), 'refutes');
    const proposed = await fill(stage.owner, await open(stage.owner, 'M-16'), 'Propose', verdict);
    expect(wordsOf(proposed)).toMatch(/^✓ Proposed\. A second person/);
    expect(wordsOf(proposed)).toContain('**Proposed: contradicted**. Two papers contradict it.');
    expect(wordsOf(await open(stage.asker, 'M-16'))).not.toContain('Two papers');
    const own = stage.owner.press(proposed, buttonOf(proposed, 'Approve'));
    expect(await told(own)).toContain('You proposed this verdict, so a second person has to approve it.');
    const author = await open(stage.second, 'M-16');
    expect(await told(stage.second.press(author, buttonOf(author, 'Approve')))).toContain(
      'You added evidence for this claim',
    );
    const third = stage.discord.addPerson('Uma');
    stage.discord.addMember(stage.guild, third, [
      stage.discord.addRole(stage.guild, 'third', { permissions: 1n << 13n }),
    ]);
    const waiting = await open(third, 'M-16');
    expect(wordsOf(await press(third, waiting, 'Approve'))).toMatch(
      /^✓ Published\.\n\*\*M-16 · ¶ 5 · contradicted\*\*/,
    );
    const forAll = wordsOf(await open(stage.asker, 'M-16'));
    expect(forAll).toContain('Decided by two moderators of this server');
    expect(forAll).toContain('rule desk\\/1');
    expect(forAll).toContain('· by a moderator · desk\\/1');
    for (const person of [stage.owner, third, stage.second]) expect(forAll).not.toContain(person.id);
    expect(wordsOf(await open(stage.moderator, 'M-16'))).toContain(third.mention);
  });

  it('is sent back with a reason, and opens again when the evidence changes', async () => {
    const card = await addRecord(stage.moderator, await open(stage.moderator, 'M-5'), 'supports');
    const enough = { label: 'not-enough-evidence', reason: 'One paper only.', fact: '', asof: '' };
    const proposed = await fill(stage.moderator, card, 'Propose', enough);
    expect(labels(proposed)).toContain('Send back');
    const second = await open(stage.second, 'M-5');
    const back = await fill(stage.second, second, 'Send back', { reason: 'Ask the agency first.' });
    expect(wordsOf(back)).toContain('the proposal was sent back: Ask the agency first.');
    const again = await fill(stage.moderator, await open(stage.moderator, 'M-5'), 'Propose', enough);
    const stale = await open(stage.second, 'M-5');
    await addRecord(stage.moderator, again, 'supports');
    expect(await told(stage.second.press(stale, buttonOf(stale, 'Approve')))).toContain(
      'This proposal no longer stands',
    );
  });

  it('states a fact only where two origins bear it out, or one primary record with a reason', async () => {
    const card = await open(stage.moderator, 'M-4');
    const withFact = { label: 'not-enough-evidence', reason: 'Checked.', fact: 'A fact.', asof: '2024-07' };
    expect(await fillInVain(stage.moderator, card, 'Propose', withFact)).toContain(
      'A fact needs records of two independent origins',
    );
    const form = await stage.moderator.press(card, buttonOf(card, 'Propose on one record')).modal();
    const fields = form.components.flatMap((one) => ('component' in one ? [one.component] : []));
    const [record] = fields.flatMap((field) => (field.type === 3 ? field.options : []));
    const values = {
      label: 'not-enough-evidence',
      reason: 'Checked.',
      fact: 'A fact.',
      records: [record?.value ?? ''],
      why: 'It is the law itself.',
    };
    const proposed = await changed(stage.moderator.submitModal(form, values), { ...card });
    expect(wordsOf(proposed)).toContain('To be stated: A fact.');
    expect(wordsOf(proposed)).toContain('It is the law itself.');
  });

  it('of an opinion can be nothing but an opinion, or not enough evidence', async () => {
    const card = await open(stage.moderator, 'M-18');
    const form = await stage.moderator.press(card, buttonOf(card, 'Propose')).modal();
    const [radio] = form.components.flatMap((one) =>
      'component' in one && one.component.type === 21 ? [one.component] : [],
    );
    expect(radio?.options.map(({ value }) => value)).toEqual(['opinion', 'not-enough-evidence']);
  });

  it('that was imported is confirmed in one press', async () => {
    const card = await open(stage.moderator, 'M-12');
    expect(wordsOf(card)).toContain('nobody here has confirmed it yet');
    const confirmed = await press(stage.moderator, card, 'Confirm');
    expect(wordsOf(confirmed)).toContain('Decided by starter ledger, confirmed by a moderator');
    expect(labels(confirmed)).not.toContain('Confirm');
  });

  it('goes to one of two who propose at the same moment, and the other is told what changed', async () => {
    const [one, two] = [await open(stage.moderator, 'M-1'), await open(stage.second, 'M-1')];
    const forms = [
      await stage.moderator.press(one, buttonOf(one, 'Propose')).modal(),
      await stage.second.press(two, buttonOf(two, 'Propose')).modal(),
    ] as const;
    const values = { label: 'not-enough-evidence', reason: 'Checked.', fact: '', asof: '' };
    const sent = [stage.moderator.submitModal(forms[0], values), stage.second.submitModal(forms[1], values)];
    const won = (): number =>
      sent.filter(({ response }) => response && wordsOf(response).startsWith('✓ Proposed')).length;
    const lost = () => sent.flatMap(({ followUps }) => followUps).map(wordsOf);
    await expect.poll(() => won() + lost().length, { timeout: 10_000 }).toBe(2);
    expect(won()).toBe(1);
    expect(lost()).toEqual([expect.stringMatching(/waits for a second person|changed|meanwhile/)]);
  });
});

describe('a claim', () => {
  it('is merged into another, with its evidence', async () => {
    const card = await open(stage.moderator, 'M-2');
    const merged = await fill(stage.moderator, card, 'Merge', { into: 'm-1', reason: 'They say the same.' });
    expect(wordsOf(merged)).toMatch(/^✓ M-2 is merged into M-1\.\n\*\*M-1 · /);
    expect(wordsOf(await open(stage.asker, 'M-2'))).toMatch(/^\*\*M-1 · /);
  });

  it('is corrected: an opinion can’t be checked, whatever is chosen', async () => {
    const card = await open(stage.moderator, 'M-27');
    const values = { statement: '', kind: 'value judgement', accused: 'Nobody in particular', checkable: 'yes' };
    const after = wordsOf(await fill(stage.moderator, card, 'Correct', values));
    expect(after).toContain('of Nobody in particular · value judgement · cannot be checked');
  });

  it('carries a reply of who is accused, as theirs', async () => {
    const card = await open(stage.moderator, 'M-20');
    const values = { text: 'We never “said” that.', from: 'a letter to this server' };
    await fill(stage.moderator, card, 'Record a reply', values);
    const words = wordsOf(await open(stage.asker, 'M-20'));
    expect(words).toContain('**Reply of who is accused**: «We never ‘said’ that.»');
    expect(words).toContain('theirs, from a letter to this server');
  });

  it('is appealed by anybody, without seeing who decided; moderators read why and close it', async () => {
    const card = await open(stage.asker, 'M-22');
    const after = await fill(stage.asker, card, 'Appeal', { reason: 'The court decided otherwise.' });
    expect(wordsOf(after)).toContain('It is not kept who sent it.');
    expect(wordsOf(await open(stage.stranger, 'M-22'))).toContain('One appeal is open.');
    expect(wordsOf(await open(stage.stranger, 'M-22'))).not.toContain('court');
    const forDesk = await open(stage.moderator, 'M-22');
    expect(wordsOf(forDesk)).toContain('`The court decided otherwise.`');
    expect(wordsOf(forDesk)).not.toContain(stage.asker.id);
    const closed = await fill(stage.moderator, forDesk, 'Close an appeal', { reason: 'It was another case.' });
    expect(wordsOf(closed)).toContain('The appeal is closed.');
    expect(wordsOf(await open(stage.stranger, 'M-22'))).not.toContain('appeal is open');
  });

  it('is hidden everywhere at once, and shown again', async () => {
    const hidden = await fill(stage.moderator, await open(stage.moderator, 'M-23'), 'Hide', {
      reason: 'A court case.',
    });
    expect(wordsOf(hidden)).toContain('withheld while it is reviewed');
    const forAll = await open(stage.asker, 'M-23');
    expect(wordsOf(forAll)).toMatch(/hidden everywhere/);
    expect(labels(forAll)).toEqual([]);
    expect(
      wordsOf(await stage.asker.slash(stage.channel, 'claims', { standing: 'supported' }).message()),
    ).not.toContain('M-23 ');
    const choices = await stage.asker.autocomplete(stage.channel, 'claim', 'number', 'M-23').choices();
    expect(choices).toEqual([]);
    const shown = await fill(stage.moderator, hidden, 'Show again', { reason: 'It is over.' });
    expect(wordsOf(shown)).toMatch(/^✓ Shown again\./);
    expect(wordsOf(await open(stage.asker, 'M-23'))).toContain('“');
  });
});

describe('a new claim', () => {
  const statement = {
    statement: 'The op-ed claims that the programme has a name.',
    accused: '',
    kind: 'factual',
    checkable: 'yes',
  };

  it('is made of a quote under an answer, after what is on record already was shown', async () => {
    const answer = await stage.moderator.slash(stage.channel, 'ask', { question: 'What is Mossalaha?' }).message();
    const card = await stage.moderator.press(answer, buttonOf(answer, 'Check source')).message();
    const [, quote = ''] = /“([^”]+)”/.exec(wordsOf(card)) ?? [];
    const words = unescapeMarkdown(quote).split(' ').slice(0, 4).join(' ');
    const alike = await stage.moderator.press(card, buttonOf(card, 'File as a claim')).message();
    expect(wordsOf(alike)).toContain('**On record already**');
    expect(menuOf(alike, 'Open a claim').options.length).toBeGreaterThan(0);
    const form = await stage.moderator.press(alike, buttonOf(alike, 'It is another claim')).modal();
    const filed = await stage.moderator.submitModal(form, { ...statement, words }).message();
    expect(wordsOf(filed)).toMatch(/^✓ Filed\./);
    expect(wordsOf(filed)).toContain('M-1001 · ¶ ');
    expect(wordsOf(filed)).toContain('The op-ed claims that the programme has a name.');
    const again = await stage.second
      .press(
        await forged(stage, stage.channel, buttonOf(alike, 'It is another claim')),
        buttonOf(alike, 'It is another claim'),
      )
      .modal();
    const twice = await stage.second.submitModal(again, { ...statement, words }).message();
    expect(wordsOf(twice)).toContain('so nothing was filed');
    expect(wordsOf(twice)).toContain('M-1001');
    const member = await stage.asker.press(answer, buttonOf(answer, 'Check source')).message();
    expect(labels(member)).not.toContain('File as a claim');
  });

  it('is made of a receipt, by moderators only', async () => {
    const answer = await stage.asker
      .slash(stage.channel, 'ask', { question: 'What does it say about taqiyya?' })
      .message();
    const source = await stage.asker.press(answer, buttonOf(answer, 'Check source')).message();
    const receipt = /receipt `([0-9A-Z-]+)`/.exec(wordsOf(source))?.[1] ?? '';
    const refused = stage.asker.slash(stage.channel, 'claim', { add: receipt });
    expect(wordsOf(await refused.message())).toContain('Only moderators of this server');
    const card = await stage.moderator.slash(stage.channel, 'claim', { add: receipt }).message();
    expect(labels(card)).toEqual(['File as a claim']);
    const unknown = await stage.moderator.slash(stage.channel, 'claim', { add: 'AAAAAAAA-1-1-AA' }).message();
    expect(wordsOf(unknown)).toContain('There is no such receipt');
  });

  it('refuses words that do not stand in the document', async () => {
    const answer = await stage.moderator.slash(stage.channel, 'ask', { question: 'What is Mossalaha?' }).message();
    const card = await stage.moderator.press(answer, buttonOf(answer, 'Check source')).message();
    const alike = await stage.moderator.press(card, buttonOf(card, 'File as a claim')).message();
    const form = await stage.moderator.press(alike, buttonOf(alike, 'It is another claim')).modal();
    const sent = stage.moderator.submitModal(form, { ...statement, words: 'words that nobody wrote' });
    expect(wordsOf(await sent.message())).toContain('These words do not stand in the document like this');
  });

  it('is reported from a message by a member, waits as a flag, and nothing of the message is kept', async () => {
    const message = stage.stranger.say(
      stage.channel,
      'I read that Germany has become an incubator for terrorists, says Zenobia.',
    );
    const handle = stage.asker.messageMenu(stage.channel, 'Report a claim', message);
    const card = await handle.message();
    expect(handle.ephemeral).toBe(true);
    expect(wordsOf(card)).toMatch(/^\*\*Which passage is meant\?\*\*\n\*\*1\*\*\n> “/);
    for (const { label } of menuOf(card, 'The number').options) expect(label).toMatch(/^\d · ¶ \d+ · meo-mossalaha$/);
    expect(wordsOf(await pick(stage.asker, card, 'The number', '1 ·').message())).toContain(
      'Thank you. The moderators will look',
    );
    const desk = await stage.moderator.slash(stage.channel, 'desk').message();
    const flagged = await pick(stage.moderator, desk, 'Open', 'flag').message();
    expect(wordsOf(flagged)).toContain('Somebody asks to file a claim for this passage.');
    expect(JSON.stringify(await stage.app.servers.answerFlags(stage.guild.id))).not.toContain('Zenobia');
    expect(labels(flagged)).toEqual(['File as a claim', 'Close']);
    expect(wordsOf(await press(stage.moderator, flagged, 'Close'))).toContain('Closed.');
    expect(await stage.app.servers.answerFlags(stage.guild.id)).toEqual([]);
  });
});

describe('what somebody else could send', () => {
  it('says one and the same sentence for claims of other servers and for ids that never were', async () => {
    const card = await open(stage.moderator, 'M-11');
    const mark = buttonOf(card, 'Propose').split(':')[1] ?? '';
    const ids = [
      `d:${mark}:claim:999`,
      `d:${mark}:hide:0`,
      'd:AAAAAAAAAA:claim:1',
      'd:-:claim:1',
      `d:${mark}:evidence:1001001`,
      'd:-:nonsense',
      `d:${mark}:filing:00000000:1-1`,
    ];
    for (const id of ids) {
      const pressed = stage.moderator.press(await forged(stage, stage.channel, id), id);
      expect(wordsOf(await pressed.message())).toContain(gone);
      expect(pressed.ephemeral).toBe(true);
    }
  });

  it('gives a member nothing that is for moderators, and nobody but an owner the settings', async () => {
    const card = await open(stage.moderator, 'M-11');
    for (const label of ['Add evidence', 'Propose', 'Hide', 'Confirm', 'Merge', 'Correct']) {
      const id = buttonOf(card, label);
      const pressed = stage.asker.press(await forged(stage, stage.channel, id), id);
      expect(wordsOf(await pressed.message())).toContain('Only moderators of this server can do this.');
    }
    const people = stage.moderator.press(await forged(stage, stage.channel, 'd:-:people'), 'd:-:people');
    expect(wordsOf(await people.message())).toContain('Only an owner of this server can do this.');
    expect(stage.asker.commandsIn(stage.channel)).not.toContain('desk');
    expect(stage.moderator.commandsIn(stage.channel)).not.toContain('settings');
  });
});

describe('everything that the desk sends', () => {
  it.runIf(hasOpenApi)(`is what Discord's own description takes${withoutOpenApi}`, () => {
    const wrong = stage.discord.requests
      .filter(({ method }) => method !== 'GET' && method !== 'DELETE')
      .flatMap(({ method, path, body }) => validateRequest(method, path, body).map((problem) => `${path}: ${problem}`));
    expect(wrong).toEqual([]);
  });

  it('holds neither keys of the ledger nor an accusation’s words where no standing can be read', () => {
    const bodies = JSON.stringify(stage.discord.requests.map(({ body }) => body));
    const named = [...bodies.matchAll(/"(?:custom_id|title|label|name)":"[^"]*(?:hajib|terrorist)[^"]*"/gi)].map(
      String,
    );
    expect(named).toEqual([]);
    const cards = stage.discord.messagesIn(stage.channel).flatMap(({ components }) => everyComponent(components));
    for (const { component } of cards)
      if (component.type === 3) for (const { label } of component.options) expect(label).not.toMatch(/terror|Hajib/i);
    expect(
      stage.discord
        .messagesIn(stage.channel)
        .flatMap((message) => (message.authorId === stage.discord.botId ? message.pings : [])),
    ).toEqual([]);
  });
});
