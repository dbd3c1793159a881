import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseTyped, WrongUse } from '../run-script.ts';

export const partNames = ['start', 'ingest', 'answers', 'systems', 'opening', 'desk', 'web', 'long'] as const;
export type PartName = (typeof partNames)[number];
const usualParts = partNames.filter((name) => name !== 'long');

export type BenchOptions = {
  readonly quick: boolean;
  /** Numbers of passages. */
  readonly sizes: readonly number[];
  readonly parts: ReadonlySet<PartName>;
  /** Where the run keeps its data. */
  readonly folder: string;
  /** Where page, record and plots are written; docs/ where left out, and nothing at all of a quick run. */
  readonly out: string | undefined;
};

const usualFolder = join(tmpdir(), 'hearsay-bench');
/** The built-in document's passages are among them, and so are the made-up ones that the questions are about. */
const fewestPassages = 1_000;

export const usage = `npm run bench [-- OPTIONS]
  measures, prints the tables and writes docs/performance.md, docs/performance.json and two plots
  --sizes A,B,…    numbers of passages, from ${fewestPassages} (1000,10000; with --quick 1000)
  --parts A,B,…    some of ${partNames.join(', ')} (${usualParts.join(',')})
  --long           the part long too
  --quick          few repetitions of 1,000 passages; writes nothing, unless --out is given
  --folder FOLDER  where its data are kept; what is embedded there is not embedded again (${usualFolder})
  --out FOLDER     writes there and not into docs/
  --help           prints this`;

/** @returns undefined where help is asked for. @throws WrongUse */
export function readOptions(argv: readonly string[]): BenchOptions | undefined {
  const { help, quick, long, sizes, parts, folder, out } = parsed(argv);
  if (help) return undefined;
  return {
    quick,
    sizes: sizes === undefined ? (quick ? [1_000] : [1_000, 10_000]) : sizes.split(',').map(sizeOf),
    parts: new Set([
      ...(parts === undefined ? usualParts : parts.split(',').map(partOf)),
      ...(long ? (['long'] as const) : []),
    ]),
    folder,
    out,
  };
}

function parsed(argv: readonly string[]) {
  return parseTyped({
    args: [...argv],
    options: {
      help: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      long: { type: 'boolean', default: false },
      sizes: { type: 'string' },
      parts: { type: 'string' },
      folder: { type: 'string', default: usualFolder },
      out: { type: 'string' },
    },
  }).values;
}

function sizeOf(words: string): number {
  const size = Number(words);
  if (/^\d+$/u.test(words) && size >= fewestPassages) return size;
  throw new WrongUse(
    `--sizes wants whole numbers from ${fewestPassages} with commas between them, as in --sizes 1000,10000; "${words}" is none.`,
  );
}

function partOf(words: string): PartName {
  const part = partNames.find((name) => name === words);
  if (part) return part;
  throw new WrongUse(`--parts: there is no part "${words}". There are ${partNames.join(', ')}.`);
}
