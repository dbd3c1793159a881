import { type AnswerJson, rules } from '../../../dist/answer/answer-json.js';
import type { GoldenQuestion } from '../../../scripts/eval/golden-set.ts';
import { type Judged, judge } from '../../../scripts/eval/judge-answer.ts';
import type { Material } from '../../../scripts/eval/own-voice.ts';

export const material: Material = {
  text: 'The river rose in March. The mayor slept. “Nobody came,” said the baker.',
  noun: 'article',
  description: 'An article; publisher, author, and date not given.',
  footer: 'Article, publisher not given, date not given · no claim of it has been checked',
  facts: [],
  publishers: [],
};

const question: GoldenQuestion = {
  id: 'made-up-1',
  kind: 'direct',
  language: 'en',
  question: 'What rose?',
  outcome: 'answered',
  right: ['The river rose in March'],
  parts: [['The river rose in March']],
  facts: [],
  needsFact: false,
  never: [],
  split: 'held-out',
};

type MadeUp = {
  readonly asked?: Partial<GoldenQuestion>;
  /** Words of the text; none for an answer that it does not address the question. */
  readonly quotes?: readonly string[];
  readonly uncertain?: true;
  /** A line of its own that stands above everything. */
  readonly saying?: string;
};

/** A made-up answer to a made-up question, judged as a real one is. */
export function judged({ asked, quotes = [], uncertain, saying }: MadeUp): Judged {
  const heading = uncertain ? 'Closest passages, may not answer (the article claims)' : 'The article claims';
  const lines = [
    ...(saying === undefined ? [] : [saying]),
    quotes.length > 0 ? heading : 'The article does not address this.',
    ...quotes.flatMap((words) => [`  “${words}”`, '  ¶ 1 · not checked']),
    '———',
    'Independently verified',
    'Nothing on this question: not checked.',
    `  ${material.footer}`,
  ];
  const answer: AnswerJson = {
    question: question.question,
    outcome: quotes.length > 0 ? 'answered' : 'not-addressed',
    ...(uncertain ? { reason: 'uncertain' } : {}),
    language: 'en',
    notices: [],
    claims: quotes.map(claim),
    verified: [],
    nearest: [],
    text: lines.join('\n'),
    rules,
    timingsMs: { embed: 0, search: 0, read: 0, compose: 0, total: 0 },
  };
  return judge({ ...question, ...asked }, 'made-up', material, answer);
}

function claim(words: string): AnswerJson['claims'][number] {
  const start = Math.max(0, material.text.indexOf(words));
  const place = { start, end: start + words.length, unit: 'utf-16', paragraph: 1 } as const;
  const source = { document: 'made-up', revision: 'a'.repeat(64), receipt: '' };
  return { speaker: 'the article', standing: 'not-checked', touches: [], quote: { text: words, ...place, ...source } };
}
