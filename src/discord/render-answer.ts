import type { Answer } from '../answer/answer.ts';
import type { Card } from '../answer/cards.ts';
import type { Chapter } from '../answer/frame.ts';
import { type Inline, innerMarks, type Line, messageOf, withCode } from '../answer/message.ts';
import { flagReasons, flagReasonWords } from '../domain/flagged-answer.ts';
import type { ShownAnswer } from '../domain/shown-answer.ts';
import { type Button, button, type Control, type Form } from './components.ts';
import { formatCustomId } from './custom-id.ts';
import { paragraphField, radioField } from './form-fields.ts';
import { type Drawn, renderLines } from './render-lines.ts';
import { summaryButtons } from './summary-buttons.ts';

/** Who sees a message: everybody in its channel, or one person alone. */
export type Audience = 'public' | 'ephemeral';

export type AnswerView = {
  /** As it is stored; undefined where nothing was shown that could be drawn again. */
  readonly shown: ShownAnswer | undefined;
  /** How many records stand behind the answer's claims. */
  readonly evidence: number;
  readonly audience: Audience;
  /** Whether somebody can say that it is not right. */
  readonly canFlag?: boolean;
  /** Whether a button puts it into the channel, for all. */
  readonly canShow?: boolean;
  /** Lines above the answer, for example which sentence it is about. */
  readonly above?: readonly Line[];
};

/** An answer with its buttons. */
export function renderAnswer(answer: Answer, view: AnswerView): Drawn {
  return renderLines([...(view.above ?? []), ...messageOf(answer)], buttonsOf(view));
}

function buttonsOf({ shown, evidence, audience, canFlag, canShow }: AnswerView): Button[] {
  const remove = audience === 'public' ? [removeButton(shown?.id ?? null)] : [];
  if (shown === undefined) return remove;
  const of = (label: string, verb: 'source' | 'evidence' | 'more' | 'follow' | 'flag' | 'show'): Button =>
    button(label, formatCustomId({ shown: shown.id, verb }));
  return [
    ...summaryButtons(shown),
    ...(shown.shown > 0 ? [of('Check source', 'source')] : []),
    ...(evidence > 0 ? [of(`Evidence (${evidence})`, 'evidence')] : []),
    ...(shown.spans.length > shown.shown ? [of('More quotes', 'more')] : []),
    of('Follow up', 'follow'),
    ...(canFlag ? [of(flagLabel, 'flag')] : []),
    ...(canShow ? [of('Show in channel', 'show')] : []),
    ...remove,
  ];
}

/** As the button and its form are called, wherever they are spoken of. */
export const flagLabel = 'Not right?';

const removeButton = (shown: string | null): Button => button('Remove', formatCustomId({ shown, verb: 'remove' }));

/** A card's own place among the pages, so that its buttons can turn them. */
export type Paged = { readonly shown: string; readonly verb: 'source' | 'evidence' | Chapter };

/**
 * @param paged whose pages they are; without it no button turns them
 * @param controls what else stands beneath it
 * @param attached the name of a file that the message carries
 */
export function renderCard(card: Card, paged?: Paged, controls: readonly Control[] = [], attached?: string): Drawn {
  const turn = (label: string, page: number): Button[] =>
    paged !== undefined && page >= 0 && page < card.pages ? [button(label, formatCustomId({ ...paged, page }))] : [];
  const turns = [...turn('Previous', card.page - 1), ...turn('Next', card.page + 1)];
  return renderLines(card.lines, [...turns, ...controls], attached);
}

/**
 * A sentence of the bot's own, such as an error's `userMessage`. What stands between backticks is drawn as code. It may
 * hold words that somebody typed, so marks that mean the document become ‘ ’.
 */
export const renderSentence = (sentence: string, audience: Audience): Drawn =>
  renderLines(
    [{ kind: 'text', runs: withChannels(withCode(innerMarks(sentence))) }],
    audience === 'public' ? [removeButton(null)] : [],
  );

/** A channel that a sentence names as `<#id>` is shown by its name. */
const withChannels = (runs: readonly Inline[]): Inline[] =>
  runs.flatMap((run) =>
    'text' in run && !('link' in run)
      ? run.text.split(/<#(\d+)>/u).map((words, at): Inline => (at % 2 === 1 ? { channel: words } : { text: words }))
      : [run],
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
  components: [paragraphField(questionField, 'Your question about the same document', { max: maxCharacters })],
});

export const questionField = 'question';

/** The form behind Not right? */
export const flagForm = (shown: string): Form => ({
  custom_id: formatCustomId({ shown, verb: 'report' }),
  title: flagLabel,
  components: [
    radioField(
      reasonField,
      'What is wrong?',
      flagReasons.map((reason) => ({ label: flagReasonWords[reason], value: reason })),
      'Moderators read it, never with your name.',
    ),
    paragraphField(noteField, 'More, in a sentence, if you like', { max: maxNoteCharacters, required: false }),
  ],
});

export const reasonField = 'reason';
export const noteField = 'note';
export const maxNoteCharacters = 300;
