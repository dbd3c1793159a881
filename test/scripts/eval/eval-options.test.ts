import { describe, expect, it } from 'vitest';
import { evalUsage, readEvalOptions } from '../../../scripts/eval/eval-options.ts';
import { spread } from '../../../scripts/eval/run-squad.ts';
import { WrongUse } from '../../../scripts/run-script.ts';

describe('the options of the evaluation', () => {
  it.each([
    { typed: '', part: 'golden', wish: { gate: false, accept: undefined } },
    { typed: '--gate --failures', part: 'golden', wish: { gate: true, failures: true } },
    { typed: '--accept why', part: 'golden', wish: { accept: 'why' } },
    { typed: 'squad a.json', part: 'squad', file: 'a.json', wish: { every: 1, perDocument: false, heldOut: false } },
    {
      typed: 'squad a.json --every 5 --articles 2-9',
      part: 'squad',
      wish: { every: 5, articles: { first: 2, last: 9 } },
    },
    { typed: 'squad a.json --held-out --accept why', part: 'squad', wish: { heldOut: true, accept: 'why' } },
    { typed: 'squad --help --every x', part: 'help' },
  ])('are read: $typed', ({ typed, ...read }) => {
    expect(readEvalOptions(typed.split(' ').filter((word) => word !== ''))).toMatchObject(read);
  });

  it.each([
    { typed: 'squad a.json --every 0', said: '--every wants a whole number' },
    { typed: 'squad a.json --every x', said: '--every wants a whole number' },
    { typed: 'squad a.json --every=', said: '--every wants a whole number' },
    { typed: 'squad a.json --every 1.5', said: '--every wants a whole number' },
    { typed: 'squad a.json --articles 9-2', said: '--articles wants the first and the last' },
    { typed: 'squad a.json --articles 3', said: '--articles wants the first and the last' },
    { typed: 'squad', said: 'squad wants the path' },
    { typed: 'squad a.json b.json', said: 'there is no such part' },
    { typed: 'squat a.json', said: 'there is no such part' },
    { typed: '--every 5', said: '--every is for `squad FILE` alone' },
    { typed: 'squad a.json --gate', said: '--gate is for the golden questions alone' },
    { typed: 'squad a.json --accept why', said: '--accept is for --held-out alone' },
    { typed: 'squad a.json --held-out --accept=', said: '--accept wants a reason' },
    { typed: '--accept', said: "Option '--accept <value>' argument missing" },
    { typed: '--accept=', said: '--accept wants a reason' },
    { typed: '--gate --accept why', said: '--gate writes nothing to accept' },
    { typed: '--fast', said: "Unknown option '--fast'" },
  ])('that are none are wrong use: $typed', ({ typed, said }) => {
    const read = () => readEvalOptions(typed.split(' '));
    expect(read).toThrow(WrongUse);
    expect(read).toThrow(said);
  });

  it('are all in what --help prints', () => {
    for (const option of [
      'gate',
      'accept',
      'failures',
      'labels',
      'per-document',
      'held-out',
      'articles',
      'every',
      'help',
    ])
      expect(evalUsage).toContain(`--${option}`);
  });
});

describe('questions whose answer is taken out of the text', () => {
  it.each([
    { of: 3, most: 4, taken: [0, 1, 2] },
    { of: 4, most: 4, taken: [0, 1, 2, 3] },
    { of: 10, most: 4, taken: [0, 2, 5, 7] },
  ])('are all $of of them, or $most at even distances', ({ of, most, taken }) => {
    const items = Array.from({ length: of }, (_, at) => at);
    expect(spread(items, most)).toEqual(taken);
  });
});
