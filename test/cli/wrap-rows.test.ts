import { Writable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { messageOf } from '../../src/answer/message.ts';
import { quotedAt } from '../../src/answer/pick-quotes.ts';
import { renderLines } from '../../src/answer/render-text.ts';
import { Output } from '../../src/cli/terminal.ts';
import { wrapRows } from '../../src/cli/wrap-rows.ts';
import { emptyLedger } from '../../src/ledger/ledger.ts';
import { indexedOf } from '../helpers/documents.ts';
import { draftOf, surroundings } from '../helpers/flood.ts';

/** What documents here are made of, with the cells that a terminal gives each; none of it begins a word of ours. */
const cellsOf: Readonly<Record<string, number>> = {
  z: 1,
  Ж: 1,
  é: 1,
  '\u0301': 0,
  '\u200d': 0,
  界: 2,
  '👍': 2,
  '…': 1,
  '“': 1,
  ' ': 1,
  '\u00a0': 1,
  '\u3000': 2,
};
const visible = /^\s*(?:[zЖé界👍…]|\u0301|\u200d)/u;

const piece = fc.oneof(
  fc.constantFrom(...Object.keys(cellsOf), '\t', '\n'),
  fc.integer({ min: 1, max: 200 }).map((count) => ' '.repeat(count)),
  fc.integer({ min: 1, max: 90 }).map((count) => 'z'.repeat(count)),
  fc.constantFrom('👍\u200d'.repeat(40), '\u0301'.repeat(90), '界'.repeat(70)),
);
const text = fc.array(piece, { maxLength: 60 }).map((pieces) => `z${pieces.join('')}z`);
const columns = fc.integer({ min: 20, max: 130 });

/** The rows that a terminal of so many columns shows, which breaks a line where its next character does not fit. */
function screenOf(words: string, width: number): string[] {
  return words.split('\n').flatMap((line) => {
    const rows = [''];
    let at = 0;
    for (const character of line.replace(/\x1b\[[\d;]*m/gu, '')) {
      const cells = character === '\t' ? Math.min(8 - (at % 8), width - at) : (cellsOf[character] ?? 1);
      if (at + cells > width) {
        rows.push('');
        at = 0;
      }
      rows[rows.length - 1] += character;
      at += cells;
    }
    return rows;
  });
}

/** An answer with one quote of all these words, as it is written to a terminal or into a pipe. */
async function written(words: string, width: number | undefined, coloured = false): Promise<string> {
  let read = '';
  const stream = new Writable({
    write(chunk, _encoding, done) {
      read += String(chunk);
      done();
    },
  });
  const traits = width === undefined ? {} : { isTTY: true, columns: width, hasColors: () => coloured };
  const output = new Output(Object.assign(stream, traits), new AbortController().signal);
  const indexed = indexedOf(words);
  const quoted = quotedAt({ start: 0, end: words.length }, surroundings({ in: indexed, ledger: emptyLedger }));
  const draft = draftOf([{ kind: 'claim', ...quoted }], { document: indexed.document });
  await output.text(renderLines(messageOf(draft), output.style));
  return read;
}

const addedBreak = /\n {2}│ /gu;

describe('an answer on a terminal', () => {
  it('begins no row with words of the document, whatever spaces they hold and however wide it is', async () => {
    await fc.assert(
      fc.asyncProperty(text, columns, fc.boolean(), async (words, width, coloured) => {
        const rows = screenOf(await written(words, width, coloured), width);
        expect(rows.filter((row) => visible.test(row))).toEqual([]);
      }),
    );
  });

  it('adds nothing to a quote but rows that begin with its mark', async () => {
    await fc.assert(
      fc.asyncProperty(text, columns, async (words, width) => {
        const drawn = await written(words, width);
        expect(drawn.replace(addedBreak, '')).toContain(`“${words.replaceAll('\n', '')}”`);
      }),
    );
  });

  it('breaks behind a space, and into a word only where that is longer than a row', () => {
    expect(wrapRows('  “The river rose in May and fell.”\nnext', 20)).toBe(
      '  “The river rose \n  │ in May and \n  │ fell.”\nnext',
    );
    expect(wrapRows(`“${'z'.repeat(30)}”`, 20)).toBe(`“${'z'.repeat(18)}\n  │ ${'z'.repeat(12)}”`);
    expect(wrapRows(`${'z'.repeat(19)}e\u0301e`, 20)).toBe(`${'z'.repeat(19)}\n  │ e\u0301e`);
  });
});

describe('an answer in a pipe or a file', () => {
  it('has the document’s own line breaks only', async () => {
    const words = `z${' '.repeat(300)}z z\nz`;
    expect(await written(words, undefined)).toContain(`“z${' '.repeat(300)}z z\n  │ z”`);
  });
});
