import type { Command } from './command.ts';
import { ask } from './commands/ask.ts';
import { audit } from './commands/audit.ts';
import { brief } from './commands/brief.ts';
import { chat } from './commands/chat.ts';
import { claims } from './commands/claims.ts';
import { documents } from './commands/documents.ts';
import { evaluate } from './commands/eval.ts';
import { exportAll } from './commands/export.ts';
import { importLedger } from './commands/import.ts';
import { indexFiles } from './commands/index-files.ts';
import { page } from './commands/page.ts';
import { playground } from './commands/playground.ts';
import { receipt } from './commands/receipt.ts';
import { remove } from './commands/remove.ts';
import { start } from './commands/start.ts';
import { summary } from './commands/summary.ts';

/** All commands, in the order of the help. */
export const commands: readonly Command[] = [
  start,
  playground,
  chat,
  ask,
  summary,
  claims,
  brief,
  receipt,
  page,
  documents,
  indexFiles,
  remove,
  exportAll,
  importLedger,
  audit,
  evaluate,
];
