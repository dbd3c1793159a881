import type { Answer } from '../../answer/answer.ts';
import {
  alikeCard,
  findWords,
  isQuotable,
  type OpenDocument,
  rowsOf,
  shownPassage,
  spanCard,
} from '../../answer/claim-screens.ts';
import { heading, text } from '../../answer/lines.ts';
import { quoteLines } from '../../answer/message.ts';
import { isQuoted, type Quoted } from '../../answer/part.ts';
import { InputError } from '../../domain/errors.ts';
import type { Span } from '../../domain/span.ts';
import { oneLine } from '../../ledger/one-line.ts';
import type { DeskAction, Reply, Use } from '../commands/command.ts';
import { sentences } from '../commands/sentences.ts';
import { button, type SelectOption } from '../components.ts';
import { documentMark } from '../desk-id.ts';
import { lineField, paragraphField, radioField } from '../form-fields.ts';
import { limits } from '../limits.ts';
import { checkableIn, checkableOptions, kindIn, kindOptions, namesIn, statementFrom } from './claim-fields.ts';
import { claimMenu } from './claim-list.ts';
import { aboutOf, claimScreen, deskId, goneFromDesk, isDesk, openDocument, whoOf } from './open-claim.ts';
import { reasonLength } from './typed-words.ts';

/** Where a claim is made, as an id carries it: the revision, and start and length of up to three spans. */
const spansPattern = /^[0-9a-z]{1,6}-[0-9a-z]{1,6}(?:_[0-9a-z]{1,6}-[0-9a-z]{1,6}){0,2}$/;
export const spansPerClaim = 3;

const spansArg = (spans: readonly Span[]): string =>
  spans.map(({ start, end }) => `${start.toString(36)}-${(end - start).toString(36)}`).join('_');

/** @throws InputError where they are no places of the document as it is now that can be shown */
function spansIn(open: OpenDocument, revision: string | undefined, arg = ''): Span[] {
  const isThis = revision !== undefined && revision.length === 8 && open.in.document.sha256.startsWith(revision);
  const spans = spansPattern.test(arg)
    ? arg.split('_').map((written) => {
        const [start = 0, length = 0] = written.split('-').map((digits) => Number.parseInt(digits, 36));
        return { start, end: start + length };
      })
    : [];
  if (!isThis || spans.length === 0 || spans.some((span) => !isQuotable(open, span)))
    throw new InputError(goneFromDesk);
  return spans;
}

const revisionOf = ({ in: { document } }: OpenDocument): string => document.sha256.slice(0, 8);

/** An id that is about places in a document. */
const spansId = (open: OpenDocument, verb: string, spans: readonly Span[]): string =>
  deskId(open, verb, revisionOf(open), spansArg(spans));

/** The button under a quote with which a moderator makes a claim of it. */
export const fileButton = (open: OpenDocument, spans: readonly Span[]) =>
  button('File as a claim', spansId(open, 'filing', spans));

/** A quote in its paragraph, with the button that files it. */
export const fileScreen = (open: OpenDocument, spans: readonly [Span, ...Span[]]): Reply => ({
  kind: 'card',
  card: spanCard(open, spans[0]),
  controls: [fileButton(open, spans)],
});

/** What is on record already is shown before anything is filed; where nothing is, the form comes at once. */
async function beginFiling(open: OpenDocument, spans: readonly Span[], use: Use): Promise<Reply> {
  const { exact, near } = await use.desk.similarTo(whoOf(use), aboutOf(open), spans);
  const alike = [...new Set([...exact, ...near])].slice(0, alikeShown);
  if (alike.length === 0) return { kind: 'form', form: formFor(open, spans) };
  const rows = rowsOf(open, {}, isDesk(use)).filter(({ number }) => alike.includes(number));
  return {
    kind: 'card',
    card: alikeCard(open, alike, isDesk(use)),
    controls: [
      ...(rows.length > 0 ? [claimMenu(open, rows)] : []),
      button('It is another claim: file it', spansId(open, 'filenew', spans), 1),
    ],
  };
}

const alikeShown = 4;

const formFor = (open: OpenDocument, spans: readonly Span[]) => ({
  custom_id: spansId(open, 'filed', spans),
  title: 'A new claim',
  components: [
    paragraphField('statement', 'What is claimed, in neutral words', {
      max: reasonLength,
      description: 'It is shown after The … claims that, so that nobody reads it as ours.',
    }),
    paragraphField('words', 'Only some of the words?', {
      max: 2_000,
      required: false,
      description: 'Paste them as they stand in the document; they may go beyond the sentence. Empty: the quote.',
    }),
    radioField('kind', 'What kind of claim', kindOptions()),
    lineField('accused', 'Who is accused, with commas between', {
      max: 200,
      required: false,
      description: 'Empty where nobody is, or nobody can be told.',
    }),
    radioField('checkable', 'Can it be checked?', checkableOptions('yes')),
  ],
});

const filing: DeskAction = {
  verb: 'filing',
  role: 'moderator',
  answers: 'form',
  async handle({ document, args: [revision, spans] }, use) {
    const open = await openDocument(document, use);
    return beginFiling(open, spansIn(open, revision, spans), use);
  },
};

const fileNew: DeskAction = {
  verb: 'filenew',
  role: 'moderator',
  answers: 'form',
  async handle({ document, args: [revision, spans] }, use) {
    const open = await openDocument(document, use);
    return { kind: 'form', form: formFor(open, spansIn(open, revision, spans)) };
  },
};

const filed: DeskAction = {
  verb: 'filed',
  role: 'moderator',
  answers: 'new',
  async handle({ document, args: [revision, written], entered }, use) {
    const open = await openDocument(document, use);
    const given = spansIn(open, revision, written);
    const spans = spansOf(open, given, entered('words'));
    const { exact } = await use.desk.similarTo(whoOf(use), aboutOf(open), spans);
    const known = open.ledger.claims.find(({ number, spans: own }) => exact.includes(number) && isSame(own, spans));
    if (known !== undefined)
      return claimScreen(
        open,
        known.number,
        use,
        'Exactly these words are a claim already, so nothing was filed. This is it.',
      );
    const kind = kindIn(entered('kind'));
    const statement = oneLine(entered('statement'));
    if (kind === undefined || statement === '')
      throw new InputError('Choose what kind of claim it is and say in a sentence what is claimed.');
    const done = await use.desk.addClaim(whoOf(use), aboutOf(open), {
      spans,
      textSha256: open.in.document.sha256,
      kind,
      accused: namesIn(entered('accused')),
      checkable: checkableIn(kind, entered('checkable')),
      statement: statementFrom(statement),
    });
    return claimScreen(open, done.claim, use, 'Filed. It stands as not checked until the desk decides.');
  },
};

const isSame = (own: readonly Span[], spans: readonly Span[]): boolean =>
  spans.every(({ start, end }) => own.some((other) => other.start === start && other.end === end));

/** The words that were pasted in the place of the first span; the spans as they are where none were. */
function spansOf(open: OpenDocument, spans: readonly Span[], words: string): Span[] {
  const [first, ...others] = spans;
  if (words.trim() === '' || first === undefined) return [...spans];
  const found = findWords(open, words, first);
  if (found === undefined || !isQuotable(open, found))
    throw new InputError(
      'These words do not stand in the document like this, or in several places. Copy them from the quote’s paragraph, sign for sign.',
    );
  return [found, ...others];
}

/** A passage that somebody may mean, and the document it is of. */
type Candidate = { readonly open: OpenDocument; readonly quoted: Quoted };
const candidatesShown = 8;

/** The passages that answers show, each once, best first. */
export async function candidatesIn(answers: readonly Answer[], use: Use): Promise<Candidate[]> {
  const found = new Map<string, Candidate>();
  for (const { document, parts, more } of answers) {
    if (document === undefined) continue;
    const { owner, id } = document.facts;
    const open = await use.screens.open(use.server, (facts) => facts.owner === owner && facts.id === id);
    if (open?.in.document.sha256 !== document.sha256) continue;
    for (const quoted of [...parts.filter(isQuoted), ...more]) {
      const key = `${documentMark(open.facts)}/${quoted.quote.start}-${quoted.quote.end}`;
      if (!found.has(key)) found.set(key, { open, quoted });
    }
  }
  return [...found.values()].slice(0, candidatesShown);
}

/** Quotes of which somebody picks the one that is meant, by their numbers. */
export function candidatesScreen(candidates: readonly Candidate[]): Reply {
  const [first] = candidates;
  if (first === undefined) return sentences('No document here has a passage near this message.');
  const options = candidates.map(
    ({ open, quoted }, at): SelectOption => ({
      label: `${at + 1} · ¶ ${quoted.block} · ${open.facts.id}`.slice(0, limits.option),
      value: [documentMark(open.facts), revisionOf(open), spansArg([quoted.quote])].join('.'),
    }),
  );
  return {
    kind: 'card',
    card: {
      lines: [
        heading('Which passage is meant?'),
        ...candidates.flatMap(({ quoted }, at) => [text({ text: `${at + 1}`, strong: true }), ...quoteLines(quoted)]),
      ],
      page: 0,
      pages: 1,
    },
    controls: [{ type: 3, custom_id: 'd:-:pick', placeholder: 'The number of the passage', options }],
  };
}

/** Of a moderator a claim, of anybody else a passage that waits in the queue. */
const pick: DeskAction = {
  verb: 'pick',
  role: 'member',
  answers: 'form',
  async handle({ picked: [value = ''] }, use) {
    const [mark = '', revision, written] = value.split('.');
    const open = await openDocument(mark, use);
    const spans = spansIn(open, revision, written);
    if (isDesk(use)) return beginFiling(open, spans, use);
    use.cooldowns.begin(`${use.server}/reports`, use.visitor.id, reportEverySeconds, use.now());
    await reportPassage(open, spans, use);
    return sentences(
      'Thank you. The moderators will look at this passage, and file a claim where there is one.',
      'Neither the message nor who reported it is kept.',
    );
  },
};

const reportEverySeconds = 30;
const reportNote = 'Somebody asks to file a claim for this passage.';

/** Puts a passage into the queue as an answer that shows nothing else. */
async function reportPassage(open: OpenDocument, spans: readonly Span[], use: Use): Promise<void> {
  const { servers, locale, now } = use;
  const { server } = whoOf(use);
  const shown = shownPassage(open, spans, { server, locale, at: now() });
  await servers.recordShown(shown);
  await servers.flagAnswer(server, shown.id, { reason: 'other', note: reportNote }, now());
}

/** From a quote to a claim. */
export const filingActs: readonly DeskAction[] = [filing, fileNew, filed, pick];
