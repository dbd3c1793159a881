import { type Claim, type Evidence, type Proposal, type Role, roles, type Source } from '../domain/claim.ts';
import { InputError } from '../domain/errors.ts';
import { everyone } from '../domain/everyone.ts';
import type { SaysWords } from '../domain/same-words.ts';
import { overlapOf, type Span } from '../domain/span.ts';
import { claimId } from './claim-id.ts';
import { whyNoDate } from './date-rules.ts';
import { describeChanges } from './describe-changes.ts';
import type { EvidenceDraft } from './draft.ts';
import { type ApprovalMode, deskRule, type Entry, type EntryBody, ownLedgerId, type StarterState } from './entry.ts';
import type { AgainstDocument, EvidenceContext } from './evidence-rules.ts';
import { claimNumbered, considered, type Ledger, listedNumber, shownEvidence } from './ledger.ts';
import type { EntryAct, LedgerStore } from './ledger-store.ts';
import type { Ledgers } from './ledgers.ts';
import { lineOf, lineOrNull } from './one-line.ts';
import { isShownSet, whyNotApprove, whyNotPropose } from './verdict-rules.ts';

/** Who acts: a person on a server, with what they may do there. */
export type Who = { readonly id: string; readonly role: Role; readonly server: string };

/** Which document it is about. `documentOwner` is `everyone` or the server itself. */
export type About = { readonly documentOwner: string; readonly documentId: string };

/** Finds claims that say much the same as words of a document; made where claims can be compared by meaning. */
export interface SimilarClaims {
  /** @returns numbers of claims, nearest first; none that is not near */
  near(about: About, server: string, spans: readonly Span[]): Promise<readonly number[]>;
}

/** Claims at the same words first, then those near by meaning. */
export type Similar = { readonly exact: readonly number[]; readonly near: readonly number[] };

export type NewClaim = Pick<Claim, 'spans' | 'kind' | 'accused' | 'checkable' | 'statement'> & {
  /** sha256 of the text that the spans are places of. */
  readonly textSha256: string;
};

export type ClaimDescription = Partial<Pick<Claim, 'kind' | 'accused' | 'checkable' | 'statement'>>;

export type NewProposal = Pick<Proposal, 'claim' | 'label' | 'reason' | 'fact' | 'asOf' | 'bornOutBy' | 'primary'> & {
  /** The records that the proposer was shown: where they are others now, nothing is proposed. */
  readonly seen?: readonly string[];
};

/** What an act changed: the ledger as it stands after it, and the claim it was about. */
export type Done = { readonly ledger: Ledger; readonly claim: number };

/** What an act writes: its entries, each with what the audit log says of it. */
type Plan<Result> = {
  readonly writes: readonly { readonly body: EntryBody; readonly act: EntryAct }[];
  readonly by?: string;
  readonly result: Result;
};

/** A race that is lost so often is no race. */
const mostTries = 20;
const most = {
  statement: 400,
  name: 120,
  reason: 1_000,
  paraphrase: 1_000,
  fact: 500,
  text: 2_000,
  spans: 20,
  accused: 20,
};
/** More would only bury the others. */
const appealsPerClaim = 20;
const statementBegins = 'The article claims ';

/**
 * The moderators' desk. Every act checks the role and the rules, is one transaction with its audit record, and loses
 * nothing where two people act at once: where somebody else touched the same claim meanwhile, an InputError says what
 * changed. Whatever can't be done is an InputError that says what to do.
 */
export class Desk {
  constructor(
    private readonly parts: {
      readonly store: Pick<LedgerStore, 'append'>;
      readonly ledgers: Ledgers;
      readonly similar?: SimilarClaims;
      readonly now: () => Date;
      /** Random base64url characters, eight of them. */
      readonly newId: () => string;
    },
  ) {}

  /** What is known of a document on a server. */
  ledger(who: Pick<Who, 'server'>, { documentOwner: owner, documentId }: About): Promise<Ledger> {
    return this.parts.ledgers.of({ owner, documentId }, who.server);
  }

  /**
   * For anybody: claims that are on record for these words or near them.
   * @param textSha256 of the text that the spans are places of
   */
  async similarTo(who: Who, about: About, spans: readonly Span[], textSha256?: string): Promise<Similar> {
    const ledger = await this.ledger(who, about);
    const isHere = (claim: Claim): boolean =>
      (ledger.places.get(claim.number) ?? []).some(
        ({ span, textSha256: text }) =>
          (text === undefined || textSha256 === undefined || text === textSha256) &&
          spans.some((own) => overlapOf(own, span) > 0),
      );
    const exact = ledger.claims.filter(isHere).map(({ number }) => number);
    const near = (await this.parts.similar?.near(about, who.server, spans)) ?? [];
    return { exact, near: near.filter((number) => !exact.includes(number) && claimNumbered(ledger, number)) };
  }

  /** For members too: it stands as not checked until the desk decides. */
  async addClaim(who: Who, about: About, { textSha256, spans, ...described }: NewClaim): Promise<Done> {
    const description = cleanDescription(described);
    if (spans.length === 0 || spans.length > most.spans || !spans.every(isSpan))
      throw new InputError(`Pick the words of the document that make the claim, in at most ${most.spans} places.`);
    return this.#act(who, about, { needs: 'member', claims: [] }, (ledger) => {
      const same = claimAt(ledger, spans, textSha256);
      if (same)
        throw new InputError(
          `${claimId(idOf(about), same.number)} is on record for just these words. Open that one instead.`,
        );
      const number = nextNumber(ledger, about);
      const claim: Claim = { number, key: `claim-${number}`, spans, subjects: [], ...description };
      const body: EntryBody = { kind: 'claim', claim, textSha256 };
      return { writes: [write(body, 'claim filed', claimId(idOf(about), number), '')], result: { claim: number } };
    });
  }

  /** Sets what a claim is: what a member left open, or got wrong. Where that changes what it says, its verdict reopens. */
  async describeClaim(who: Who, about: About, number: number, as: ClaimDescription): Promise<Done> {
    return this.#onClaim(who, about, number, (_, claim) => {
      const { statement, kind, accused, checkable } = { ...claim, ...as };
      const described: Claim = { ...claim, ...cleanDescription({ statement, kind, accused, checkable }) };
      if (JSON.stringify(described) === JSON.stringify(claim))
        throw new InputError('Nothing is different from what is on record.');
      return plan({ kind: 'claim', claim: described }, 'claim described', this.#name(about, claim), '');
    });
  }

  /**
   * Files a complete draft; the draft itself is dropped by the caller.
   * @param against the document that the claim stands in
   */
  async addEvidence(
    who: Who,
    about: About,
    draft: EvidenceDraft,
    against: AgainstDocument,
  ): Promise<Done & { readonly evidence: string }> {
    if (draft.author !== who.id || draft.server !== who.server) throw new InputError(noSuchDraft);
    // Its list of domains takes a tenth of a second to load, which no start should wait for.
    const rules = await import('./evidence-rules.ts');
    return this.#onClaim(who, about, draft.claim, (ledger, claim) => {
      const why = rules.whyNotFile(draft, evidenceContext(ledger, claim.number, against, this.parts.now()));
      if (why) throw new InputError(why);
      const id = this.#freshId(ledger);
      const filed = recordOf(draft, claim.number, id, ledger, rules);
      const name = this.#name(about, claim);
      return {
        writes: [
          write({ kind: 'source', source: filed.source }, 'source named', name, filed.source.publisher),
          write({ kind: 'evidence', evidence: filed.evidence }, 'evidence added', name, filed.evidence.paraphrase),
        ],
        result: { evidence: id },
      };
    });
  }

  async withdrawEvidence(who: Who, about: About, evidence: string, reason: string): Promise<Done> {
    const why = reasonOf(reason);
    const claim = claimOfRecord(await this.ledger(who, about), evidence);
    return this.#onClaim(who, about, claim, (ledger, { number }) => {
      const records = ledger.evidence.get(number) ?? [];
      if (!records.some(({ id }) => id === evidence)) throw new InputError(noSuchRecord);
      const body: EntryBody = { kind: 'evidence-withdrawn', evidence, reason: why };
      return plan(body, 'evidence withdrawn', claimId(idOf(about), number), why);
    });
  }

  /** The first is found in the second from then on, with all its places, records, replies and appeals. */
  async merge(who: Who, about: About, number: number, into: number, reason: string): Promise<Done> {
    const why = reasonOf(reason);
    return this.#act(who, about, { needs: 'moderator', claims: [number, into] }, (ledger) => {
      const from = known(ledger, number);
      const to = known(ledger, into);
      if (from.number === to.number)
        throw new InputError('These are one claim already. Name another one to merge it with.');
      const body: EntryBody = { kind: 'claim-merged', claim: from.number, into: to.number, reason: why };
      const names = `${claimId(idOf(about), from.number)} into ${claimId(idOf(about), to.number)}`;
      return { writes: [write(body, 'claims merged', names, why)], result: { claim: to.number } };
    });
  }

  /** @param says whether the document says these words itself: then they are no fact */
  async propose(
    who: Who,
    about: About,
    { seen, ...wanted }: NewProposal,
    says: SaysWords,
  ): Promise<Done & { readonly proposal: string }> {
    const cleaned = { ...wanted, ...cleanVerdict(wanted, this.parts.now()) };
    return this.#onClaim(who, about, wanted.claim, (ledger, claim) => {
      const shown = shownEvidence(ledger, claim.number);
      if (seen && !isShownSet(shown, seen))
        throw new InputError(
          'The evidence for this claim has changed since you opened it. Open it again and look at what is there now.',
        );
      const id = this.#freshId(ledger);
      const proposal: Proposal = {
        ...cleaned,
        id,
        claim: claim.number,
        evidence: shown.map(({ evidence }) => evidence.id),
      };
      refuseIf(whyNotPropose(consideredOf(ledger, claim.number), proposal, says));
      const act = write({ kind: 'proposed', proposal }, 'proposed', this.#name(about, claim), proposal.reason);
      return { writes: [act], result: { proposal: id } };
    });
  }

  /** @param options.onePerson whether the server's owner allows one person to decide */
  async approve(
    who: Who,
    about: About,
    proposal: string,
    { onePerson }: { readonly onePerson: boolean },
  ): Promise<Done & { readonly mode: ApprovalMode }> {
    return this.#onProposal(who, about, proposal, (ledger, claim) => {
      const at = consideredOf(ledger, claim.number);
      const why = whyNotApprove(at, proposal, who.id, 'two-persons');
      if (why && !onePerson) throw new InputError(why);
      const mode: ApprovalMode = why ? 'one-person' : 'two-persons';
      refuseIf(whyNotApprove(at, proposal, who.id, mode));
      const act = mode === 'one-person' ? 'approved (one-person mode)' : 'approved';
      return {
        writes: [write({ kind: 'approved', proposal, mode }, act, this.#name(about, claim), '')],
        result: { mode },
      };
    });
  }

  /** Also for whoever proposed it, to take it back. */
  async sendBack(who: Who, about: About, proposal: string, reason: string): Promise<Done> {
    const why = reasonOf(reason);
    return this.#onProposal(who, about, proposal, (_, claim) =>
      plan({ kind: 'sent-back', proposal, reason: why }, 'sent back', this.#name(about, claim), why),
    );
  }

  async hide(who: Who, about: About, number: number, reason: string): Promise<Done> {
    const why = reasonOf(reason);
    return this.#onClaim(who, about, number, (ledger, claim) => {
      if (ledger.hidden.has(claim.number)) throw new InputError('This claim is hidden already.');
      return plan({ kind: 'hidden', claim: claim.number, reason: why }, 'hidden', this.#name(about, claim), why);
    });
  }

  async showAgain(who: Who, about: About, number: number, reason: string): Promise<Done> {
    const why = reasonOf(reason);
    return this.#onClaim(who, about, number, (ledger, claim) => {
      if (!ledger.hidden.has(claim.number)) throw new InputError('This claim is not hidden.');
      return plan(
        { kind: 'shown-again', claim: claim.number, reason: why },
        'shown again',
        this.#name(about, claim),
        why,
      );
    });
  }

  /** Stands by an imported verdict as it is. */
  async confirm(who: Who, about: About, number: number): Promise<Done> {
    return this.#onClaim(who, about, number, (ledger, claim) => {
      const verdict = ledger.unconfirmed.get(claim.number);
      if (!verdict) throw new InputError('No imported verdict of this claim waits to be confirmed.');
      const body: EntryBody = { kind: 'confirmed', claim: claim.number, label: verdict.label, fact: verdict.fact };
      return plan(body, 'confirmed', this.#name(about, claim), '');
    });
  }

  /** For the owner: what the server makes of the ledger that came with a document. */
  async setStarter(who: Who, about: About, state: StarterState, reason: string): Promise<{ readonly ledger: Ledger }> {
    if (about.documentOwner === who.server)
      throw new InputError('No starter ledger came with this document: everything on record for it is your own.');
    const why = reasonOf(reason);
    return this.#act(who, about, { needs: 'owner', claims: [] }, (ledger) => {
      if (ledger.starter === state) throw new InputError(`The starter ledger is ${state} already.`);
      const body: EntryBody = { kind: 'starter', state, reason: why };
      return { writes: [write(body, `starter ledger ${state}`, '', why)], result: {} };
    });
  }

  /** For anybody who disagrees with a verdict; nobody is kept. */
  async appeal(who: Who, about: About, number: number, reason: string): Promise<Done & { readonly appeal: string }> {
    const why = reasonOf(reason);
    const act = { needs: 'member', claims: [] } as const;
    return this.#act(who, about, act, (ledger) => {
      const claim = known(ledger, number);
      if (ledger.hidden.has(claim.number)) throw new InputError(noSuchClaim);
      if (!ledger.verdicts.has(claim.number))
        throw new InputError(
          'Nobody has decided on this claim, so there is nothing to appeal. It waits for the moderators.',
        );
      if (ledger.appeals.filter((open) => open.claim === claim.number).length >= appealsPerClaim)
        throw new InputError('Many appeals on this claim wait for the moderators already. They will look at it.');
      const appeal = this.#freshId(ledger);
      const body: EntryBody = { kind: 'appealed', appeal, claim: claim.number, reason: why };
      const writes = [write(body, 'appealed', this.#name(about, claim), why)];
      return { writes, by: '', result: { claim: claim.number, appeal } };
    });
  }

  async closeAppeal(who: Who, about: About, appeal: string, reason: string): Promise<Done> {
    const why = reasonOf(reason);
    const open = (await this.ledger(who, about)).appeals.find((one) => one.appeal === appeal);
    if (!open) throw new InputError('This appeal is closed already, or was never made here.');
    return this.#onClaim(who, about, open.claim, (ledger, claim) => {
      if (!ledger.appeals.some((one) => one.appeal === appeal)) throw new InputError('This appeal is closed already.');
      return plan({ kind: 'appeal-closed', appeal, reason: why }, 'appeal closed', this.#name(about, claim), why);
    });
  }

  /**
   * Records what somebody accused says to a claim, as theirs.
   * @param from who says it, and where: shown with it
   */
  async reply(who: Who, about: About, number: number, text: string, from: string): Promise<Done> {
    const body = {
      text: lineOf(text, 'the reply', most.text),
      from: lineOf(from, 'who says so, and where', most.reason),
    };
    return this.#onClaim(who, about, number, (_, claim) =>
      plan({ kind: 'replied', claim: claim.number, ...body }, 'reply recorded', this.#name(about, claim), body.from),
    );
  }

  #name(about: About, { number }: Pick<Claim, 'number'>): string {
    return claimId(idOf(about), number);
  }

  #freshId(ledger: Ledger): string {
    let id = this.parts.newId();
    while (ledger.usedIds.has(id) || ledger.sources.has(sourceIdOf(id))) id = this.parts.newId();
    return id;
  }

  /** An act of a moderator on one claim. */
  #onClaim<Result extends object>(
    who: Who,
    about: About,
    number: number,
    decide: (ledger: Ledger, claim: Claim) => Plan<Result>,
  ): Promise<Result & Done> {
    return this.#act(who, about, { needs: 'moderator', claims: [number] }, (ledger) => {
      const claim = known(ledger, number);
      const decided = decide(ledger, claim);
      return { ...decided, result: { claim: claim.number, ...decided.result } };
    });
  }

  async #onProposal<Result extends object>(
    who: Who,
    about: About,
    proposal: string,
    decide: (ledger: Ledger, claim: Claim) => Plan<Result>,
  ): Promise<Result & Done> {
    const waiting = (ledger: Ledger): number | undefined =>
      [...ledger.proposals].find(([, one]) => one.proposal.id === proposal)?.[0];
    const number = waiting(await this.ledger(who, about)) ?? waiting(await this.#again(who, about));
    if (number === undefined) throw new InputError(noSuchProposal);
    return this.#onClaim(who, about, number, (ledger, claim) => {
      if (waiting(ledger) === undefined) throw new InputError(noSuchProposal);
      return decide(ledger, claim);
    });
  }

  /** The ledger as the store has it, whatever was read before. */
  #again(who: Pick<Who, 'server'>, about: About): Promise<Ledger> {
    this.parts.ledgers.changed(ownLedgerId(about.documentId, who.server));
    return this.ledger(who, about);
  }

  async #act<Result extends object>(
    who: Who,
    about: About,
    { needs, claims }: { readonly needs: Role; readonly claims: readonly number[] },
    decide: (ledger: Ledger) => Plan<Result>,
  ): Promise<Result & { readonly ledger: Ledger }> {
    refuseIf(whyNotAllowed(who, about, needs));
    const id = ownLedgerId(about.documentId, who.server);
    const before = await this.ledger(who, about);
    let ledger = before;
    for (let tries = 0; tries < mostTries; tries++) {
      const { writes, by = who.id, result } = decide(ledger);
      const at = this.parts.now().toISOString();
      const entries = writes.map(({ body }): Omit<Entry, 'seq'> => ({ at, by, rule: deskRule, body }));
      const acts = writes.map(({ act }) => act);
      const isWritten = await this.parts.store.append(id, ledger.ownSeq, entries, acts);
      ledger = await this.#again(who, about);
      if (isWritten) return { ...result, ledger };
      const changes = describeChanges(before, ledger, claims, idOf(about));
      if (changes) throw new InputError(changes);
    }
    throw new InputError('Others are writing at the same moment. Nothing of yours was written; please try again.');
  }
}

const noSuchClaim = 'There is no such claim here. Pick one from `/claims`.';
const noSuchProposal =
  'This proposal no longer stands: it was decided or sent back, or the evidence has changed. Open the claim to see how it stands now.';
const noSuchRecord = 'This record is not there any more, or never was. Open the claim to see what is.';
const noSuchDraft = 'This draft is somebody else’s, or has expired. Begin a new one with Add evidence.';

function whyNotAllowed({ role, server }: Who, { documentOwner }: About, needs: Role): string | undefined {
  if (server === everyone) return 'The desk works on a server, not in private messages.';
  if (documentOwner !== everyone && documentOwner !== server) return noSuchClaim;
  if (roles.indexOf(role) >= roles.indexOf(needs)) return undefined;
  return needs === 'owner'
    ? 'Only the owners of this server can do this. Ask one of them.'
    : 'Only moderators of this server can do this. Ask one of them.';
}

function refuseIf(why: string | undefined): void {
  if (why !== undefined) throw new InputError(why);
}

const write = (body: EntryBody, act: string, subject: string, why: string): Plan<object>['writes'][number] => ({
  body,
  act: { act, subject, why },
});
const plan = (body: EntryBody, act: string, subject: string, why: string): Plan<object> => ({
  writes: [write(body, act, subject, why)],
  result: {},
});

const idOf = ({ documentId }: About): { readonly id: string } => ({ id: documentId });
const reasonOf = (reason: string): string => lineOf(reason, 'the reason', most.reason);

/** @throws InputError where there is none */
function known(ledger: Ledger, number: number): Claim {
  const claim = claimNumbered(ledger, number);
  if (!claim) throw new InputError(noSuchClaim);
  return claim;
}

/** @throws InputError where there is no such claim */
function consideredOf(ledger: Ledger, number: number) {
  const found = considered(ledger, number);
  if (!found) throw new InputError(noSuchClaim);
  return found;
}

/** What servers add begins here, so that a ledger that comes with a document may grow. */
const firstOwnNumber = 1001;

const nextNumber = ({ highestNumber }: Ledger, { documentOwner }: About): number =>
  documentOwner === everyone ? Math.max(firstOwnNumber, highestNumber + 1) : highestNumber + 1;

const isSpan = ({ start, end }: Span): boolean =>
  Number.isSafeInteger(start) && Number.isSafeInteger(end) && 0 <= start && start < end;

/** The claim that is on record for exactly these places of a text. */
function claimAt(ledger: Ledger, spans: readonly Span[], textSha256: string): Claim | undefined {
  const wanted = JSON.stringify(spans.map(({ start, end }) => [start, end]));
  return ledger.claims.find(
    ({ number, spans: own }) =>
      JSON.stringify(own.map(({ start, end }) => [start, end])) === wanted &&
      (ledger.places.get(number) ?? []).every((place) => (place.textSha256 ?? textSha256) === textSha256),
  );
}

type Described = Pick<Claim, 'kind' | 'accused' | 'checkable' | 'statement'>;

/** @throws InputError */
function cleanDescription({ kind, accused, checkable, statement }: Described): Described {
  const said = lineOf(statement, 'the statement', most.statement);
  if (!said.startsWith(statementBegins))
    throw new InputError(`Begin the statement with "${statementBegins.trim()}": it is the document that says so.`);
  if (accused.length > most.accused) throw new InputError(`Name at most ${most.accused} of those who are accused.`);
  return {
    kind: lineOf(kind, 'the kind of claim', most.name),
    accused: accused.map((who) => lineOf(who, 'who is accused', most.name)),
    checkable,
    statement: said,
  };
}

function cleanVerdict(
  { reason, fact, asOf, primary }: NewProposal,
  now: Date,
): Pick<Proposal, 'reason' | 'fact' | 'asOf' | 'primary'> {
  const date = lineOrNull(asOf, 'the date', most.name);
  if (date !== null) refuseIf(whyNoDate(date, now));
  return {
    reason: reasonOf(reason),
    fact: lineOrNull(fact, 'the fact', most.fact),
    asOf: date,
    primary: primary && {
      evidence: primary.evidence,
      reason: lineOf(primary.reason, 'why one primary record is enough', most.reason),
    },
  };
}

function claimOfRecord(ledger: Ledger, id: string): number {
  for (const [number, records] of ledger.evidence)
    if (records.some((record) => record.id === id)) return listedNumber(ledger, number);
  throw new InputError(noSuchRecord);
}

/** What a claim's new evidence is held against. */
export const evidenceContext = (
  ledger: Ledger,
  claim: number,
  against: AgainstDocument,
  now: Date,
): EvidenceContext => ({
  against,
  excludedPublishers: ledger.excludedPublishers,
  links: (ledger.evidence.get(listedNumber(ledger, claim)) ?? []).flatMap(
    ({ source }) => ledger.sources.get(source)?.url ?? [],
  ),
  now,
});

const sourceIdOf = (evidence: string): string => `desk-${evidence}`;

/** @param draft that `whyNotFile` has nothing against */
function recordOf(
  draft: EvidenceDraft,
  claim: number,
  id: string,
  ledger: Ledger,
  { normalizeLink, independenceOf }: Pick<typeof import('./evidence-rules.ts'), 'normalizeLink' | 'independenceOf'>,
): { source: Source; evidence: Evidence } {
  const origin = lineOf(draft.origin ?? '', 'the origin', most.name).toLowerCase();
  const read = draft.confirmed !== 'memory';
  const source = {
    id: sourceIdOf(id),
    publisher: lineOf(draft.publisher ?? '', 'the publisher', most.name),
    title: lineOf(draft.title ?? '', 'the title', most.statement),
    describedAs: null,
    author: null,
    date: lineOrNull(draft.date, 'the date', most.name),
    dateNote: lineOrNull(draft.dateNote, 'the note on the date', most.statement),
    url: normalizeLink(draft.link),
    language: null,
    independence: independenceOf(origin, ledger.sources.values()),
    origin,
    read,
  };
  const evidence = {
    id,
    claim,
    source: source.id,
    stance: draft.stance,
    locator: lineOrNull(draft.locator, 'the place in the source', most.statement),
    paraphrase: lineOf(draft.paraphrase, 'what the source says', most.paraphrase),
    quote: lineOrNull(draft.quote, 'the quote', most.paraphrase),
    read,
  };
  return { source, evidence };
}
