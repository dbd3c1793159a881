import { parseTyped, WrongUse } from '../run-script.ts';

export const fitUsage = `npm run fit [-- --labels FILE] [-- --dry-run]
  fits weights, margin and cuts on the questions that may be looked at, prints cross-validated figures and writes
  src/answer/fitted.ts
  --labels FILE  fits on half of the questions of a labels.jsonl too
  --dry-run      prints, and writes nothing
npm run fit -- --help
  prints this`;

export type FitWish = { readonly labels: string | undefined; readonly dryRun: boolean };

const options = {
  labels: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** @param typed what stands behind the script's name. @throws WrongUse */
export function readFitOptions(typed: readonly string[]): FitWish | 'help' {
  const { values } = parseTyped({ args: [...typed], options });
  if (values.help) return 'help';
  if (values.labels === '') throw new WrongUse('--labels wants the path of a labels.jsonl.');
  return { labels: values.labels, dryRun: values['dry-run'] };
}
