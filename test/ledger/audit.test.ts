import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AuditRecord,
  chainStart,
  digestOf,
  type NewAct,
  nextRecord,
  verifyChain,
} from '../../src/ledger/audit.ts';

const act = (what: Partial<NewAct> = {}): NewAct => ({
  at: '2026-11-23T12:00:00.000Z',
  by: '42',
  act: 'hidden',
  document: 'op-ed',
  subject: 'O-1',
  why: 'A look.',
  digest: '',
  ...what,
});

const chainOf = (acts: readonly NewAct[]): AuditRecord[] => {
  const records: AuditRecord[] = [];
  for (const one of acts) records.push(nextRecord(records.at(-1), '7', one));
  return records;
};

const anyAct: fc.Arbitrary<NewAct> = fc.record({
  at: fc.constant('2026-11-23T12:00:00.000Z'),
  by: fc.string(),
  act: fc.string(),
  document: fc.option(fc.string(), { nil: null }),
  subject: fc.string(),
  why: fc.string({ unit: 'binary' }),
  digest: fc.constantFrom('', 'aa', 'bb'),
});
const chains = fc.array(anyAct, { minLength: 1, maxLength: 12 }).map(chainOf);

describe('an audit log', () => {
  it('of nothing is whole', () => {
    expect(verifyChain([])).toEqual({ ok: true, count: 0, head: chainStart });
  });

  it('as it was written is whole, and says how long it is and how it ends', () => {
    fc.assert(
      fc.property(chains, (records) => {
        const digests = records.map(({ digest }) => digest).filter((digest) => digest !== '');
        expect(verifyChain(records, digests)).toEqual({ ok: true, count: records.length, head: records.at(-1)?.hash });
      }),
    );
  });

  it('with any field of any record changed is found out, at that record', () => {
    const fields = ['at', 'by', 'act', 'document', 'subject', 'why', 'digest', 'server', 'previous', 'hash'] as const;
    fc.assert(
      fc.property(chains, fc.nat(), fc.constantFrom(...fields), (records, which, field) => {
        const at = which % records.length;
        const changed = records.map((one, place) => (place === at ? { ...one, [field]: `${one[field]}x` } : one));
        expect(verifyChain(changed)).toMatchObject({ ok: false, seq: at + 1 });
      }),
    );
  });

  it('with a record taken out, but for the last, or two swapped, is found out', () => {
    fc.assert(
      fc.property(chains, fc.nat(), fc.nat(), (records, first, second) => {
        const [a, b] = [first % records.length, second % records.length];
        if (a < records.length - 1)
          expect(verifyChain(records.toSpliced(a, 1))).toMatchObject({ ok: false, seq: a + 1 });
        if (a === b) return;
        const swapped = records.with(a, records[b]!).with(b, records[a]!);
        expect(verifyChain(swapped)).toMatchObject({ ok: false, seq: Math.min(a, b) + 1 });
      }),
    );
  });

  it.each([
    { why: 'an entry without a record', digests: ['aa', 'bb'], problem: /has no record/u },
    { why: 'a record without its entry', digests: [], problem: /record 1 is of/u },
    { why: 'an entry that was changed', digests: ['cc'], problem: /has no record/u },
    { why: 'an entry that was copied', digests: ['aa', 'aa'], problem: /has no record/u },
  ])('finds $why', ({ digests, problem }) => {
    const check = verifyChain(chainOf([act({ digest: 'aa' }), act()]), digests);
    expect(check).toMatchObject({ ok: false, problem: expect.stringMatching(problem) });
  });
});

describe('the digest of an entry', () => {
  it('is the same whatever the order of its keys', () => {
    expect(digestOf({ a: 1, b: { c: [1, 2], d: null } })).toBe(digestOf({ b: { d: null, c: [1, 2] }, a: 1 }));
    expect(digestOf({ a: [1, 2] })).not.toBe(digestOf({ a: [2, 1] }));
  });
});
