import type { Answer } from '../answer/answer.ts';
import type { Card } from '../answer/cards.ts';
import { type Inline, innerMarks, type Line, messageOf, withCode } from '../answer/message.ts';
import { flagReasons, flagReasonWords } from '../domain/flagged-answer.ts';
import type { ShownAnswer } from '../domain/shown-answer.ts';
import { type Button, button, type Form, type Label } from './components.ts';
import { formatCustomId } from './custom-id.ts';
import { type Drawn, renderLines } from './render-lines.ts';

/** Who sees a message: everybody in its channel, or one person alone. */
export type Audience = 'public' | 'ephemeral';

export type AnswerView = {
  /** As it is stored; undefined where nothing was shown that could be drawn again. */
  readonly shown: ShownAnswer | undefined;
  /** How many records stand behind the answer's claims. */
  readonly evidence: number;
  readonly audience: Audience;
  /** Whether its question is kept, so that somebody can say that the answer is not right. */
  readonly canFlag?: boolean;
  /** Lines above the answer, for example which sentence it is about. */
  readonly above?: readonly Line[];
};

/** An answer with its buttons. */
export function renderAnswer(answer: Answer, view: AnswerView): Drawn {
  return renderLines([...(view.above ?? []), ...messageOf(answer)], buttonsOf(view));
}

function buttonsOf({ shown, evidence, audience, canFlag }: AnswerView): Button[] {
  const remove = audience === 'public' ? [removeButton(shown?.id ?? null)] : [];
  if (shown === undefined) return remove;
  const of = (label: string, verb: 'source' | 'evidence' | 'more' | 'follow' | 'flag'): Button =>
    button(label, formatCustomId({ shown: shown.id, verb }));
  return [
    ...(shown.shown > 0 ? [of('Check source', 'source')] : []),
    ...(evidence > 0 ? [of(`Evidence (${evidence})`, 'evidence')] : []),
    ...(shown.spans.length > shown.shown ? [of('More quotes', 'more')] : []),
    of('Follow up', 'follow'),
    ...(canFlag ? [of(flagLabel, 'flag')] : []),
    ...remove,
  ];
}

/** As the button and its form are called, wherever they are spoken of. */
export const flagLabel = 'Not right?';

const removeButton = (shown: string | null): Button => button('Remove', formatCustomId({ shown, verb: 'remove' }));

/** A card's own place among the pages, so that its buttons can turn them. */
export type Paged = { readonly shown: string; readonly verb: 'source' | 'evidence' };

/** @param paged whose pages they are; without it a card has no buttons */
export function renderCard(card: Card, paged?: Paged): Drawn {
  const turn = (label: string, page: number): Button[] =>
    paged !== undefined && page >= 0 && page < card.pages ? [button(label, formatCustomId({ ...paged, page }))] : [];
  return renderLines(card.lines, [...turn('Previous', card.page - 1), ...turn('Next', card.page + 1)]);
}

/**
 * A sentence of the bot's own, such as an error's `userMessage`. What stands between backticks is drawn as code. It may
 * hold words that somebody typed, so marks that mean the document become ‘ ’.
 */
export const renderSentence = (sentence: string, audience: Audience): Drawn =>
  renderLines(
    [{ kind: 'text', runs: withCode(innerMarks(sentence)) }],
    audience === 'public' ? [removeButton(null)] : [],
  );

const questionCharacters = 200;

/** A question's words as code, cut where they are many. */
export function questionLine(label: string, question: string): Line {
  const characters = [...question];
  const cut = characters.length > questionCharacters;
  const code: Inline = { code: cut ? `${characters.slice(0, questionCharacters).join('')}…` : question };
  return { kind: 'small', runs: [{ text: `${label}: ` }, code] };
}

/** The form behind Follow up. */
export const followUpForm = (shown: string, maxCharacters: number): Form => ({
  custom_id: formatCustomId({ shown, verb: 'ask' }),
  title: 'Follow up',
  components: [textField('Your question about the same document', questionField, true, maxCharacters)],
});

export const questionField = 'question';

/** The form behind Not right? */
export const flagForm = (shown: string): Form => ({
  custom_id: formatCustomId({ shown, verb: 'report' }),
  title: flagLabel,
  components: [
    {
      type: 18,
      label: 'What is wrong?',
      description: 'It is kept with the question, never with your name.',
      component: {
        type: 21,
        custom_id: reasonField,
        required: true,
        options: flagReasons.map((reason) => ({ label: flagReasonWords[reason], value: reason })),
      },
    },
    textField('More, in a sentence, if you like', noteField, false, maxNoteCharacters),
  ],
});

export const reasonField = 'reason';
export const noteField = 'note';
export const maxNoteCharacters = 300;

const textField = (label: string, id: string, required: boolean, maxCharacters: number): Label => ({
  type: 18,
  label,
  component: { type: 4, custom_id: id, style: 2, required, max_length: maxCharacters },
});
