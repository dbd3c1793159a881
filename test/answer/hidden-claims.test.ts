import { beforeAll, describe, expect, it } from 'vitest';
import type { Card } from '../../src/answer/cards.ts';
import { isQuoted } from '../../src/answer/part.ts';
import { renderLines, renderText } from '../../src/answer/render-text.ts';
import { encodeReceipt } from '../../src/corpus/receipt.ts';
import { overlapOf, type Span } from '../../src/domain/span.ts';
import { realApp } from '../helpers/real-app.ts';
import { newDocument } from '../helpers/small-library.ts';

const home = '111';
const elsewhere = '222';
const app = realApp(() => new Date('2026-11-22T12:00:00.000Z'));
const text =
  'The mill\n\nThe mill stood by the river. The mayor sold the mill to his brother in May. It burned down in June.';
const hiddenWords = 'sold the mill to his brother';
const span: Span = { start: text.indexOf(hiddenWords), end: text.indexOf(hiddenWords) + hiddenWords.length };
const about = { documentOwner: 'everyone', documentId: 'mill' };
const moderator = { id: 'ada', role: 'moderator', server: home } as const;
const question = 'Who sold the mill to his brother?';
const linesOf = (card: Card): string => renderLines(card.lines);

let sha256 = '';
let claim = 0;

beforeAll(async () => {
  await app().ingest(newDocument(text, { id: 'mill', title: 'The mill' }));
  sha256 = (await app().assistant.ask({ server: home, question, document: 'mill' })).document?.sha256 ?? '';
  const filed = await app().desk.addClaim(moderator, about, {
    spans: [span],
    textSha256: sha256,
    kind: 'factual',
    accused: ['the mayor'],
    checkable: 'yes',
    statement: 'The article claims that the mayor sold the mill to his brother.',
  });
  claim = filed.claim;
});

const ask = (server: string, useLedger = true) =>
  app().assistant.ask({ server, question, document: 'mill', useLedger });

describe('a claim that a server hides', () => {
  it('is quoted nowhere on that server at once, also where the ledger is not used, and is on others', async () => {
    const before = await ask(home);
    expect(renderText(before)).toContain(hiddenWords);
    const shown = app().assistant.shownOf(before, { server: home, channel: '9', locale: 'en', expiresAt: null })!;
    await app().desk.hide(moderator, about, claim, 'Somebody asked us to look.');

    for (const answer of [await ask(home), await ask(home, false), await app().assistant.redraw(shown)]) {
      const quotes = [...(answer?.parts.filter(isQuoted) ?? []), ...(answer?.more ?? [])];
      expect(quotes.filter(({ quote }) => overlapOf(quote, span) > 0)).toEqual([]);
      expect(answer && renderText(answer)).not.toContain(hiddenWords);
    }
    expect(renderText(await app().assistant.summary({ server: home, document: 'mill' }))).not.toContain(hiddenWords);
    const listed = await app().assistant.claims({ server: home, document: 'mill' });
    expect(listed.flatMap(({ quotes }) => quotes)).toEqual([]);
    for (const card of [await app().assistant.checkSource(shown, 0), await app().assistant.moreQuotes(shown)])
      expect(linesOf(card)).not.toContain(hiddenWords);
    const receipt = encodeReceipt({ revision: sha256, start: span.start, length: span.end - span.start });
    expect(linesOf(await app().assistant.openReceipt(receipt, home))).toContain('no such receipt');

    expect(renderText(await ask(elsewhere))).toContain(hiddenWords);
    expect(linesOf(await app().assistant.openReceipt(receipt, elsewhere))).toContain(hiddenWords);
  });

  it('is quoted again when it is shown again', async () => {
    await app().desk.showAgain(moderator, about, claim, 'It is fine.');
    expect(renderText(await ask(home))).toContain(hiddenWords);
  });

  it('is an orphan, and quoted as a claim nowhere, where its words changed', async () => {
    await app().ingest(newDocument(text.replace('his brother', 'his cousin'), { id: 'mill', title: 'The mill' }));
    const { document } = await ask(home);
    const { ledger, orphans } = await app().assistant.placed(document!, home);
    expect([...orphans]).toEqual([claim]);
    expect(ledger.claims.map(({ spans }) => spans)).toEqual([[]]);
  });
});
