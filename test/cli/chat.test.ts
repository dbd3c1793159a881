import { spawn } from 'node:child_process';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeDataDir } from './data-dir.ts';
import { ended, environmentFor, hearsay, program, start, written } from './run-program.ts';

let dataDir = '';
beforeAll(async () => {
  dataDir = await makeDataDir();
});

describe('a chat', () => {
  it('greets, answers what is piped in, and looks behind the last answer', async () => {
    const input = [
      '/more',
      'What is Mossalaha?',
      '/source 2',
      '/source x',
      '/evidence',
      '/evidence 2',
      '/more',
      '/summary',
      '/documents',
      '/nonsense \x1b[31m',
      '',
      '/help',
      '/QUIT',
      'never asked',
    ].join('\n');
    const { code, stdout, stderr } = await hearsay(['chat'], { dataDir, input });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout.split('\n').slice(0, 2)).toEqual([
      expect.stringContaining('Hearsay'),
      expect.stringContaining('/help'),
    ]);
    for (const words of [
      'Ask a question first.',
      'Independently verified',
      'receipt `',
      'Say which quote by its number',
      'Records 1 to 6 of',
      'Records 7 to',
      'also claims',
      'It says of itself',
      'meo-mossalaha  Terrorism: a death industry',
      'There is no /nonsense.',
      '/evidence [page]',
    ])
      expect(stdout).toContain(words);
    expect(stdout).not.toContain('never asked');
    expect(stdout).not.toContain('\x1b');
  });

  it('gives three examples: one answered, one that the document does not address, one that wants an opinion', async () => {
    const greeting = await hearsay(['chat'], { dataDir });
    const examples = greeting.stdout.split('\n').filter((line) => /^ {2}\S.*\?$/u.test(line));
    expect(examples).toHaveLength(3);
    const input = examples.map((question) => JSON.stringify({ question: question.trim() })).join('\n');
    const { stdout } = await hearsay(['ask', '--batch', '-'], { dataDir, input });
    const outcomes = stdout
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line));
    expect(outcomes).toMatchObject([{ outcome: 'answered' }, { outcome: 'not-addressed' }, {}]);
    expect(outcomes[2]).toMatchObject({
      text: expect.stringMatching(/does not (judge|give opinions|address)|no opinion/u),
    });
  });

  it.each([
    { signal: 'SIGINT', code: 0 },
    { signal: 'SIGTERM', code: 143 },
  ] as const)('ends at $signal with $code, though its input stays open', async ({ signal, code }) => {
    const child = start(['chat'], { dataDir });
    const end = ended(child);
    child.stdin?.write('What is Mossalaha?\n');
    await written(child, 'stdout', 'Independently verified');
    child.kill(signal);
    expect(await end).toMatchObject({ code, stderr: '' });
  });

  it('ends while it answers', async () => {
    const child = start(['chat'], { dataDir });
    const end = ended(child);
    await written(child, 'stdout', 'Type a question');
    child.stdin?.write('What is Mossalaha?\nIs Hajib a terrorist?\n'.repeat(50));
    child.kill('SIGTERM');
    expect(await end).toMatchObject({ code: 143, stderr: '' });
  });

  it('ends quietly where the reader goes away', async () => {
    const script = `yes "What is Mossalaha?" | head -n 50 | "$0" "$1" chat | head -n 1`;
    const child = spawn('sh', ['-c', script, process.execPath, program], {
      env: environmentFor({ dataDir }),
      cwd: dataDir,
    });
    expect(await ended(child)).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Hearsay .+\n$/u), stderr: '' });
  });
});
