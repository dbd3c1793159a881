import { readFile, writeFile } from 'node:fs/promises';
import type { LongRun } from './ask-long.ts';
import type { AnswerTimes } from './measure-answers.ts';
import type { DeskTimes } from './measure-desk.ts';
import type { IngestTimes } from './measure-ingest.ts';
import type { OpeningTimes } from './measure-opening.ts';
import type { StartTimes } from './measure-start.ts';
import type { SizeFigures } from './measure-systems.ts';
import type { WebTimes } from './measure-web.ts';

/** Where and when something was measured. */
export type Circumstances = {
  readonly machine: string;
  readonly node: string;
  readonly commit: string;
  /** YYYY-MM-DD */
  readonly date: string;
  /** The system's one-minute load average before and after: above the number of cores, others were at work too. */
  readonly load: readonly [before: number, after: number];
};

export type Measured<Figures> = { readonly made: Circumstances; readonly figures: Figures };

/** The last figures of each part: a run measures some of them and leaves the others as they are. */
export type PerformanceRecord = {
  /** By passages, fewest first. */
  readonly systems: readonly Measured<SizeFigures>[];
  readonly answers?: Measured<AnswerTimes>;
  /** By passages, fewest first. */
  readonly opening: readonly Measured<OpeningTimes>[];
  readonly ingest?: Measured<IngestTimes>;
  readonly start?: Measured<StartTimes>;
  readonly desk?: Measured<DeskTimes>;
  readonly web?: Measured<WebTimes>;
  readonly long?: Measured<LongRun>;
};

export const noFigures: PerformanceRecord = { systems: [], opening: [] };

/** A system that the machine does not have now keeps what an earlier run measured, marked, or why that one failed. */
export function withSize(record: PerformanceRecord, { made, figures }: Measured<SizeFigures>): PerformanceRecord {
  const last = record.systems.find((size) => size.figures.passages === figures.passages);
  const systems = figures.systems.map((system) => {
    if (!('why' in system) || !system.notInstalled) return system;
    const known = last?.figures.systems.find(({ name }) => name === system.name);
    if (!known || ('why' in known && known.notInstalled)) return system;
    return 'why' in known ? known : { ...known, earlier: known.earlier ?? last!.made };
  });
  return { ...record, systems: replaced(record.systems, { made, figures: { ...figures, systems } }) };
}

export const withOpening = (record: PerformanceRecord, measured: Measured<OpeningTimes>): PerformanceRecord => ({
  ...record,
  opening: replaced(record.opening, measured),
});

/** In place of the last of the same size. */
const replaced = <Sized extends { readonly passages: number }>(
  sizes: readonly Measured<Sized>[],
  measured: Measured<Sized>,
): Measured<Sized>[] =>
  [...sizes.filter(({ figures }) => figures.passages !== measured.figures.passages), measured].sort(
    (a, b) => a.figures.passages - b.figures.passages,
  );

/** Empty where there is none yet. @throws Error that names the file, where it is no JSON */
export async function readRecord(file: string): Promise<PerformanceRecord> {
  const stored = await readFile(file, 'utf8').catch(() => undefined);
  if (stored === undefined) return noFigures;
  try {
    return JSON.parse(stored) as PerformanceRecord; // as: written below
  } catch (cause) {
    throw new Error(`${file} is damaged; take it from git again, or remove it to begin anew.`, { cause });
  }
}

/** Four digits of each figure: more would be noise in a diff. */
export async function writeRecord(file: string, record: PerformanceRecord): Promise<void> {
  const rounded = (_: string, value: unknown): unknown =>
    typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(4)) : value;
  await writeFile(file, `${JSON.stringify(record, rounded, 2)}\n`);
}
