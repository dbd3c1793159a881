import { beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../src/answer/answer.ts';
import { claimsShown, type Showing } from '../../src/answer/assistant.ts';
import type { Card } from '../../src/answer/cards.ts';
import { isQuoted } from '../../src/answer/part.ts';
import { renderLines, renderText } from '../../src/answer/render-text.ts';
import { encodeReceipt } from '../../src/corpus/receipt.ts';
import { InputError } from '../../src/domain/errors.ts';
import type { ShownAnswer } from '../../src/domain/shown-answer.ts';
import { opEd, opEdText, starterLedger } from '../helpers/built-in.ts';
import { realApp } from '../helpers/real-app.ts';
import { newDocument } from '../helpers/small-library.ts';

const now = new Date('2026-11-22T12:00:00.000Z');
const app = realApp(() => now);
const home = '111';
const elsewhere = '222';
const showing: Showing = { server: home, channel: '9', locale: 'en', expiresAt: null };
const bridgeText = 'The bridge\n\nThe bridge over the river fell in June. Nobody crossed it that day.';

const ask = (question: string, server = home, document?: string): Promise<Answer> =>
  app().assistant.ask({ server, question, document });
const shownOf = (answer: Answer, at: Showing = showing): ShownAnswer => app().assistant.shownOf(answer, at)!;
const linesOf = (card: Card): string => renderLines(card.lines);
const quotesIn = ({ parts }: Answer): string[] => parts.filter(isQuoted).map(({ quote }) => quote.text);

beforeAll(async () => {
  await app().ingest(newDocument(bridgeText, { id: 'bridge', owner: home, genre: 'report', title: 'The bridge' }));
});

describe('documents', () => {
  it('are everybody’s and the server’s own', async () => {
    expect((await app().assistant.documents(home)).map(({ id }) => id)).toEqual(['meo-mossalaha', 'bridge']);
    expect((await app().assistant.documents(elsewhere)).map(({ id }) => id)).toEqual(['meo-mossalaha']);
  });

  it('that are not named are found by the question, and the answer says so', async () => {
    const bridge = await ask('When did the bridge fall?');
    expect(bridge.document?.id).toBe('bridge');
    expect(bridge.notices).toContain('Of 2 documents, `bridge` is nearest to this question.');
    expect(quotesIn(bridge)[0]).toBe('The bridge over the river fell in June.');
    expect(renderText(bridge)).toMatch(/the report claims/i);
    const opEdAnswer = await ask('What is Mossalaha?');
    expect(opEdAnswer.document?.id).toBe('meo-mossalaha');
  });

  it('that are named are asked alone', async () => {
    const answer = await ask('What is Mossalaha?', home, 'bridge');
    expect(answer.document?.id).toBe('bridge');
    expect([answer.outcome, answer.reason]).toEqual(['not-addressed', 'unknown-name']);
    expect(answer.notices).toEqual([]);
  });

  it('of another server are not there, by name or by question', async () => {
    await expect(ask('When did it fall?', elsewhere, 'bridge')).rejects.toThrow(InputError);
    const answer = await ask('When did the bridge fall?', elsewhere);
    expect(answer.document?.id).toBe('meo-mossalaha');
    expect(renderText(answer)).not.toContain('June');
  });

  it('that are many are not all listed to somebody who mistyped one', async () => {
    for (let at = 1; at <= 12; at++)
      await app().ingest(newDocument(`Report ${at}\n\nIt rained on day ${at}.`, { id: `report-${at}`, owner: '444' }));
    await expect(ask('What?', '444', 'none')).rejects.toThrow(/`report-9`, and 3 more\.$/);
  });

  it.each(['nothing', 'Bridge', '`@everyone` <b>', 'x\ny', 'x'.repeat(500)])(
    'that are unknown are named in a sentence with those there are: "%s"',
    async (id) => {
      const error = await ask('What?', home, id).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(InputError);
      if (!(error instanceof InputError)) return;
      expect(error.userMessage).toMatch(
        /^There is no document `[^`\n]{1,64}` here\. There is `meo-mossalaha` and `bridge`\.$/,
      );
    },
  );
});

describe('bad questions', () => {
  it.each([
    ['', 'empty'],
    ['   ', 'empty'],
    ['\u200b\u200d', 'empty'],
    ['?!… 🕊', 'empty'],
    ['\u0000\u0007', 'empty'],
    ['a'.repeat(3_000), 'too-long'],
  ])('get a sentence and no answer: %j', async (question, reason) => {
    const answer = await ask(question);
    expect([answer.outcome, answer.reason]).toEqual(['refused', reason]);
    expect(renderText(answer)).toMatch(/^This question|^There are no words/);
    expect(app().assistant.shownOf(answer, showing)).toBeUndefined();
  });

  it.each([
    '@everyone what is Mossalaha?',
    '**What** is `Mossalaha`?',
    '```\nWhat is Mossalaha?\n```',
    'What is\u200b Mossa\u00adlaha?\u0000',
    'https://a.example/b What is Mossalaha?',
    '<@123456789> What is Mossalaha?',
    'WHAT IS MOSSALAHA?',
  ])('are asked without their trimmings: %j', async (question) => {
    const answer = await ask(question, elsewhere);
    expect(answer.outcome).toBe('answered');
    expect(quotesIn(answer).join(' ')).toContain('"Mossalaha"');
  });
});

describe('what is stored of a shown answer', () => {
  it('is what redrawing needs, without the question and without a person', async () => {
    const question = 'Is Hajib a terrorist?';
    const answer = await ask(question, home, 'meo-mossalaha');
    const shown = shownOf(answer);
    expect(shown).toMatchObject({
      server: home,
      channel: '9',
      message: null,
      documentOwner: 'everyone',
      documentId: 'meo-mossalaha',
      revision: opEd.document.sha256,
      outcome: 'answered',
      reason: null,
      kind: 'answer',
      locale: 'en',
      at: now.toISOString(),
      expiresAt: null,
      facts: [11, 12],
    });
    expect(shown.id).toMatch(/^[\w-]{22}$/);
    expect(shown.spans.length).toBeLessThanOrEqual(12);
    expect(shown.spans.slice(0, shown.shown).map(({ start, end }) => opEdText.slice(start, end))).toEqual(
      quotesIn(answer),
    );
    expect(shown.claims).toContainEqual({ number: 11, standing: 'conflicting' });
    expect(JSON.stringify(shown)).not.toMatch(/terrorist|Hajib/i);
  });

  it('has an id of its own each time', async () => {
    const answer = await ask('What is Mossalaha?');
    expect(shownOf(answer).id).not.toBe(shownOf(answer).id);
  });

  it('says when it expires', async () => {
    const expiresAt = new Date('2026-11-22T12:15:00.000Z');
    expect(shownOf(await ask('What is Mossalaha?'), { ...showing, expiresAt }).expiresAt).toBe(expiresAt.toISOString());
  });

  it('names the claims whose evidence it shows once each', async () => {
    const shown = shownOf(await ask('What is Mossalaha?'));
    const claims = [
      { number: 3, standing: 'supported' },
      { number: 4, standing: 'opinion' },
    ] as const;
    expect(claimsShown({ ...shown, claims, facts: [4, 30] })).toEqual([3, 4, 30]);
  });
});

describe('an answer that is drawn again', () => {
  it.each([
    'What is Mossalaha?',
    'Is Hajib a terrorist?',
    'How many prisoners have taken part in Mossalaha?',
    'What is this about?',
    'Where is Hajib now?',
  ])('shows the same quotes, standings and facts: %s', async (question) => {
    const answer = await ask(question, home, 'meo-mossalaha');
    const again = (await app().assistant.redraw(shownOf(answer)))!;
    const lanes = (text: string): string => text.slice(text.indexOf('claim'));
    expect([again.outcome, again.reason, again.kind]).toEqual([answer.outcome, answer.reason, answer.kind]);
    expect(quotesIn(again)).toEqual(quotesIn(answer));
    expect(again.parts.filter((part) => part.kind === 'fact')).toEqual(
      answer.parts.filter((part) => part.kind === 'fact'),
    );
    expect(lanes(renderText(again)).split('\n').sort()).toEqual(lanes(renderText(answer)).split('\n').sort());
    expect(again.question).toBe('');
  });

  it('is gone with its document', async () => {
    await app().ingest(newDocument('The mill\n\nThe mill burnt in July.', { id: 'mill', owner: home }));
    const shown = shownOf(await ask('When did the mill burn?', home, 'mill'));
    expect(await app().assistant.redraw(shown)).toBeDefined();
    await app().removeDocument(home, 'mill');
    expect(await app().assistant.redraw(shown)).toBeUndefined();
    for (const card of [
      await app().assistant.checkSource(shown, 0),
      await app().assistant.evidence(shown, 0),
      await app().assistant.moreQuotes(shown),
    ])
      expect(linesOf(card)).toBe(
        'The document has changed or was removed since this answer was given. Please ask again.',
      );
  });

  it('is gone with its revision', async () => {
    await app().ingest(newDocument('The mill\n\nThe mill burnt in July.', { id: 'mill', owner: home }));
    const shown = shownOf(await ask('When did the mill burn?', home, 'mill'));
    await app().ingest(newDocument('The mill\n\nThe mill burnt in August.', { id: 'mill', owner: home }));
    expect(await app().assistant.redraw(shown)).toBeUndefined();
    await app().removeDocument(home, 'mill');
  });

  it('of another server’s document is gone, whoever holds what was stored', async () => {
    const shown = { ...shownOf(await ask('When did the bridge fall?', home, 'bridge')), server: elsewhere };
    expect(await app().assistant.redraw(shown)).toBeUndefined();
    expect(linesOf(await app().assistant.checkSource(shown, 0))).not.toContain('bridge');
  });

  it('is of its own document, where another owner has the same text under the same id', async () => {
    await app().ingest(newDocument(opEdText, { id: 'meo-mossalaha', owner: '333' }));
    const general = shownOf(await ask('Is Hajib a terrorist?', elsewhere), { ...showing, server: '333' });
    const own = { ...general, documentOwner: '333' };
    expect((await app().assistant.redraw(general))?.document?.facts.owner).toBe('everyone');
    expect((await app().assistant.redraw(own))?.document?.facts.owner).toBe('333');
  });
});

describe('more quotes', () => {
  it('are the next ones, none of them shown before', async () => {
    const answer = await ask('What is Mossalaha?', home, 'meo-mossalaha');
    const text = linesOf(await app().assistant.moreQuotes(shownOf(answer)));
    expect(text).toMatch(/^The op-ed also claims\n/);
    for (const quote of quotesIn(answer)) expect(text).not.toContain(quote);
    for (const [, words = ''] of text.matchAll(/“([^”]*)”/gu)) expect(opEdText).toContain(words);
  });
});

describe('check source', () => {
  it('shows each quote in its paragraph, page by page, whatever page is asked for', async () => {
    const answer = await ask('What is Mossalaha?', home, 'meo-mossalaha');
    const shown = shownOf(answer);
    const pages = quotesIn(answer).length;
    for (const [page, quote] of quotesIn(answer).entries()) {
      const card = await app().assistant.checkSource(shown, page);
      expect([card.page, card.pages]).toEqual([page, pages]);
      expect(linesOf(card)).toContain(`“${quote}”`);
    }
    expect((await app().assistant.checkSource(shown, 99)).page).toBe(pages - 1);
    expect((await app().assistant.checkSource(shown, -1)).page).toBe(0);
  });
});

describe('evidence', () => {
  it('is that of the claims whose standing or fact was shown', async () => {
    const shown = shownOf(await ask('Is Hajib a terrorist?', home, 'meo-mossalaha'));
    const text = linesOf(await app().assistant.evidence(shown, 0));
    expect(text).toMatch(/^M-11 · evidence conflicts\n/);
    expect(text).toContain('United Nations');
    expect(starterLedger.claims.filter(({ key }) => text.includes(key))).toEqual([]);
  });
});

describe('a receipt', () => {
  const unknown = 'There is no such receipt among the documents that can be asked here. Check it for a typing mistake.';
  const start = opEdText.indexOf('Germany has become');
  const receiptOf = (change: Partial<Parameters<typeof encodeReceipt>[0]> = {}): string =>
    encodeReceipt({ revision: opEd.document.sha256, start, length: 65, ...change });
  const open = async (code: string, server = home): Promise<string> =>
    linesOf(await app().assistant.openReceipt(code, server));

  it('opens at its words, with their standing', async () => {
    const text = await open(receiptOf());
    expect(text).toContain('“Germany has become an incubator for terrorists and ISIS followers”');
    expect(text).toContain('an accusation · evidence conflicts');
    expect(text).toContain(`receipt \`${receiptOf()}\``);
  });

  it('opens as people type it', async () => {
    expect(await open(` ${receiptOf().toLowerCase().replaceAll('-', ' ')} `)).toBe(await open(receiptOf()));
  });

  it('of another server’s document, of none, mistyped, past the end or of half a character gets one and the same sentence', async () => {
    const bridge = (await ask('When did the bridge fall?', home, 'bridge')).document!;
    const foreign = encodeReceipt({ revision: bridge.sha256, start: 0, length: 10 });
    expect(await open(foreign, home)).toContain('“The bridge”');
    const codes = [
      [foreign, elsewhere],
      [receiptOf({ revision: 'f'.repeat(64) }), home],
      [`${receiptOf().slice(0, -1)}${receiptOf().endsWith('Z') ? 'Y' : 'Z'}`, home],
      [receiptOf({ start: opEdText.length - 3 }), home],
      [receiptOf({ start: 30_000_000 }), home],
      [receiptOf({ start: opEdText.indexOf('\n\n'), length: 2 }), home],
      ['', home],
      ['x'.repeat(5_000), home],
      ['`@everyone`', home],
      ['1ZDHAE4C', home],
    ] as const;
    for (const [code, server] of codes) expect(await open(code, server)).toBe(unknown);
  });

  it('of a server without documents gets the same sentence', async () => {
    expect(await open('nonsense', 'nowhere')).toBe(unknown);
  });
});

describe('somebody’s message', () => {
  it('is checked sentence by sentence, five at most, and says how many are left', async () => {
    const message = Array.from({ length: 7 }, (_, at) => `Sentence ${at + 1} says that Hajib is a terrorist.`).join(
      ' ',
    );
    const { answers, left } = await app().assistant.checkMessage(`${message} 🕊 !!`, { server: elsewhere });
    expect(answers).toHaveLength(5);
    expect(left).toBe(2);
    expect(answers[0]?.question).toBe('Sentence 1 says that Hajib is a terrorist.');
  });

  it('without words is refused once', async () => {
    const { answers, left } = await app().assistant.checkMessage('🕊 !!', { server: elsewhere });
    expect(answers.map(({ outcome }) => outcome)).toEqual(['refused']);
    expect(left).toBe(0);
  });
});

describe('claims', () => {
  it('are listed by number, each with its exact places', async () => {
    const claims = await app().assistant.claims({ server: home, document: 'meo-mossalaha' });
    expect(claims.map(({ id }) => id)).toEqual(Array.from({ length: 33 }, (_, at) => `M-${at + 1}`));
    for (const { quotes } of claims)
      for (const { quote } of quotes) expect(quote.text).toBe(opEdText.slice(quote.start, quote.end));
    expect(claims[2]?.quotes).toHaveLength(2);
    expect(claims[10]).toMatchObject({ standing: 'conflicting', accuses: true });
  });

  it('of an unchecked document are none', async () => {
    expect(await app().assistant.claims({ server: home, document: 'bridge' })).toEqual([]);
  });
});

describe('a summary', () => {
  it('of an unchecked document is made of its own words', async () => {
    const answer = await app().assistant.summary({ server: home, document: 'bridge' });
    const text = renderText(answer);
    expect(text).toContain('None of its claims has been checked.');
    for (const [, words = ''] of text.matchAll(/“([^”]*)”/gu)) expect(bridgeText).toContain(words);
    expect(quotesIn(answer)).toContain('The bridge');
  });
});

describe('a document with lines of punctuation alone', () => {
  const owner = '555';
  beforeAll(async () => {
    await app().ingest(newDocument('Rain\n\n* * *\n\n———\n\n…', { id: 'rain', owner }));
  });

  it.each(['How much rain fell in May?', 'What does it say about rain?', '* rain * … ———'])(
    'has none of them quoted, not as nearest either: "%s"',
    async (question) => {
      const answer = await ask(question, owner, 'rain');
      expect([...quotesIn(answer), ...answer.more.map(({ quote }) => quote.text)]).toEqual(['Rain']);
    },
  );

  it('has none of them in its summary', async () => {
    expect(quotesIn(await app().assistant.summary({ server: owner, document: 'rain' }))).toEqual(['Rain']);
  });
});
