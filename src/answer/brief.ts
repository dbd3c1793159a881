import { encodeReceipt } from '../corpus/receipt.ts';
import type { Label, Stance } from '../domain/claim.ts';
import { lengthOf } from '../domain/span.ts';
import { claimId } from '../ledger/claim-id.ts';
import { deskRule } from '../ledger/entry.ts';
import { cleanerFor } from '../ledger/export-view.ts';
import { considered, type Ledger, shownEvidence, standingOf } from '../ledger/ledger.ts';
import { isJudgement, whyNotPropose } from '../ledger/verdict-rules.ts';
import { type Card, recordLines, single } from './cards.ts';
import { type ClaimView, natureLines, replyLines, standingLines, wholeHistory } from './claim-card.ts';
import { heading, small, text } from './lines.ts';
import { quotesOf } from './list-claims.ts';
import { describe, footerOf, type Inline, innerMarks, type Line, quoteLines, standingWords } from './message.ts';
import { renderHtml } from './render-html.ts';
import { renderMarkdown } from './render-markdown.ts';

/** One claim on one page: for somebody who goes on to check it or writes about it. It names nobody of the desk. */
export type Brief = {
  /** "M-11 · meo-mossalaha": no word of the claim. */
  readonly title: string;
  /** BCP 47, of the quotes. */
  readonly language: string;
  readonly chapters: readonly { readonly title: string; readonly lines: readonly Line[] }[];
};

/**
 * @param view `forDesk` is not heeded: a brief leaves the desk
 * @returns undefined where the claim is hidden, or its words are withheld
 */
export function makeBrief(asked: ClaimView): Brief | undefined {
  const view = { ...asked, forDesk: false };
  const { claim, in: indexed, ledger } = view;
  const { document } = indexed;
  const isWithheld = !view.orphaned && quotesOf(claim, indexed, ledger, view.withheld).length === 0;
  if (ledger.hidden.has(claim.number) || isWithheld) return undefined;
  const clean = cleanerFor(ledger, document);
  const chapter = (title: string, lines: readonly Line[]) => ({
    title,
    lines: lines.map((line) => cleaned(line, clean)),
  });
  return {
    title: `${claimId(document, claim.number)} · ${document.id}`,
    language: document.facts.language,
    chapters: [
      chapter('The claim', claimLines(view)),
      chapter('How it stands', [...standingLines(view), ...replyLines(view)]),
      chapter('Evidence for it', evidenceLines(view, 'supports')),
      chapter('Evidence against it', evidenceLines(view, 'refutes')),
      ...(countOf(view, 'context') > 0 ? [chapter('Context', evidenceLines(view, 'context'))] : []),
      chapter(
        'Open questions',
        openQuestions(view).map((question) => text(`– ${innerMarks(question)}`)),
      ),
      chapter('History', [...wholeHistory(view), small(footerOf(document.facts, ledger.origin))]),
    ],
  };
}

/** Only our own runs are changed: a quote is the document's. */
function cleaned(line: Line, clean: <T>(value: T) => T): Line {
  if (line.kind === 'separator') return line;
  return {
    ...line,
    runs: line.runs.map((run): Inline => ('text' in run && !('link' in run) ? { ...run, text: clean(run.text) } : run)),
  };
}

function claimLines(view: ClaimView): Line[] {
  const { claim, in: indexed, ledger, withheld } = view;
  const { document } = indexed;
  if (view.orphaned)
    return [text('Its words are not found any more in the document as it is now.'), ...natureLines(view)];
  const quotes = quotesOf(claim, indexed, ledger, withheld);
  return [
    text(describe(document.facts)),
    ...quotes.flatMap((quoted): Line[] => {
      const { start } = quoted.quote;
      const receipt = encodeReceipt({ revision: document.sha256, start, length: lengthOf(quoted.quote) });
      return [...quoteLines(quoted), { kind: 'small', runs: [{ text: 'receipt ' }, { code: receipt }] }];
    }),
    ...natureLines(view),
    ...(document.facts.url ? [small({ link: document.facts.url, text: 'the published page' })] : []),
  ];
}

const recordsOf = ({ claim, ledger }: ClaimView, stance: Stance) =>
  shownEvidence(ledger, claim.number).filter(({ evidence }) => evidence.stance === stance);
const countOf = (view: ClaimView, stance: Stance): number => recordsOf(view, stance).length;

function evidenceLines(view: ClaimView, stance: Stance): Line[] {
  const records = recordsOf(view, stance);
  return records.length > 0 ? records.flatMap(recordLines) : [text('None that somebody read.')];
}

const checkedLabels: readonly Label[] = ['supported', 'refuted', 'conflicting'];

/** What is missing, and under which rule; what waits; what nobody has asked yet. Sentences of ours. */
export function openQuestions({ claim, ledger, orphaned }: ClaimView): string[] {
  const { number } = claim;
  const all = ledger.evidence.get(number) ?? [];
  const shown = shownEvidence(ledger, number);
  const fact = ledger.facts.get(number);
  const undated = shown.filter(({ source }) => source.date === null).length;
  const appeals = ledger.appeals.filter((appeal) => appeal.claim === number).length;
  return [
    ...(orphaned ? ['Where does the document say this now? Its words are not found any more.'] : []),
    ...(ledger.reopened.has(number)
      ? ['What is the verdict now? Its evidence or the claim changed since the last one.']
      : []),
    ...(ledger.proposals.has(number) ? ['A verdict is proposed and waits for a second person.'] : []),
    ...(ledger.unconfirmed.has(number) ? ['The verdict was imported, and nobody here has confirmed it yet.'] : []),
    ...missingEvidence(claim, ledger),
    ...(fact && fact.origins < 2 ? ['The fact rests on one source. A second origin would bear it out.'] : []),
    ...counted(
      all.length - shown.length,
      'record is',
      'records are',
      'from memory only and counts for nothing until somebody reads it.',
    ),
    ...counted(undated, 'record that was read is', 'records that were read are', 'undated: when does it date from?'),
    ...(claim.accused.length > 0 && !ledger.replies.has(number)
      ? ['No reply of who is accused is on record. Has anybody asked?']
      : []),
    ...counted(appeals, 'appeal is', 'appeals are', 'open.'),
  ];
}

const counted = (count: number, one: string, many: string, rest: string): string[] =>
  count > 0 ? [`${count} ${count === 1 ? one : many} ${rest}`] : [];

/** For each verdict that it does not have: what the desk's rule would still ask for. */
function missingEvidence({ number, ...claim }: ClaimView['claim'], ledger: Ledger): string[] {
  if (isJudgement(claim))
    return [
      `It is an opinion, a prediction or a value judgement, so no evidence makes it true or false (rule ${deskRule}).`,
    ];
  const now = considered(ledger, number);
  if (!now) return [];
  return checkedLabels
    .filter((label) => label !== standingOf(ledger, number))
    .flatMap((label) => {
      const evidence = now.shown.map((record) => record.evidence.id);
      const proposal = {
        id: '',
        claim: number,
        label,
        reason: '-',
        fact: null,
        asOf: null,
        evidence,
        bornOutBy: [],
        primary: null,
      };
      const why = whyNotPropose({ ...now, waiting: undefined }, proposal);
      return why === undefined ? [] : [`To be called ‘${standingWords[label]}’ (rule ${deskRule}): ${why}`];
    });
}

/** All of a brief in a row; surfaces shorten it where they have no room. */
const briefLines = ({ chapters }: Brief): Line[] => chapters.flatMap(({ title, lines }) => [heading(title), ...lines]);

/** For a message: of each long chapter what comes first, with how much more there is. */
export function briefCard(brief: Brief): Card {
  const lines = brief.chapters.flatMap(({ title, lines: all }): Line[] => {
    const rest = all.length - linesShown;
    return [heading(title), ...all.slice(0, linesShown), ...(rest > 0 ? [small('and more: ask for the file')] : [])];
  });
  return single([heading(brief.title), ...lines]);
}

/** Lines of a chapter that a message has room for. */
const linesShown = 6;

/** How a brief can leave as a file. */
export const briefFormats = ['md', 'html'] as const;
export type BriefFormat = (typeof briefFormats)[number];

/** A brief as a file: Markdown, or HTML that is ready to be printed or saved as PDF. */
export const briefFile = (brief: Brief, format: BriefFormat): string =>
  format === 'md'
    ? renderMarkdown(brief.title, briefLines(brief))
    : renderHtml(brief.title, briefLines(brief), { language: 'en', quoteLanguage: brief.language });

/** The lines of a brief with its title, for a terminal. */
export const briefText = (brief: Brief): Line[] => [heading(brief.title), ...briefLines(brief)];
