import type { Claim, Evidence, Stance } from '../domain/claim.ts';
import { lengthOf } from '../domain/span.ts';
import { claimId } from '../ledger/claim-id.ts';
import type { Entry } from '../ledger/entry.ts';
import { type Ledger, type Reply, shownEvidence, standingOf } from '../ledger/ledger.ts';
import type { IndexedDocument } from '../retrieval/searchable.ts';
import { type Card, recordLines, single, withheldWords } from './cards.ts';
import { blockOf } from './claim-rows.ts';
import { genreNoun } from './genre.ts';
import { heading, small, text } from './lines.ts';
import { quotesOf } from './list-claims.ts';
import { type Inline, innerMarks, type Line, publisherName, quoteLines, readFor, standingWords } from './message.ts';
import type { Withheld } from './withhold.ts';

/** One claim of a document, and for whom it is shown. */
export type ClaimView = {
  readonly claim: Claim;
  readonly in: IndexedDocument;
  readonly ledger: Ledger;
  readonly withheld: Withheld;
  /** Its words are not found in the document as it is now. */
  readonly orphaned: boolean;
  /** Moderators see who did what, what is proposed, and why somebody appeals; others do not. */
  readonly forDesk: boolean;
};

const quotesShown = 2;
const recordsShown = 4;
const repliesShown = 2;
const historyShown = 4;
const historyPerPage = 12;
/** More of a reason or a reply than so many characters has no room on a screen. */
const noteCharacters = 400;

/** One claim on one screen: what the document says, how it stands and why, what was read, and what happened. */
export function claimCard(view: ClaimView): Card {
  const { claim, in: indexed, ledger } = view;
  const standing = standingWords[standingOf(ledger, claim.number)];
  const block = view.orphaned ? null : blockOf(claim, indexed);
  const name = claimId(indexed.document, claim.number);
  if (ledger.hidden.has(claim.number) && !view.forDesk)
    return single([heading(name), text(withheldWords), text('It is hidden everywhere while moderators look at it.')]);
  const title = heading(`${name}${block === null ? '' : ` · ¶ ${block}`} · ${standing}`);
  return single([
    title,
    ...wordsLines(view),
    ...natureLines(view),
    { kind: 'separator' },
    ...standingLines(view),
    ...proposalLines(view),
    ...latestReplies(view),
    ...evidenceLines(view),
    ...appealLines(view),
    ...historyLines(view),
  ]);
}

function wordsLines({ claim, in: indexed, ledger, withheld, orphaned }: ClaimView): Line[] {
  if (orphaned) return [text('Its words are not found any more in the document as it is now, so no quote shows it.')];
  const quotes = quotesOf(claim, indexed, ledger, withheld);
  if (quotes.length === 0) return [text(withheldWords)];
  const shown = quotes.slice(0, quotesShown).flatMap((quoted) => quoteLines(quoted));
  const rest = quotes.length - quotesShown;
  return rest > 0 ? [...shown, small(`and in ${rest === 1 ? 'one more place' : `${rest} more places`}`)] : shown;
}

/** An accusation is not said again in other words where everybody can read it: its quote says it. */
export function natureLines({ claim, in: indexed, forDesk }: ClaimView): Line[] {
  const accuses = claim.accused.length > 0;
  const isSaid = claim.statement !== '' && (!accuses || forDesk);
  const noun = genreNoun(indexed.document.facts.genre);
  const nature = [
    accuses ? 'an accusation' : undefined,
    accuses && forDesk ? `of ${claim.accused.join(', ')}` : undefined,
    claim.kind,
    { yes: 'can be checked', partly: 'can be checked in part', no: 'cannot be checked' }[claim.checkable],
  ];
  return [
    ...(isSaid ? [text(innerMarks(claim.statement.replace(/^The article claims/u, `The ${noun} claims`)))] : []),
    small(innerMarks(nature.filter((words) => words !== undefined).join(' · '))),
  ];
}

/** How a claim stands, why, what may be stated as fact, and who decided. */
export function standingLines({ claim: { number }, ledger }: ClaimView): Line[] {
  const verdict = ledger.verdicts.get(number);
  const reopened = ledger.reopened.get(number);
  const fact = ledger.facts.get(number);
  const hidden = ledger.hidden.has(number) ? [text('Hidden everywhere while moderators look at it.')] : [];
  if (reopened)
    return [
      ...hidden,
      text(
        `Not checked again yet. On ${day(reopened.at)} its evidence or the claim changed, so the verdict `,
        {
          text: standingWords[reopened.was],
          strong: true,
        },
        ' no longer holds.',
      ),
    ];
  if (!verdict) return [...hidden, text('Nobody has checked it.')];
  return [
    ...hidden,
    text({ text: upperFirst(standingWords[verdict.label]), strong: true }, `: ${innerMarks(short(verdict.reason))}`),
    ...(fact ? [text({ text: 'Verified', strong: true }, `: ${innerMarks(fact.text)}`), small(readFor(fact))] : []),
    ...(verdict.basis?.primary
      ? [small(innerMarks(`One primary record is enough: ${verdict.basis.primary.reason}`))]
      : []),
    small(
      innerMarks(
        `Decided by ${verdict.reviewed.by}, ${day(verdict.reviewed.at)}, rule ${verdict.reviewed.rule}${
          ledger.unconfirmed.has(number) ? `; nobody here has confirmed it yet` : ''
        }`,
      ),
    ),
  ];
}

function proposalLines({ claim: { number }, ledger, in: { document }, forDesk }: ClaimView): Line[] {
  const waiting = ledger.proposals.get(number);
  if (!waiting) return [];
  if (!forDesk) return [small('A verdict is proposed and waits for a second person.')];
  const { proposal, by, at } = waiting;
  const { bornOutBy, primary } = proposal;
  const sources = bornOutBy.flatMap((id) => sourceName(ledger, number, id) ?? []);
  return [
    text(
      { text: `Proposed: ${standingWords[proposal.label]}`, strong: true },
      `. ${innerMarks(short(proposal.reason))}`,
    ),
    ...(proposal.fact === null
      ? []
      : [
          text(
            `To be stated: ${innerMarks(proposal.fact)}${proposal.asOf === null ? '' : ` (as of ${innerMarks(proposal.asOf)})`}`,
          ),
        ]),
    ...(sources.length > 0 ? [small(innerMarks(`Borne out by ${sources.join(', ')}`))] : []),
    ...(primary
      ? [
          small(
            innerMarks(
              `One primary record, ${sourceName(ledger, number, primary.evidence) ?? 'gone'}: ${primary.reason}`,
            ),
          ),
        ]
      : []),
    small(`Proposed ${day(at)} by `, { person: by }, `; it waits for a second person (${claimId(document, number)}).`),
  ];
}

/** A record of a claim by its id, as its publisher and date. */
function sourceName(ledger: Ledger, claim: number, evidence: string): string | undefined {
  const record = (ledger.evidence.get(claim) ?? []).find(({ id }) => id === evidence);
  const source = record && ledger.sources.get(record.source);
  return source && `${publisherName(source)} (${source.date ?? 'undated'})`;
}

const stances: readonly Stance[] = ['supports', 'refutes', 'context'];

function evidenceLines({ claim: { number }, ledger }: ClaimView): Line[] {
  const records = [...shownEvidence(ledger, number)];
  if (records.length === 0) return [text('No evidence is on record.')];
  const count = (stance: Stance): number => records.filter(({ evidence }) => evidence.stance === stance).length;
  const sorted = records.toSorted((a, b) => stances.indexOf(a.evidence.stance) - stances.indexOf(b.evidence.stance));
  const rest = records.length - recordsShown;
  return [
    { kind: 'separator' },
    heading(`Evidence: ${count('supports')} for, ${count('refutes')} against, ${count('context')} as context`),
    ...mixed(sorted).slice(0, recordsShown).flatMap(recordLines),
    ...(rest > 0 ? [small(`and ${rest} more`)] : []),
  ];
}

/** One of each stance before a second of any, so that a screen shows both sides. */
function mixed<T extends { readonly evidence: Evidence }>(records: readonly T[]): T[] {
  const turn = new Map(stances.map((stance) => [stance, 0]));
  return records
    .map((record) => {
      const at = turn.get(record.evidence.stance) ?? 0;
      turn.set(record.evidence.stance, at + 1);
      return { record, at };
    })
    .sort((a, b) => a.at - b.at)
    .map(({ record }) => record);
}

const repliesOf = ({ claim: { number }, ledger }: ClaimView): readonly Reply[] => ledger.replies.get(number) ?? [];

const linesOf = ({ text: words, from, at }: Reply): Line[] => [
  text({ text: 'Reply of who is accused', strong: true }, `: «${innerMarks(words)}»`),
  small(innerMarks(`theirs, from ${from}, recorded ${day(at)}`)),
];

/** What those who are accused replied, as theirs and whole. */
export const replyLines = (view: ClaimView): Line[] => repliesOf(view).flatMap(linesOf);

/** The last replies, shortened where they are long. */
function latestReplies(view: ClaimView): Line[] {
  const replies = repliesOf(view);
  const rest = replies.length - repliesShown;
  return [
    ...replies.slice(-repliesShown).flatMap((reply) => linesOf({ ...reply, text: short(reply.text) })),
    ...(rest > 0 ? [small(rest === 1 ? 'and one earlier reply' : `and ${rest} earlier replies`)] : []),
  ];
}

/** Whether a claim's screen has no room for all that was replied. */
export const hasMoreReplies = (ledger: Ledger, claim: number): boolean => {
  const replies = ledger.replies.get(claim) ?? [];
  return replies.length > repliesShown || replies.some(({ text: words }) => short(words) !== words);
};

/** One reply whole, the latest first. */
export function repliesCard(view: ClaimView, page: number): Card {
  const replies = repliesOf(view).toReversed();
  const pages = Math.max(1, replies.length);
  const at = Math.min(Math.max(0, page), pages - 1);
  const title = heading(`${claimId(view.in.document, view.claim.number)} · replies`);
  return { lines: [title, ...replies.slice(at, at + 1).flatMap(linesOf)], page: at, pages };
}

function appealLines({ claim: { number }, ledger, forDesk }: ClaimView): Line[] {
  const appeals = ledger.appeals.filter(({ claim }) => claim === number);
  if (appeals.length === 0) return [];
  const count = appeals.length === 1 ? 'One appeal is open.' : `${appeals.length} appeals are open.`;
  if (!forDesk) return [small(count)];
  return [
    text({ text: count, strong: true }),
    ...appeals.slice(0, 3).map(({ at, reason }) => small(`${day(at)}: `, { code: short(reason) })),
  ];
}

function historyLines(view: ClaimView): Line[] {
  const entries = historyOf(view);
  if (entries.length === 0) return [];
  const rest = entries.length - historyShown;
  return [
    { kind: 'separator' },
    heading('History'),
    ...entries.slice(-historyShown).map((entry) => historyLine(entry, view)),
    ...(rest > 0 ? [small(`and ${rest} earlier`)] : []),
  ];
}

/** All that happened to a claim, latest first, page by page. */
export function historyCard(view: ClaimView, page: number): Card {
  const entries = historyOf(view).toReversed();
  const pages = Math.max(1, Math.ceil(entries.length / historyPerPage));
  const at = Math.min(Math.max(0, page), pages - 1);
  const shown = entries.slice(at * historyPerPage, (at + 1) * historyPerPage);
  const lines = shown.map((entry) => historyLine(entry, view));
  return { lines: [heading(`${claimId(view.in.document, view.claim.number)} · history`), ...lines], page: at, pages };
}

/** All that happened to a claim, oldest first. */
export const wholeHistory = (view: ClaimView): Line[] => historyOf(view).map((entry) => historyLine(entry, view));

type History = Pick<ClaimView, 'claim' | 'ledger' | 'in' | 'forDesk'>;

const historyOf = ({ claim, ledger }: History): readonly Entry[] => ledger.history.get(claim.number) ?? [];

/** What has happened to a claim, oldest first, as everybody may know it: nobody is named. */
export const publicHistory = (view: Omit<History, 'forDesk'>): { day: string; what: string; rule: string }[] =>
  historyOf({ ...view, forDesk: false }).map(({ at, rule, body }) => ({
    day: day(at),
    what: innerMarks(whatHappened(body, { ...view, forDesk: false })),
    rule,
  }));

/** "2026-11-22 · evidence added: SWR · by @Mina · desk/1"; for members without the name. */
function historyLine({ at, by, rule, body }: Entry, view: ClaimView): Line {
  const isPerson = /^\d{15,20}$/.test(by);
  const who: (Inline | string)[] =
    by === ''
      ? []
      : !isPerson
        ? [` · by ${innerMarks(by)}`]
        : view.forDesk
          ? [' · by ', { person: by }]
          : [' · by a moderator'];
  return small(`${day(at)} · ${innerMarks(whatHappened(body, view))}`, ...who, ` · ${rule}`);
}

function whatHappened(body: Entry['body'], { ledger, forDesk, in: { document }, claim }: History): string {
  const because = (reason: string): string => (forDesk && reason !== '' ? `: ${short(reason)}` : '');
  switch (body.kind) {
    case 'claim':
      return 'claim entered';
    case 'evidence': {
      const source = ledger.sources.get(body.evidence.source);
      return source ? `evidence added: ${publisherName(source)}` : 'evidence added';
    }
    case 'evidence-withdrawn':
      return `evidence withdrawn${because(body.reason)}`;
    case 'imported-verdict':
      return `verdict imported: ${standingWords[body.verdict.label]}`;
    case 'claim-merged':
      return body.claim === claim.number
        ? `merged into ${claimId(document, body.into)}${because(body.reason)}`
        : `${claimId(document, body.claim)} was merged into it${because(body.reason)}`;
    case 'proposed':
      return forDesk ? `proposed: ${standingWords[body.proposal.label]}` : 'a verdict was proposed';
    case 'approved':
      return body.mode === 'one-person'
        ? 'verdict published, in one-person mode'
        : 'verdict published by a second person';
    case 'sent-back':
      return `the proposal was sent back${because(body.reason)}`;
    case 'confirmed':
      return `the imported verdict (${standingWords[body.label]}) was confirmed`;
    case 'hidden':
      return `hidden${because(body.reason)}`;
    case 'shown-again':
      return `shown again${because(body.reason)}`;
    case 'appealed':
      return 'appealed';
    case 'appeal-closed':
      return `an appeal was closed${because(body.reason)}`;
    case 'replied':
      return 'a reply of who is accused was recorded';
    case 'header':
    case 'name':
    case 'source':
    case 'starter':
      return body.kind;
  }
}

const upperFirst = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** The day of a time in ISO 8601. */
export const day = (at: string): string => at.slice(0, 10);

const short = (words: string): string => {
  const characters = [...words];
  return characters.length > noteCharacters ? `${characters.slice(0, noteCharacters).join('')}…` : words;
};

/** How much of a claim's words a list quotes. */
const listedUnits = 110;

/** A page of claims in a list: number, place, standing, and the words as a quote, cut at a word where they are long. */
export function claimsCard(
  title: string,
  rows: readonly { readonly name: string; readonly notes: readonly string[]; readonly view: ClaimView }[],
  { page, pages, total }: { readonly page: number; readonly pages: number; readonly total: number },
): Card {
  const lines = rows.flatMap(({ name, notes, view }): Line[] => {
    const [quoted] = view.orphaned ? [] : quotesOf(view.claim, view.in, view.ledger, view.withheld);
    const cut = quoted?.quote.upTo(quoted.quote.start + cutAt(quoted.quote.text));
    const isCut = quoted !== undefined && cut !== undefined && lengthOf(cut) < lengthOf(quoted.quote);
    return [
      text({ text: name, strong: true }, notes.length > 0 ? ` · ${notes.join(' · ')}` : ''),
      ...(cut ? [small({ quote: cut }, isCut ? ' …' : '')] : []),
      ...(!quoted && !view.orphaned ? [small(withheldWords)] : []),
    ];
  });
  const none = lines.length === 0 ? [text('There is no such claim.')] : [];
  const count = small(
    `${total === 1 ? '1 claim' : `${total} claims`}${pages > 1 ? ` · page ${page + 1} of ${pages}` : ''}`,
  );
  return { lines: [heading(title), ...none, ...lines, count], page, pages };
}

/** Where words of one line and about this length end, never within a character. */
function cutAt(words: string): number {
  const [line = ''] = words.split(/[\n\v\f\r\u0085\u2028\u2029]/u);
  const first = line.trimEnd() === '' ? words : line.trimEnd();
  if (first.length <= listedUnits) return first.length;
  const end = first.slice(0, listedUnits + 1).search(/\s\S*$/u);
  return end > 0 ? end : first.length;
}
