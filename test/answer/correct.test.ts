import { describe, expect, it } from 'vitest';
import {
  correctionLines,
  correctionsDue,
  filedSince,
  hasFiled,
  recheckCard,
  shownStandingOf,
} from '../../src/answer/correct.ts';
import type { Line } from '../../src/answer/message.ts';
import type { Correction, ShownStanding } from '../../src/domain/correction.ts';
import type { ShownAnswer } from '../../src/domain/shown-answer.ts';
import { deskRule, type EntryBody } from '../../src/ledger/entry.ts';
import { foldLedger, type Ledger } from '../../src/ledger/ledger.ts';
import { shown as stored } from '../contract/shown-answer.ts';
import { flood, floodSpan } from '../helpers/flood.ts';
import { claimOf, entriesOf, evidenceOf, sourceOf, verdictOf } from '../helpers/ledgers.ts';

const now = new Date('2026-11-25T12:00:00.000Z');
const river = floodSpan('The river rose in May');
const hid = floodSpan('Mayor Stone hid the report');

const base = entriesOf([
  { kind: 'header', checked: '2026-11-22', excludedPublishers: [] },
  { kind: 'claim', claim: claimOf({ number: 1, key: 'river', spans: [river] }) },
  { kind: 'source', source: sourceOf() },
  { kind: 'evidence', evidence: evidenceOf({ claim: 1 }) },
  { kind: 'imported-verdict', verdict: verdictOf({ claim: 1, label: 'supported' }) },
  { kind: 'claim', claim: claimOf({ number: 2, key: 'hid', spans: [hid], accused: ['Ann Stone'] }) },
]);

/** What moderators of a server did on these days of November 2026, one after the other. */
const ledgerAfter = (...acts: readonly (readonly [day: number, body: EntryBody])[]): Ledger =>
  foldLedger(
    base,
    acts.map(([day, body], at) => ({
      seq: at + 1,
      at: `2026-11-${day}T10:00:00.000Z`,
      by: '11',
      rule: deskRule,
      body,
    })),
  );

const hidden = (claim: number): EntryBody => ({ kind: 'hidden', claim, reason: 'It is being looked at.' });
const merged: EntryBody = { kind: 'claim-merged', claim: 1, into: 2, reason: 'The same.' };
const filed = (number: number, span = river): EntryBody => ({
  kind: 'claim',
  claim: claimOf({ number, key: `claim-${number}`, spans: [span] }),
});

const shown: ShownAnswer = {
  ...stored,
  documentId: 'flood',
  spans: [river, hid],
  shown: 1,
  claims: [{ number: 1, standing: 'supported' }],
  facts: [],
  corrections: [],
  at: '2026-11-22T12:00:00.000Z',
};

const wordsOf = (lines: readonly Line[]): string[] =>
  lines.map((line) =>
    line.kind === 'separator' ? '' : line.runs.map((run) => ('text' in run ? run.text : '')).join(''),
  );

const due = (ledger: Ledger, answer = shown): Correction[] =>
  correctionsDue(answer, ledger, { filed: filedSince(answer, ledger), now });

describe('what a shown answer says that does not hold any more', () => {
  it.each<{ why: string; ledger: Ledger; to: ShownStanding | undefined; at?: string }>([
    { why: 'nothing where nothing changed', ledger: ledgerAfter(), to: undefined },
    { why: 'a claim that is hidden, on the day it was', ledger: ledgerAfter([23, hidden(1)]), to: 'hidden', at: '23' },
    { why: 'nothing of other claims', ledger: ledgerAfter([23, hidden(2)]), to: undefined },
    {
      why: 'a claim that was merged stands as the other',
      ledger: ledgerAfter([24, merged]),
      to: 'not-checked',
      at: '24',
    },
    {
      why: 'a starter ledger that is off, dated as of now: it has no entry on the claim',
      ledger: ledgerAfter([23, { kind: 'starter', state: 'off', reason: 'We check for ourselves.' }]),
      to: 'not-checked',
      at: '25',
    },
  ])('is $why', ({ ledger, to, at }) => {
    expect(due(ledger).map((one) => [one.claim, one.from, one.to, one.at.slice(8, 10)])).toEqual(
      to === undefined ? [] : [[1, 'supported', to, at]],
    );
  });

  it('is nothing where a correction has said it', () => {
    const ledger = ledgerAfter([23, hidden(1)]);
    expect(due(ledger, { ...shown, corrections: due(ledger) })).toEqual([]);
  });

  it.each([
    { why: 'was filed later on words that it quotes', at: 23, span: river, concerns: true },
    { why: 'was filed before it was shown', at: 21, span: river, concerns: false },
    { why: 'was filed on words that it has behind More quotes', at: 23, span: hid, concerns: false },
  ])('is, of a hidden claim that $why, $concerns', ({ at, span, concerns }) => {
    const ledger = ledgerAfter([at, filed(1001, span)], [24, hidden(1001)]);
    expect(due(ledger).map(({ claim, from, to }) => [claim, from, to])).toEqual(
      concerns ? [[1001, 'not-checked', 'hidden']] : [],
    );
    expect(hasFiled(ledger)).toBe(true);
    expect(hasFiled(ledgerAfter([at, filed(1001, span)]))).toBe(false);
  });
});

describe('what stands above a corrected answer', () => {
  const step = (from: ShownStanding, to: ShownStanding, day: number, claim = 1): Correction => ({
    claim,
    from,
    to,
    at: `2026-11-${day}T10:00:00.000Z`,
  });
  it.each<{ steps: Correction[]; says: string }>([
    {
      steps: [step('supported', 'refuted', 23)],
      says: 'Corrected 2026-11-23, ¶ 2: F-1 was supported, is now contradicted.',
    },
    {
      steps: [step('supported', 'not-checked', 23), step('not-checked', 'refuted', 24)],
      says: 'Corrected 2026-11-24, ¶ 2: F-1 was supported, is now contradicted.',
    },
    { steps: [step('supported', 'hidden', 23)], says: 'Withheld while it is reviewed, 2026-11-23, ¶ 2: F-1.' },
    {
      steps: [step('supported', 'hidden', 23), step('hidden', 'supported', 24)],
      says: 'Shown again 2026-11-24, ¶ 2: F-1 is supported.',
    },
    {
      steps: [step('supported', 'hidden', 23), step('hidden', 'opinion', 24)],
      says: 'Corrected 2026-11-24, ¶ 2: F-1 was supported, is now opinion, cannot be checked.',
    },
    {
      steps: [step('supported', 'not-checked', 23), step('not-checked', 'supported', 24)],
      says: 'Looked at again 2026-11-24, ¶ 2: F-1 is supported, as it was when this was first shown.',
    },
  ])('is "$says"', ({ steps, says }) => {
    expect(wordsOf(correctionLines({ ...shown, corrections: steps }, ledgerAfter(), flood))).toEqual([says]);
  });

  it('names no place where the words are gone', () => {
    const corrections = [step('supported', 'refuted', 23)];
    expect(wordsOf(correctionLines({ ...shown, corrections }, ledgerAfter(), undefined))).toEqual([
      'Corrected 2026-11-23: F-1 was supported, is now contradicted.',
    ]);
  });

  it('counts the earlier ones of many', () => {
    const corrections = [1, 2, 3, 4, 5, 6].map((claim) => step('supported', 'refuted', 23, claim));
    const lines = wordsOf(correctionLines({ ...shown, corrections }, ledgerAfter(), undefined));
    expect(lines).toHaveLength(5);
    expect(lines[0]).toBe('2 earlier changes: see Re-check this answer.');
    expect(lines.at(-1)).toContain('F-6');
  });
});

describe('then and now', () => {
  it('says both standings, every step, and what the message does not say yet', () => {
    const ledger = ledgerAfter([23, hidden(1)]);
    expect(wordsOf(recheckCard(shown, ledger, due(ledger)).lines)).toEqual([
      'Then and now',
      'This was first shown on 2026-11-22. One claim stands otherwise now.',
      'F-1: then supported, now withheld while it is reviewed.',
      'What changed, and when',
      '2026-11-23 · F-1: supported → withheld while it is reviewed',
      'The message does not say all of this yet; it will be drawn again.',
    ]);
  });

  it('says that nothing changed where nothing did', () => {
    expect(wordsOf(recheckCard(shown, ledgerAfter(), []).lines).slice(1)).toEqual([
      'This was first shown on 2026-11-22. Everything it says of claims stands as it did.',
      'F-1: then supported, now the same.',
    ]);
  });
});

it('a hidden claim is hidden whatever its standing, and a merged one with the other', () => {
  expect(shownStandingOf(ledgerAfter([23, hidden(1)]), 1)).toBe('hidden');
  expect(shownStandingOf(ledgerAfter([23, merged], [24, hidden(2)]), 1)).toBe('hidden');
});
