import type { Rate } from './bootstrap.ts';
import { type Measure, measured, measures } from './golden-report.ts';
import type { Judged } from './judge-answer.ts';

/** Headline figures by the names of their measures. */
export type Headline = Readonly<Record<string, number>>;
export type Worse = { readonly name: string; readonly before: number; readonly now: number };

/** What `docs/quality.json` keeps: over all questions, held out or not, so that each counts for less. */
export const headlineOf = (judged: readonly Judged[]): Headline =>
  Object.fromEntries(measures.map((measure) => [measure.name, measured(measure, judged).value]));

/**
 * The headline figures that a change made worse. What must be 0 has no slack, and is worse than it should be even where
 * it was so before. Of the others, one question more or less is what another processor's rounding can change; two are
 * not. A figure that was not kept before can't be worse.
 */
export function worseThan(before: Headline, judged: readonly Judged[]): Worse[] {
  return measures.flatMap((measure) => {
    const rate = measured(measure, judged);
    const own = before[measure.name];
    if (measure.target !== 0 && own === undefined) return [];
    return isWorse(measure, own ?? 0, rate) ? [{ name: measure.name, before: own ?? 0, now: rate.value }] : [];
  });
}

function isWorse({ target, better }: Pick<Measure, 'target' | 'better'>, before: number, now: Rate): boolean {
  if (target === 0) return now.value > 0;
  const slack = 1.5 / Math.max(1, now.of);
  return better === 'more' ? now.value < before - slack : now.value > before + slack;
}
