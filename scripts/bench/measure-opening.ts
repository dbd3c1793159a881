import { fileURLToPath } from 'node:url';
import { everyone } from '../../dist/domain/everyone.js';
import { generatePassages, newDocument, openBenchApp } from './bench-app.ts';
import { dataDirOf, madeUpId } from './bench-set.ts';
import type { Opened } from './open-library.ts';
import { runNode } from './run-node.ts';
import { median } from './statistics.ts';

export type OpeningTimes = Opened & { readonly passages: number };

const opener = fileURLToPath(new URL('./open-library.js', import.meta.url));

/** Opens what is on disk in one new process after another: medians. */
export async function measureOpening(folder: string, passages: number, runs: number): Promise<OpeningTimes> {
  const dataDir = dataDirOf(folder, passages);
  await putOnDisk(dataDir, passages);
  const all: Opened[] = [];
  for (let run = 0; run < runs; run++) all.push(JSON.parse((await runNode([opener], dataDir)).output));
  const medianOf = (name: keyof Opened): number => median(all.map((opened) => opened[name]));
  return {
    passages,
    app: medianOf('app'),
    searchable: medianOf('searchable'),
    answered: medianOf('answered'),
    megabytes: medianOf('megabytes'),
  };
}

/** The document, and by a first question its index. */
async function putOnDisk(dataDir: string, passages: number): Promise<void> {
  const app = await openBenchApp(dataDir);
  try {
    await app.ingest(newDocument(madeUpId, generatePassages(1, passages)));
    await app.assistant.ask({ server: everyone, document: madeUpId, question: 'What was reported?' });
  } finally {
    await app.close();
  }
}
