import { describe, expect, it } from 'vitest';
import { furtherSentences } from '../../src/answer/further-sentences.ts';
import { Quote } from '../../src/domain/quote.ts';
import { indexedOf, spanOf } from '../helpers/documents.ts';

const text = 'The river rose. The mill stood.\n\nNobody slept. The mill stood.\n\nThe vats leaked.';
const from = indexedOf(text);
const ranked = from.outline.sentences.map((sentence) => ({ in: from, sentence, score: 0, cosine: 0 }));
const quoted = (words: string): Quote => {
  const { start, end } = spanOf(text, words);
  return Quote.cut(from.document, start, end);
};
const wordsBeyond = (shown: readonly string[], withheld: readonly string[] = []): string[] =>
  furtherSentences(
    ranked,
    from.document,
    shown.map(quoted),
    withheld.map((words) => spanOf(text, words)),
  ).map((quote) => quote.text);

describe('the sentences beyond what was shown', () => {
  it.each([
    {
      when: 'nothing was shown',
      shown: [],
      left: ['The river rose.', 'The mill stood.', 'Nobody slept.', 'The vats leaked.'],
    },
    {
      when: 'the same words were shown',
      shown: ['The mill stood.'],
      left: ['The river rose.', 'Nobody slept.', 'The vats leaked.'],
    },
    {
      when: 'two sentences were shown as one quote',
      shown: ['The river rose. The mill stood.'],
      left: ['Nobody slept.', 'The mill stood.', 'The vats leaked.'],
    },
    {
      when: 'a part of a sentence was shown',
      shown: ['river rose'],
      left: ['The river rose.', 'The mill stood.', 'Nobody slept.', 'The vats leaked.'],
    },
  ])('say something new and keep their order, where $when', ({ shown, left }) => {
    expect(wordsBeyond(shown)).toEqual(left);
  });

  it('are none of marks alone', () => {
    const { document, outline } = indexedOf('* * *\n\nThe river rose.\n\n———\n\n!?');
    const all = outline.sentences.map((sentence) => ({ in: from, sentence, score: 0, cosine: 0 }));
    expect(all.length).toBeGreaterThan(1);
    expect(furtherSentences(all, document, [], []).map(({ text: words }) => words)).toEqual(['The river rose.']);
  });

  it('are none of which a part is withheld', () => {
    expect(wordsBeyond([], ['vats', 'river'])).toEqual(['The mill stood.', 'Nobody slept.']);
  });
});
