import type { Claim, Evidence, Label, Proposal, Source, Verdict } from '../domain/claim.ts';
import type { NameGroup } from '../domain/name.ts';
import type { Entry, EntryBody, StarterState, StoredEvidence } from './entry.ts';
import type { Appeal, Ledger, Place, Reply, Waiting } from './ledger.ts';
import { ReviewedFact } from './reviewed-fact.ts';
import { type Considered, type Shown, whyNotApprove, whyNotPropose } from './verdict-rules.ts';

/** A published verdict while entries are folded. */
type Decided = {
  readonly verdict: Verdict;
  /** approved: by the desk. imported: by a file; confirmed: by a file, and somebody of the desk stands by it. */
  readonly how: 'approved' | 'imported' | 'confirmed';
  readonly fromBase: boolean;
};

/** One claim while entries are folded. Imported entries on it may come before the claim itself. */
type Case = {
  claim: Claim | undefined;
  since: string;
  places: Place[];
  records: Evidence[];
  decided: Decided | undefined;
  waiting: Waiting | undefined;
  reopened: { readonly was: Label; readonly at: string } | undefined;
  hidden: boolean;
  replies: Reply[];
  history: Entry[];
};

const newCase = (): Case => ({
  claim: undefined,
  since: '',
  places: [],
  records: [],
  decided: undefined,
  waiting: undefined,
  reopened: undefined,
  hidden: false,
  replies: [],
  history: [],
});

type Body<Kind extends EntryBody['kind']> = Extract<EntryBody, { kind: Kind }>;
type KnownCase = Case & { claim: Claim };

/**
 * Takes entries one by one, in their order. An entry that breaks a rule, or is about something that is not there, changes
 * nothing. Imported entries are trusted and may come in any order; the desk's are held to its rules here again.
 */
export class Fold {
  readonly #cases = new Map<number, Case>();
  readonly #names: NameGroup[] = [];
  readonly #sources = new Map<string, Source>();
  /** Records that stand, by id, and the entries that added them. */
  readonly #records = new Map<string, Entry>();
  readonly #addedBy = new Map<string, string>();
  readonly #proposed = new Map<string, number>();
  /** Proposals on records of an imported ledger that a newer one has changed: what was decided on them is open again. */
  readonly #outdated = new Map<string, Proposal>();
  readonly #appeals = new Map<string, Appeal>();
  readonly #merged = new Map<number, number>();
  readonly #usedIds = new Set<string>();
  readonly #starter: StarterState;
  #excludedPublishers: readonly string[] = [];
  #headerText: string | undefined;
  #origin: string | null = null;
  #highestNumber: number;

  /** @param highestNumber of the claims that are left out but keep their numbers */
  constructor(starter: StarterState, highestNumber = 0) {
    this.#starter = starter;
    this.#highestNumber = highestNumber;
  }

  add(entry: Entry, fromBase: boolean): void {
    const { body } = entry;
    switch (body.kind) {
      case 'header':
        this.#header(body, entry.rule);
        break;
      case 'name':
        this.#names.push(body.name);
        break;
      case 'source':
        this.#source(body.source, entry);
        break;
      case 'claim':
        this.#claim(body, entry);
        break;
      case 'evidence':
        this.#evidence(body.evidence, entry);
        break;
      case 'imported-verdict':
        this.#importedVerdict(body.verdict, entry, fromBase);
        break;
      case 'evidence-withdrawn':
        this.#withdrawn(body, entry);
        break;
      case 'claim-merged':
        this.#merge(body, entry);
        break;
      case 'proposed':
        this.#propose(body.proposal, entry);
        break;
      case 'approved':
        this.#approve(body, entry);
        break;
      case 'sent-back':
        this.#sentBack(body, entry);
        break;
      case 'confirmed':
        this.#confirmed(body, entry);
        break;
      case 'hidden':
      case 'shown-again':
        this.#hide(body, entry);
        break;
      case 'starter':
        break; // the last one holds for all entries, so it was read before the first
      case 'appealed':
        this.#appealed(body, entry);
        break;
      case 'appeal-closed':
        this.#appealClosed(body, entry);
        break;
      case 'replied':
        this.#replied(body, entry);
        break;
    }
  }

  #header({ checked, excludedPublishers, textSha256 }: Body<'header'>, rule: string): void {
    this.#excludedPublishers = excludedPublishers;
    this.#headerText = textSha256;
    const words = starterWords[this.#starter];
    if (words !== null)
      this.#origin = rule.startsWith('starter/') ? `starter ledger ${checked}, ${words}` : `ledger ${checked}`;
  }

  #source(source: Source, entry: Entry): void {
    const known = this.#sources.get(source.id);
    if (known && isDesk(entry)) return; // what records rest on is not changed under them
    this.#sources.set(source.id, source);
    if (!known || JSON.stringify(known) === JSON.stringify(source)) return;
    for (const one of this.#cases.values())
      if (one.records.some((record) => record.source === source.id)) this.#reopen(one, entry);
  }

  #claim({ claim, textSha256 }: Body<'claim'>, entry: Entry): void {
    this.#highestNumber = Math.max(this.#highestNumber, claim.number);
    if (this.#merged.has(claim.number)) return;
    const one = this.#caseOf(claim.number);
    const before = one.claim;
    if (!before || !sameSpans(before, claim) || textSha256 !== undefined)
      one.places = claim.spans.map((span) => ({ span, textSha256 }));
    if (before && !saysTheSame(before, claim)) this.#reopen(one, entry);
    if (!before) one.since = entry.at;
    one.claim = claim;
    one.history.push(entry);
  }

  #evidence(stored: StoredEvidence, entry: Entry): void {
    const one = isDesk(entry) ? this.#known(stored.claim) : this.#importInto(stored.claim);
    if (!one || (stored.id !== undefined && this.#usedIds.has(stored.id))) return;
    if (isDesk(entry) && !this.#sources.has(stored.source)) return;
    const evidence: Evidence = hasId(stored) ? stored : { ...stored, id: this.#importedId(stored) };
    this.#usedIds.add(evidence.id);
    this.#records.set(evidence.id, entry);
    this.#addedBy.set(evidence.id, entry.by);
    one.records.push(evidence);
    this.#reopen(one, entry);
    one.history.push(entry);
  }

  #importedId({ claim, source }: StoredEvidence): string {
    const first = `${claim}:${source}`;
    let id = first;
    for (let count = 2; this.#usedIds.has(id); count++) id = `${first}#${count}`;
    return id;
  }

  #importedVerdict(verdict: Verdict, entry: Entry, fromBase: boolean): void {
    const one = this.#importInto(verdict.claim);
    if (!one) return;
    this.#decide(one, { verdict, how: 'imported', fromBase });
    one.history.push(entry);
  }

  #withdrawn({ evidence: id }: Body<'evidence-withdrawn'>, entry: Entry): void {
    const added = this.#records.get(id)?.body;
    const one = added?.kind === 'evidence' ? this.#known(this.#listed(added.evidence.claim)) : undefined;
    if (!one) return;
    this.#records.delete(id);
    this.#addedBy.delete(id);
    one.records = one.records.filter((other) => other.id !== id);
    this.#reopen(one, entry);
    one.history.push(entry);
  }

  #merge({ claim: number, into }: Body<'claim-merged'>, entry: Entry): void {
    const from = this.#known(number);
    const to = this.#known(into);
    if (!from || !to || number === into) return;
    to.claim = joinClaims(to.claim, from.claim);
    to.places = [...to.places, ...from.places];
    to.records = [...to.records, ...from.records.map((record) => ({ ...record, claim: into }))];
    to.hidden ||= from.hidden;
    to.replies = [...to.replies, ...from.replies];
    to.history = [...from.history, ...to.history, entry];
    this.#reopen(to, entry);
    this.#cases.delete(number);
    for (const [earlier, target] of this.#merged) if (target === number) this.#merged.set(earlier, into);
    this.#merged.set(number, into);
    for (const appeal of this.#appeals.values())
      if (appeal.claim === number) this.#appeals.set(appeal.appeal, { ...appeal, claim: into });
  }

  #propose(proposal: Proposal, entry: Entry): void {
    const one = this.#known(proposal.claim);
    if (!one || this.#usedIds.has(proposal.id)) return;
    this.#usedIds.add(proposal.id);
    const considered = this.#considered(one);
    if (whyNotPropose(considered, proposal)) {
      if (isOutdated(considered.shown, proposal)) this.#outdated.set(proposal.id, proposal);
      return;
    }
    this.#proposed.set(proposal.id, proposal.claim);
    one.waiting = { proposal, by: entry.by, at: entry.at };
    one.history.push(entry);
  }

  #approve({ proposal: id, mode }: Body<'approved'>, entry: Entry): void {
    const one = this.#waitingFor(id);
    if (!one) {
      this.#approveOutdated(id, entry);
      return;
    }
    if (whyNotApprove(this.#considered(one), id, entry.by, mode)) return;
    this.#decide(one, { verdict: verdictOf(one.waiting.proposal, mode, entry), how: 'approved', fromBase: false });
    one.history.push(entry);
  }

  #approveOutdated(id: string, entry: Entry): void {
    const proposal = this.#outdated.get(id);
    const one = proposal && this.#known(proposal.claim);
    if (!one) return;
    one.decided = undefined;
    one.reopened = { was: proposal.label, at: entry.at };
    one.history.push(entry);
  }

  #sentBack({ proposal: id }: Body<'sent-back'>, entry: Entry): void {
    const one = this.#waitingFor(id);
    if (!one) return;
    one.history.push(entry);
    this.#stopWaiting(one);
  }

  #confirmed({ claim: number, label, fact }: Body<'confirmed'>, entry: Entry): void {
    const one = this.#known(number);
    const decided = one?.decided;
    if (decided?.how !== 'imported' || decided.verdict.label !== label || decided.verdict.fact !== fact) return;
    one!.decided = { ...decided, how: 'confirmed' };
    one!.history.push(entry);
  }

  #hide({ kind, claim: number }: Body<'hidden' | 'shown-again'>, entry: Entry): void {
    const one = this.#known(number);
    if (!one || one.hidden === (kind === 'hidden')) return;
    one.hidden = kind === 'hidden';
    one.history.push(entry);
  }

  #appealed({ appeal, claim, reason }: Body<'appealed'>, entry: Entry): void {
    const one = this.#known(claim);
    if (!one || this.#usedIds.has(appeal)) return;
    this.#usedIds.add(appeal);
    this.#appeals.set(appeal, { appeal, claim, reason, at: entry.at });
    one.history.push(entry);
  }

  #appealClosed({ appeal: id }: Body<'appeal-closed'>, entry: Entry): void {
    const appeal = this.#appeals.get(id);
    if (!appeal) return;
    this.#appeals.delete(id);
    this.#known(appeal.claim)?.history.push(entry);
  }

  #replied({ claim, text, from }: Body<'replied'>, entry: Entry): void {
    const one = this.#known(claim);
    if (!one) return;
    one.replies.push({ text, from, at: entry.at });
    one.history.push(entry);
  }

  /**
   * A change that a claim's verdict cannot outlive. Within an import the order says nothing, so imported entries leave
   * imported verdicts alone.
   */
  #reopen(one: Case, entry: Entry): void {
    this.#stopWaiting(one);
    if (!one.decided || (one.decided.how === 'imported' && !isDesk(entry))) return;
    one.reopened = { was: one.decided.verdict.label, at: entry.at };
    one.decided = undefined;
  }

  #decide(one: Case, decided: Decided): void {
    this.#stopWaiting(one);
    one.decided = decided;
    one.reopened = undefined;
  }

  #stopWaiting(one: Case): void {
    if (one.waiting) this.#proposed.delete(one.waiting.proposal.id);
    one.waiting = undefined;
  }

  #waitingFor(proposal: string): (KnownCase & { waiting: Waiting }) | undefined {
    const claim = this.#proposed.get(proposal);
    const one = claim === undefined ? undefined : this.#known(claim);
    return isWaiting(one) && one.waiting.proposal.id === proposal ? one : undefined;
  }

  #caseOf(number: number): Case {
    const known = this.#cases.get(number);
    if (known) return known;
    const made = newCase();
    this.#cases.set(number, made);
    return made;
  }

  /** Of what is merged, nothing is imported any more. */
  #importInto(number: number): Case | undefined {
    return this.#merged.has(number) ? undefined : this.#caseOf(number);
  }

  #known(number: number): KnownCase | undefined {
    const one = this.#cases.get(number);
    return one && isKnown(one) ? one : undefined;
  }

  #listed(number: number): number {
    return this.#merged.get(number) ?? number;
  }

  #considered(one: KnownCase): Considered {
    return {
      claim: one.claim,
      shown: this.#shown(one),
      waiting: one.waiting,
      authors: this.#authors(one),
      excludedPublishers: this.#excludedPublishers,
    };
  }

  #shown(one: Case): Shown[] {
    const shown: Shown[] = [];
    for (const evidence of one.records) {
      const source = this.#sources.get(evidence.source);
      if (source && evidence.read && source.read) shown.push({ evidence, source });
    }
    return shown;
  }

  #authors(one: Case): Set<string> {
    const authors = new Set<string>();
    for (const { id } of one.records) {
      const entry = this.#records.get(id);
      if (entry && isDesk(entry)) authors.add(entry.by);
    }
    return authors;
  }

  /** The ledger that all entries so far make. */
  finish(ownSeq: number): Ledger {
    const listed = [...this.#cases].sort(([a], [b]) => a - b);
    const claimed = listed.filter((pair): pair is [number, KnownCase] => isKnown(pair[1]));
    const map = <T>(of: readonly [number, Case][], value: (one: Case) => T | undefined): Map<number, T> => {
      const made = new Map<number, T>();
      for (const [number, one] of of) {
        const found = value(one);
        if (found !== undefined) made.set(number, found);
      }
      return made;
    };
    const numbers = (wanted: (one: Case) => boolean): Set<number> =>
      new Set(claimed.filter(([, one]) => wanted(one)).map(([number]) => number));
    const hidden = numbers((one) => one.hidden);
    const verdicts = map(listed, (one) => this.#verdict(one));
    const facts = new Map<number, ReviewedFact>();
    for (const [number, verdict] of verdicts) {
      if (verdict.fact === null || hidden.has(number)) continue;
      const fact = ReviewedFact.from(verdict, this.#factSources(verdict, this.#shown(this.#cases.get(number)!)));
      if (fact) facts.set(number, fact);
    }
    return {
      claims: claimed.map(([, one]) => one.claim),
      names: this.#names,
      sources: this.#sources,
      evidence: map(listed, (one) => (one.records.length > 0 ? one.records : undefined)),
      verdicts,
      facts,
      excludedPublishers: this.#excludedPublishers,
      origin: this.#originOf(claimed.map(([, one]) => one)),
      proposals: map(claimed, (one) => one.waiting),
      reopened: map(claimed, (one) => one.reopened),
      hidden,
      withheld: claimed.flatMap(([, one]) => (one.hidden ? one.claim.spans : [])),
      merged: this.#merged,
      replies: map(claimed, (one) => (one.replies.length > 0 ? one.replies : undefined)),
      appeals: [...this.#appeals.values()],
      unconfirmed: map(claimed, (one) => (this.#isUnconfirmed(one) ? one.decided?.verdict : undefined)),
      history: map(claimed, (one) => one.history),
      authors: map(claimed, (one) => (one.records.length > 0 ? this.#authors(one) : undefined)),
      addedBy: this.#addedBy,
      places: map(claimed, (one) => this.#placed(one)),
      since: map(claimed, (one) => one.since),
      usedIds: this.#usedIds,
      highestNumber: this.#highestNumber,
      ownSeq,
      starter: this.#starter,
    };
  }

  /** Where one person decided, it is said beneath everything that may show it. */
  #originOf(claimed: readonly KnownCase[]): string | null {
    const decided = claimed.flatMap((one) => (one.decided?.how === 'approved' ? [one.decided.verdict] : []));
    const origin = this.#origin ?? (decided.length > 0 ? ownOrigin : null);
    return decided.some(isOfOnePerson) ? `${origin}; some by ${approvedBy['one-person']}` : origin;
  }

  #isUnconfirmed({ decided }: Case): boolean {
    return decided?.how === 'imported' && !(decided.fromBase && this.#starter === 'adopted');
  }

  /** What is published of what was decided. */
  #verdict(one: Case): Verdict | undefined {
    const { decided } = one;
    if (!decided) return undefined;
    const { verdict, how, fromBase } = decided;
    if (how === 'confirmed') return reviewedBy(verdict, `${verdict.reviewed.by}, confirmed by a moderator`);
    if (how === 'imported' && fromBase && this.#starter === 'hidden') return undefined;
    if (how === 'imported' && fromBase && this.#starter === 'adopted')
      return reviewedBy(verdict, `${verdict.reviewed.by}, adopted here`);
    return verdict;
  }

  /** The records read for a fact: those that the desk named, else all. */
  #factSources({ basis }: Verdict, shown: readonly Shown[]): Source[] {
    const named = basis && new Set([...basis.bornOutBy, ...(basis.primary ? [basis.primary.evidence] : [])]);
    const bearing = named ? shown.filter(({ evidence }) => named.has(evidence.id)) : shown;
    return [...new Set(bearing.map(({ source }) => source))];
  }

  #placed({ places }: Case): readonly Place[] {
    const text = this.#headerText;
    return places.map((place) => (place.textSha256 === undefined ? { ...place, textSha256: text } : place));
  }
}

const starterWords: Readonly<Record<StarterState, string | null>> = {
  listed: 'one reviewer',
  adopted: 'adopted here',
  hidden: 'shown where confirmed here',
  off: null,
};
const ownOrigin = 'checked by moderators of this server';

const isDesk = ({ rule }: Entry): boolean => rule.startsWith('desk/');
const hasId = (stored: StoredEvidence): stored is Evidence => stored.id !== undefined;
const isKnown = (one: Case): one is KnownCase => one.claim !== undefined;
const isWaiting = (one: KnownCase | undefined): one is KnownCase & { waiting: Waiting } => one?.waiting !== undefined;

const sameSpans = (a: Claim, b: Claim): boolean => JSON.stringify(a.spans) === JSON.stringify(b.spans);

/** Whether two wordings of a claim are one question to whoever decides. */
const saysTheSame = (a: Claim, b: Claim): boolean =>
  sameSpans(a, b) && a.statement === b.statement && a.kind === b.kind && a.checkable === b.checkable;

/** A claim with the places of another, and everybody whom either accuses. */
const joinClaims = (claim: Claim, other: Claim): Claim => ({
  ...claim,
  spans: [...claim.spans, ...other.spans],
  subjects: [...new Set([...claim.subjects, ...other.subjects])],
  accused: [...new Set([...claim.accused, ...other.accused])],
});

/** Whether a proposal would stand but for imported records, which have a colon in their ids, that came or went. */
function isOutdated(shown: readonly Shown[], { evidence }: Proposal): boolean {
  const now = new Set(shown.map((record) => record.evidence.id));
  const then = new Set(evidence);
  const changed = [...now].filter((id) => !then.has(id)).concat(evidence.filter((id) => !now.has(id)));
  return changed.length > 0 && changed.every((id) => id.includes(':'));
}

const approvedBy = {
  'two-persons': 'two moderators of this server',
  'one-person': 'one moderator (one-person mode)',
} as const;

/** Whether whoever proposed it, or added its evidence, approved it too. */
export const isOfOnePerson = ({ reviewed }: Pick<Verdict, 'reviewed'>): boolean =>
  reviewed.by === approvedBy['one-person'];

const verdictOf = (
  { claim, label, reason, fact, asOf, evidence, bornOutBy, primary }: Proposal,
  mode: keyof typeof approvedBy,
  { at, rule }: Entry,
): Verdict => ({
  claim,
  label,
  reason,
  fact,
  asOf,
  reviewed: { by: approvedBy[mode], at: at.slice(0, 'YYYY-MM-DD'.length), rule },
  basis: { evidence, bornOutBy, primary },
});

const reviewedBy = (verdict: Verdict, by: string): Verdict => ({ ...verdict, reviewed: { ...verdict.reviewed, by } });
