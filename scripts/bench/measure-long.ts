import { fileURLToPath } from 'node:url';
import type { LongRun } from './ask-long.ts';
import { dataDirOf } from './bench-set.ts';
import { runNode } from './run-node.ts';

const asker = fileURLToPath(new URL('./ask-long.js', import.meta.url));

/** Ten thousand questions in one process, models included; some minutes. The document is on disk already. */
export async function measureLong(folder: string, passages: number, questions: number): Promise<LongRun> {
  const argv = [asker, passages, questions, questions / 10].map(String);
  return JSON.parse((await runNode(argv, dataDirOf(folder, passages))).output);
}
