import { describe, expect, it } from 'vitest';
import { readOptions, usage } from '../../../scripts/bench/read-options.ts';
import { WrongUse } from '../../../scripts/run-script.ts';

describe('the options of the benchmark', () => {
  it('are 1,000 and 10,000 passages and all parts but the long one, where none is given', () => {
    const options = readOptions([]);
    expect(options?.sizes).toEqual([1_000, 10_000]);
    expect([...options!.parts]).toEqual(['start', 'ingest', 'answers', 'systems', 'opening', 'desk', 'web']);
    expect(options?.out).toBeUndefined();
  });

  it('are read as they are given', () => {
    const options = readOptions(['--sizes', '1000,100000', '--parts', 'systems,web', '--long', '--out', 'here']);
    expect(options).toMatchObject({ sizes: [1_000, 100_000], quick: false, out: 'here' });
    expect([...options!.parts]).toEqual(['systems', 'web', 'long']);
  });

  it('are 1,000 passages for a quick run', () => {
    expect(readOptions(['--quick'])?.sizes).toEqual([1_000]);
  });

  it('are nothing where help is asked for, which names each of them', () => {
    expect(readOptions(['--help'])).toBeUndefined();
    for (const option of ['sizes', 'parts', 'long', 'quick', 'folder', 'out', 'help'])
      expect(usage).toContain(`--${option}`);
  });

  it.each([
    { argv: ['--sizes', 'x'], why: /"x"/ },
    { argv: ['--sizes', '1000,'], why: /""/ },
    { argv: ['--sizes', '10'], why: /from 1000/ },
    { argv: ['--sizes', '1e4'], why: /"1e4"/ },
    { argv: ['--parts', 'systems,foo'], why: /no part "foo"/ },
    { argv: ['--nope'], why: /--nope/ },
    { argv: ['quick'], why: /quick/ },
  ])('are refused with a reason: $argv', ({ argv, why }) => {
    expect(() => readOptions(argv)).toThrow(WrongUse);
    expect(() => readOptions(argv)).toThrow(why);
  });
});
