import type { DeskAction } from '../commands/command.ts';
import { auditActs } from './audit-acts.ts';
import { claimActs } from './claim-acts.ts';
import { evidenceActs } from './evidence-acts.ts';
import { filingActs } from './filing-acts.ts';
import { queueActs } from './queue-acts.ts';
import { settingsActs } from './settings-acts.ts';
import { verdictActs } from './verdict-acts.ts';

/** What the buttons, menus and forms of the desk do. */
export const deskActions: readonly DeskAction[] = [
  ...claimActs,
  ...filingActs,
  ...evidenceActs,
  ...verdictActs,
  ...queueActs,
  ...settingsActs,
  ...auditActs,
];
