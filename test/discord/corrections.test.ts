import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { correctionsOf } from '../../src/discord/corrections-of.ts';
import type { ShownAnswer } from '../../src/domain/shown-answer.ts';
import { permissions } from '../../src/playground/protocol.ts';
import type { Channel } from '../../src/playground/world.ts';
import { hasOpenApi, validateRequest, withoutOpenApi } from '../playground/openapi.ts';
import { wordsOf } from './bot-stage.ts';
import {
  builtIn,
  type Correcting,
  type CorrectionsStage,
  claimSaid,
  type ServerStage,
  setCorrectionsStage,
} from './corrections-stage.ts';

let stage: CorrectionsStage;
let running: Correcting;
beforeAll(async () => {
  stage = await setCorrectionsStage();
  running = stage.correct();
});
afterAll(async () => {
  await running.end();
  await stage.close();
});

let linesRead = 0;
afterEach(() => {
  const since = stage.lines.slice(linesRead);
  linesRead = stage.lines.length;
  expect(since.filter(({ level }) => level === 'error')).toEqual([]);
});

const question = 'Where is Hajib now?';
const now = (): Date => new Date();
const today = (): string => now().toISOString().slice(0, 10);

/** What a message says now; empty where it is deleted. */
const wordsIn = (message: string): string => {
  const found = stage.discord.message(message);
  return found === undefined ? '' : wordsOf(found);
};
/** The bodies of the edits of a message that were carried out. */
const editsOf = (message: string): unknown[] =>
  stage.discord.requests
    .filter(({ method, path, status }) => method === 'PATCH' && path.endsWith(`/messages/${message}`) && status === 200)
    .map(({ body }) => body);
const postsIn = (channel: Channel): string[] => stage.discord.messagesIn(channel).map(wordsOf);
const quotesIn = (text: string): string[] => text.match(/“[^”]+”/gu) ?? [];
const stored = ({ id }: ShownAnswer) => stage.app.servers.shown(id, now());
const counts = ({ guild }: ServerStage) => correctionsOf(guild.id, { ...stage.app, now });
const none = { waiting: 0, edited: 0, answered: 0, gone: 0, failed: [] };
const hide = ({ moderator }: ServerStage, claim: number) =>
  stage.app.desk.hide(moderator, builtIn, claim, 'It is being looked at.');

describe('a standing that changes', () => {
  it('is said in the messages that showed it: then, now and when, with the same quotes', async () => {
    const server = stage.newServer();
    const { shown, message } = await server.show(question);
    const { number, standing } = claimSaid(shown);
    await server.decide(number, 'not-enough-evidence');
    await running.corrections.settled();
    const said = `M-${number} was ${standing}, is now checked, not enough evidence\\.`;
    expect(wordsIn(message.id)).toMatch(new RegExp(`^Corrected ${today()}, ¶ \\d+: ${said}`, 'mu'));
    expect(quotesIn(wordsIn(message.id))[0]).toBe(quotesIn(wordsOf(message))[0]);
    expect(editsOf(message.id)).toMatchObject([{ allowed_mentions: { parse: [] } }]);
    expect(await counts(server)).toEqual({ ...none, edited: 1 });
  });

  it('changes no message of another server', async () => {
    const [here, there] = [stage.newServer(), stage.newServer()];
    const { shown } = await here.show(question);
    const { message } = await there.show(question);
    await here.decide(claimSaid(shown).number, 'not-enough-evidence');
    await running.corrections.settled();
    expect(wordsIn(message.id)).toBe(wordsOf(message));
    expect(editsOf(message.id)).toEqual([]);
  });

  it('twice is said as one change, from what was said at first', async () => {
    const server = stage.newServer();
    const { shown, message } = await server.show(question);
    const { number, standing } = claimSaid(shown);
    await server.decide(number, 'not-enough-evidence');
    await running.corrections.settled();
    await hide(server, number);
    await running.corrections.settled();
    await stage.app.desk.showAgain(server.moderator, builtIn, number, 'It is in order.');
    await running.corrections.settled();
    expect(wordsIn(message.id).match(/Corrected/gu)).toHaveLength(1);
    expect(wordsIn(message.id)).toContain(`M-${number} was ${standing}, is now `);
    expect((await stored(shown))?.corrections).toHaveLength(3);
  });

  it('while no bot was running is said when one starts', async () => {
    const server = stage.newServer();
    const { shown, message } = await server.show(question);
    await running.end();
    await server.decide(claimSaid(shown).number, 'not-enough-evidence');
    expect(wordsIn(message.id)).toBe(wordsOf(message));
    expect(await counts(server)).toEqual({ ...none, waiting: 1 });
    running = stage.correct();
    await running.corrections.settled();
    expect(wordsIn(message.id)).toContain('Corrected');
    expect(await counts(server)).toEqual({ ...none, edited: 1 });
  });

  it('while an answer was on its way is said as soon as it stands there', async () => {
    const server = stage.newServer();
    const { shown, message } = await server.show(question);
    // as it is stored before its send has ended
    const { servers } = stage.app;
    await servers.forgetShown(shown.id);
    await servers.recordShown({ ...shown, message: null });
    await server.decide(claimSaid(shown).number, 'not-enough-evidence');
    await running.corrections.settled();
    expect(wordsIn(message.id)).toBe(wordsOf(message));
    await servers.placeShown(shown.id, server.channel.id, message.id);
    running.corrections.shown(shown);
    await running.corrections.settled();
    expect(wordsIn(message.id)).toContain('Corrected');
    expect(editsOf(message.id)).toHaveLength(1);
  });

  it('back while its message is being changed is said right after', async () => {
    const server = stage.newServer();
    const { shown, message } = await server.show(question);
    const { number } = claimSaid(shown);
    stage.discord.faults.add({
      kind: 'late',
      delayMs: 1_500,
      method: 'PATCH',
      path: new RegExp(`/${message.id}$`, 'u'),
    });
    await hide(server, number);
    await stage.discord.until(() => wordsIn(message.id).includes('Withheld') || undefined, 'the claim to go');
    await stage.app.desk.showAgain(server.moderator, builtIn, number, 'It is in order.');
    await running.corrections.settled();
    expect(wordsIn(message.id)).toContain('Shown again');
  });

  it('leaves the question above a follow-up as it was', async () => {
    const server = stage.newServer();
    const asked = { kind: 'small', runs: [{ text: 'Follow-up: ' }, { code: 'where `is` he “now”?' }] } as const;
    const { shown, message } = await server.show(question, { above: [asked] });
    const line = wordsOf(message).split('\n')[0] ?? '';
    expect(line).toContain('Follow-up: ');
    await server.decide(claimSaid(shown).number, 'not-enough-evidence');
    await running.corrections.settled();
    expect(wordsIn(message.id).split('\n')[0]).toBe(line);
    expect(wordsIn(message.id).split('\n')[1]).toContain('Corrected');
  });

  it.each([
    { state: 'hidden', says: 'is now not checked' },
    { state: 'off', says: 'is now not checked' },
  ] as const)('because the starter ledger is $state is said too', async ({ state, says }) => {
    const server = stage.newServer();
    const { message } = await server.show(question);
    const owner = { ...server.moderator, role: 'owner' } as const;
    await stage.app.desk.setStarter(owner, builtIn, state, 'We check for ourselves.');
    await running.corrections.settled();
    expect(wordsIn(message.id)).toContain(says);
    expect(wordsIn(message.id)).toContain('Nothing on this question: not checked.');
  });
});

describe('a claim that is hidden', () => {
  it('is withheld at once in the messages that quote it, and comes back with its standing', async () => {
    const server = stage.newServer();
    const { shown, message } = await server.show(question);
    const quote = quotesIn(wordsOf(message))[0] ?? '';
    const { number, standing } = claimSaid(shown);
    await hide(server, number);
    await running.corrections.settled();
    expect(wordsIn(message.id)).not.toContain(quote);
    expect(wordsIn(message.id)).toMatch(
      new RegExp(`Withheld while it is reviewed, ${today()}, ¶ \\d+: M-${number}\\.`, 'u'),
    );
    await stage.app.desk.showAgain(server.moderator, builtIn, number, 'It is in order.');
    await running.corrections.settled();
    expect(wordsIn(message.id)).toContain(quote);
    expect(wordsIn(message.id)).toContain(`M-${number} is ${standing}`);
  });

  it('is withheld where it was filed after the answer, on words that the answer quotes', async () => {
    const server = stage.newServer();
    const { shown, message } = await server.show(question);
    const quote = quotesIn(wordsOf(message))[0] ?? '';
    const [span] = shown.spans;
    const { claim } = await stage.app.desk.addClaim(server.moderator, builtIn, {
      spans: [{ start: span!.start, end: span!.start + 9 }],
      textSha256: shown.revision,
      kind: 'factual',
      accused: [],
      checkable: 'yes',
      statement: 'The article claims that it is so.',
    });
    await hide(server, claim);
    await running.corrections.settled();
    expect(claim).toBeGreaterThan(1_000);
    expect(wordsIn(message.id)).not.toContain(quote);
    expect(wordsIn(message.id)).toContain(`M-${claim}`);
  });
});

describe('a message that cannot be changed', () => {
  it('is answered in its channel, once, with a link to it', async () => {
    const server = stage.newServer();
    const thread = server.owner.startThread(server.channel, 'About Hajib');
    const { shown, message } = await server.show(question, { channel: thread });
    server.owner.changeThread(thread, { archived: true });
    const before = postsIn(thread).length;
    const { number, standing } = claimSaid(shown);
    await server.decide(number, 'not-enough-evidence');
    await running.corrections.settled();
    const [answer, ...more] = postsIn(thread).slice(before);
    expect(more).toEqual([]);
    expect(answer).toContain(`https://discord.com/channels/${server.guild.id}/${thread.id}/${message.id}`);
    expect(answer).toContain(`M-${number} was ${standing}, is now checked, not enough evidence.`);
    expect(wordsIn(message.id)).toBe(wordsOf(message));
    expect(await counts(server)).toEqual({ ...none, answered: 1 });
  });

  it('where nothing can be written either is listed with the reason, and tried again when a ledger changes', async () => {
    const server = stage.newServer();
    const { shown, message } = await server.show(question);
    const everyone = { id: server.guild.id, kind: 'role', allow: 0n } as const;
    server.owner.setOverwrite(server.channel, { ...everyone, deny: permissions.viewChannel });
    const { number } = claimSaid(shown);
    await server.decide(number, 'not-enough-evidence');
    await running.corrections.settled();
    const link = `https://discord.com/channels/${server.guild.id}/${server.channel.id}/${message.id}`;
    const problem = 'I may neither change the message nor write in its channel.';
    expect(await counts(server)).toMatchObject({ ...none, failed: [{ link, problem }] });
    server.owner.setOverwrite(server.channel, { ...everyone, deny: 0n });
    await hide(server, number);
    await running.corrections.settled();
    expect(wordsIn(message.id)).toContain('Withheld');
    expect(await counts(server)).toEqual({ ...none, edited: 1 });
  });

  it.each(['message', 'channel'] as const)('because its %s is deleted is forgotten', async (what) => {
    const server = stage.newServer();
    const { shown, message } = await server.show(question);
    if (what === 'message') server.owner.delete(message);
    else server.owner.deleteChannel(server.channel);
    await server.decide(claimSaid(shown).number, 'not-enough-evidence');
    await running.corrections.settled();
    expect(await counts(server)).toEqual({ ...none, gone: 1 });
    expect(await stored(shown)).toBeUndefined();
  });
});

describe('a correction whose end was not noted', () => {
  /** As it is stored where a process ended between an edit and its note. */
  async function endUnnoted(shown: ShownAnswer): Promise<void> {
    await running.end();
    const { servers } = stage.app;
    await servers.forgetShown(shown.id);
    await servers.recordShown(shown);
    await servers.noteCorrection(shown.id, { state: 'sending', attempts: 1, problem: null, at: now().toISOString() });
  }

  it('is looked for before it is sent again', async () => {
    const server = stage.newServer();
    const { shown, message } = await server.show(question);
    await server.decide(claimSaid(shown).number, 'not-enough-evidence');
    await running.corrections.settled();
    const corrected = wordsIn(message.id);
    await endUnnoted(shown);
    running = stage.correct();
    await running.corrections.settled();
    expect(editsOf(message.id)).toHaveLength(1);
    expect(wordsIn(message.id)).toBe(corrected);
    expect(await counts(server)).toEqual({ ...none, edited: 1 });
  });

  it('is taken back where it does not hold any more when the next process starts', async () => {
    const server = stage.newServer();
    const { shown, message } = await server.show(question);
    const { number } = claimSaid(shown);
    await hide(server, number);
    await running.corrections.settled();
    expect(wordsIn(message.id)).toContain('Withheld');
    await endUnnoted(shown);
    await stage.app.desk.showAgain(server.moderator, builtIn, number, 'It is in order.');
    running = stage.correct();
    await running.corrections.settled();
    expect(wordsIn(message.id)).not.toContain('Withheld');
    expect(quotesIn(wordsIn(message.id))).toEqual(quotesIn(wordsOf(message)));
    expect(await counts(server)).toEqual({ ...none, edited: 1 });
  });

  it('is not said in the channel a second time', async () => {
    const server = stage.newServer();
    const thread = server.owner.startThread(server.channel, 'About Hajib');
    const { shown } = await server.show(question, { channel: thread });
    server.owner.changeThread(thread, { archived: true });
    await server.decide(claimSaid(shown).number, 'not-enough-evidence');
    await running.corrections.settled();
    const said = postsIn(thread);
    await endUnnoted(shown);
    server.owner.changeThread(thread, { archived: true });
    running = stage.correct();
    await running.corrections.settled();
    expect(postsIn(thread)).toEqual(said);
    expect(await counts(server)).toEqual({ ...none, answered: 1 });
  });
});

describe('Discord’s limits', () => {
  it('hold up one channel and no other', async () => {
    const server = stage.newServer();
    const other = stage.discord.addChannel(server.guild, 'other');
    const [slow, quick] = [await server.show(question), await server.show(question, { channel: other })];
    const path = new RegExp(`/messages/${slow.message.id}$`, 'u');
    stage.discord.faults.add({ kind: 'rate-limit', retryAfterMs: 3_000, method: 'PATCH', path });
    await server.decide(claimSaid(slow.shown).number, 'not-enough-evidence');
    await stage.discord.until(() => wordsIn(quick.message.id).includes('Corrected') || undefined, 'the correction');
    expect(wordsIn(slow.message.id)).not.toContain('Corrected');
    await running.corrections.settled();
    expect(wordsIn(slow.message.id)).toContain('Corrected');
  });
});

describe('what was sent and logged', () => {
  it.runIf(hasOpenApi)(`is what Discord's own description takes${withoutOpenApi}`, () => {
    const sent = stage.discord.requests.filter(({ method }) => method === 'PATCH' || method === 'POST');
    expect(sent.flatMap(({ method, path, body }) => validateRequest(method, path, body))).toEqual([]);
  });

  it('pings nobody, and leaves nobody’s words and no token in the log', () => {
    expect([...stage.discord.world.messages.values()].flatMap(({ pings }) => pings)).toEqual([]);
    const all = JSON.stringify(stage.lines);
    expect(all).not.toContain(stage.discord.token);
    expect(all).not.toContain('Hajib');
  });
});
