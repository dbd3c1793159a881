import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { ownVoiceInSummary } from '../../scripts/eval/own-voice.ts';
import type { SummaryLength } from '../../src/answer/answer.ts';
import { chapters, frameFor, frames } from '../../src/answer/frame.ts';
import { genreNoun } from '../../src/answer/genre.ts';
import type { GuardedSummary } from '../../src/answer/guard.ts';
import { describe as describeDocument, footerOf, messageOf, visibleLength } from '../../src/answer/message.ts';
import { isQuoted, type Quoted } from '../../src/answer/part.ts';
import { renderLines } from '../../src/answer/render-text.ts';
import { chapterCard, summaryLines } from '../../src/answer/summary-lines.ts';
import { quoteFinder, readBuiltIns } from '../../src/built-in.ts';
import type { DocumentFacts } from '../../src/domain/document.ts';
import { saysWords } from '../../src/domain/same-words.ts';
import { parseLedger } from '../../src/ledger/parse-ledger.ts';

import { realApp } from '../helpers/real-app.ts';

/** A summary that was asked for and what has to stand in it. */
type GoldenSummary = {
  readonly id: string;
  readonly document: string;
  readonly length: SummaryLength;
  readonly focus?: string;
  /** Words of the document, each within one quote. */
  readonly must: readonly string[];
  /** Words of ours. */
  readonly says: readonly string[];
  /** Words that stand nowhere in it. */
  readonly mustNot: readonly string[];
};

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const golden: GoldenSummary[] = readFileSync(here('../golden/summaries.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line): GoldenSummary => JSON.parse(line));

/** Without the comment that says that a document is invented. */
const knownFacts = ({ id, title, publisher, author, genre, published, url, language, owner }: DocumentFacts) => ({
  id,
  title,
  publisher,
  author,
  genre,
  published,
  url,
  language,
  owner,
});

const app = realApp();
const server = 'everyone';

beforeAll(async () => {
  for (const { document, ledger } of await readBuiltIns(here('../golden/documents/'))) {
    await app().ingest({ ...document, facts: knownFacts(document.facts) });
    if (!ledger) continue;
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(document.bytes);
    const { entries } = parseLedger(ledger.yaml, quoteFinder(text), saysWords(text));
    const id = { owner: document.facts.owner, documentId: document.facts.id };
    await app().ledgerStore.replaceImported(id, ledger.sha256, entries);
    app().ledgers.changed(id);
  }
});

const quotesIn = (summary: GuardedSummary): Quoted[] =>
  [
    summary.title,
    summary.ofItself,
    ...summary.sections.flatMap(({ heading, points }) => [heading, ...points]),
    ...summary.accused.flatMap(({ accusations }) => accusations.flatMap(({ quotes }) => quotes)),
    ...summary.unsupported,
  ].filter((quoted) => quoted !== undefined);

describe.each(golden)('the golden summary $id', ({ document: id, length, focus, must, says, mustNot }) => {
  const request = { server, document: id, length, focus };
  let text = '';
  let quotes: readonly Quoted[] = [];
  let whole: GuardedSummary;

  beforeAll(async () => {
    const answer = await app().assistant.summary(request);
    const found = await app().assistant.wholeSummary(request);
    if (!found) throw new Error(`the document does not address ${focus}`);
    whole = found;
    const isShort = length === 'short';
    quotes = isShort ? answer.parts.filter(isQuoted) : quotesIn(whole);
    text = renderLines(isShort ? messageOf(answer) : summaryLines(whole, frames.en));
    expect(visibleLength(messageOf(answer))).toBeLessThanOrEqual(1_200);
  });

  it('holds what it must and nothing that it must not', () => {
    expect(must.filter((words) => !quotes.some(({ quote }) => quote.text.includes(words)))).toEqual([]);
    expect(says.filter((words) => !text.includes(words))).toEqual([]);
    expect(mustNot.filter((words) => text.includes(words))).toEqual([]);
  });

  it('quotes exactly, in the order of the document, and no point twice', () => {
    const { document } = whole;
    expect(quotes.filter(({ quote }) => quote.text !== document.text.slice(quote.start, quote.end))).toEqual([]);
    const points = whole.sections.flatMap((section) => section.points.map(({ quote }) => quote));
    expect(points.map(({ start }) => start)).toEqual(points.map(({ start }) => start).sort((a, b) => a - b));
    expect(new Set(points.map((quote) => quote.text)).size).toBe(points.length);
  });

  it('says nothing in our own voice', async () => {
    const { document } = whole;
    const ledger = await app().ledgers.of({ owner: document.facts.owner, documentId: document.id }, server);
    const material = {
      text: document.text,
      noun: genreNoun(document.facts.genre),
      description: describeDocument(document.facts),
      footer: footerOf(document.facts, ledger.origin),
      facts: [...ledger.facts.values()],
      publishers: [...ledger.sources.values()].map((source) => source.publisher),
    };
    expect(
      ownVoiceInSummary(
        text,
        material,
        whole.accused.map(({ who }) => who),
      ),
    ).toEqual([]);
  });

  it.each(chapters)('pages %s within the limit of a message, without losing a line', (chapter) => {
    const pages = chapterCard(chapter, whole, 0, frames.en).pages;
    const cards = Array.from({ length: pages }, (_, page) => chapterCard(chapter, whole, page, frames.en));
    expect(cards.filter(({ lines }) => visibleLength(lines) > 1_200)).toEqual([]);
    const all = renderLines(cards.flatMap(({ lines }) => lines));
    const inText = renderLines(summaryLines(whole, frames.en));
    const body = cards.flatMap(({ lines }) => lines.slice(1, lines.length - (pages > 1 ? 2 : 1)));
    expect(body.filter((line) => !inText.includes(renderLines([line])))).toEqual([]);
    expect(all.length).toBeGreaterThan(0);
  });
});

describe('the golden summaries', () => {
  it('are twenty or more, over every golden document and length, some of them of a focus', () => {
    expect(golden.length).toBeGreaterThanOrEqual(20);
    expect(new Set(golden.map(({ document }) => document)).size).toBe(4);
    expect(new Set(golden.map(({ length }) => length)).size).toBe(3);
    expect(golden.filter(({ focus }) => focus !== undefined).length).toBeGreaterThanOrEqual(5);
    expect(golden.filter(({ must, mustNot }) => must.length === 0 || mustNot.length === 0)).toEqual([]);
  });

  it.each(['de', 'fr'])('are framed in %s, with the same quotes', async (locale) => {
    const request = { server, document: 'meo-mossalaha' } as const;
    const whole = await app().assistant.wholeSummary(request);
    const framed = renderLines(summaryLines(whole!, frameFor(locale)));
    const quoted = (text: string): string[] => text.match(/“[^”]*”/gu) ?? [];
    expect(quoted(framed)).toEqual(quoted(renderLines(summaryLines(whole!, frames.en))));
    expect(framed.replace(/“[^”]*”/gu, '')).not.toMatch(/supported|evidence conflicts|Section by section|not given/u);
    const answer = await app().assistant.summary({ ...request, frame: `${locale}-CH` });
    expect(renderLines(messageOf(answer)).toLowerCase()).toContain(frameFor(locale).noun('op-ed').toLowerCase());
  });

  it('say where a document does not address the focus', async () => {
    const answer = await app().assistant.summary({ server, document: 'meo-mossalaha', focus: 'penguins' });
    expect([answer.outcome, answer.kind]).toEqual(['not-addressed', 'answer']);
    expect(
      await app().assistant.wholeSummary({ server, document: 'meo-mossalaha', focus: 'penguins' }),
    ).toBeUndefined();
  });
});
