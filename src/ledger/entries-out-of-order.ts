import { type AuditRecord, digestOf } from './audit.ts';
import type { Entry } from './entry.ts';

/**
 * Whether the entries of a ledger stand in the order in which the audit log recorded them: what a ledger says depends on
 * it. That each has a record, and each record its entry, `verifyChain` sees to.
 * @param records the log of the ledger's owner
 * @returns what is wrong, in words that go on from a colon; undefined where nothing is
 */
export function entriesOutOfOrder(
  entries: readonly Entry[],
  documentId: string,
  records: readonly AuditRecord[],
): string | undefined {
  const written = records.filter(({ document, digest }) => document === documentId && digest !== '');
  // Records from before the ledger was removed have no entries any more.
  const last = written.slice(Math.max(0, written.length - entries.length));
  const at = entries.findIndex(({ seq: _, ...entry }, place) => digestOf(entry) !== last[place]?.digest);
  const found = entries[at];
  return (
    found && `entry ${found.seq} of the ledger of ${documentId} was moved: record ${last[at]?.seq ?? '?'} is of another`
  );
}
