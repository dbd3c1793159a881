import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EntryBody } from '../../src/ledger/entry.ts';
import { emptyLedger, foldLedger, shownEvidence, standingOf } from '../../src/ledger/ledger.ts';
import { Ledgers } from '../../src/ledger/ledgers.ts';
import { ReviewedFact } from '../../src/ledger/reviewed-fact.ts';
import { starterEntries } from '../helpers/built-in.ts';
import { claimOf, entriesOf, evidenceOf, sourceOf, verdictOf } from '../helpers/ledgers.ts';

const checked: readonly EntryBody[] = [
  { kind: 'claim', claim: claimOf() },
  { kind: 'source', source: sourceOf() },
  { kind: 'evidence', evidence: evidenceOf() },
  { kind: 'imported-verdict', verdict: verdictOf() },
];

describe('a ledger', () => {
  it('of no entries has checked nothing', () => {
    expect(standingOf(emptyLedger, 1)).toBe('not-checked');
    expect(emptyLedger.claims).toEqual([]);
    expect(emptyLedger.origin).toBeNull();
    expect(shownEvidence(emptyLedger, 1)).toEqual([]);
  });

  it('stands as the latest verdict says', () => {
    const later = { kind: 'imported-verdict', verdict: verdictOf({ label: 'refuted', fact: 'It fell.' }) } as const;
    const ledger = foldLedger(entriesOf([...checked, later]));
    expect(standingOf(ledger, 1)).toBe('refuted');
    expect(ledger.facts.get(1)?.text).toBe('It fell.');
    expect(foldLedger(entriesOf([...checked.slice(0, 3), later, ...checked.slice(3)])).verdicts.get(1)?.label).toBe(
      'supported',
    );
  });

  it('takes a fact back with the verdict that stated it', () => {
    const later = { kind: 'imported-verdict', verdict: verdictOf({ label: 'conflicting', fact: null }) } as const;
    expect(foldLedger(entriesOf(checked)).facts.has(1)).toBe(true);
    expect(foldLedger(entriesOf([...checked, later])).facts.has(1)).toBe(false);
  });

  it('takes the later of two entries on one claim or one source', () => {
    const ledger = foldLedger(
      entriesOf([
        ...checked,
        { kind: 'claim', claim: claimOf({ statement: 'The article claims that it fell.' }) },
        { kind: 'source', source: sourceOf({ title: 'Low water' }) },
      ]),
    );
    expect(ledger.claims.map(({ statement }) => statement)).toEqual(['The article claims that it fell.']);
    expect(shownEvidence(ledger, 1).map(({ source }) => source.title)).toEqual(['Low water']);
  });

  it('lists its claims by number, whatever came first', () => {
    const claims = [3, 1, 2].map((number): EntryBody => ({ kind: 'claim', claim: claimOf({ number }) }));
    expect(foldLedger(entriesOf(claims)).claims.map(({ number }) => number)).toEqual([1, 2, 3]);
  });

  it('is the same fold again: nothing is kept between two', () => {
    const entries = starterEntries().entries.map((entry, at) => ({ ...entry, seq: at + 1 }));
    expect(foldLedger(entries)).toEqual(foldLedger(structuredClone(entries)));
  });

  it('does not depend on the order of entries about different things', () => {
    const bodies = [1, 2, 3].flatMap((claim): EntryBody[] => [
      { kind: 'claim', claim: claimOf({ number: claim }) },
      { kind: 'source', source: sourceOf({ id: `source-${claim}` }) },
      { kind: 'evidence', evidence: evidenceOf({ claim, source: `source-${claim}` }) },
      { kind: 'imported-verdict', verdict: verdictOf({ claim }) },
    ]);
    const told = (ordered: readonly EntryBody[]) => {
      const { claims, verdicts, facts, sources } = foldLedger(entriesOf(ordered));
      return {
        claims,
        standings: [1, 2, 3].map((claim) => verdicts.get(claim)?.label),
        facts: [1, 2, 3].map((claim) => facts.get(claim)?.sources.map(({ id }) => id)),
        sources: [...sources.keys()].sort(),
      };
    };
    const shuffled = fc.shuffledSubarray(bodies, { minLength: bodies.length });
    fc.assert(
      fc.property(shuffled, (ordered) => {
        expect(told(ordered)).toEqual(told(bodies));
      }),
    );
  });

  it.each([
    { rule: 'starter/1', origin: 'starter ledger 2026-11-22, one reviewer' },
    { rule: 'desk/1', origin: 'ledger 2026-11-22' },
  ])('of rule $rule says "$origin"', ({ rule, origin }) => {
    const header: EntryBody = { kind: 'header', checked: '2026-11-22', excludedPublishers: [] };
    expect(foldLedger(entriesOf([header], rule)).origin).toBe(origin);
  });
});

describe('evidence', () => {
  it.each([
    { why: 'the record is from memory', bodies: [{ kind: 'evidence', evidence: evidenceOf({ read: false }) }] },
    {
      why: 'the source is from memory',
      bodies: [{ kind: 'source', source: sourceOf({ read: false }) }, checked[2]!],
    },
    { why: 'the source is unknown', bodies: [{ kind: 'evidence', evidence: evidenceOf({ source: 'nowhere' }) }] },
  ] as const)('is not shown, and bears out no fact, where $why', ({ bodies }) => {
    const ledger = foldLedger(entriesOf([checked[0]!, checked[1]!, ...bodies, checked[3]!]));
    expect(ledger.evidence.get(1)).toHaveLength(1);
    expect(shownEvidence(ledger, 1)).toEqual([]);
    expect(ledger.facts.has(1)).toBe(false);
    expect(standingOf(ledger, 1)).toBe('supported');
  });

  it('counts a source once, however many of its records were read', () => {
    const ledger = foldLedger(entriesOf([...checked, { kind: 'evidence', evidence: evidenceOf({ locator: 'p. 2' }) }]));
    expect(shownEvidence(ledger, 1)).toHaveLength(2);
    expect(ledger.facts.get(1)?.sources).toHaveLength(1);
  });
});

describe('a reviewed fact', () => {
  it('is stated only where somebody read something', () => {
    expect(ReviewedFact.from(verdictOf(), [])).toBeUndefined();
    expect(ReviewedFact.from(verdictOf({ fact: null }), [sourceOf()])).toBeUndefined();
    expect(ReviewedFact.from(verdictOf({ fact: '' }), [sourceOf()])).toBeUndefined();
  });

  it('names independent and dated records first, and else keeps their order', () => {
    const sources = [
      sourceOf({ id: 'party', independence: 'interested party' }),
      sourceOf({ id: 'undated', date: null }),
      sourceOf({ id: 'dated' }),
      sourceOf({ id: 'dated too' }),
      sourceOf({ id: 'party undated', independence: 'interested party', date: null }),
    ];
    expect(ReviewedFact.from(verdictOf(), sources)?.sources.map(({ id }) => id)).toEqual([
      'dated',
      'dated too',
      'undated',
      'party',
      'party undated',
    ]);
  });

  it('counts origins, not records', () => {
    const agency = sourceOf({ id: 'a', origin: 'afp' });
    const again = sourceOf({ id: 'b', origin: 'afp' });
    expect(ReviewedFact.from(verdictOf(), [agency, again])?.origins).toBe(1);
    expect(ReviewedFact.from(verdictOf(), [agency, again, sourceOf()])?.origins).toBe(2);
  });

  it('tells its claim, its label, its date and who reviewed it, and cannot be changed', () => {
    const fact = ReviewedFact.from(verdictOf({ claim: 7, label: 'conflicting', asOf: '2024-07' }), [sourceOf()])!;
    expect(fact).toMatchObject({ claim: 7, label: 'conflicting', asOf: '2024-07' });
    expect(fact.reviewed).toEqual({ by: 'starter ledger', at: '2026-11-22', rule: 'starter/1' });
    expect(() => Object.assign(fact, { text: 'It fell.' })).toThrow(TypeError);
  });
});

describe('ledgers', () => {
  const id = { owner: 'everyone', documentId: 'river-report' };

  it('are read once until they change', async () => {
    let reads = 0;
    const bodies = [...checked];
    const ledgers = new Ledgers({
      entries: async () => {
        reads++;
        return entriesOf(bodies);
      },
    });
    expect(await ledgers.of(id)).toBe(await ledgers.of({ ...id }));
    expect(reads).toBe(1);
    bodies.push({ kind: 'imported-verdict', verdict: verdictOf({ label: 'refuted' }) });
    ledgers.changed(id);
    expect(standingOf(await ledgers.of(id), 1)).toBe('refuted');
    expect(reads).toBe(2);
  });

  it('of two owners are two ledgers', async () => {
    const ledgers = new Ledgers({
      entries: async ({ owner }) => (owner === 'everyone' ? entriesOf(checked) : []),
    });
    expect((await ledgers.of(id)).claims).toHaveLength(1);
    expect((await ledgers.of({ ...id, owner: '42' })).claims).toHaveLength(0);
  });

  it('of servers that added nothing are one and the same', async () => {
    const own = { entries: entriesOf([{ kind: 'claim', claim: claimOf({ number: 1001 }) }], 'desk/1') };
    const ledgers = new Ledgers({
      entries: async ({ owner }) => (owner === 'everyone' ? entriesOf(checked) : owner === '42' ? own.entries : []),
    });
    expect(await ledgers.of(id, '41')).toBe(await ledgers.of(id));
    expect((await ledgers.of(id, '42')).claims.map(({ number }) => number)).toEqual([1, 1001]);
    own.entries = [];
    expect((await ledgers.of(id, '42')).claims).toHaveLength(2);
    ledgers.changed({ ...id, owner: '42' });
    expect((await ledgers.of(id, '42')).claims).toHaveLength(1);
  });

  it('that could not be read are read again', async () => {
    let fails = true;
    const ledgers = new Ledgers({
      entries: async () => {
        if (fails) throw new Error('the disk is away');
        return entriesOf(checked);
      },
    });
    await expect(ledgers.of(id)).rejects.toThrow('the disk is away');
    fails = false;
    expect((await ledgers.of(id)).claims).toHaveLength(1);
  });
});
