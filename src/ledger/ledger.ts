import type { Claim, Evidence, Source, Standing, Verdict } from '../domain/claim.ts';
import type { NameGroup } from '../domain/name.ts';
import type { Entry } from './entry.ts';
import { ReviewedFact } from './reviewed-fact.ts';

/** What people found out about one document's claims. A pure fold over entries; nothing in it is stored. */
export type Ledger = {
  /** By number. */
  readonly claims: readonly Claim[];
  readonly names: readonly NameGroup[];
  readonly sources: ReadonlyMap<string, Source>;
  readonly evidence: ReadonlyMap<number, readonly Evidence[]>;
  /** The latest published verdict of each claim. */
  readonly verdicts: ReadonlyMap<number, Verdict>;
  readonly facts: ReadonlyMap<number, ReviewedFact>;
  /** Registrable domains of the document's own publisher: never evidence. */
  readonly excludedPublishers: readonly string[];
  /** One line on who checked and when; null for an empty ledger. */
  readonly origin: string | null;
};

/** Entries in, ledger out; later entries win. The order of entries is their `seq`. */
export function foldLedger(entries: readonly Entry[]): Ledger {
  const claims = new Map<number, Claim>();
  const names: NameGroup[] = [];
  const sources = new Map<string, Source>();
  const evidence = new Map<number, Evidence[]>();
  const verdicts = new Map<number, Verdict>();
  let excludedPublishers: readonly string[] = [];
  let origin: string | null = null;
  for (const { body, rule } of entries) {
    switch (body.kind) {
      case 'header':
        excludedPublishers = body.excludedPublishers;
        origin = rule.startsWith('starter/')
          ? `starter ledger ${body.checked}, one reviewer`
          : `ledger ${body.checked}`;
        break;
      case 'name':
        names.push(body.name);
        break;
      case 'source':
        sources.set(body.source.id, body.source);
        break;
      case 'claim':
        claims.set(body.claim.number, body.claim);
        break;
      case 'evidence':
        evidence.set(body.evidence.claim, [...(evidence.get(body.evidence.claim) ?? []), body.evidence]);
        break;
      case 'imported-verdict':
        verdicts.set(body.verdict.claim, body.verdict);
        break;
    }
  }
  const facts = new Map<number, ReviewedFact>();
  for (const verdict of verdicts.values()) {
    const fact = ReviewedFact.from(verdict, readSources(evidence.get(verdict.claim) ?? [], sources));
    if (fact) facts.set(verdict.claim, fact);
  }
  return {
    claims: [...claims.values()].sort((a, b) => a.number - b.number),
    names,
    sources,
    evidence,
    verdicts,
    facts,
    excludedPublishers,
    origin,
  };
}

/** A document nobody has checked. */
export const emptyLedger: Ledger = foldLedger([]);

export const standingOf = (ledger: Ledger, claim: number): Standing =>
  ledger.verdicts.get(claim)?.label ?? 'not-checked';

/** The records of a claim that may be shown: what somebody read. From memory only never counts. */
export const shownEvidence = (ledger: Ledger, claim: number): readonly { evidence: Evidence; source: Source }[] =>
  (ledger.evidence.get(claim) ?? []).flatMap((evidence) => {
    const source = ledger.sources.get(evidence.source);
    return source && evidence.read && source.read ? [{ evidence, source }] : [];
  });

function readSources(evidence: readonly Evidence[], sources: ReadonlyMap<string, Source>): Source[] {
  const ids = new Set(evidence.filter((record) => record.read).map((record) => record.source));
  return [...ids].flatMap((id) => sources.get(id) ?? []).filter((source) => source.read);
}
