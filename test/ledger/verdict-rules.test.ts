import { describe, expect, it } from 'vitest';
import type { Proposal, Source, Stance } from '../../src/domain/claim.ts';
import {
  type Considered,
  labelsFor,
  type Shown,
  whyNotApprove,
  whyNotPropose,
} from '../../src/ledger/verdict-rules.ts';
import { claimOf, evidenceOf, sourceOf } from '../helpers/ledgers.ts';
import { proposalOf } from './desk-entries.ts';

const shown = (id: string, stance: Stance, source: Partial<Source> = {}): Shown => ({
  evidence: { ...evidenceOf({ stance }), id },
  source: sourceOf({ id: `of-${id}`, origin: `${id}.example`, ...source }),
});

const considered = (records: readonly Shown[], others: Partial<Considered> = {}): Considered => ({
  claim: claimOf(),
  shown: records,
  waiting: undefined,
  authors: new Set(['ada']),
  excludedPublishers: ['paper.example'],
  ...others,
});

const two = [shown('a', 'supports'), shown('b', 'supports')];
const wanted = (records: readonly Shown[], proposal: Partial<Proposal> = {}): Proposal =>
  proposalOf({ evidence: records.map(({ evidence }) => evidence.id), ...proposal });

describe('a verdict may be proposed', () => {
  it.each<{ why: string; records: readonly Shown[]; proposal: Partial<Proposal>; kind?: string }>([
    { why: 'supported by two origins', records: two, proposal: {} },
    {
      why: 'supported by one primary record with a reason',
      records: [two[0]!],
      proposal: { primary: { evidence: 'a', reason: 'The gauge itself.' } },
    },
    {
      why: 'refuted by two origins, whatever supports it',
      records: [...two, shown('c', 'refutes'), shown('d', 'refutes')],
      proposal: { label: 'refuted' },
    },
    { why: 'conflicting', records: [two[0]!, shown('c', 'refutes')], proposal: { label: 'conflicting' } },
    { why: 'not enough evidence, with none', records: [], proposal: { label: 'not-enough-evidence' } },
    { why: 'opinion, with none', records: [], proposal: { label: 'opinion' }, kind: 'evaluative/opinion' },
    {
      why: 'a fact that two origins bear out',
      records: two,
      proposal: { fact: 'It rose.', bornOutBy: ['a', 'b'] },
    },
    {
      why: 'a fact that the primary record bears out',
      records: two,
      proposal: { fact: 'It rose.', bornOutBy: ['a'], primary: { evidence: 'a', reason: 'The gauge itself.' } },
    },
  ])('as $why', ({ records, proposal, kind = 'factual' }) => {
    expect(whyNotPropose(considered(records, { claim: claimOf({ kind }) }), wanted(records, proposal))).toBeUndefined();
  });
});

describe('a verdict may not be proposed', () => {
  it.each<{ why: string; records?: readonly Shown[]; proposal?: Partial<Proposal>; sentence: RegExp }>([
    { why: 'without a reason', proposal: { reason: ' ' }, sentence: /Give a reason/u },
    { why: 'on other records than are shown', proposal: { evidence: ['a'] }, sentence: /has changed/u },
    { why: 'on a record named twice', proposal: { evidence: ['a', 'a'] }, sentence: /has changed/u },
    { why: 'as supported by one origin', records: [two[0]!], sentence: /two independent origins/u },
    {
      why: 'as supported by one agency twice',
      records: [shown('a', 'supports', { origin: 'afp' }), shown('b', 'supports', { origin: 'afp' })],
      sentence: /two independent origins/u,
    },
    {
      why: 'as supported by a party to the matter',
      records: [two[0]!, shown('b', 'supports', { independence: 'interested party' })],
      sentence: /two independent origins/u,
    },
    {
      why: 'as supported by the document’s publisher',
      records: [two[0]!, shown('b', 'supports', { origin: 'paper.example' })],
      sentence: /two independent origins/u,
    },
    {
      why: 'as supported where the second origin contradicts it',
      records: [two[0]!, shown('b', 'refutes')],
      sentence: /two independent origins/u,
    },
    {
      why: 'as supported where the second origin is context',
      records: [two[0]!, shown('b', 'context')],
      sentence: /two independent origins/u,
    },
    { why: 'as refuted without a record against it', proposal: { label: 'refuted' }, sentence: /contradicts/u },
    { why: 'as conflicting with one side', proposal: { label: 'conflicting' }, sentence: /contradicts/u },
    {
      why: 'on a primary record without a reason',
      records: [two[0]!],
      proposal: { primary: { evidence: 'a', reason: ' ' } },
      sentence: /Write why/u,
    },
    {
      why: 'on a primary record that is not shown',
      proposal: { primary: { evidence: 'x', reason: 'The gauge.' } },
      sentence: /not among the records/u,
    },
    {
      why: 'on a primary record that points elsewhere',
      records: [two[0]!, shown('b', 'context')],
      proposal: { primary: { evidence: 'b', reason: 'The gauge.' } },
      sentence: /two independent origins/u,
    },
    { why: 'with an empty fact', proposal: { fact: ' ', bornOutBy: ['a', 'b'] }, sentence: /Write the fact/u },
    { why: 'with a fact of one origin', proposal: { fact: 'It rose.', bornOutBy: ['a'] }, sentence: /A fact needs/u },
    {
      why: 'with a fact of a record that is not shown',
      proposal: { fact: 'It rose.', bornOutBy: ['a', 'x'] },
      sentence: /not among those shown/u,
    },
  ])('$why', ({ records = two, proposal = {}, sentence }) => {
    expect(whyNotPropose(considered(records), wanted(records, proposal))).toMatch(sentence);
  });

  it('with the document’s own sentence as its fact', () => {
    const proposal = wanted(two, { fact: 'It rose.', bornOutBy: ['a', 'b'] });
    expect(whyNotPropose(considered(two), proposal, (words) => words === 'It rose.')).toMatch(/document itself/u);
  });

  it('where one waits already', () => {
    const waiting = { proposal: proposalOf(), by: 'ben', at: '2026-11-23' };
    expect(whyNotPropose(considered(two, { waiting }), wanted(two))).toMatch(/waits for a second person/u);
  });
});

describe('opinions, predictions and value judgements', () => {
  it.each([
    { kind: 'evaluative/opinion', checkable: 'yes' },
    { kind: 'prediction', checkable: 'partly' },
    { kind: 'value judgement', checkable: 'yes' },
    { kind: 'factual', checkable: 'no' },
  ] as const)('never get true or false: $kind, checkable $checkable', (claim) => {
    expect(labelsFor(claim)).toEqual(['opinion', 'not-enough-evidence']);
    const at = considered(two, { claim: claimOf(claim) });
    for (const label of ['supported', 'refuted', 'conflicting'] as const)
      expect(whyNotPropose(at, wanted(two, { label }))).toMatch(/opinion, a prediction or a value judgement/u);
  });

  it.each(['factual', 'causal', 'definition', 'statistic-implied', 'event'])('are not claims of kind %s', (kind) => {
    expect(labelsFor({ kind, checkable: 'yes' })).toContain('supported');
  });
});

describe('an approval', () => {
  const at = considered(two, { waiting: { proposal: proposalOf(), by: 'ben', at: '2026-11-23' } });
  it.each([
    { who: 'cy', mode: 'two-persons', proposal: 'p1', why: undefined },
    { who: 'ben', mode: 'two-persons', proposal: 'p1', why: /You proposed/u },
    { who: 'ada', mode: 'two-persons', proposal: 'p1', why: /You added evidence/u },
    { who: 'ben', mode: 'one-person', proposal: 'p1', why: undefined },
    { who: 'cy', mode: 'two-persons', proposal: 'p2', why: /no longer stands/u },
    { who: 'cy', mode: 'one-person', proposal: 'p2', why: /no longer stands/u },
  ] as const)('by $who of $proposal with $mode', ({ who, mode, proposal, why }) => {
    const said = whyNotApprove(at, proposal, who, mode);
    if (why) expect(said).toMatch(why);
    else expect(said).toBeUndefined();
  });
});
