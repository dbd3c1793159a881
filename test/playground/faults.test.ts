import type { Client } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Fault, Faults } from '../../src/playground/faults.ts';
import { closeStage, logIn, makeClient, type Stage, setStage } from './stage.ts';

vi.setConfig({ testTimeout: 10_000 });

const messages = /^\/channels\/\d+\/messages$/;
/** discord.js gives up after this long, and tries again. */
const patienceMs = 300;

describe('a fault', () => {
  it.each([
    { why: 'any', fault: {}, hits: [true, true, true] },
    { why: 'one method', fault: { method: 'PATCH' }, hits: [false, false, true] },
    { why: 'a pattern, however it is written', fault: { path: /messages/g }, hits: [true, false, true] },
    { why: 'every second', fault: { every: 2 }, hits: [true, false, true] },
    { why: 'as many as it says', fault: { times: 2 }, hits: [true, true, false] },
  ])('befalls $why', ({ fault, hits }) => {
    const faults = new Faults([{ kind: 'reset', times: Infinity, ...fault }]);
    const requests = [
      ['POST', '/channels/1/messages'],
      ['GET', '/users/@me'],
      ['PATCH', '/channels/1/messages/2'],
    ] as const;
    expect(requests.map(([method, path]) => faults.take(method, path) !== undefined)).toEqual(hits);
  });

  it('comes after those that were asked for before it, and can be taken back', () => {
    const faults = new Faults([{ kind: 'reset' }]);
    faults.add({ kind: 'reset-after' });
    expect(faults.take('GET', '/')?.kind).toBe('reset');
    faults.clear();
    expect(faults.take('GET', '/')).toBeUndefined();
  });

  it('are taken back one by one, and others stay', () => {
    const [slow, reset] = [{ kind: 'slow', delayMs: 9 }, { kind: 'reset' }] as const;
    const faults = new Faults([slow, reset]);
    faults.takeBack(slow);
    faults.takeBack({ kind: 'reset' });
    expect(faults.take('GET', '/')).toBe(reset);
    expect(faults.take('GET', '/')).toBeUndefined();
  });
});

describe('a real client meets', () => {
  let stage: Stage;
  let client: Client<true>;
  beforeEach(async () => {
    stage = await setStage();
    client = makeClient(stage.discord);
    client.rest.options.timeout = patienceMs;
    await logIn(client, stage.discord.token);
  });
  afterEach(async () => {
    await client.destroy();
    await closeStage(stage);
  });

  const said = (): string[] => stage.discord.messagesIn(stage.channel).map(({ content }) => content);
  const say = async (content: string): Promise<unknown> => {
    const channel = await client.channels.fetch(stage.channel.id);
    if (!channel?.isSendable()) return expect.fail('the channel is not one to write to');
    return channel.send({ content, nonce: content, enforceNonce: true });
  };

  const faults: { readonly fault: Fault; readonly statuses: readonly (number | undefined)[] }[] = [
    { fault: { kind: 'rate-limit', retryAfterMs: 20 }, statuses: [429, 200] },
    { fault: { kind: 'rate-limit', retryAfterMs: 20, global: true }, statuses: [429, 200] },
    { fault: { kind: 'error', status: 500 }, statuses: [500, 200] },
    { fault: { kind: 'error', status: 502, times: 2 }, statuses: [502, 502, 200] },
    { fault: { kind: 'slow', delayMs: 20 }, statuses: [200] },
    { fault: { kind: 'late', delayMs: 20 }, statuses: [200] },
    { fault: { kind: 'drop-gateway' }, statuses: [200] },
  ];

  it.each(faults)('$fault.kind, and its message arrives once', async ({ fault, statuses }) => {
    stage.discord.faults.add({ ...fault, path: messages });
    await say('at last');
    const tries = stage.discord.requests.filter(({ path }) => messages.test(path));
    expect(tries.map(({ status }) => status)).toEqual(statuses);
    expect(said()).toEqual(['at last']);
  });

  it.each([{ kind: 'reset' as const }, { kind: 'reset-after' as const }])(
    'a broken connection ($kind), and its message arrives once',
    async (fault) => {
      stage.discord.faults.add({ ...fault, path: messages });
      // discord.js tries again where the connection was reset; where it says that it was closed, the bot has to.
      await say('at last').catch(() => say('at last'));
      expect(said()).toEqual(['at last']);
    },
  );

  it('an answer that comes when it has given up: what it asked for was done, and is not done twice', async () => {
    stage.discord.faults.add({ kind: 'late', delayMs: 2 * patienceMs, path: messages });
    await say('once');
    expect(stage.discord.requests.filter(({ path }) => messages.test(path)).length).toBe(2);
    expect(said()).toEqual(['once']);
  });

  it('a request that is held up until it has given up, and is done at its second attempt', async () => {
    stage.discord.faults.add({ kind: 'slow', delayMs: 2 * patienceMs, path: messages });
    await say('once');
    expect(said()).toEqual(['once']);
  });

  it('a gateway that breaks while it writes, and hears everything afterwards', async () => {
    const heard: string[] = [];
    client.on('messageCreate', ({ author, content }) => author.bot || heard.push(content));
    const resumed = new Promise((resolve) => client.once('shardResume', resolve));
    stage.discord.faults.add({ kind: 'drop-gateway', path: messages });
    await say('x');
    stage.member.dm('meanwhile');
    await resumed;
    await expect.poll(() => heard).toEqual(['meanwhile']);
  });

  it('faults with files too', async () => {
    const { attachments } = stage.member.say(stage.channel, 'see', {
      files: [{ index: '0', name: 'a.txt', contentType: 'text/plain', bytes: new TextEncoder().encode('noted') }],
    });
    stage.discord.faults.add({ kind: 'error', status: 503, path: /^\/attachments\// });
    const [file] = attachments;
    const url = `${stage.discord.apiUrl.replace('/api', '')}/attachments/${stage.channel.id}/${file?.id}/a.txt`;
    expect((await fetch(url)).status).toBe(503);
    expect(await (await fetch(url)).text()).toBe('noted');
  });
});
