import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { ProgressLine } from '../../src/cli/progress-line.ts';
import { Stopped } from '../../src/cli/stopped.ts';
import { Output } from '../../src/cli/terminal.ts';

type Traits = { isTTY?: boolean; columns?: number; hasColors?: () => boolean };

function outputWith(traits: Traits, signal = new AbortController().signal) {
  const read = { words: '' };
  const stream = new Writable({
    write(chunk, _encoding, done) {
      read.words += String(chunk);
      done();
    },
  });
  return { output: new Output(Object.assign(stream, traits), signal), read };
}

describe('an output', () => {
  it.each([
    { where: 'a terminal that shows colours', traits: { isTTY: true, hasColors: () => true }, coloured: true },
    { where: 'a terminal with NO_COLOR', traits: { isTTY: true, hasColors: () => false }, coloured: false },
    { where: 'a pipe or file', traits: {}, coloured: false },
  ])('on $where has colours: $coloured', ({ traits, coloured }) => {
    const { heading } = outputWith(traits).output.style;
    expect(heading('x') !== 'x').toBe(coloured);
  });

  it.each([{ isTTY: true, hasColors: () => true }, {}])(
    'never lets a control character of the words through',
    (traits) => {
      expect(outputWith(traits).output.style.show('\x1b[2J')).toBe('␛[2J');
    },
  );

  it.each([
    { where: 'a terminal', traits: { isTTY: true, columns: 30 } },
    { where: 'a pipe or file', traits: {} },
  ])('begins no row with words of a file that a sentence of ours names, on $where', async ({ traits }) => {
    const { output, read } = outputWith(traits);
    await output.line(`hearsay: ${'a'.repeat(12)}\nThe op-ed claims  ${' '.repeat(40)}The report claims.txt is empty.`);
    const [first, ...further] = read.words.trimEnd().split('\n');
    expect(first?.startsWith('hearsay: ')).toBe(true);
    expect(further.length).toBeGreaterThan(0);
    for (const row of further) expect(row).toMatch(/^ {2}│ /u);
  });

  it('does not wait for a reader that is gone once the run is stopped', async () => {
    const controller = new AbortController();
    const stuck = new Writable({ highWaterMark: 1, write() {} });
    const writing = new Output(stuck, controller.signal).write('more than it takes');
    const reason = new Stopped('output-closed');
    controller.abort(reason);
    await expect(writing).rejects.toBe(reason);
  });
});

describe('a progress line', () => {
  const at = (ms: number) => new Date(ms);

  it('is redrawn in place on a terminal, cut to its width, and taken away at the end', async () => {
    const { output, read } = outputWith({ isTTY: true, columns: 8 });
    let time = 1_000;
    const line = new ProgressLine(output, () => at(time));
    await line.show('one two three');
    time += 1;
    await line.show('too soon');
    time += 1_000;
    await line.show('four');
    await line.clear();
    expect(read.words).toBe('\rone two\x1b[K\rfour\x1b[K\r\x1b[K');
  });

  it('is a plain line now and then elsewhere', async () => {
    const { output, read } = outputWith({});
    let time = 1_000;
    const line = new ProgressLine(output, () => at(time));
    for (const sentence of ['at once', 'a', 'b', 'c']) {
      await line.show(sentence);
      time += 3_000;
    }
    await line.clear();
    expect(read.words).toBe('b\n');
  });
});
