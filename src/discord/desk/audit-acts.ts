import { heading, small, text } from '../../answer/lines.ts';
import { type Inline, innerMarks } from '../../answer/message.ts';
import type { AuditRecord } from '../../ledger/audit.ts';
import type { DeskAction, Reply, Use } from '../commands/command.ts';
import { button, type Control } from '../components.ts';
import { formatDeskId } from '../desk-id.ts';
import { pageIn } from './open-claim.ts';

const recordsPerPage = 10;
/** More of a reason than so many characters has no room in a list. */
const whyCharacters = 160;

/** A page of the audit log, latest first. @param before the record that the page ends before; 0 for the latest */
export async function auditScreen(before: number, { desks, server }: Use): Promise<Reply> {
  const found = await desks.latestActs(server, recordsPerPage + 1, before === 0 ? undefined : before);
  const records = found.slice(0, recordsPerPage);
  const hasMore = found.length > recordsPerPage;
  const to = (label: string, from: number): Control =>
    button(label, formatDeskId({ document: null, verb: 'audit', args: [String(from)] }));
  const [latest] = records;
  return {
    kind: 'card',
    card: {
      lines: [
        heading('Audit log of this server'),
        ...(latest === undefined ? [text('Nothing is recorded yet.')] : records.flatMap(recordLines)),
        ...(latest === undefined
          ? []
          : [small('Record ', { code: String(latest.seq) }, ' has the hash ', { code: latest.hash.slice(0, 16) })]),
      ],
      page: 0,
      pages: 1,
    },
    controls: [
      ...(before === 0 ? [] : [to('Latest', 0)]),
      ...(hasMore ? [to('Earlier', records.at(-1)?.seq ?? 0)] : []),
    ],
  };
}

function recordLines({ seq, at, by, act, document, subject, why }: AuditRecord) {
  const who: (Inline | string)[] =
    by === '' ? ['nobody is kept'] : /^\d{15,20}$/.test(by) ? [{ person: by }] : [innerMarks(by)];
  const what = [act, subject, document ?? ''].filter((words) => words !== '').join(' · ');
  const short = [...why].length > whyCharacters ? `${[...why].slice(0, whyCharacters).join('')}…` : why;
  return [
    text({ text: `${seq}`, strong: true }, ` · ${at.slice(0, 16).replace('T', ' ')} · ${innerMarks(what)} · `, ...who),
    ...(short === '' ? [] : [small({ code: short })]),
  ];
}

/** Turns the pages of the audit log. */
export const auditActs: readonly DeskAction[] = [
  {
    verb: 'audit',
    role: 'moderator',
    answers: 'same',
    handle: ({ args: [before] }, use) => auditScreen(pageIn(before), use),
  },
];
