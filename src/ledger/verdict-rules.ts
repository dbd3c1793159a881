import type { Claim, Evidence, Label, Proposal, Source } from '../domain/claim.ts';
import type { SaysWords } from '../domain/same-words.ts';
import type { ApprovalMode } from './entry.ts';
import type { Waiting } from './ledger.ts';

/** A record that may be shown, with where it comes from. */
export type Shown = { readonly evidence: Evidence; readonly source: Source };

/** Everything about a claim that decides what may be said of it. */
export type Considered = {
  readonly claim: Claim;
  /** The records that may be shown: what somebody read. */
  readonly shown: readonly Shown[];
  readonly waiting: Waiting | undefined;
  /** Discord ids of those who added its records. */
  readonly authors: ReadonlySet<string>;
  /** Registrable domains that never bear anything out. */
  readonly excludedPublishers: readonly string[];
};

/** Origins that a verdict, or a fact, needs. */
export const originsNeeded = 2;

const judgementWords = /opinion|predict|forecast|evaluat|judg|\bvalues?\b/iu;

/** Opinions, predictions and value judgements can never get true or false. */
export const isJudgement = (claim: Pick<Claim, 'kind' | 'checkable'>): boolean =>
  claim.checkable === 'no' || judgementWords.test(claim.kind);

/** The labels that a claim of this kind may get. */
export const labelsFor = (claim: Pick<Claim, 'kind' | 'checkable'>): readonly Label[] =>
  isJudgement(claim)
    ? ['opinion', 'not-enough-evidence']
    : ['supported', 'refuted', 'conflicting', 'not-enough-evidence', 'opinion'];

/**
 * Why a verdict may not be proposed, as a sentence that says what to do; undefined where it may.
 * @param says whether the document says these words itself; where left out, that is not looked at
 */
export function whyNotPropose(considered: Considered, proposal: Proposal, says?: SaysWords): string | undefined {
  const { claim, shown, waiting } = considered;
  if (waiting) return 'A proposal for this claim waits for a second person already. Approve it or send it back first.';
  if (proposal.reason.trim() === '') return 'Give a reason for the verdict: it is shown with it.';
  if (!labelsFor(claim).includes(proposal.label))
    return 'This claim is an opinion, a prediction or a value judgement: it can only be called an opinion, or that there is not enough evidence. If it can be checked, correct its kind first.';
  if (!isShownSet(shown, proposal.evidence))
    return 'The evidence for this claim has changed since you opened it. Open the claim again and propose on what is there now.';
  return whyPrimaryFails(proposal) ?? whyLabelFails(considered, proposal) ?? whyFactFails(considered, proposal, says);
}

/** Why somebody may not approve a proposal, as a sentence that says what to do; undefined where they may. */
export function whyNotApprove(
  { waiting, authors }: Considered,
  proposal: string,
  who: string,
  mode: ApprovalMode,
): string | undefined {
  if (waiting?.proposal.id !== proposal)
    return 'This proposal no longer stands: it was decided, or the evidence has changed since. Open the claim again to see how it stands now.';
  if (mode === 'one-person') return undefined;
  if (waiting.by === who)
    return 'You proposed this verdict, so a second person has to approve it. The server’s owner can allow one person to decide in the settings.';
  if (authors.has(who))
    return 'You added evidence for this claim, so somebody else has to approve its verdict. The server’s owner can allow one person to decide in the settings.';
  return undefined;
}

/** Whether these ids are those of all the records shown, each once. */
export function isShownSet(shown: readonly Shown[], ids: readonly string[]): boolean {
  const named = new Set(ids);
  return (
    ids.length === shown.length && named.size === ids.length && shown.every(({ evidence }) => named.has(evidence.id))
  );
}

function whyPrimaryFails({ primary, evidence }: Proposal): string | undefined {
  if (!primary) return undefined;
  if (primary.reason.trim() === '') return 'Write why the one primary record is enough on its own.';
  if (!evidence.includes(primary.evidence))
    return 'The primary record is not among the records shown for this claim. Choose one of those.';
  return undefined;
}

/** Which way the records must point that a label rests on. */
const stancesFor = {
  supported: ['supports'],
  refuted: ['refutes'],
  conflicting: ['supports', 'refutes'],
} as const;
const stanceWords = { supports: 'supports', refutes: 'contradicts' } as const;

function whyLabelFails(considered: Considered, { label, primary }: Proposal): string | undefined {
  if (label === 'opinion' || label === 'not-enough-evidence') return undefined;
  const wanted: readonly string[] = stancesFor[label];
  const lacking = stancesFor[label].find(
    (stance) => !considered.shown.some(({ evidence }) => evidence.stance === stance),
  );
  if (lacking) return `No record that was read ${stanceWords[lacking]} this claim. Add one, or choose another verdict.`;
  const pointing = considered.shown.filter(({ evidence }) => wanted.includes(evidence.stance));
  if (primary && pointing.some(({ evidence }) => evidence.id === primary.evidence)) return undefined;
  if (independentOrigins(pointing, considered.excludedPublishers) >= originsNeeded) return undefined;
  return 'This verdict needs records of two independent origins that point its way, or one primary record with a written reason. Two reports of one agency or one publisher are one origin.';
}

function whyFactFails(considered: Considered, proposal: Proposal, says?: SaysWords): string | undefined {
  const { fact, bornOutBy, evidence, primary } = proposal;
  if (fact === null) return undefined;
  if (fact.trim() === '') return 'Write the fact, or leave it out.';
  if (bornOutBy.some((id) => !evidence.includes(id)))
    return 'A record that should bear out the fact is not among those shown for this claim. Choose from those.';
  const bearing = considered.shown.filter((record) => bornOutBy.includes(record.evidence.id));
  const byPrimary = primary !== null && bornOutBy.includes(primary.evidence);
  if (!byPrimary && independentOrigins(bearing, considered.excludedPublishers) < originsNeeded)
    return 'A fact needs records of two independent origins that bear it out, or one primary record with a written reason. Choose them, or leave the fact out.';
  if (says?.(fact))
    return 'This fact is a sentence of the document itself, and a document does not bear itself out. Write what the records say in other words.';
  return undefined;
}

/** How many parties stand behind these records who have no part in the matter. */
export const independentOrigins = (records: readonly Shown[], excludedPublishers: readonly string[]): number =>
  new Set(
    records
      .map(({ source }) => source)
      .filter(({ independence, origin }) => independence === 'independent' && !excludedPublishers.includes(origin))
      .map(({ origin }) => origin),
  ).size;
