import { rowName } from '../../answer/claim-rows.ts';
import { type OpenDocument, rowsOf } from '../../answer/claim-screens.ts';
import { heading, small, text } from '../../answer/lines.ts';
import { innerMarks, type Line } from '../../answer/message.ts';
import type { Act } from '../../domain/act.ts';
import { InputError } from '../../domain/errors.ts';
import { flagReasonWords } from '../../domain/flagged-answer.ts';
import type { ShownAnswer } from '../../domain/shown-answer.ts';
import { claimId } from '../../ledger/claim-id.ts';
import { emptyLedger } from '../../ledger/ledger.ts';
import { type QueueItem, type QueueKind, queueKinds, queueOf, type Take } from '../../ledger/queue.ts';
import type { DeskAction, Reply, Use } from '../commands/command.ts';
import { sentences } from '../commands/sentences.ts';
import { button, type Control, type SelectOption } from '../components.ts';
import { correctionsOf } from '../corrections-of.ts';
import { documentMark, formatDeskId } from '../desk-id.ts';
import { fileButton } from './filing-acts.ts';
import { claimIn, claimScreen, goneFromDesk, pageIn } from './open-claim.ts';

/** Something that waits, and the document it is of; none for an answer that was flagged. */
export type WaitingItem = { readonly item: QueueItem; readonly open: OpenDocument | undefined; readonly name: string };

const kindWords: Readonly<Record<QueueKind, { readonly one: string; readonly many: string }>> = {
  accusation: { one: 'unchecked accusation', many: 'unchecked accusations' },
  unchecked: { one: 'other unchecked claim', many: 'other unchecked claims' },
  orphan: { one: 'claim whose words are gone', many: 'claims whose words are gone' },
  appeal: { one: 'appeal', many: 'appeals' },
  flag: { one: 'flag', many: 'flags' },
  proposal: { one: 'proposal for a second person', many: 'proposals for a second person' },
};

const itemsPerPage = 10;

type Place = Pick<Use, 'screens' | 'servers' | 'desks' | 'server' | 'now'>;

/** Everything that waits on a server, of all its documents, most urgent first. */
export async function waitingOn(place: Place): Promise<WaitingItem[]> {
  const { servers, desks, server, now } = place;
  const takes = await desks.takes(server, now());
  const ofDocuments = (await openAll(place)).flatMap((open) => waitingIn(open, takes, now()));
  const flags = await servers.answerFlags(server);
  const flagged = queueOf(emptyLedger, { orphans: [], flags, takes, now: now() });
  const all = [...ofDocuments, ...flagged.map((item) => ({ item, open: undefined, name: 'an answer' }))];
  const rank = ({ item }: WaitingItem): number => queueKinds.indexOf(item.kind);
  return all.sort((a, b) => rank(a) - rank(b) || (a.item.since < b.item.since ? -1 : 1));
}

/** Every document of a server; damaged ones are left out. */
async function openAll({ screens, server }: Pick<Place, 'screens' | 'server'>): Promise<OpenDocument[]> {
  const opened = (await screens.documents(server)).map(({ owner, id }) =>
    screens.open(server, (other) => other.owner === owner && other.id === id),
  );
  return (await Promise.all(opened)).filter((open) => open !== undefined);
}

/** The keys of a document's items begin with its mark, because claims of two documents may have one number. */
function waitingIn(open: OpenDocument, takes: readonly Take[], now: Date): WaitingItem[] {
  const mark = `${documentMark(open.facts)}.`;
  const own = takes.flatMap((take) =>
    take.key.startsWith(mark) ? [{ ...take, key: take.key.slice(mark.length) }] : [],
  );
  const names = new Map(rowsOf(open, {}, true).map((row) => [row.number, rowName(row)]));
  return queueOf(open.ledger, { orphans: open.orphans, flags: [], takes: own, now }).map((item) => ({
    item: { ...item, key: `${mark}${item.key}` },
    open,
    name: names.get(item.claim ?? 0) ?? 'a claim',
  }));
}

/** The queue: how much waits of what, a page of it, and menus that open, take and release. */
export async function queueScreen(page: number, use: Use, note?: string): Promise<Reply> {
  const waiting = await waitingOn(use);
  const pages = Math.max(1, Math.ceil(waiting.length / itemsPerPage));
  const at = Math.min(Math.max(0, page), pages - 1);
  const shown = waiting.slice(at * itemsPerPage, (at + 1) * itemsPerPage);
  return {
    kind: 'card',
    card: {
      lines: [
        ...(note === undefined ? [] : [text(`✓ ${note}`)]),
        heading('What waits for the moderators'),
        text(countsOf(waiting)),
        ...shown.flatMap((one) => itemLines(one, use)),
        ...(pages > 1 ? [small(`page ${at + 1} of ${pages}`)] : []),
        ...(await unconfirmedLines(use)),
        ...(await correctionLines(use)),
      ],
      page: at,
      pages,
    },
    controls: [...menus(shown, at, use), ...turns(at, pages)],
  };
}

export function countsOf(waiting: readonly Pick<WaitingItem, 'item'>[]): string {
  const counts = queueKinds.flatMap((kind) => {
    const count = waiting.filter(({ item }) => item.kind === kind).length;
    return count === 0 ? [] : [`${count} ${count === 1 ? kindWords[kind].one : kindWords[kind].many}`];
  });
  return counts.length === 0 ? 'Nothing waits.' : `${counts.join(' · ')}.`;
}

function itemLines({ item, name, open }: WaitingItem, { visitor }: Use): Line[] {
  const taken =
    item.takenBy === null
      ? []
      : item.takenBy === visitor.id
        ? [' · taken by you']
        : [' · taken by ', { person: item.takenBy }];
  const document = open === undefined ? '' : ` · ${open.facts.id}`;
  return [
    text(
      { text: kindWords[item.kind].one, strong: true },
      ` · ${name}${document} · since ${item.since.slice(0, 10)}`,
      ...taken,
    ),
  ];
}

function menus(shown: readonly WaitingItem[], page: number, { visitor }: Use): Control[] {
  if (shown.length === 0) return [];
  const option = ({ item, name }: WaitingItem, at: number, value: string, description?: string): SelectOption => ({
    label: `${at + 1} · ${kindWords[item.kind].one} · ${name}`.slice(0, 100),
    value,
    ...(description === undefined ? {} : { description }),
  });
  const takenWords = ({ item }: WaitingItem): string =>
    item.takenBy === null
      ? 'free: take it'
      : item.takenBy === visitor.id
        ? 'yours: release it'
        : 'taken by somebody else';
  return [
    {
      type: 3,
      custom_id: formatDeskId({ document: null, verb: 'item', args: [] }),
      placeholder: 'Open',
      options: shown.map((one, at) => option(one, at, one.item.key)),
    },
    {
      type: 3,
      custom_id: formatDeskId({ document: null, verb: 'take', args: [String(page)] }),
      placeholder: 'Take or release',
      options: shown.map((one, at) => option(one, at, one.item.key, takenWords(one))),
    },
  ];
}

function turns(page: number, pages: number): Control[] {
  const turn = (label: string, to: number): Control[] =>
    to >= 0 && to < pages ? [button(label, formatDeskId({ document: null, verb: 'queue', args: [String(to)] }))] : [];
  return [...turn('Previous', page - 1), ...turn('Next', page + 1)];
}

/** Imported verdicts are listed to be confirmed, and don't stand in anybody's way meanwhile. */
async function unconfirmedLines(use: Use): Promise<Line[]> {
  const count = (await openAll(use)).reduce((sum, { ledger }) => sum + ledger.unconfirmed.size, 0);
  if (count === 0) return [];
  const many = count === 1 ? '1 imported verdict waits' : `${count} imported verdicts wait`;
  return [small(`${many} to be confirmed: `, { code: '/claims only:not confirmed here yet' })];
}

/** How many shown answers were corrected, and which could not be. */
async function correctionLines(use: Use): Promise<Line[]> {
  const { waiting, edited, answered, gone, failed } = await correctionsOf(use.server, use);
  const counts = [
    [waiting, 'on their way'],
    [edited, 'corrected in place'],
    [answered, 'corrected by a message'],
    [gone, 'gone'],
    [failed.length, 'given up'],
  ] as const;
  const named = counts.flatMap(([count, words]) => (count === 0 ? [] : [`${count} ${words}`]));
  if (named.length === 0) return [];
  return [
    small(`Answers whose standing changed: ${named.join(' · ')}`),
    ...failed
      .slice(0, failuresShown)
      .map(({ link, problem }) =>
        small(...(link === null ? [] : [{ link, text: 'this answer' }, ': ']), innerMarks(problem)),
      ),
  ];
}

const failuresShown = 3;

const queue: DeskAction = {
  verb: 'queue',
  role: 'moderator',
  answers: 'same',
  handle: ({ args: [page] }, use) => queueScreen(pageIn(page), use),
};

/** Opens what was picked: the claim, or the answer that was flagged. */
const item: DeskAction = {
  verb: 'item',
  role: 'moderator',
  answers: 'new',
  async handle({ picked: [key = ''] }, use) {
    const found = (await waitingOn(use)).find((one) => one.item.key === key);
    if (found === undefined) throw new InputError('This does not wait any more: somebody has dealt with it.');
    const { open, item: opened } = found;
    if (open !== undefined && opened.claim !== null)
      return claimScreen(open, claimIn(open, String(opened.claim)).number, use);
    return flagScreen(opened.answer ?? '', use);
  },
};

const take: DeskAction = {
  verb: 'take',
  role: 'moderator',
  answers: 'same',
  async handle({ args: [page], picked: [key = ''] }, use) {
    const { desks, server, visitor, now } = use;
    const found = (await waitingOn(use)).find((one) => one.item.key === key);
    if (found === undefined) throw new InputError('This does not wait any more: somebody has dealt with it.');
    if (found.item.takenBy === visitor.id) {
      await desks.release(server, key, visitor.id);
      await desks.record(server, actOn(found, 'released', use));
      return queueScreen(pageIn(page), use, 'Released: others can take it.');
    }
    if (!(await desks.take(server, key, visitor.id, now())))
      throw new InputError('Somebody else has taken this. It is free again when they release it, or after a day.');
    await desks.record(server, actOn(found, 'taken', use));
    return queueScreen(pageIn(page), use, 'Taken: it is yours for a day.');
  },
};

const actOn = ({ item, open, name }: WaitingItem, act: string, { visitor, now }: Use): Act => ({
  at: now().toISOString(),
  by: visitor.id,
  act,
  document: open?.facts.id ?? null,
  subject: open && item.claim !== null ? claimId(open.facts, item.claim) : name,
  why: '',
});

/** A flagged answer: what is said of it, its quotes in place, and what can be done. */
async function flagScreen(id: string, use: Use): Promise<Reply> {
  const { servers, server, screens, assistant, now } = use;
  const flags = (await servers.answerFlags(server)).filter(({ shownId }) => shownId === id);
  const shown = await servers.shown(id, now());
  if (shown?.server !== server || flags.length === 0) throw new InputError(goneFromDesk);
  const open = await screens.openShown(shown);
  const card = await assistant.checkSource(shown, 0);
  return {
    kind: 'card',
    card: {
      lines: [
        heading('An answer that somebody flagged'),
        ...flags.flatMap(({ reason, note, at }) => flagLines(flagReasonWords[reason], note, at)),
        ...whereLines(shown),
        { kind: 'separator' },
        ...card.lines,
      ],
      page: 0,
      pages: 1,
    },
    controls: [
      ...(open === undefined || shown.spans.length === 0 ? [] : [fileButton(open, shown.spans.slice(0, 1))]),
      button('Close', formatDeskId({ document: null, verb: 'closeflag', args: [id] }), 4),
    ],
  };
}

const flagLines = (reason: string, note: string | null, at: string): Line[] => [
  text({ text: reason, strong: true }, ` · ${at.slice(0, 10)}`),
  ...(note === null ? [] : [small({ code: note })]),
];

const whereLines = ({ server, channel, message, outcome }: ShownAnswer): Line[] => [
  ...(channel !== null && message !== null
    ? [small({ link: `https://discord.com/channels/${server}/${channel}/${message}`, text: 'the answer' })]
    : []),
  ...(outcome === 'not-addressed' ? [text(innerMarks('It said that the document does not address this.'))] : []),
];

const closeFlag: DeskAction = {
  verb: 'closeflag',
  role: 'moderator',
  answers: 'same',
  async handle({ args: [id = ''] }, use) {
    const { servers, desks, server, visitor, now } = use;
    const shown = await servers.shown(id, now());
    if (shown?.server !== server || !(await servers.closeFlags(id))) throw new InputError(goneFromDesk);
    const act = { at: now().toISOString(), by: visitor.id, document: shown.documentId, subject: '', why: '' };
    await desks.record(server, { ...act, act: 'flag-closed' });
    if (shown.message === null) await servers.forgetShown(id); // a passage that was reported, not an answer
    return sentences('Closed. It does not wait any more.');
  },
};

/** The queue, and what is picked in it. */
export const queueActs: readonly DeskAction[] = [queue, item, take, closeFlag];
