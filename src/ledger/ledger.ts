import type { Claim, Evidence, Label, Proposal, Source, Standing, Verdict } from '../domain/claim.ts';
import type { NameGroup } from '../domain/name.ts';
import type { Span } from '../domain/span.ts';
import type { Entry, StarterState } from './entry.ts';
import { Fold } from './fold.ts';
import type { ReviewedFact } from './reviewed-fact.ts';
import type { Considered, Shown } from './verdict-rules.ts';

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
  /** The places of hidden claims. */
  readonly withheld: readonly Span[];
  /** Claims that were merged, and the listed one in which each is found now. */
  readonly merged: ReadonlyMap<number, number>;
  /** Right of reply: texts of those who are accused, as theirs. Untrusted. */
  readonly replies: ReadonlyMap<number, readonly Reply[]>;
  /** Open ones, oldest first. Nobody knows whose they are. */
  readonly appeals: readonly Appeal[];
  /** Imported verdicts that nobody here stands by yet, by their claims. */
  readonly unconfirmed: ReadonlyMap<number, Verdict>;
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

/**
 * Entries in, ledger out; later entries win. The order of entries is their `seq`.
 * @param base what came with a document that everybody has
 * @param own what one server entered: it comes after the base and outranks it
 */
export function foldLedger(base: readonly Entry[], own: readonly Entry[] = []): Ledger {
  const starter = starterOf(own);
  const isOff = starter === 'off';
  const fold = new Fold(starter, isOff ? highestNumberIn(base) : 0);
  const hidden = isOff ? hiddenBy(own) : nothing;
  for (const entry of base) if (!isOff || staysWhenOff(entry, hidden)) fold.add(entry, true);
  for (const entry of own) fold.add(entry, false);
  return fold.finish(own.at(-1)?.seq ?? 0);
}

/**
 * Without a starter ledger its document's publisher still bears nothing out, and what is hidden stays hidden until
 * somebody shows it again.
 */
const staysWhenOff = ({ body }: Entry, hidden: ReadonlySet<number>): boolean =>
  body.kind === 'header' || (body.kind === 'claim' && hidden.has(body.claim.number));

function hiddenBy(entries: readonly Entry[]): ReadonlySet<number> {
  const hidden = new Set<number>();
  for (const { body } of entries) {
    if (body.kind === 'hidden') hidden.add(body.claim);
    if (body.kind === 'shown-again') hidden.delete(body.claim);
  }
  return hidden;
}

const nothing: ReadonlySet<number> = new Set();

function starterOf(own: readonly Entry[]): StarterState {
  const last = own.findLast(({ body }) => body.kind === 'starter')?.body;
  return last?.kind === 'starter' ? last.state : 'listed';
}

const highestNumberIn = (entries: readonly Entry[]): number =>
  entries.reduce((highest, { body }) => (body.kind === 'claim' ? Math.max(highest, body.claim.number) : highest), 0);

/** A document nobody has checked. */
export const emptyLedger: Ledger = foldLedger([]);

/** Where a claim is found now: claims that were merged are found in another. */
export const listedNumber = (ledger: Ledger, claim: number): number => ledger.merged.get(claim) ?? claim;

export const standingOf = (ledger: Ledger, claim: number): Standing =>
  ledger.verdicts.get(listedNumber(ledger, claim))?.label ?? 'not-checked';

export const claimNumbered = (ledger: Ledger, number: number): Claim | undefined => {
  const wanted = listedNumber(ledger, number);
  let low = 0;
  let high = ledger.claims.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const claim = ledger.claims[middle]!;
    if (claim.number === wanted) return claim;
    if (claim.number < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return undefined;
};

/** The records of a claim that may be shown: what somebody read. From memory only never counts. */
export const shownEvidence = (ledger: Ledger, claim: number): readonly Shown[] =>
  (ledger.evidence.get(listedNumber(ledger, claim)) ?? []).flatMap((evidence) => {
    const source = ledger.sources.get(evidence.source);
    return source && evidence.read && source.read ? [{ evidence, source }] : [];
  });

const nobody: ReadonlySet<string> = new Set();

/** What decides about a claim's verdicts; undefined where there is no such claim. */
export function considered(ledger: Ledger, number: number): Considered | undefined {
  const claim = claimNumbered(ledger, number);
  return (
    claim && {
      claim,
      shown: shownEvidence(ledger, claim.number),
      waiting: ledger.proposals.get(claim.number),
      authors: ledger.authors.get(claim.number) ?? nobody,
      excludedPublishers: ledger.excludedPublishers,
    }
  );
}

/** The same ledger with its claims at other places, in another revision of the document. */
export function withSpans(ledger: Ledger, spans: ReadonlyMap<number, readonly Span[]>): Ledger {
  const claims = ledger.claims.map((claim) => ({ ...claim, spans: spans.get(claim.number) ?? claim.spans }));
  const withheld = claims.filter(({ number }) => ledger.hidden.has(number)).flatMap((claim) => claim.spans);
  return { ...ledger, claims, withheld };
}

const unchecked = new WeakMap<Ledger, Ledger>();

/** As if nobody had checked anything; what is hidden stays hidden. The same for the same ledger. */
export function withoutChecks(ledger: Ledger): Ledger {
  if (ledger.withheld.length === 0) return emptyLedger;
  const known = unchecked.get(ledger) ?? { ...emptyLedger, withheld: ledger.withheld };
  unchecked.set(ledger, known);
  return known;
}
