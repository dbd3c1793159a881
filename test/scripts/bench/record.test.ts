import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { noFigures, readRecord, withOpening, withSize, writeRecord } from '../../../scripts/bench/record.ts';
import { reportOf } from '../../../scripts/bench/report.ts';
import { made, size, system, way } from './made.ts';

const opened = (passages: number, searchable: number, commit: string) => ({
  made: made(commit),
  figures: { passages, app: 0.1, searchable, answered: 1, megabytes: 300 },
});

describe('the record of the benchmark', () => {
  it('keeps what opening took by size, and the page shows each beside its target', () => {
    const record = [opened(100_000, 1.2, 'a'), opened(10_000, 0.9, 'b'), opened(10_000, 0.4, 'c')].reduce(
      withOpening,
      noFigures,
    );
    expect(record.opening.map(({ figures, made: { commit } }) => [figures.passages, commit])).toEqual([
      [10_000, 'c'],
      [100_000, 'a'],
    ]);
    const page = reportOf(record);
    expect(page).toMatch(/\| 10,000 passages opened from disk.+\| 0\.40 s \| {2}\|/);
    expect(page).toMatch(/\| 100,000 passages opened from disk.+\| 1\.20 s \| ≤ 1\.5 s: met \|/);
    expect(page).toContain('| opening, 100,000 |');
  });

  it('puts a size in the place of the last of that size alone', () => {
    const first = withSize(withSize(noFigures, size(1_000, [])), size(10_000, [], 'old'));
    const record = withSize(first, size(10_000, [system('raw', way('both', 1, null))], 'new'));
    expect(record.systems.map(({ figures, made: { commit } }) => [figures.passages, commit])).toEqual([
      [1_000, 'abc'],
      [10_000, 'new'],
    ]);
  });

  const missing = { name: 'vectra', why: 'not installed', notInstalled: true } as const;

  it('keeps the figures of a system that is not installed now, marked by the run that measured them', () => {
    const measured = withSize(noFigures, size(1_000, [system('vectra', way('vectors', 1))], 'first'));
    const second = withSize(measured, size(1_000, [missing], 'second'));
    const third = withSize(second, size(1_000, [missing], 'third'));
    expect(third.systems[0]?.figures.systems).toEqual([
      { ...system('vectra', way('vectors', 1)), earlier: made('first') },
    ]);
    expect(reportOf(third)).toContain('vectra, vectors only (of an earlier run: 2026-11-22, first)');
  });

  it('says that a system is not installed where no run measured it, and what went wrong where it failed', () => {
    const failed = { name: 'vectra', why: 'Invalid string length' } as const;
    const known = withSize(noFigures, size(1_000, [system('vectra', way('vectors', 1))]));
    expect(withSize(noFigures, size(1_000, [missing])).systems[0]?.figures.systems).toEqual([missing]);
    const broken = withSize(known, size(1_000, [failed]));
    expect(broken.systems[0]?.figures.systems).toEqual([failed]);
    expect(withSize(broken, size(1_000, [missing])).systems[0]?.figures.systems).toEqual([failed]);
  });

  it('is read as it was written, four digits a figure, and is empty where there is none', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bench-record-'));
    try {
      const file = join(folder, 'performance.json');
      expect(await readRecord(file)).toEqual(noFigures);
      await writeRecord(file, withOpening(noFigures, opened(10_000, 0.123456, 'a')));
      expect((await readRecord(file)).opening[0]?.figures.searchable).toBe(0.1235);
      await writeFile(file, '{ "systems": [');
      await expect(readRecord(file)).rejects.toThrow(/performance\.json/);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
