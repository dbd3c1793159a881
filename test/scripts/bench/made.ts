import type { SizeFigures, SystemFigures, WayFigures } from '../../../scripts/bench/measure-systems.ts';
import type { Circumstances, Measured } from '../../../scripts/bench/record.ts';
import { shareOf } from '../../../scripts/eval/bootstrap.ts';

export const made = (commit: string): Circumstances => ({
  machine: '2 × a processor',
  node: 'v20',
  commit,
  date: '2026-11-22',
  load: [0, 1],
});

/** @param right of ten questions; null for no ranking */
export const way = (name: string, cpu: number | null, right: number | null = 5): WayFigures => {
  const rate = right === null ? null : shareOf([...Array(10).keys()], (at) => at < right);
  const ours = right === null ? null : shareOf([...Array(10).keys()], (at) => at < 6);
  return { way: name, p50: cpu ?? 4, p95: 9, cpu, questions: 13, rightAt1: rate, paragraphAt1: rate, oursAt1: ours };
};

export const system = (name: SystemFigures['name'], ...ways: WayFigures[]): SystemFigures => ({
  name,
  buildSeconds: 1,
  megabytes: 10,
  ways,
});

export const size = (passages: number, systems: SizeFigures['systems'], commit = 'abc'): Measured<SizeFigures> => ({
  made: made(commit),
  figures: { passages, systems },
});
