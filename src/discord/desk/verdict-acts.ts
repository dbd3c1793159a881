import { createHash } from 'node:crypto';
import type { OpenDocument } from '../../answer/claim-screens.ts';
import { documentSays } from '../../answer/document-says.ts';
import { publisherName, standingWords } from '../../answer/message.ts';
import { type Claim, type Evidence, type Label, labels, type Source } from '../../domain/claim.ts';
import { InputError } from '../../domain/errors.ts';
import { claimId } from '../../ledger/claim-id.ts';
import { shownEvidence } from '../../ledger/ledger.ts';
import { oneLine } from '../../ledger/one-line.ts';
import { labelsFor } from '../../ledger/verdict-rules.ts';
import type { DeskAction, DeskPress, Reply } from '../commands/command.ts';
import type { Label as Field, SelectOption } from '../components.ts';
import { lineField, menuField, paragraphField, radioField } from '../form-fields.ts';
import { limits } from '../limits.ts';
import { aboutOf, claimScreen, deskId, openClaim, whoOf } from './open-claim.ts';
import { reasonIn, reasonLength, reasonName } from './typed-words.ts';

type Shown = { readonly evidence: Evidence; readonly source: Source };

/** A record in a menu: its id may be a key of the ledger, which no surface shows. */
export const recordMark = ({ id }: Pick<Evidence, 'id'>): string =>
  createHash('sha256').update(id).digest('base64url').slice(0, 12);

const stanceWords = { supports: 'for', refutes: 'against', context: 'context' } as const;

/** The records of a claim for a menu, by publisher and date. */
export const recordOptions = (records: readonly Shown[]): SelectOption[] =>
  records.slice(0, limits.selectOptions).map(({ evidence, source }, at) => ({
    label:
      `${at + 1} · ${publisherName(source)}, ${source.date ?? 'undated'}, ${stanceWords[evidence.stance]}${evidence.read ? '' : ', from memory'}`.slice(
        0,
        limits.option,
      ),
    value: recordMark(evidence),
  }));

/** Which of a claim's records were picked; one that is gone is said, not left out. */
function recordsPicked(records: readonly Shown[], marks: readonly string[]): Shown[] {
  return marks.map((mark) => {
    const found = records.find(({ evidence }) => recordMark(evidence) === mark);
    if (found === undefined)
      throw new InputError(
        'A record that you picked was withdrawn meanwhile. Open the claim again and look at what is left.',
      );
    return found;
  });
}

const fields = {
  label: (claim: Claim): Field =>
    radioField(
      'label',
      'How it stands',
      labelsFor(claim).map((label) => ({ label: standingWords[label], value: label })),
    ),
  reason: paragraphField(reasonName, 'Why', { max: reasonLength, description: 'Shown with the verdict.' }),
  fact: paragraphField('fact', 'What may be stated as fact', {
    max: 400,
    required: false,
    description: 'In the records’ sense, never the document’s own sentence. Leave empty for none.',
  }),
};

/** The form of a verdict; the records that bear out its fact are picked in it. */
const propose: DeskAction = {
  verb: 'propose',
  role: 'moderator',
  answers: 'form',
  async handle(press, use) {
    const { open, claim } = await openClaim(press, use);
    const options = recordOptions(shownEvidence(open.ledger, claim.number));
    const records: Field[] =
      options.length === 0
        ? []
        : [
            menuField(
              'Records that bear out the fact',
              { type: 3, custom_id: 'records', min_values: 0, max_values: options.length, required: false, options },
              'Of at least two independent origins. Only where you state a fact.',
            ),
          ];
    const asOf = lineField('asof', 'As of', { max: 60, required: false, placeholder: 'for example 2024-07' });
    return formFor(open, claim, 'proposed', [
      fields.label(claim),
      fields.reason,
      fields.fact,
      ...(options.length === 0 ? [] : [asOf]),
      ...records,
    ]);
  },
};

/** The same where one primary record is enough, with the reason why. */
const primary: DeskAction = {
  verb: 'primary',
  role: 'moderator',
  answers: 'form',
  async handle(press, use) {
    const { open, claim } = await openClaim(press, use);
    const options = recordOptions(shownEvidence(open.ledger, claim.number));
    if (options.length === 0) throw new InputError('There is no record for this claim yet. Add evidence first.');
    return formFor(open, claim, 'primaried', [
      fields.label(claim),
      fields.reason,
      fields.fact,
      menuField(
        'The primary record',
        { type: 3, custom_id: 'records', options },
        'A law, a court’s decision, a dataset.',
      ),
      paragraphField('why', 'Why this record alone is enough', { max: reasonLength }),
    ]);
  },
};

const formFor = (open: OpenDocument, claim: Claim, done: string, components: Field[]): Reply => ({
  kind: 'form',
  form: {
    custom_id: deskId(open, done, claim.number, setMark(shownEvidence(open.ledger, claim.number))),
    title: `Verdict on ${claimId(open.in.document, claim.number)}`,
    components,
  },
});

/** Changes with the records that a form was opened on. */
const setMark = (records: readonly Shown[]): string =>
  createHash('sha256')
    .update(JSON.stringify(records.map(({ evidence }) => evidence.id).sort()))
    .digest('base64url')
    .slice(0, 8);

const labelIn = ({ entered }: DeskPress): Label => {
  const label = labels.find((known) => known === entered('label'));
  if (label === undefined) throw new InputError('Choose how the claim stands, then send the form again.');
  return label;
};

const orNull = (typed: string): string | null => (oneLine(typed) === '' ? null : oneLine(typed));

/** The forms that `propose` and `primary` opened. */
const proposed = (verb: 'proposed' | 'primaried'): DeskAction => ({
  verb,
  role: 'moderator',
  answers: 'same',
  async handle(press, use) {
    const { open, claim } = await openClaim(press, use);
    const shown = shownEvidence(open.ledger, claim.number);
    const picked = recordsPicked(shown, press.pickedIn('records'));
    if (press.args[1] !== setMark(shown))
      throw new InputError(
        'The evidence for this claim has changed since you opened the form. Open the claim again and look at what is there now.',
      );
    const fact = orNull(press.entered('fact'));
    const [record] = picked;
    const isPrimary = verb === 'primaried' && record !== undefined;
    await use.desk.propose(
      whoOf(use),
      aboutOf(open),
      {
        claim: claim.number,
        seen: shown.map(({ evidence }) => evidence.id),
        label: labelIn(press),
        reason: reasonIn(press),
        fact,
        asOf: isPrimary && fact !== null ? record.source.date : orNull(press.entered('asof')),
        bornOutBy: fact === null ? [] : picked.map(({ evidence }) => evidence.id),
        primary: isPrimary ? { evidence: record.evidence.id, reason: oneLine(press.entered('why')) } : null,
      },
      (words) => documentSays(open.in.document, words),
    );
    const next = use.settings.onePerson
      ? 'One-person mode is on, so you can approve it yourself; the verdict will say so.'
      : 'A second person, who added no evidence to it, approves it or sends it back.';
    return claimScreen(open, claim.number, use, `Proposed. ${next}`);
  },
});

const approve: DeskAction = {
  verb: 'approve',
  role: 'moderator',
  answers: 'same',
  async handle(press, use) {
    const { open, claim } = await openClaim(press, use);
    const { onePerson } = use.settings;
    const { mode } = await use.desk.approve(whoOf(use), aboutOf(open), press.args[1] ?? '', { onePerson });
    const how = mode === 'one-person' ? ' It says that one person decided.' : '';
    return claimScreen(open, claim.number, use, `Published.${how}`);
  },
};

const back: DeskAction = {
  verb: 'back',
  role: 'moderator',
  answers: 'form',
  async handle(press, use) {
    const { open, claim } = await openClaim(press, use);
    return {
      kind: 'form',
      form: {
        custom_id: deskId(open, 'sentback', claim.number, press.args[1] ?? ''),
        title: `Send back ${claimId(open.in.document, claim.number)}`,
        components: [paragraphField(reasonName, 'What has to change', { max: reasonLength })],
      },
    };
  },
};

const sentBack: DeskAction = {
  verb: 'sentback',
  role: 'moderator',
  answers: 'same',
  async handle(press, use) {
    const { open, claim } = await openClaim(press, use);
    await use.desk.sendBack(whoOf(use), aboutOf(open), press.args[1] ?? '', reasonIn(press));
    return claimScreen(open, claim.number, use, 'Sent back.');
  },
};

/** From a proposal to a verdict. */
export const verdictActs: readonly DeskAction[] = [
  propose,
  primary,
  proposed('proposed'),
  proposed('primaried'),
  approve,
  back,
  sentBack,
];
