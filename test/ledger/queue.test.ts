import { describe, expect, it } from 'vitest';
import { foldLedger } from '../../src/ledger/ledger.ts';
import { type QueueInput, queueOf } from '../../src/ledger/queue.ts';
import { approved, by, deskEntries, filed, proposed, record } from './desk-entries.ts';

const now = new Date('2026-11-24T12:00:00Z');
const input = (given: Partial<QueueInput> = {}): QueueInput => ({ orphans: [], flags: [], takes: [], now, ...given });

const ledger = foldLedger(
  [],
  deskEntries([
    by('ada', filed(1)),
    by('ada', filed(2, { accused: ['a mill'] })),
    by('ada', filed(3)),
    by('ada', filed(4, { accused: ['a mayor'] })),
    by('ada', filed(5)),
    ...record('ada', 'e1', { claim: 3 }),
    proposed('ben', { id: 'p3', claim: 3, label: 'not-enough-evidence', evidence: ['e1'] }),
    proposed('ben', { id: 'p5', claim: 5, label: 'not-enough-evidence', evidence: [] }),
    approved('cy', 'p5'),
    by('', { kind: 'appealed', appeal: 'x', claim: 5, reason: 'No.' }),
  ]),
);

describe('the queue', () => {
  it('holds unchecked accusations first, then others, orphans, appeals, flags and proposals', () => {
    const flags = [
      { shownId: 'late', at: '2026-11-24T02:00:00Z' },
      { shownId: 'twice', at: '2026-11-24T03:00:00Z' },
      { shownId: 'twice', at: '2026-11-24T01:00:00Z' },
    ];
    const items = queueOf(ledger, input({ orphans: new Set([5]), flags }));
    expect(items.map(({ key, kind }) => `${kind} ${key}`)).toEqual([
      'accusation c2',
      'accusation c4',
      'unchecked c1',
      'orphan o5',
      'appeal ax',
      'flag ftwice',
      'flag flate',
      'proposal pp3',
    ]);
  });

  it('counts a reopened claim from when it was reopened', () => {
    const reopened = foldLedger(
      [],
      deskEntries([
        by('ada', filed(5)),
        proposed('ben', { id: 'p5', claim: 5, label: 'not-enough-evidence', evidence: [] }),
        approved('cy', 'p5'),
        by('ada', filed(6)),
        ...record('ada', 'e9', { claim: 5 }),
      ]),
    );
    expect(queueOf(reopened, input()).map(({ key }) => key)).toEqual(['c6', 'c5']);
  });

  it.each([
    { why: 'who took it', at: '2026-11-23T12:00:00.001Z', takenBy: 'ada' },
    { why: 'nobody after a day', at: '2026-11-23T12:00:00.000Z', takenBy: null },
  ])('names $why', ({ at, takenBy }) => {
    const [first] = queueOf(ledger, input({ takes: [{ key: 'c2', who: 'ada', at }] }));
    expect(first).toMatchObject({ key: 'c2', takenBy });
  });
});
