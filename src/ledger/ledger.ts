import type { Claim, Evidence, Label, Proposal, Source, Standing, Verdict } from '../domain/claim.ts';
import type { NameGroup } from '../domain/name.ts';
import type { Span } from '../domain/span.ts';
import type { Entry, StarterState } from './entry.ts';
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
  /** Proposals that wait for a second person, one a claim at most. */
  readonly proposals: ReadonlyMap<number, Waiting>;
  /** Claims whose verdict fell because their evidence or the claim itself changed. */
  readonly reopened: ReadonlyMap<number, { readonly was: Label; readonly at: string }>;
  /** Claims that no surface shows while they are looked at. */
  readonly hidden: ReadonlySet<number>;
  /** Claims that were merged, and the listed one in which each is found now. */
  readonly merged: ReadonlyMap<number, number>;
  /** Right of reply: texts of those who are accused, as theirs. Untrusted. */
  readonly replies: ReadonlyMap<number, readonly Reply[]>;
  /** Open ones, oldest first. Nobody knows whose they are. */
  readonly appeals: readonly Appeal[];
  /** Claims whose verdict was imported and that nobody here stands by yet. */
  readonly unconfirmed: ReadonlySet<number>;
  /** What was entered on each claim and counted, in its order. Holds ids of people. */
  readonly history: ReadonlyMap<number, readonly Entry[]>;
  /** Who added the records of each claim (Discord ids): they cannot approve. */
  readonly authors: ReadonlyMap<number, ReadonlySet<string>>;
  /** Who added each record, by its id: a Discord id, or words for an import. */
  readonly addedBy: ReadonlyMap<string, string>;
  /** Where each claim's spans stand: as many as the claim has, in their order. */
  readonly places: ReadonlyMap<number, readonly Place[]>;
  /** When each claim was entered: ISO 8601, UTC. */
  readonly since: ReadonlyMap<number, string>;
  /** Every id that a record, a proposal or an appeal ever had. */
  readonly usedIds: ReadonlySet<string>;
  /** The highest number that a claim ever had; 0 where there was none. */
  readonly highestNumber: number;
  /** The last `seq` of the server's own entries; 0 where it has none. */
  readonly ownSeq: number;
  /** What the server makes of the ledger that came with the document. */
  readonly starter: StarterState;
};

export type Waiting = { readonly proposal: Proposal; readonly by: string; readonly at: string };
export type Reply = { readonly text: string; readonly from: string; readonly at: string };
export type Appeal = {
  readonly appeal: string;
  readonly claim: number;
  readonly reason: string;
  readonly at: string;
};
/** A claim's span and the sha256 of the text that it is a place of; undefined where the ledger doesn't say. */
export type Place = { readonly span: Span; readonly textSha256: string | undefined };

/** Entries in, ledger out; later entries win. The order of entries is their `seq`. */
export function foldLedger(base: readonly Entry[], own: readonly Entry[] = []): Ledger {
  const claims = new Map<number, Claim>();
  const names: NameGroup[] = [];
  const sources = new Map<string, Source>();
  const evidence = new Map<number, Evidence[]>();
  const verdicts = new Map<number, Verdict>();
  let excludedPublishers: readonly string[] = [];
  let origin: string | null = null;
  for (const { body, rule } of [...base, ...own]) {
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
        evidence.set(body.evidence.claim, [...(evidence.get(body.evidence.claim) ?? []), { id: '', ...body.evidence }]);
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
    proposals: new Map(),
    reopened: new Map(),
    hidden: new Set(),
    merged: new Map(),
    replies: new Map(),
    appeals: [],
    unconfirmed: new Set(),
    history: new Map(),
    authors: new Map(),
    addedBy: new Map(),
    places: new Map(),
    since: new Map(),
    usedIds: new Set(),
    highestNumber: 0,
    ownSeq: own.at(-1)?.seq ?? 0,
    starter: 'listed',
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
