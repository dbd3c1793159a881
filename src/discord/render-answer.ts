import type { Answer } from '../answer/answer.ts';
import type { Card } from '../answer/cards.ts';
import { type Inline, innerMarks, type Line, messageOf, withCode } from '../answer/message.ts';
import type { ShownAnswer } from '../domain/shown-answer.ts';
import { type Button, button, type Form } from './components.ts';
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
  /** Lines above the answer, for example which sentence it is about. */
  readonly above?: readonly Line[];
};

/** An answer with its buttons. */
export function renderAnswer(answer: Answer, view: AnswerView): Drawn {
  return renderLines([...(view.above ?? []), ...messageOf(answer)], buttonsOf(view));
}

function buttonsOf({ shown, evidence, audience }: AnswerView): Button[] {
  const remove = audience === 'public' ? [removeButton(shown?.id ?? null)] : [];
  if (shown === undefined) return remove;
  const of = (label: string, verb: 'source' | 'evidence' | 'more' | 'follow'): Button =>
    button(label, formatCustomId({ shown: shown.id, verb }));
  return [
    ...(shown.shown > 0 ? [of('Check source', 'source')] : []),
    ...(evidence > 0 ? [of(`Evidence (${evidence})`, 'evidence')] : []),
    ...(shown.spans.length > shown.shown ? [of('More quotes', 'more')] : []),
    of('Follow up', 'follow'),
    ...remove,
  ];
}

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
  components: [
    {
      type: 18,
      label: 'Your question about the same document',
      component: { type: 4, custom_id: questionField, style: 2, required: true, max_length: maxCharacters },
    },
  ],
});

export const questionField = 'question';
