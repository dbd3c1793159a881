// Use it after a change of what is known of a passage, or with new labels: `npm run fit`; `-- --help` says the rest.
// It writes src/answer/fitted.ts; then run `npm run eval`, whose held-out half tells what it is worth.
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Answerable, groundNames } from '../dist/answer/answerability.js';
import { openApp } from '../dist/app.js';
import { projectFolder, readConfig } from '../dist/config.js';
import { type GoldenDocument, readGoldenSet } from './eval/golden-set.ts';
import { readLabels } from './eval/label-set.ts';
import { collectExamples, type Example } from './fit/collect-examples.ts';
import { type FitWish, fitUsage, readFitOptions } from './fit/fit-options.ts';
import { type Fitted, fitWeights } from './fit/fit-weights.ts';
import { runScript } from './run-script.ts';

const log = { debug() {}, info() {}, warn() {}, error: (_: object, message: string) => console.error(message) };

async function fitAll({ labels, dryRun }: FitWish): Promise<void> {
  const golden = join(projectFolder, 'test', 'golden');
  const labelled = labels === undefined ? { documents: [], leftOut: 0 } : readLabels(labels, golden);
  if (labelled.leftOut > 0) console.log(`${labelled.leftOut} labels are on documents that are not here, and left out.`);
  const { fitted, report } = fitWeights(await collect([...readGoldenSet(golden), ...labelled.documents]));
  console.log(report);
  if (!dryRun) writeFileSync(join(projectFolder, 'src', 'answer', 'fitted.ts'), sourceOf(fitted));
}

async function collect(documents: readonly GoldenDocument[]): Promise<Example[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'hearsay-fit-'));
  const app = await openApp(readConfig({ DATA_DIR: dataDir }), { log });
  try {
    return await collectExamples(app, documents);
  } finally {
    await app.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** The version tells one fit from another: two fits that give the same numbers are the same. */
function sourceOf(weights: Fitted): string {
  const version = `fit/${createHash('sha256').update(JSON.stringify(weights)).digest('hex').slice(0, 8)}`;
  const { relevance, margin, answerable } = weights;
  const line = (values: Readonly<Record<string, number>>): string =>
    `{\n${Object.entries(values)
      .map(([name, value]) => `      ${name}: ${value},\n`)
      .join('')}    }`;
  return `// Written by \`npm run fit\`, which says how; not to be edited by hand.

/** Weights and cuts that were fitted on the looked-at half of the golden questions. */
export const fitted = {
  version: '${version}',
  /** What a passage's relevance is the weighted sum of, where a reader read it and where none did. */
  relevance: {
    read: ${line(relevance.read)},
    unread: ${line(relevance.unread)},
  },
  /** A second and a third quote have to come within this of the first one's relevance. */
  margin: ${margin},
  /** Source: answerability.ts. Below \`refuse\` not addressed, below \`uncertain\` perhaps not. */
  answerable: {
    read: ${cuts(answerable.read)},
    unread: ${cuts(answerable.unread)},
  },
} as const;
`;
}

const cuts = ({ weights, refuse, uncertain }: Answerable): string => `{
      weights: { ${groundNames.map((name) => `${name}: ${weights[name]}`).join(', ')} },
      refuse: ${refuse},
      uncertain: ${uncertain},
    }`;

await runScript(fitUsage, async () => {
  const wish = readFitOptions(process.argv.slice(2));
  if (wish === 'help') console.log(fitUsage);
  else await fitAll(wish);
});
