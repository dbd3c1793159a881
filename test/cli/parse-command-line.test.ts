import { describe, expect, it } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { commandHelp, programHelp } from '../../src/cli/help.ts';
import { parseCommandLine } from '../../src/cli/parse-command-line.ts';
import { UsageError } from '../../src/cli/usage-error.ts';

const parse = (...typed: string[]) => parseCommandLine(typed, commands);

describe('a command line', () => {
  it('gives the command its words and options, in any order', () => {
    const wish = parse('ask', '--json', 'What is', '--document', 'report', 'this?');
    if (wish.kind !== 'run') throw new Error('it should run');
    expect(wish.call.command.name).toBe('ask');
    expect(wish.call.words).toEqual(['What is', 'this?']);
    expect(wish.call.value('document')).toBe('report');
    expect(wish.call.switchedOn('json')).toBe(true);
    expect(wish.call.value('ledger')).toBeUndefined();
  });

  it('takes everything behind -- as words, so that a question may begin with a hyphen', () => {
    const wish = parse('ask', '--', '--json');
    expect(wish.kind === 'run' && wish.call.words).toEqual(['--json']);
  });

  it.each([
    { typed: ['--help'], wish: { kind: 'help', command: undefined } },
    { typed: ['help'], wish: { kind: 'help', command: undefined } },
    { typed: ['--version'], wish: { kind: 'version' } },
    { typed: ['ask', '--help'], wish: { kind: 'help', command: commands.find(({ name }) => name === 'ask') } },
    { typed: ['help', 'ask'], wish: { kind: 'help', command: commands.find(({ name }) => name === 'ask') } },
  ])('understands $typed', ({ typed, wish }) => {
    expect(parse(...typed)).toEqual(wish);
  });

  it.each([
    { why: 'nothing', typed: [], says: 'Say what to do' },
    { why: 'an unknown command', typed: ['aks', 'Who?'], says: "'aks'" },
    { why: 'an option before a command', typed: ['--json', 'ask'], says: "'--json'" },
    { why: 'an unknown option', typed: ['ask', 'Who?', '--jason'], says: "'--jason'" },
    { why: 'an option without its value', typed: ['ask', 'Who?', '--document'], says: "'--document <value>'" },
    { why: 'a switch with a value', typed: ['ask', 'Who?', '--json=1'], says: "'--json'" },
    { why: 'no question', typed: ['ask'], says: 'The question is missing' },
    { why: 'no file', typed: ['index'], says: 'is missing' },
    { why: 'a word too many', typed: ['summary', 'please'], says: "'please'" },
    { why: 'two ids', typed: ['remove', 'a', 'b'], says: 'too much' },
  ])('with $why is wrong use, and it says so', ({ typed, says }) => {
    expect(() => parse(...typed)).toThrow(UsageError);
    expect(() => parse(...typed)).toThrow(says);
  });
});

describe('help', () => {
  it('names every command once', () => {
    const help = programHelp(commands);
    for (const { name, summary } of commands) {
      const lines = help.split('\n').filter((line) => line.startsWith(`  ${name} `));
      expect(lines).toEqual([expect.stringContaining(summary)]);
    }
  });

  it.each(commands)('of $name names every option and fits a terminal of 120 characters', (command) => {
    const help = commandHelp(command);
    for (const name of Object.keys(command.options)) expect(help).toContain(`--${name}`);
    for (const note of command.notes ?? []) expect(help).toContain(note);
    expect(Math.max(...help.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120);
  });
});
