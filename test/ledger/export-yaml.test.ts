import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quoteFinder } from '../../src/built-in.ts';
import type { Entry } from '../../src/ledger/entry.ts';
import { exportLedger } from '../../src/ledger/export-ledger.ts';
import { withoutPeople } from '../../src/ledger/export-view.ts';
import { foldLedger, type Ledger } from '../../src/ledger/ledger.ts';
import { parseLedger } from '../../src/ledger/parse-ledger.ts';
import { opEd, opEdText, starterEntries } from '../helpers/built-in.ts';
import { people, story, storyDocument } from './desk-story.ts';

const utf8 = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes);
const yamlOf = (base: readonly Entry[], own: readonly Entry[] = [], withHidden = true): string =>
  utf8(exportLedger('yaml', { document: storyDocument, base, own, withHidden }).bytes);
const read = (yaml: string, text: string): Entry[] =>
  parseLedger(yaml, quoteFinder(text), () => false).entries.map((entry, at) => ({ ...entry, seq: at + 1 }));
const readStory = (yaml: string): Entry[] => read(yaml, storyDocument.text);

/** What of a ledger is in its file: not who did it, and what has no place in the present text. */
function content(ledger: Ledger) {
  const listed = new Set(ledger.claims.map(({ number }) => number));
  const of = <T>(map: ReadonlyMap<number, T>) => new Map([...map].filter(([claim]) => listed.has(claim)));
  return withoutPeople({
    claims: ledger.claims.map(({ spans, ...claim }) => ({ ...claim, spans: spans.map((span) => ({ ...span })) })),
    names: ledger.names,
    evidence: [...of(ledger.evidence)].sort(([a], [b]) => a - b),
    verdicts: [...of(ledger.verdicts)]
      .sort(([a], [b]) => a - b)
      .map(([claim, { reviewed: _, ...verdict }]) => [claim, { ...verdict, claim }]),
    facts: [...of(ledger.facts)].map(([claim, { text }]) => [claim, text]).sort(),
    hidden: [...ledger.hidden].sort(),
    replies: [...of(ledger.replies)].sort(([a], [b]) => a - b),
    excludedPublishers: ledger.excludedPublishers,
  });
}

it('the stories that the properties are tried on hold every kind of thing', () => {
  const ledgers = fc.sample(story, { numRuns: 200, seed: 7 }).map(({ base, own }) => foldLedger(base, own));
  const some = (holds: (ledger: Ledger) => boolean): boolean => ledgers.some(holds);
  expect({
    approved: some(({ verdicts }) => [...verdicts.values()].some(({ basis, fact }) => basis?.primary && fact !== null)),
    imported: some(({ unconfirmed }) => unconfirmed.size > 0),
    confirmed: some(({ verdicts }) => [...verdicts.values()].some(({ reviewed }) => /confirmed/u.test(reviewed.by))),
    hidden: some(({ hidden }) => hidden.size > 0),
    merged: some(({ merged }) => merged.size > 0),
    replies: some(({ replies }) => replies.size > 0),
    off: some(({ starter }) => starter === 'off'),
  }).toEqual({ approved: true, imported: true, confirmed: true, hidden: true, merged: true, replies: true, off: true });
});

describe('a ledger that is exported as YAML', () => {
  it('gives the same bytes when it is imported and exported again', () => {
    fc.assert(
      fc.property(story, ({ base, own }) => {
        fc.pre(base.length + own.length > 0);
        const yaml = yamlOf(base, own);
        expect(yamlOf(readStory(yaml))).toBe(yaml);
      }),
    );
  });

  it('says the same when it is imported: claims, evidence, verdicts, facts, what is hidden, replies', () => {
    fc.assert(
      fc.property(story, ({ base, own }) => {
        fc.pre(base.length + own.length > 0);
        expect(content(foldLedger(readStory(yamlOf(base, own))))).toEqual(content(foldLedger(base, own)));
      }),
    );
  });

  it('carries no authority: every verdict waits for somebody here to confirm it, and is said to be what a file says', () => {
    fc.assert(
      fc.property(story, ({ base, own }) => {
        fc.pre(base.length + own.length > 0);
        const ledger = foldLedger([], readStory(yamlOf(base, own)));
        expect([...ledger.unconfirmed.keys()].sort()).toEqual([...ledger.verdicts.keys()].sort());
        for (const { reviewed } of ledger.verdicts.values())
          expect(reviewed.by).toMatch(/^(starter ledger$|an imported file, which says: )/u);
      }),
    );
  });

  it('names nobody of the desk', () => {
    fc.assert(
      fc.property(story, ({ base, own }) => {
        fc.pre(base.length + own.length > 0);
        for (const person of people) expect(yamlOf(base, own)).not.toContain(person);
      }),
    );
  });

  it('holds the starter ledger whole: what is imported from it folds to the same ledger', () => {
    const base = starterEntries().entries.map((entry, at) => ({ ...entry, seq: at + 1 }));
    const yaml = utf8(exportLedger('yaml', { document: opEd.document, base, own: [] }).bytes);
    const { history: _, addedBy: __, ...again } = foldLedger(read(yaml, opEdText));
    const { history: ___, addedBy: ____, ...before } = foldLedger(base);
    expect(again).toEqual(before);
  });

  it('changes in one line where one line of the ledger changes', () => {
    const base = starterEntries().entries.map((entry, at) => ({ ...entry, seq: at + 1 }));
    const changed = base.map((entry) =>
      entry.body.kind === 'imported-verdict' && entry.body.verdict.claim === 7
        ? { ...entry, body: { ...entry.body, verdict: { ...entry.body.verdict, reason: 'Another reason.' } } }
        : entry,
    );
    const lines = (entries: Entry[]) =>
      utf8(exportLedger('yaml', { document: opEd.document, base: entries, own: [] }).bytes).split('\n');
    const [before, after] = [lines(base), lines(changed)];
    expect(after).toHaveLength(before.length);
    expect(after.filter((line, at) => line !== before[at])).toEqual(['    verdict_reason: Another reason.']);
  });
});
