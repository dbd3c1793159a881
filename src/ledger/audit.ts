import { createHash } from 'node:crypto';
import type { Act } from '../domain/act.ts';

/** An act, and what it wrote into a ledger. */
export type NewAct = Act & {
  /** `digestOf` the ledger entry; empty where the act is no entry. */
  readonly digest: string;
};

/** One line of a server's audit log. `seq` counts from 1; each holds the hash of the one before. */
export type AuditRecord = NewAct & {
  readonly seq: number;
  readonly server: string;
  readonly previous: string;
  /** sha256, lower-case hex, of `previous`, a line feed, and the canonical JSON of everything else. */
  readonly hash: string;
};

export type ChainCheck =
  | { readonly ok: true; readonly count: number; readonly head: string }
  | { readonly ok: false; readonly seq: number; readonly problem: string };

/** What stands before the first record. */
export const chainStart = '0'.repeat(64);

/** sha256 (lower-case hex) of a ledger entry, all but its `seq`, as canonical JSON. */
export const digestOf = (entry: object): string => sha256(canonicalJson(entry));

/** The record that follows another; the first follows nothing. */
export function nextRecord(previous: AuditRecord | undefined, server: string, act: NewAct): AuditRecord {
  const { at, by, document, subject, why, digest } = act;
  const unsealed = { seq: (previous?.seq ?? 0) + 1, server, at, by, act: act.act, document, subject, why, digest };
  const before = previous?.hash ?? chainStart;
  return { ...unsealed, previous: before, hash: hashOf(before, unsealed) };
}

/**
 * Whether a server's records are those that were written, all of them, in their order.
 * @param records by `seq`
 * @param entryDigests of the server's ledger entries, each of which must have a record: see `LedgerStore.digests`
 */
export function verifyChain(records: readonly AuditRecord[], entryDigests: readonly string[] = []): ChainCheck {
  let before = chainStart;
  for (const [at, record] of records.entries()) {
    const problem = problemOf(record, at + 1, before);
    if (problem) return { ok: false, seq: at + 1, problem };
    before = record.hash;
  }
  const lacking = firstLacking(records, entryDigests);
  if (lacking) return { ok: false, seq: records.length + 1, problem: lacking };
  return { ok: true, count: records.length, head: before };
}

function problemOf({ hash, previous, ...unsealed }: AuditRecord, seq: number, before: string): string | undefined {
  if (unsealed.seq !== seq) return `record ${seq} is missing: record ${unsealed.seq} stands in its place`;
  if (previous !== before) return `record ${seq} does not follow the one before it: one was taken out, put in or moved`;
  if (hash !== hashOf(previous, unsealed)) return `record ${seq} was changed after it was written`;
  return undefined;
}

/** Entries and records are counted, because the same words may rightly be written twice. */
function firstLacking(records: readonly AuditRecord[], digests: readonly string[]): string | undefined {
  const left = new Map<string, number>();
  for (const { digest } of records) if (digest !== '') left.set(digest, (left.get(digest) ?? 0) + 1);
  for (const digest of digests) {
    const count = left.get(digest) ?? 0;
    if (count === 0)
      return `an entry of the ledger (sha256 ${digest.slice(0, 12)}…) has no record: it was changed or added past the desk`;
    left.set(digest, count - 1);
  }
  const spare = [...left].find(([, count]) => count > 0)?.[0];
  const record = records.find(({ digest }) => digest === spare);
  return record && `the ledger lacks the entry that record ${record.seq} is of (sha256 ${record.digest.slice(0, 12)}…)`;
}

const hashOf = (previous: string, unsealed: Omit<AuditRecord, 'previous' | 'hash'>): string =>
  sha256(`${previous}\n${canonicalJson(unsealed)}`);

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** JSON with the keys of every object in the order of their code units, so that equal values give equal text. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
