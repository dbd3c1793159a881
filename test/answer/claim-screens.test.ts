import { describe, expect, it } from 'vitest';
import { claimRows, filterClaims, numberIn, rowName } from '../../src/answer/claim-rows.ts';
import { findWords, isQuotable, type OpenDocument } from '../../src/answer/claim-screens.ts';
import { realApp } from '../helpers/real-app.ts';

const app = realApp();
const open = (): Promise<OpenDocument> => app().screens.openNamed('everyone');
const wordsAt = ({ in: { document } }: OpenDocument, span: { start: number; end: number } | undefined) =>
  span && document.text.slice(span.start, span.end);

describe('a list of claims', () => {
  it('begins with what nobody has checked, accusations first, then goes by number', async () => {
    const { in: indexed, ledger } = await open();
    const unchecked = {
      ...ledger,
      verdicts: new Map([...ledger.verdicts].filter(([claim]) => claim !== 20 && claim !== 1)),
    };
    const numbers = claimRows(indexed, unchecked, new Set()).map(({ number }) => number);
    expect(numbers.slice(0, 3)).toEqual([20, 1, 6]);
    expect(numbers).toHaveLength(ledger.claims.length);
  });

  it('is narrowed by each filter to those that fit, and by none to all', async () => {
    const { in: indexed, ledger } = await open();
    const rows = claimRows(indexed, ledger, new Set([3]));
    expect(filterClaims(rows, {})).toEqual(rows);
    expect(filterClaims(rows, { only: 'orphaned' }).map(({ number }) => number)).toEqual([3]);
    expect(filterClaims(rows, { accuses: true }).every(({ accuses }) => accuses)).toBe(true);
    expect(filterClaims(rows, { standing: 'refuted' }).map(rowName)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^M-\d+ · ¶ \d+ · contradicted$/)]),
    );
  });
});

describe('a claim’s number', () => {
  it.each([
    { typed: 'M-11', number: 11 },
    { typed: ' m 11 ', number: 11 },
    { typed: 'm11', number: 11 },
    { typed: '11', number: 11 },
    { typed: 'H-11', number: undefined },
    { typed: '011', number: undefined },
    { typed: '-11', number: undefined },
    { typed: '11.5', number: undefined },
    { typed: '99999999', number: undefined },
    { typed: '', number: undefined },
  ])('in $typed is $number', async ({ typed, number }) => {
    const { in: indexed } = await open();
    expect(numberIn(typed, indexed.document)).toBe(number);
  });
});

describe('words that somebody pastes', () => {
  it('are found in the paragraph that is meant, though they stand in another too', async () => {
    const document = await open();
    const { text } = document.in.document;
    const words = 'in order to protect its youth';
    const second = text.indexOf(words, text.indexOf(words) + 1);
    expect(second).toBeGreaterThan(0);
    expect(findWords(document, ` ${words}\n`, { start: second + 5, end: second + 9 })?.start).toBe(second);
    expect(findWords(document, words, { start: text.length - 9, end: text.length - 2 })).toBeUndefined();
  });

  it('may go beyond a sentence, and lie within one', async () => {
    const document = await open();
    const [first, second] = document.in.outline.sentences.filter(({ block }) => block === 5);
    const across = { start: first!.start + 4, end: second!.end - 1 };
    expect(wordsAt(document, findWords(document, wordsAt(document, across) ?? '', first!))).toBe(
      wordsAt(document, across),
    );
  });

  it.each(['', '  ', 'words that nobody wrote'])('are nowhere where they are %j', async (words) => {
    expect(findWords(await open(), words, { start: 0, end: 5 })).toBeUndefined();
  });
});

describe('a span', () => {
  it.each([
    { why: 'out of the text', span: { start: 0, end: 10_000_000 } },
    { why: 'empty', span: { start: 5, end: 5 } },
    { why: 'turned around', span: { start: 9, end: 5 } },
    { why: 'not whole', span: { start: 0.5, end: 5 } },
    { why: 'before the text', span: { start: -1, end: 5 } },
  ])('can’t be quoted where it is $why', async ({ span }) => {
    expect(isQuotable(await open(), span)).toBe(false);
  });

  it('can’t be quoted while one of its words is withheld', async () => {
    const document = await open();
    expect(isQuotable(document, { start: 0, end: 20 })).toBe(true);
    expect(isQuotable({ ...document, withheld: [{ start: 19, end: 30 }] }, { start: 0, end: 20 })).toBe(false);
  });
});

describe('claims near some words', () => {
  it('are found by meaning, nearest first, and none of those made there', async () => {
    const { desk } = app();
    const document = await open();
    const claim = document.ledger.claims.find(({ number }) => number === 31);
    const who = { id: '1', role: 'moderator', server: '1' } as const;
    const about = { documentOwner: 'everyone', documentId: document.facts.id };
    const { exact, near } = await desk.similarTo(who, about, claim?.spans ?? []);
    expect(exact).toContain(31);
    expect(near).toContain(9); // both say that some only pretended
    expect(near).not.toContain(31);
  });
});
