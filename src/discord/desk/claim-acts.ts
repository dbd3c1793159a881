import { createHash } from 'node:crypto';
import { evidenceCard } from '../../answer/cards.ts';
import { repliesCard } from '../../answer/claim-card.ts';
import { numberIn } from '../../answer/claim-rows.ts';
import { type OpenDocument, viewOf } from '../../answer/claim-screens.ts';
import type { Claim } from '../../domain/claim.ts';
import { InputError } from '../../domain/errors.ts';
import { claimId } from '../../ledger/claim-id.ts';
import { oneLine } from '../../ledger/one-line.ts';
import type { DeskAction, DeskPress, Use } from '../commands/command.ts';
import { lineField, menuField, paragraphField, radioField } from '../form-fields.ts';
import { limits } from '../limits.ts';
import { checkableIn, checkableOptions, kindIn, kindOptions, namesIn, statementFrom } from './claim-fields.ts';
import { listScreen } from './claim-list.ts';
import {
  aboutOf,
  claimIn,
  claimScreen,
  deskId,
  historyScreen,
  isDesk,
  openClaim,
  openDocument,
  pageIn,
  pager,
  whoOf,
} from './open-claim.ts';
import { reasonIn, reasonLength, reasonName } from './typed-words.ts';

/** Opens the claim that was picked in a list. */
const open: DeskAction = {
  verb: 'open',
  role: 'member',
  answers: 'new',
  async handle({ document, picked: [number = ''] }, use) {
    const opened = await openDocument(document, use);
    return claimScreen(opened, claimIn(opened, number).number, use);
  },
};

const claim: DeskAction = {
  verb: 'claim',
  role: 'member',
  answers: 'same',
  async handle(press, use) {
    const opened = await openClaim(press, use);
    return claimScreen(opened.open, opened.claim.number, use);
  },
};

const list: DeskAction = {
  verb: 'list',
  role: 'member',
  answers: 'same',
  async handle({ document, args: [page, filter = ''] }, use) {
    return listScreen(await openDocument(document, use), filter, pageIn(page), use);
  },
};

/** Cards that were opened before a claim was hidden still have their buttons. */
const isWithheldFrom = (use: Use, { ledger }: OpenDocument, { number }: Claim): boolean =>
  ledger.hidden.has(number) && !isDesk(use);

const evidence: DeskAction = {
  verb: 'evidence',
  role: 'member',
  answers: 'same',
  async handle(press, use) {
    const { open: document, claim: shown } = await openClaim(press, use);
    if (isWithheldFrom(use, document, shown)) return claimScreen(document, shown.number, use);
    const options = { withHidden: isDesk(use) };
    const card = evidenceCard([shown.number], document.in, document.ledger, pageIn(press.args[1]), options);
    return { kind: 'card', card, controls: pager(document, shown, 'evidence', card) };
  },
};

const history: DeskAction = {
  verb: 'history',
  role: 'member',
  answers: 'same',
  async handle(press, use) {
    const { open: document, claim: shown } = await openClaim(press, use);
    if (isWithheldFrom(use, document, shown)) return claimScreen(document, shown.number, use);
    return historyScreen(document, shown, pageIn(press.args[1]), use);
  },
};

const replies: DeskAction = {
  verb: 'replies',
  role: 'member',
  answers: 'same',
  async handle(press, use) {
    const { open: document, claim: shown } = await openClaim(press, use);
    if (isWithheldFrom(use, document, shown)) return claimScreen(document, shown.number, use);
    const card = repliesCard(viewOf(document, shown, isDesk(use)), pageIn(press.args[1]));
    return { kind: 'card', card, controls: pager(document, shown, 'replies', card) };
  },
};

/** A button that asks for a reason, and the form behind it. */
function withReason(
  form: Pick<DeskAction, 'verb' | 'role'> & { readonly title: string; readonly label: string },
  done: string,
  handle: DeskAction['handle'],
): DeskAction[] {
  const { verb, role, title, label } = form;
  return [
    {
      verb,
      role,
      answers: 'form',
      async handle(press, use) {
        const { open: document, claim: shown } = await openClaim(press, use);
        const name = claimId(document.in.document, shown.number);
        return {
          kind: 'form',
          form: {
            custom_id: deskId(document, done, shown.number, ...press.args.slice(1)),
            title: `${title} ${name}`.slice(0, limits.formTitle),
            components: [paragraphField(reasonName, label, { max: reasonLength })],
          },
        };
      },
    },
    { verb: done, role, answers: 'same', handle },
  ];
}

const hide = withReason(
  { verb: 'hide', role: 'moderator', title: 'Hide', label: 'Why is it hidden?' },
  'hidden',
  async (press, use) => {
    const { open: document, claim: shown } = await openClaim(press, use);
    await use.desk.hide(whoOf(use), aboutOf(document), shown.number, reasonIn(press));
    return claimScreen(document, shown.number, use, 'Hidden everywhere.');
  },
);

const showAgain = withReason(
  { verb: 'show', role: 'moderator', title: 'Show again', label: 'Why is it shown again?' },
  'shown',
  async (press, use) => {
    const { open: document, claim: shown } = await openClaim(press, use);
    await use.desk.showAgain(whoOf(use), aboutOf(document), shown.number, reasonIn(press));
    return claimScreen(document, shown.number, use, 'Shown again.');
  },
);

/** Nobody is told who decided, and nobody is kept who appeals. */
const appeal = withReason(
  { verb: 'appeal', role: 'member', title: 'Appeal', label: 'What should be looked at again, and why?' },
  'appealed',
  async (press, use) => {
    const { open: document, claim: shown } = await openClaim(press, use);
    use.cooldowns.begin(`${use.server}/appeals`, use.visitor.id, appealEverySeconds, use.now());
    await use.desk.appeal(whoOf(use), aboutOf(document), shown.number, reasonIn(press));
    return claimScreen(
      document,
      shown.number,
      use,
      'The moderators will read your appeal. It is not kept who sent it.',
    );
  },
);

const appealEverySeconds = 20;

const confirm: DeskAction = {
  verb: 'confirm',
  role: 'moderator',
  answers: 'same',
  async handle(press, use) {
    const { open: document, claim: shown } = await openClaim(press, use);
    await use.desk.confirm(whoOf(use), aboutOf(document), shown.number);
    return claimScreen(document, shown.number, use, 'Confirmed: this server stands by the imported verdict.');
  },
};

const appealField = 'appeal';

const close: DeskAction = {
  verb: 'close',
  role: 'moderator',
  answers: 'form',
  async handle(press, use) {
    const { open: document, claim: shown } = await openClaim(press, use);
    const appeals = document.ledger.appeals
      .filter(({ claim: of }) => of === shown.number)
      .slice(0, limits.selectOptions);
    if (appeals.length === 0) throw new InputError('No appeal is open for this claim any more.');
    const options = appeals.map(({ appeal: id, at }, place) => ({
      label: `${place + 1} · ${at.slice(0, 16).replace('T', ' ')}`,
      value: id,
      default: place === 0,
    }));
    return {
      kind: 'form',
      form: {
        custom_id: deskId(document, 'closed', shown.number),
        title: `Close an appeal against ${claimId(document.in.document, shown.number)}`,
        components: [
          menuField('Which appeal', { type: 3, custom_id: appealField, options }),
          paragraphField(reasonName, 'What came of it', { max: reasonLength }),
        ],
      },
    };
  },
};

const closed: DeskAction = {
  verb: 'closed',
  role: 'moderator',
  answers: 'same',
  async handle(press, use) {
    const { open: document, claim: shown } = await openClaim(press, use);
    const [picked = ''] = press.pickedIn(appealField);
    await use.desk.closeAppeal(whoOf(use), aboutOf(document), picked, reasonIn(press));
    return claimScreen(document, shown.number, use, 'The appeal is closed.');
  },
};

const intoField = 'into';

const merge: DeskAction = {
  verb: 'merge',
  role: 'moderator',
  answers: 'form',
  async handle(press, use) {
    const { open: document, claim: shown } = await openClaim(press, use);
    const name = claimId(document.in.document, shown.number);
    return {
      kind: 'form',
      form: {
        custom_id: deskId(document, 'merged', shown.number),
        title: `Merge ${name} into another claim`,
        components: [
          lineField(intoField, 'Into which claim', {
            max: 12,
            placeholder: claimId(document.in.document, 11),
            description: `Its number. ${name} is not listed any more; its quotes and evidence go there.`,
          }),
          paragraphField(reasonName, 'Why they are the same', { max: reasonLength }),
        ],
      },
    };
  },
};

const merged: DeskAction = {
  verb: 'merged',
  role: 'moderator',
  answers: 'same',
  async handle(press, use) {
    const { open: document, claim: shown } = await openClaim(press, use);
    const into = numberIn(press.entered(intoField), document.in.document);
    if (into === undefined) throw new InputError('Give the number of the other claim, such as `M-11`.');
    await use.desk.merge(whoOf(use), aboutOf(document), shown.number, into, reasonIn(press));
    const [from, to] = [shown.number, into].map((number) => claimId(document.in.document, number));
    return claimScreen(document, into, use, `${from} is merged into ${to}.`);
  },
};

/** Changes with everything that can be corrected of a claim, so that a form knows whether it is out of date. */
const markOf = ({ statement, kind, accused, checkable }: Claim): string =>
  createHash('sha256')
    .update(JSON.stringify([statement, kind, accused, checkable]))
    .digest('base64url')
    .slice(0, 8);

/** What a claim is: its kind, whom it accuses, whether it can be checked, in neutral words. */
const describe: DeskAction = {
  verb: 'describe',
  role: 'moderator',
  answers: 'form',
  async handle(press, use) {
    const { open: document, claim: shown } = await openClaim(press, use);
    return {
      kind: 'form',
      form: {
        custom_id: deskId(document, 'described', shown.number, markOf(shown)),
        title: `Correct ${claimId(document.in.document, shown.number)}`,
        components: [
          paragraphField('statement', 'What is claimed, in neutral words', {
            max: reasonLength,
            required: false,
            description: 'Left empty, it stays as it is.',
          }),
          radioField('kind', 'What kind of claim', kindOptions(shown.kind)),
          lineField('accused', 'Who is accused, with commas between', {
            max: 200,
            required: false,
            value: shown.accused.join(', '),
            description: 'Empty where nobody can be told who is meant.',
          }),
          radioField('checkable', 'Can it be checked?', checkableOptions(shown.checkable)),
        ],
      },
    };
  },
};

const described: DeskAction = {
  verb: 'described',
  role: 'moderator',
  answers: 'same',
  async handle(press, use) {
    const { open: document, claim: shown } = await openClaim(press, use);
    if (press.args[1] !== markOf(shown))
      throw new InputError(
        'Somebody else has corrected this claim since you opened the form, and nothing of theirs was overwritten. Open the claim again and look at what it says now.',
      );
    const statement = oneLine(press.entered('statement'));
    const kind = kindIn(press.entered('kind')) ?? shown.kind;
    await use.desk.describeClaim(whoOf(use), aboutOf(document), shown.number, {
      kind,
      accused: namesIn(press.entered('accused')),
      checkable: checkableIn(kind, press.entered('checkable')),
      ...(statement === '' ? {} : { statement: statementFrom(statement) }),
    });
    return claimScreen(document, shown.number, use, 'Corrected.');
  },
};

const reply: DeskAction = {
  verb: 'reply',
  role: 'moderator',
  answers: 'form',
  async handle(press, use) {
    const { open: document, claim: shown } = await openClaim(press, use);
    return {
      kind: 'form',
      form: {
        custom_id: deskId(document, 'replied', shown.number),
        title: `Reply to ${claimId(document.in.document, shown.number)}`,
        components: [
          paragraphField('text', 'What they say, in their words', { max: 1_000 }),
          lineField('from', 'From whom, and where it was said', {
            max: 200,
            placeholder: 'for example: a statement to this server, 2026-11-22',
          }),
        ],
      },
    };
  },
};

const replied: DeskAction = {
  verb: 'replied',
  role: 'moderator',
  answers: 'same',
  async handle(press: DeskPress, use) {
    const { open: document, claim: shown } = await openClaim(press, use);
    const [text, from] = [oneLine(press.entered('text')), oneLine(press.entered('from'))];
    await use.desk.reply(whoOf(use), aboutOf(document), shown.number, text, from);
    return claimScreen(document, shown.number, use, 'The reply is shown with the claim, as theirs.');
  },
};

/** What is done about one claim, but for its evidence and verdict. */
export const claimActs: readonly DeskAction[] = [
  open,
  claim,
  list,
  evidence,
  history,
  replies,
  ...hide,
  ...showAgain,
  ...appeal,
  confirm,
  close,
  closed,
  merge,
  merged,
  describe,
  described,
  reply,
  replied,
];
