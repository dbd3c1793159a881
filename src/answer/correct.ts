import type { Claim } from '../domain/claim.ts';
import type { Correction, ShownStanding } from '../domain/correction.ts';
import { type ShownAnswer, standingsShown } from '../domain/shown-answer.ts';
import { overlapOf, type Span, spanAt } from '../domain/span.ts';
import { claimId } from '../ledger/claim-id.ts';
import { deskRule } from '../ledger/entry.ts';
import { type Ledger, standingOf } from '../ledger/ledger.ts';
import type { IndexedDocument } from '../retrieval/searchable.ts';
import { type Card, single } from './cards.ts';
import { heading, small, text } from './lines.ts';
import { type Line, standingWords } from './message.ts';

/** What surfaces say of a claim now. One that was merged into another stands as that one does. */
export function shownStandingOf(ledger: Ledger, claim: number): ShownStanding {
  const found = ledger.merged.get(claim) ?? claim;
  return ledger.hidden.has(found) ? 'hidden' : standingOf(ledger, found);
}

/** The spans that a shown answer's message holds, as far as they are not withheld. */
const spansDrawn = ({ spans, shown }: ShownAnswer): readonly Span[] => spans.slice(0, shown);

/**
 * What a shown answer says of claims that does not hold any more; nothing where all of it does.
 * @param filed claims that it says nothing of: as if it said that they are not checked
 * @param now the date of a change that the ledger has no date for, such as one of the starter ledger's state
 */
export function correctionsDue(
  shown: ShownAnswer,
  ledger: Ledger,
  { filed, now }: { readonly filed: readonly number[]; readonly now: Date },
): Correction[] {
  const said = [...standingsShown(shown)].map(([claim, from]) => ({ claim, from }));
  const unsaid = filed.map((claim) => ({ claim, from: 'not-checked' as const }));
  return [...said, ...unsaid]
    .map(({ claim, from }) => ({
      claim,
      from,
      to: shownStandingOf(ledger, claim),
      at: changedAt(claim, shown, ledger, now),
    }))
    .filter(({ from, to }) => from !== to);
}

/** Whether somebody at the desk filed claims that are said to be more than not checked, or are hidden. */
export const hasFiled = (ledger: Ledger): boolean =>
  ledger.claims.some(
    ({ number }) =>
      shownStandingOf(ledger, number) !== 'not-checked' &&
      ledger.history.get(number)?.some(({ body, rule }) => body.kind === 'claim' && rule === deskRule),
  );

/**
 * Claims that were filed on words of a shown answer's quotes after it was shown, so that it says nothing of them.
 * @param ledger with its claims' places in the answer's revision
 */
export function filedSince(shown: ShownAnswer, ledger: Ledger): number[] {
  const said = standingsShown(shown);
  const isNew = ({ number }: Claim): boolean =>
    !said.has(number) && Date.parse(ledger.since.get(number) ?? '') > Date.parse(shown.at);
  return ledger.claims.filter((claim) => isNew(claim) && liesIn(claim, spansDrawn(shown))).map(({ number }) => number);
}

const liesIn = (claim: Claim, spans: readonly Span[]): boolean =>
  claim.spans.some((own) => spans.some((span) => overlapOf(own, span) > 0));

/** When the standing changed: after it was said, by an entry on the claim; else, for all that is known, now. */
function changedAt(claim: number, shown: ShownAnswer, ledger: Ledger, now: Date): string {
  const saidAt = shown.corrections.findLast((correction) => correction.claim === claim)?.at ?? shown.at;
  const last = ledger.history.get(ledger.merged.get(claim) ?? claim)?.at(-1)?.at;
  return last !== undefined && Date.parse(last) > Date.parse(saidAt) ? last : now.toISOString();
}

/** A change as a whole: from what was said at first to what holds now. */
type Change = Correction & {
  /** From what it last changed. */
  readonly latest: ShownStanding;
};

/** One change a claim, in the order of their last steps. */
function changesOf(corrections: readonly Correction[]): Change[] {
  const changes = new Map<number, Change>();
  for (const correction of corrections) {
    const before = changes.get(correction.claim);
    changes.delete(correction.claim);
    changes.set(correction.claim, { ...correction, from: before?.from ?? correction.from, latest: correction.from });
  }
  return [...changes.values()];
}

/** A message says so many changes; the rest are counted. */
const changesSaid = 4;

const words = (standing: ShownStanding): string =>
  standing === 'hidden' ? 'withheld while it is reviewed' : standingWords[standing];
const dayOf = (at: string): string => at.slice(0, 10);

/**
 * What stands above a corrected answer, latest last: no words of a claim, but its number, its place and its standings.
 * @param indexed of the answer's revision; without it no place is named
 */
export function correctionLines(shown: ShownAnswer, ledger: Ledger, indexed: IndexedDocument | undefined): Line[] {
  const changes = changesOf(shown.corrections);
  const said = changes.slice(-changesSaid);
  const rest = changes.length - said.length;
  const place = (claim: number): string => (indexed ? placeOf(claim, shown, indexed, ledger) : '');
  return [
    ...(rest > 0 ? [small(`${rest} earlier ${rest === 1 ? 'change' : 'changes'}: see ${recheckName}.`)] : []),
    ...said.map((change) => text(sentenceOf(change, shown, place(change.claim)))),
  ];
}

/** As the message menu is called. */
export const recheckName = 'Re-check this answer';

/** "Corrected 2026-11-22, ¶ 7: M-11 was supported, is now contradicted." */
function sentenceOf({ claim, from, latest, to, at }: Change, { documentId }: ShownAnswer, place: string): string {
  const number = claimId({ id: documentId }, claim);
  const when = `${dayOf(at)}${place}`;
  if (to === 'hidden') return `Withheld while it is reviewed, ${when}: ${number}.`;
  if (from !== to) return `Corrected ${when}: ${number} was ${words(from)}, is now ${words(to)}.`;
  if (latest === 'hidden') return `Shown again ${when}: ${number} is ${words(to)}.`;
  return `Looked at again ${when}: ${number} is ${words(to)}, as it was when this was first shown.`;
}

/** ", ¶ 7": where a quote of the answer holds the claim; empty where none does. */
function placeOf(claim: number, shown: ShownAnswer, { outline }: IndexedDocument, ledger: Ledger): string {
  const number = ledger.merged.get(claim) ?? claim;
  const spans = ledger.claims.find((own) => own.number === number)?.spans ?? [];
  const drawn = spansDrawn(shown);
  const shared = spans.find((own) => drawn.some((span) => overlapOf(own, span) > 0));
  const block = shared && spanAt(outline.blocks, shared.start);
  return block ? `, ¶ ${block.number}` : '';
}

/** How many claims and steps a card has room for. */
const claimsCompared = 20;
const stepsListed = 12;

/**
 * Then and now: how the claims of a shown answer stood when it was first shown and stand now, and every step between.
 * @param due what the message does not say yet
 */
export function recheckCard(shown: ShownAnswer, ledger: Ledger, due: readonly Correction[]): Card {
  const steps = [...shown.corrections, ...due];
  const compared = comparisons(shown, ledger, steps);
  const changed = compared.filter(({ was, is }) => was !== is);
  const ordered = [...changed, ...compared.filter(({ was, is }) => was === is)];
  const nameOf = (claim: number): string => claimId({ id: shown.documentId }, claim);
  const rest = ordered.length - claimsCompared;
  return single([
    heading('Then and now'),
    text(`This was first shown on ${dayOf(shown.at)}. ${countWords(changed.length, compared.length)}`),
    ...ordered
      .slice(0, claimsCompared)
      .map(({ claim, was, is }) =>
        text(`${nameOf(claim)}: then ${words(was)}, now ${was === is ? 'the same' : words(is)}.`),
      ),
    ...(rest > 0 ? [small(`${rest} more claims are left out here.`)] : []),
    ...(steps.length > 0 ? [heading('What changed, and when')] : []),
    ...steps
      .slice(-stepsListed)
      .map(({ claim, from, to, at }) => small(`${dayOf(at)} · ${nameOf(claim)}: ${words(from)} → ${words(to)}`)),
    ...(due.length > 0 ? [small('The message does not say all of this yet; it will be drawn again.')] : []),
  ]);
}

type Comparison = { readonly claim: number; readonly was: ShownStanding; readonly is: ShownStanding };

/** Claims that were filed later were not checked then. */
function comparisons(shown: ShownAnswer, ledger: Ledger, steps: readonly Correction[]): Comparison[] {
  const then = new Map<number, ShownStanding>([
    ...changesOf(steps).map(({ claim, from }) => [claim, from] as const),
    ...shown.claims.map(({ number, standing }) => [number, standing] as const),
  ]);
  return [...then].map(([claim, was]) => ({ claim, was, is: shownStandingOf(ledger, claim) }));
}

function countWords(changed: number, all: number): string {
  if (all === 0) return 'It says nothing of any claim that somebody has looked at.';
  if (changed === 0) return 'Everything it says of claims stands as it did.';
  return changed === 1 ? 'One claim stands otherwise now.' : `${changed} claims stand otherwise now.`;
}
