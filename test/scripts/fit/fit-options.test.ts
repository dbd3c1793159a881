import { describe, expect, it } from 'vitest';
import { fitUsage, readFitOptions } from '../../../scripts/fit/fit-options.ts';
import { WrongUse } from '../../../scripts/run-script.ts';

describe('the options of the fit', () => {
  it.each([
    { typed: [], read: { labels: undefined, dryRun: false } },
    { typed: ['--labels', 'a.jsonl', '--dry-run'], read: { labels: 'a.jsonl', dryRun: true } },
    { typed: ['--help', '--dry-run'], read: 'help' },
  ])('are read: $typed', ({ typed, read }) => {
    expect(readFitOptions(typed)).toEqual(read);
  });

  it.each([['--fast'], ['--labels'], ['--labels='], ['--dry-run=yes'], ['somewhere.jsonl']])(
    'that are none are wrong use, before anything is fitted: %s',
    (typed) => {
      expect(() => readFitOptions([typed])).toThrow(WrongUse);
    },
  );

  it('are all in what --help prints', () => {
    for (const option of ['labels', 'dry-run', 'help']) expect(fitUsage).toContain(`--${option}`);
  });
});
