import { describe, expect, it } from 'vitest';
import { ClaimPlacer, placeClaims } from '../../src/answer/place-claims.ts';
import type { EntryBody } from '../../src/ledger/entry.ts';
import { foldLedger } from '../../src/ledger/ledger.ts';
import { indexedOf } from '../helpers/documents.ts';
import { claimOf, entriesOf } from '../helpers/ledgers.ts';

const then =
  'The council met in May. The mill stood by the river for a hundred years, and nobody had asked why. Then the mill burned down in one night, though the river was high that year. Nobody was hurt.';
const spanOf = (words: string) => ({ start: then.indexOf(words), end: then.indexOf(words) + words.length });

const claim = (number: number, words: readonly string[], textSha256?: string): EntryBody => ({
  kind: 'claim',
  claim: claimOf({ number, spans: words.map(spanOf) }),
  ...(textSha256 === undefined ? {} : { textSha256 }),
});

const ledger = foldLedger(
  entriesOf([
    claim(1, ['the mill burned down'], 'old'),
    claim(2, ['The council met in May', 'Nobody was hurt'], 'old'),
    { kind: 'hidden', claim: 1, reason: 'A look.' },
  ]),
);
const texts = new Map([['old', then]]);
const wordsIn = (text: string, placed: ReturnType<typeof placeClaims>, number: number) =>
  placed.ledger.claims.find((one) => one.number === number)?.spans.map(({ start, end }) => text.slice(start, end));

describe('claims of an earlier text', () => {
  it('are found again where words were put in far from them, hidden ones too', () => {
    const now = `A note of the editors. ${then}`;
    const placed = placeClaims(ledger, now, texts);
    expect(wordsIn(now, placed, 1)).toEqual(['the mill burned down']);
    expect(placed.ledger.withheld.map(({ start, end }) => now.slice(start, end))).toEqual(['the mill burned down']);
  });

  it.each([
    { why: 'the words changed', now: then.replace('burned down', 'burnt down') },
    { why: 'a word right before them changed', now: then.replace('Then the', 'When the') },
    { why: 'words right after them changed', now: then.replace('in one night', 'in a night') },
    { why: 'they stand there twice with all around them', now: `${then} ${then}` },
  ])('are orphans where $why', ({ now }) => {
    const placed = placeClaims(ledger, now, texts);
    expect(placed.orphans.has(1)).toBe(true);
    expect(wordsIn(now, placed, 1)).toEqual([]);
    expect(placed.ledger.withheld).toEqual([]);
  });

  it('keep the places that are found, and are orphans for those that are not', () => {
    const now = then.replace('Nobody was hurt', 'No one was hurt');
    const placed = placeClaims(ledger, now, texts);
    expect(wordsIn(now, placed, 2)).toEqual(['The council met in May']);
    expect([...placed.orphans]).toEqual([2]);
  });

  it('are orphans where the earlier text is gone', () => {
    expect([...placeClaims(ledger, then, new Map([['old', undefined]])).orphans]).toEqual([1, 2]);
  });
});

describe('a placer', () => {
  const indexed = indexedOf(then, { id: 'mill' });

  it('takes places of no known text, and of this very text, as they are', async () => {
    const known = foldLedger(
      entriesOf([claim(1, ['the mill burned down']), claim(2, ['Nobody was hurt'], indexed.document.sha256)]),
    );
    const placer = new ClaimPlacer(() => Promise.reject(new Error('no text is needed')));
    expect(await placer.place(indexed.document, known)).toEqual({ ledger: known, orphans: new Set() });
  });

  it('asks for an earlier text once, of this document and its owner', async () => {
    const asked: string[] = [];
    const placer = new ClaimPlacer(async (...of) => {
      asked.push(of.join(' '));
      return then;
    });
    const first = await placer.place(indexed.document, ledger);
    expect(await placer.place(indexed.document, ledger)).toBe(first);
    expect(asked).toEqual([`${indexed.document.facts.owner} mill old`]);
    expect(first.orphans.size).toBe(0);
  });
});
