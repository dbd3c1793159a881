import { InputError } from '../../dist/domain/errors.js';
import type { Rate } from './bootstrap.ts';
import { type Measure, measured, measures } from './golden-report.ts';
import type { Judged } from './judge-answer.ts';
import { halves } from './quality-page.ts';
import { type Figures, parseRecord, type QualityRecord, type SquadRecord } from './quality-record.ts';

/** A figure of merit, as far as two of its rates can be compared. */
export type Compared = Pick<Measure, 'name' | 'better' | 'target'>;
type Figure = Figures[string];
type Kept = Pick<Figure, 'value' | 'of'>;

/** A reason that stays in the record: why it may be worse than the one before it. */
export type Accepted = string | undefined;

/** Every measure of both halves: what README shows is among them. @param questions hash of the golden set */
export const recordOf = (judged: readonly Judged[], questions: string, accepted?: Accepted): QualityRecord => ({
  questions,
  ...(accepted !== undefined && { accepted }),
  halves: Object.fromEntries(
    halves(judged).map(([half, own]) => [
      half,
      Object.fromEntries(measures.map((measure) => [measure.name, keptOf(measured(measure, own))])),
    ]),
  ),
});

export const keptOf = ({ value, of }: Rate): Kept => ({ value, of });

/** What speaks against taking a record in the place of another, a sentence each. */
export function worseThan(before: QualityRecord, now: QualityRecord): string[] {
  if (before.questions !== now.questions)
    return ['The golden set is another one than that of the record, so that their figures can’t be compared.'];
  return [...new Set([...Object.keys(before.halves), ...Object.keys(now.halves)])].flatMap((half) =>
    worseFigures(measures, before.halves[half] ?? {}, now.halves[half] ?? {}).map((why) => `${half}: ${why}`),
  );
}

/**
 * The figures that got worse than the best that was accepted, and those that are missing on either side. What must be 0
 * has no slack, and is worse than it should be even where it was so before. Of the others, one question more or less is
 * what another processor's rounding can change; two are not.
 */
export function worseFigures(compared: readonly Compared[], before: Figures, now: Figures): string[] {
  const names = new Set([...compared.map(({ name }) => name), ...Object.keys(before), ...Object.keys(now)]);
  return [...names].flatMap((name) => {
    const [measure, own, then] = [compared.find((one) => one.name === name), now[name], before[name]];
    if (!measure || !own) return [`${name} is not measured any more, or has another name.`];
    if (!then) return [`${name} is not in the record.`];
    if (then.of > 0 && own.of === 0) return [`${name}: nothing is measured any more, of ${then.of} before.`];
    if (!isWorse(measure, bestOf(then).value, own)) return [];
    return [`${name}: ${told(bestOf(then))} ${then.best ? 'at best ' : ''}before, ${told(own)} now.`];
  });
}

const bestOf = ({ value, of, best }: Figure): Kept => best ?? { value, of };

/**
 * Figures with the best there was beside each that is worse: else a record could fall within the slack, run by run.
 * @param before none worse than it by more than the slack, or accepted
 */
export function withBest(compared: readonly Compared[], before: Figures, now: Figures): Figures {
  const kept = ([name, own]: [string, Figure]): [string, Figure] => {
    const [measure, then] = [compared.find((one) => one.name === name), before[name]];
    if (!measure || !then) return [name, own];
    const best = bestOf(then);
    const wasBetter = measure.better === 'more' ? best.value > own.value : best.value < own.value;
    return [name, wasBetter ? { ...own, best } : own];
  };
  return Object.fromEntries(Object.entries(now).map(kept));
}

const recordWithBest = (before: QualityRecord, now: QualityRecord): QualityRecord => ({
  ...now,
  halves: Object.fromEntries(
    Object.entries(now.halves).map(([half, own]) => [half, withBest(measures, before.halves[half] ?? {}, own)]),
  ),
});

const told = ({ value, of }: Kept): string => `${value.toFixed(3)} of ${of}`;

function isWorse({ target, better }: Compared, before: number, now: Kept): boolean {
  if (target === 0) return now.value > 0;
  const slack = 1.5 / Math.max(1, now.of);
  return better === 'more' ? now.value < before - slack : now.value > before + slack;
}

/**
 * What keeps a commit from passing: what its own record is worse in than the one before it, unless it says why.
 * @param before null where there is none
 */
export function recordWorseThanBefore(before: string | null, now: QualityRecord): string[] {
  if (before === null || now.accepted !== undefined) return [];
  const earlier = parsedOr(before);
  return earlier
    ? worseThan(earlier, now)
    : ['The record before this one can’t be read, and this one does not say why it takes its place.'];
}

/** What speaks against a run, a sentence each; what is to be kept of it, if anything; what else is to be known. */
export type Verdict<Written> = {
  readonly worse: readonly string[];
  readonly written: Written | undefined;
  readonly notes: readonly string[];
};

const notCompared =
  'There is no earlier record in git (or this clone does not reach back to it): docs/quality.json could not be compared with the one before it.';

/**
 * @param kept the record there is; undefined where there is none, or its worth does not matter
 * @param committed the text of the record before it; null where there is none
 */
export function judgeRun(
  { gate }: { readonly gate: boolean },
  { kept, committed, now }: { kept: QualityRecord | undefined; committed: string | null; now: QualityRecord },
): Verdict<QualityRecord> {
  const before = now.accepted === undefined ? kept : undefined;
  const worse = before ? worseThan(before, now) : [];
  const better = before ? recordWithBest(before, now) : now;
  if (!gate) return { worse, written: worse.length > 0 ? undefined : better, notes: [] };
  const ofRecord = kept ? recordWorseThanBefore(committed, kept) : [];
  return {
    worse: [...worse, ...ofRecord.map((why) => `the record itself: ${why}`)],
    written: undefined,
    notes: committed === null ? [notCompared] : [],
  };
}

/** @param kept the record of the same way to read the file; undefined where there is none */
export function judgeSquadRun(
  compared: readonly Compared[],
  kept: SquadRecord | undefined,
  now: SquadRecord,
): Omit<Verdict<SquadRecord>, 'notes'> {
  if (!kept || now.accepted !== undefined) return { worse: [], written: now };
  if (kept.sha256 !== now.sha256)
    return {
      worse: ['The file is another one than that of the record, so that their figures can’t be compared.'],
      written: undefined,
    };
  const worse = worseFigures(compared, kept.figures, now.figures);
  if (worse.length > 0) return { worse, written: undefined };
  return { worse, written: { ...now, figures: withBest(compared, kept.figures, now.figures) } };
}

function parsedOr(text: string): QualityRecord | undefined {
  try {
    return parseRecord(text, 'the record before');
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
}
