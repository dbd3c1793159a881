import { ask } from './ask.ts';
import { audit } from './audit.ts';
import { brief } from './brief.ts';
import { checkMessage } from './check-message.ts';
import { claim } from './claim.ts';
import { claims } from './claims.ts';
import type { Command } from './command.ts';
import { desk } from './desk.ts';
import { exportCommand } from './export.ts';
import { feedback } from './feedback.ts';
import { page } from './page.ts';
import { recheck } from './recheck.ts';
import { reportClaim } from './report-claim.ts';
import { settings } from './settings.ts';
import { source } from './source.ts';
import { summary } from './summary.ts';

/** Every command that Hearsay registers. */
export const commands: readonly Command[] = [
  ask,
  summary,
  claims,
  claim,
  brief,
  source,
  page,
  desk,
  audit,
  exportCommand,
  settings,
  feedback,
  checkMessage,
  recheck,
  reportClaim,
];
