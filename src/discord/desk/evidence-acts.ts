import type { OpenDocument } from '../../answer/claim-screens.ts';
import { heading, small, text } from '../../answer/lines.ts';
import { innerMarks, type Line } from '../../answer/message.ts';
import type { Claim, Stance } from '../../domain/claim.ts';
import { InputError } from '../../domain/errors.ts';
import { claimId } from '../../ledger/claim-id.ts';
import { confirmations, draftHours, type EvidenceDraft, missingIn } from '../../ledger/draft.ts';
import { normalizeLink, proposeOrigin, proposePublisher, quoteWords, refusalsOf } from '../../ledger/evidence-rules.ts';
import { shownEvidence } from '../../ledger/ledger.ts';
import { oneLine } from '../../ledger/one-line.ts';
import type { DeskAction, DeskPress, Reply, Use } from '../commands/command.ts';
import { button, type Form } from '../components.ts';
import { formatDeskId } from '../desk-id.ts';
import { lineField, menuField, paragraphField, radioField } from '../form-fields.ts';
import { aboutOf, claimIn, claimScreen, deskId, goneFromDesk, openClaim, whoOf } from './open-claim.ts';
import { reasonIn, reasonLength, reasonName } from './typed-words.ts';
import { recordMark, recordOptions } from './verdict-acts.ts';

const stanceWords: Readonly<Record<Stance, string>> = {
  supports: 'It bears the claim out',
  refutes: 'It contradicts the claim',
  context: 'It is context: neither',
};
const stances = ['supports', 'refutes', 'context'] as const;

const confirmedWords: Readonly<Record<EvidenceDraft['confirmed'], string>> = {
  page: 'I have read the page itself',
  copy: 'I have read a copy of it',
  memory: 'From memory: kept, never shown as evidence',
};

/** The first form: what the source says. @param draft what stands in it already */
const firstForm = (customId: string, name: string, draft?: EvidenceDraft): Form => ({
  custom_id: customId,
  title: `Evidence for ${name}`,
  components: [
    lineField('link', 'Link', { max: 2_000, placeholder: 'https://…', ...(draft ? { value: draft.link } : {}) }),
    radioField(
      'stance',
      'How it stands to the claim',
      stances.map((value) => ({
        label: stanceWords[value],
        value,
        ...(draft?.stance === value ? { default: true } : {}),
      })),
    ),
    paragraphField('paraphrase', 'What it says, in your own words', {
      max: 600,
      ...(draft ? { value: draft.paraphrase } : {}),
    }),
    lineField('quote', 'A quote from it, if you like', {
      max: 300,
      required: false,
      description: `Word for word, at most ${quoteWords} words.`,
      ...(draft?.quote ? { value: draft.quote } : {}),
    }),
    radioField(
      'confirmed',
      'How do you know?',
      confirmations.map((value) => ({
        label: confirmedWords[value],
        value,
        ...(draft?.confirmed === value ? { default: true } : {}),
      })),
    ),
  ],
});

/** The second form: where it comes from. */
const secondForm = (draft: EvidenceDraft): Form => ({
  custom_id: draftId('detailed', draft),
  title: 'Where it comes from',
  components: [
    lineField('publisher', 'Publisher', { max: 120, value: draft.publisher ?? '' }),
    lineField('title', 'Title', { max: 250, value: draft.title ?? '' }),
    lineField('date', 'Date, or why there is none', {
      max: 120,
      value: draft.date ?? (draft.dateNote === null ? '' : `undated: ${draft.dateNote}`),
      placeholder: '2024-05-31 or undated: why',
    }),
    lineField('locator', 'Where in it', {
      max: 120,
      required: false,
      value: draft.locator ?? '',
      placeholder: 'for example p. 12, or the third paragraph',
    }),
    lineField('origin', 'Origin: who stands behind it', {
      max: 120,
      value: draft.origin ?? '',
      description: 'The agency where one is named, else the site. Two reports of one origin count once.',
    }),
  ],
});

const draftId = (verb: string, { id }: EvidenceDraft): string => formatDeskId({ document: null, verb, args: [id] });

/** Whether the rules take it as a link; what they refuse is kept as typed, to be corrected. */
function isLink(typed: string): boolean {
  try {
    return normalizeLink(typed) !== '';
  } catch (error) {
    if (error instanceof InputError) return false;
    throw error;
  }
}

const add: DeskAction = {
  verb: 'add',
  role: 'moderator',
  answers: 'form',
  async handle(press, use) {
    const { open, claim } = await openClaim(press, use);
    const name = claimId(open.in.document, claim.number);
    return { kind: 'form', form: firstForm(deskId(open, 'added', claim.number), name) };
  },
};

/** What the first form says; everything in it is untrusted. */
function firstFields({ entered }: DeskPress) {
  const typed = oneLine(entered('link'));
  const stance = stances.find((known) => known === entered('stance'));
  const confirmed = confirmations.find((known) => known === entered('confirmed'));
  if (stance === undefined || confirmed === undefined)
    throw new InputError('Choose how the source stands to the claim and how you know it, then send the form again.');
  const quote = oneLine(entered('quote'));
  return {
    link: isLink(typed) ? normalizeLink(typed) : typed,
    stance,
    confirmed,
    paraphrase: oneLine(entered('paraphrase')),
    quote: quote === '' ? null : quote,
  };
}

const added: DeskAction = {
  verb: 'added',
  role: 'moderator',
  answers: 'same',
  async handle(press, use) {
    const { open, claim } = await openClaim(press, use);
    const written = firstFields(press);
    const known = open.ledger.sources.values();
    const draft: EvidenceDraft = {
      id: use.newId(),
      server: use.server,
      author: use.visitor.id,
      documentOwner: open.facts.owner,
      documentId: open.facts.id,
      claim: claim.number,
      ...written,
      publisher: proposePublisher(written.link, known),
      title: null,
      date: null,
      dateNote: null,
      locator: null,
      origin: proposeOrigin(written.link, open.ledger.sources.values()),
      expiresAt: new Date(use.now().getTime() + draftHours * 60 * 60_000).toISOString(),
    };
    await use.desks.saveDraft(draft);
    return draftScreen(draft, open, claim, use);
  },
};

type OwnDraft = { readonly draft: EvidenceDraft; readonly open: OpenDocument; readonly claim: Claim };

/** The draft that a press is about, if it is the presser's own and of this server. @throws InputError */
async function ownDraft({ args: [id = ''] }: DeskPress, use: Use): Promise<OwnDraft> {
  const draft = await use.desks.draft(id, use.visitor.id, use.now());
  if (draft === undefined || draft.server !== use.server)
    throw new InputError('This draft is not there any more. A draft is its author’s alone and falls away after a day.');
  const { documentOwner, documentId } = draft;
  const open = await use.screens.open(use.server, ({ owner, id: of }) => owner === documentOwner && of === documentId);
  if (open === undefined) throw new InputError(goneFromDesk);
  return { draft, open, claim: claimIn(open, String(draft.claim)) };
}

/** What a draft says, what it lacks, and what is refused as it is. */
function draftScreen(draft: EvidenceDraft, open: OpenDocument, claim: Claim, use: Use): Reply {
  const links = shownEvidence(open.ledger, claim.number).flatMap(({ source }) => source.url ?? []);
  const { excludedPublishers } = open.ledger;
  const refused = refusalsOf(draft, { against: againstOf(open), excludedPublishers, links, now: use.now() });
  const missing = missingIn(draft);
  const isReady = refused.length === 0 && missing.length === 0;
  const of = (label: string, verb: string, style?: 1 | 2 | 3 | 4) => button(label, draftId(verb, draft), style);
  return {
    kind: 'card',
    card: {
      lines: [
        heading(`A draft of evidence for ${claimId(open.in.document, claim.number)}`),
        ...draftLines(draft),
        { kind: 'separator' },
        ...refused.map((why) => text({ text: 'Refused as it is', strong: true }, `: ${innerMarks(why)}`)),
        ...(missing.length > 0 ? [text({ text: 'Missing', strong: true }, `: ${missing.join('; ')}.`)] : []),
        ...(isReady ? [text('Nothing is missing. Look at it once more, then file it.')] : []),
        small('It counts for nothing until you file it, nobody else sees it, and after a day it falls away.'),
      ],
      page: 0,
      pages: 1,
    },
    controls: [
      of('Details', 'details', missing.length > 0 ? 1 : 2),
      of('Change', 'change'),
      ...(isReady ? [of('File it', 'file', 3)] : []),
      of('Throw away', 'drop', 4),
    ],
  };
}

const againstOf = ({ facts, in: { document } }: OpenDocument) => ({
  url: facts.url,
  publisher: facts.publisher,
  text: document.text,
});

function draftLines(draft: EvidenceDraft): Line[] {
  const proposed = (words: string | null): string => (words === null ? '—' : innerMarks(words));
  const link = isLink(draft.link) ? { link: draft.link, text: shortLink(draft.link) } : { code: draft.link };
  return [
    text(link, ` · ${stanceWords[draft.stance]} · ${confirmedWords[draft.confirmed]}`),
    text(innerMarks(draft.paraphrase), ...(draft.quote === null ? [] : [` «${innerMarks(draft.quote)}»`])),
    small(`Publisher: ${proposed(draft.publisher)} · origin: ${proposed(draft.origin)}`),
    small(
      `Title: ${proposed(draft.title)} · date: ${proposed(draft.date ?? (draft.dateNote && `undated: ${draft.dateNote}`))} · where: ${proposed(draft.locator)}`,
    ),
  ];
}

/** The host and as much of the path as is read at a glance. */
const shortLink = (link: string): string => {
  const words = link.replace(/^https?:\/\//u, '');
  return words.length > 60 ? `${words.slice(0, 59)}…` : words;
};

const details: DeskAction = {
  verb: 'details',
  role: 'moderator',
  answers: 'form',
  handle: async (press, use) => ({ kind: 'form', form: secondForm((await ownDraft(press, use)).draft) }),
};

/** "undated: why" → why; a date as it is. */
function dateFrom(typed: string): Pick<EvidenceDraft, 'date' | 'dateNote'> {
  const [, why] = /^undated\b[\s:–—-]*(.*)$/iu.exec(typed) ?? [];
  if (why !== undefined) return { date: null, dateNote: why === '' ? null : why };
  return { date: typed === '' ? null : typed, dateNote: null };
}

const detailed: DeskAction = {
  verb: 'detailed',
  role: 'moderator',
  answers: 'same',
  async handle(press, use) {
    const { draft, open, claim } = await ownDraft(press, use);
    const typed = (field: string): string | null => oneLine(press.entered(field)) || null;
    const changed: EvidenceDraft = {
      ...draft,
      publisher: typed('publisher'),
      title: typed('title'),
      ...dateFrom(typed('date') ?? ''),
      locator: typed('locator'),
      origin: typed('origin'),
    };
    await use.desks.saveDraft(changed);
    return draftScreen(changed, open, claim, use);
  },
};

const change: DeskAction = {
  verb: 'change',
  role: 'moderator',
  answers: 'form',
  async handle(press, use) {
    const { draft, open, claim } = await ownDraft(press, use);
    const name = claimId(open.in.document, claim.number);
    return { kind: 'form', form: firstForm(draftId('changed', draft), name, draft) };
  },
};

const changed: DeskAction = {
  verb: 'changed',
  role: 'moderator',
  answers: 'same',
  async handle(press, use) {
    const { draft, open, claim } = await ownDraft(press, use);
    const next: EvidenceDraft = { ...draft, ...firstFields(press) };
    await use.desks.saveDraft(next);
    return draftScreen(next, open, claim, use);
  },
};

const file: DeskAction = {
  verb: 'file',
  role: 'moderator',
  answers: 'same',
  async handle(press, use) {
    const { draft, open, claim } = await ownDraft(press, use);
    await use.desk.addEvidence(whoOf(use), aboutOf(open), draft, againstOf(open));
    await use.desks.dropDraft(draft.id, draft.author);
    return claimScreen(open, claim.number, use, 'Filed. Whatever was decided on this claim is open again.');
  },
};

const drop: DeskAction = {
  verb: 'drop',
  role: 'moderator',
  answers: 'same',
  async handle(press, use) {
    const { draft, open, claim } = await ownDraft(press, use);
    await use.desks.dropDraft(draft.id, draft.author);
    return claimScreen(open, claim.number, use, 'The draft is thrown away.');
  },
};

/** Also those from memory, which are never shown but stand in the way of a better one of the same page. */
const allRecords = ({ ledger }: OpenDocument, { number }: Claim) =>
  (ledger.evidence.get(number) ?? []).flatMap((evidence) => {
    const source = ledger.sources.get(evidence.source);
    return source ? [{ evidence, source }] : [];
  });

const withdraw: DeskAction = {
  verb: 'withdraw',
  role: 'moderator',
  answers: 'form',
  async handle(press, use) {
    const { open, claim } = await openClaim(press, use);
    const options = recordOptions(allRecords(open, claim));
    if (options.length === 0) throw new InputError('There is no record for this claim that could be withdrawn.');
    return {
      kind: 'form',
      form: {
        custom_id: deskId(open, 'withdrawn', claim.number),
        title: `Withdraw evidence for ${claimId(open.in.document, claim.number)}`,
        components: [
          menuField('Which record', { type: 3, custom_id: 'record', options }),
          paragraphField(reasonName, 'Why it does not count', { max: reasonLength }),
        ],
      },
    };
  },
};

const withdrawn: DeskAction = {
  verb: 'withdrawn',
  role: 'moderator',
  answers: 'same',
  async handle(press, use) {
    const { open, claim } = await openClaim(press, use);
    const [mark] = press.pickedIn('record');
    const record = allRecords(open, claim).find(({ evidence }) => recordMark(evidence) === mark);
    if (record === undefined) throw new InputError('This record is not there any more. Open the claim again.');
    await use.desk.withdrawEvidence(whoOf(use), aboutOf(open), record.evidence.id, reasonIn(press));
    return claimScreen(open, claim.number, use, 'Withdrawn. Whatever was decided on this claim is open again.');
  },
};

/** From a link to a record, and back. */
export const evidenceActs: readonly DeskAction[] = [
  add,
  added,
  details,
  detailed,
  change,
  changed,
  file,
  drop,
  withdraw,
  withdrawn,
];
