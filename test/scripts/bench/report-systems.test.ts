import { describe, expect, it } from 'vitest';
import { headlineOf, stageTable, systemTable } from '../../../scripts/bench/report-systems.ts';
import { made, size, system, way } from './made.ts';

const ours = system('hearsay', way('search', 2, 6), way('answer', 3, 8), way('whole', 80, 8));
const limit = system('raw', way('both', 2, null), way('graphs', 1.25, null), way('words', 0.75, null));
const faster = system('vectra', way('vectors', 1, 5));
const slower = system('orama', way('hybrid', 50, 7));
const tableOf = (passages: number, ...systems: Parameters<typeof size>[1]) =>
  systemTable(size(passages, systems).figures);

describe('the table of one size', () => {
  const table = tableOf(10_000, ours, limit, faster, slower);
  const rows = table.split('\n').filter((line) => /^\| (?:Hearsay|hnswlib|–|vectra|Orama)/.test(line));

  it('has a row for each way that was asked', () => {
    expect(rows.map((line) => line.split(' | ')[0])).toEqual([
      '| Hearsay, its search',
      '| Hearsay, a whole answer, what its models give being known',
      '| Hearsay, a whole question with its models',
      '| hnswlib + FTS5, four bare searches: the limit',
      '| – of that hnswlib',
      '| – of that FTS5',
      '| Orama, hybrid',
      '| vectra, vectors only',
    ]);
  });

  it('says of how many questions R@1 is and within what it lies', () => {
    expect(rows[0]).toMatch(/0\.600 \[0\.\d\d, 0\.\d\d\] of 10/);
    expect(rows[3]).toContain('| – | – | 13 |');
  });

  it('compares search with search, and the whole answer with the limit alone', () => {
    expect(table).toContain('faster than every peer’s search (Orama, vectra): **missed**: vectra 0.50 × ours\n');
    expect(table).toMatch(/R@1 of its search .+ \(Orama, vectra\): \*\*missed\*\*: Orama 0\.700 .+, ours 0\.600 /);
    expect(table).toContain('- its search against hnswlib + FTS5: 1.00 ×');
    expect(table).not.toContain('answer faster than');
  });

  it('holds the whole answer to the limit by processor time, and says the ratio by the clock too', () => {
    const slow = system('hearsay', way('search', 2, 6), { ...way('answer', 3, 8), p50: 2.5 });
    expect(tableOf(10_000, slow, limit)).toContain(
      '- a whole answer against hnswlib + FTS5: 1.50 × by processor time, held to ≤ 1.3 ×: **missed by 0.2 ×**; 1.25 × by the clock (p50)\n',
    );
  });

  it('judges by the peers of its own run, and names apart those of an earlier one and those that failed', () => {
    const earlier = { ...system('vectra', { ...way('vectors', 1, 9), oursAt1: null }), earlier: made('old') };
    const table = tableOf(1_000, ours, system('orama', way('hybrid', 4, 6)), earlier, { name: 'minisearch', why: 'x' });
    const apart = (figure: string): RegExp =>
      new RegExp(
        `\\(Orama\\): met · of an earlier run: vectra ${figure} · could not be asked: MiniSearch \\+ cosine$`,
        'm',
      );
    expect(table).toMatch(apart('0\\.50 × ours'));
    expect(table).toMatch(apart('0\\.900 .+, ours now 0\\.600 .+'));
  });

  it('judges nothing where no peer was asked', () => {
    const table = tableOf(1_000, ours, { name: 'vectra', why: 'not installed', notInstalled: true });
    expect(table).toContain('faster than every peer’s search: no peer was asked · could not be asked: vectra\n');
  });

  it('tells a part of a peer apart: it is faster by doing less', () => {
    const both = system('langchain', way('ensemble', 9, 5), way('vectors', 0.5, 4));
    const lines = tableOf(1_000, ours, both);
    expect(lines).toContain('faster than every peer’s search (LangChain): met');
    expect(lines).toMatch(/a part of a peer.+HNSWLib, alone, vectors only: 0\.25 × ours, R@1 0\.400 /);
  });

  it('sets no target to the ratio below 10,000 passages', () => {
    expect(tableOf(1_000, ours, limit)).toMatch(
      /a whole answer against .+: 1\.50 × by processor time; 1\.50 × by the clock \(p50\)$/m,
    );
  });

  it('says in one row why a system could not be measured', () => {
    expect(tableOf(1_000, ours, { name: 'langchain', why: 'it broke' }).match(/\| it broke \|/g)).toHaveLength(1);
  });

  it('goes by the clock where processor time was not measured', () => {
    const unmeasured = system('orama', { ...way('hybrid', null), p50: 6 });
    expect(tableOf(1_000, ours, unmeasured)).toContain('| 6.00 | 9.00 | – | 3.00 × |');
  });
});

describe('where the time goes', () => {
  it('is a column for each size that was profiled, the parts of the limit below', () => {
    const profiled = { ...ours, stages: { words: 0.5, rest: 1.5 } };
    const lines = stageTable([size(1_000, [ours, limit]), size(10_000, [profiled, limit])]);
    expect(lines).toContain('| stage | 10,000 passages |');
    expect(lines).toContain('| words | 0.50 |');
    expect(lines).toContain('| the limit: hnswlib alone | 1.25 |');
    expect(lines).toContain('| the limit: FTS5 alone | 0.75 |');
  });

  it('leaves open what a run with other stages did not measure', () => {
    const [one, other] = [
      { ...ours, stages: { words: 0.5 } },
      { ...ours, stages: { postings: 0.4 } },
    ];
    const lines = stageTable([size(1_000, [one]), size(10_000, [other])]);
    expect(lines).toContain('| words | 0.50 | – |');
    expect(lines).toContain('| postings | – | 0.40 |');
  });

  it('is not said where no run measured it', () => {
    expect(stageTable([size(1_000, [ours, limit])])).toEqual([]);
  });
});

describe('the headline', () => {
  it('is of 10,000 passages, with the fastest peer', () => {
    expect(headlineOf([size(1_000, [ours]), size(10_000, [ours, limit, slower])])).toBe(
      'search 2.0 ms, R@1 0.600 (the fastest peer: Orama, hybrid, 50.0 ms, R@1 0.700) · a whole answer without its models 3.0 ms · with them 80.0 ms',
    );
  });

  it('is nothing without that size', () => {
    expect(headlineOf([size(1_000, [ours])])).toBeUndefined();
  });
});
