import { claimCard, hasMoreReplies, historyCard } from '../../answer/claim-card.ts';
import { claimOf, type OpenDocument, viewOf } from '../../answer/claim-screens.ts';
import type { Claim } from '../../domain/claim.ts';
import { InputError } from '../../domain/errors.ts';
import { everyone } from '../../domain/everyone.ts';
import type { About, Who } from '../../ledger/desk.ts';
import { shownEvidence } from '../../ledger/ledger.ts';
import type { DeskPress, Reply, Use } from '../commands/command.ts';
import { type Button, button, type Control } from '../components.ts';
import { documentMark, formatDeskId } from '../desk-id.ts';
import { isAtLeast } from '../visitor.ts';

/** One sentence for all that can't be opened: unknown, of another server, decided meanwhile, never ours at all. */
export const goneFromDesk =
  'There is no such thing here, or not any more. Open it anew with `/claim`, `/claims` or `/desk`.';

/** Who acts. Outside of servers there is no desk: what is written there would be everybody's. @throws InputError */
export function whoOf({ visitor, server }: Pick<Use, 'visitor' | 'server'>): Who {
  if (server === everyone) throw new InputError('There are moderators on servers only. Please do this on yours.');
  return { ...visitor, server };
}

export const aboutOf = ({ facts }: OpenDocument): About => ({ documentOwner: facts.owner, documentId: facts.id });
export const isDesk = ({ visitor }: Pick<Use, 'visitor'>): boolean => isAtLeast(visitor.role, 'moderator');

/** The document that an id stands for, among those of this server. @throws InputError */
export async function openDocument(mark: string | null, { screens, server }: Use): Promise<OpenDocument> {
  const open = mark === null ? undefined : await screens.open(server, (facts) => documentMark(facts) === mark);
  if (open === undefined) throw new InputError(goneFromDesk);
  return open;
}

/** The claim that a press is about. @throws InputError where it is not one of this server's */
export async function openClaim(
  { document, args }: Pick<DeskPress, 'document' | 'args'>,
  use: Use,
): Promise<{ open: OpenDocument; claim: Claim }> {
  const open = await openDocument(document, use);
  return { open, claim: claimIn(open, args[0] ?? '') };
}

/** @param number as an id carries it, untrusted */
export function claimIn(open: OpenDocument, number: string): Claim {
  const claim = /^[1-9]\d{0,6}$/.test(number) ? claimOf(open, Number(number)) : undefined;
  if (claim === undefined) throw new InputError(goneFromDesk);
  return claim;
}

/** An id of the desk about a document. */
export const deskId = ({ facts }: OpenDocument, verb: string, ...args: readonly (string | number)[]): string =>
  formatDeskId({ document: documentMark(facts), verb, args: args.map(String) });

/** A claim as it stands now, with what can be done about it. @param note what has just been done, in a sentence */
export async function claimScreen(open: OpenDocument, number: number, use: Use, note?: string): Promise<Reply> {
  const now = await openDocument(documentMark(open.facts), use);
  const claim = claimIn(now, String(number));
  const card = claimCard(viewOf(now, claim, isDesk(use)));
  const lines = note === undefined ? card.lines : [noteLine(note), ...card.lines];
  return { kind: 'card', card: { ...card, lines }, controls: controlsFor(now, claim, use) };
}

const noteLine = (note: string) => ({ kind: 'text', runs: [{ text: `✓ ${note}` }] }) as const;

const recordsOnScreen = 4;
const historyOnScreen = 4;

function controlsFor(open: OpenDocument, claim: Claim, use: Use): Control[] {
  const { ledger } = open;
  const { number } = claim;
  const of = (label: string, verb: string, style?: Button['style'], ...more: readonly string[]): Button =>
    button(label, deskId(open, verb, number, ...more), style);
  const records = shownEvidence(ledger, number).length;
  const isHidden = ledger.hidden.has(number);
  if (isHidden && !isDesk(use)) return [];
  return [
    ...(isDesk(use) ? deskControls(open, claim, of) : []),
    ...(records > recordsOnScreen ? [of(`Evidence (${records})`, 'evidence')] : []),
    ...((ledger.history.get(number)?.length ?? 0) > historyOnScreen ? [of('History', 'history')] : []),
    ...(hasMoreReplies(ledger, number) ? [of('Replies', 'replies')] : []),
    ...(use.server === everyone ? [] : [of('Appeal', 'appeal')]),
  ];
}

type Of = (label: string, verb: string, style?: Button['style'], ...more: readonly string[]) => Button;

function deskControls({ ledger }: OpenDocument, { number }: Claim, of: Of): Button[] {
  const waiting = ledger.proposals.get(number);
  const records = shownEvidence(ledger, number).length;
  const hasAppeals = ledger.appeals.some(({ claim }) => claim === number);
  const decide = waiting
    ? [of('Approve', 'approve', 3, waiting.proposal.id), of('Send back', 'back', 4, waiting.proposal.id)]
    : [of('Propose', 'propose', 1), ...(records > 0 ? [of('Propose on one record', 'primary')] : [])];
  return [
    of('Add evidence', 'add', 1),
    ...decide,
    ledger.hidden.has(number) ? of('Show again', 'show') : of('Hide', 'hide', 4),
    ...(ledger.unconfirmed.has(number) ? [of('Confirm', 'confirm', 3)] : []),
    ...(ledger.evidence.has(number) ? [of('Withdraw evidence', 'withdraw')] : []),
    of('Merge', 'merge'),
    of('Correct', 'describe'),
    of('Record a reply', 'reply'),
    ...(hasAppeals ? [of('Close an appeal', 'close')] : []),
  ];
}

/** The history of a claim, page by page, with the way back. */
export function historyScreen(open: OpenDocument, claim: Claim, page: number, use: Use): Reply {
  const card = historyCard(viewOf(open, claim, isDesk(use)), page);
  return { kind: 'card', card, controls: pager(open, claim, 'history', card) };
}

/** Buttons that turn the pages of a card about a claim, and lead back to it. */
export function pager(
  open: OpenDocument,
  { number }: Claim,
  verb: string,
  { page, pages }: { readonly page: number; readonly pages: number },
): Button[] {
  return [
    ...(page > 0 ? [button('Previous', deskId(open, verb, number, page - 1))] : []),
    ...(page + 1 < pages ? [button('Next', deskId(open, verb, number, page + 1))] : []),
    button('Back to the claim', deskId(open, 'claim', number)),
  ];
}

/** A page's number as an id carries it, untrusted. */
export const pageIn = (arg: string | undefined): number => (/^\d{1,5}$/.test(arg ?? '') ? Number(arg) : 0);
