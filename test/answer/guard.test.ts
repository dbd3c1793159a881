import { describe, expect, it } from 'vitest';
import type { Draft } from '../../src/answer/answer.ts';
import { guard, maxVisibleCharacters } from '../../src/answer/guard.ts';
import { messageOf, visibleLength } from '../../src/answer/message.ts';
import { isQuoted, type Part, type Quoted } from '../../src/answer/part.ts';
import { quotedAt } from '../../src/answer/pick-quotes.ts';
import { renderText } from '../../src/answer/render-text.ts';
import { InvariantError } from '../../src/domain/errors.ts';
import { Quote } from '../../src/domain/quote.ts';
import { emptyLedger } from '../../src/ledger/ledger.ts';
import { ReviewedFact } from '../../src/ledger/reviewed-fact.ts';
import { indexedOf } from '../helpers/documents.ts';
import {
  draftOf,
  floodLedger,
  floodSpan,
  floodText,
  guarded,
  quotedWords,
  surroundings,
  timings,
} from '../helpers/flood.ts';
import { sourceOf, verdictOf } from '../helpers/ledgers.ts';

const accusation = quotedWords('Mayor Stone hid the report');
const plain = quotedWords('It fell in June.');
const claim = (quoted: Quoted): Part => ({ kind: 'claim', ...quoted });
const other = indexedOf(floodText);

describe('the guard', () => {
  it('lets an honest draft pass, frozen and timed', () => {
    const draft = draftOf([claim(accusation), claim(plain), { kind: 'not-checked' }]);
    const answer = guarded(draft);
    expect(answer).toMatchObject({ ...draft, timingsMs: timings });
    expect(Object.isFrozen(answer)).toBe(true);
  });

  const breaches: readonly {
    why: string;
    draft: Draft;
    withheld?: readonly { start: number; end: number }[];
    says: string;
  }[] = [
    {
      why: 'a quote of another document with the same words',
      draft: draftOf([claim({ ...plain, quote: Quote.cut(other.document, plain.quote.start, plain.quote.end) })]),
      says: 'another document',
    },
    {
      why: 'a quote without a document',
      draft: draftOf([claim(plain)], { document: undefined }),
      says: 'another document',
    },
    {
      why: 'another document than was searched',
      draft: draftOf([claim(plain)], { document: other.document }),
      says: 'another document',
    },
    {
      why: 'a further quote of another document',
      draft: draftOf([], { more: [quotedAt(floodSpan('It fell'), surroundings({ in: other }))] }),
      says: 'another document',
    },
    { why: 'a withheld span', draft: draftOf([claim(plain)]), withheld: [floodSpan('June')], says: 'withheld' },
    {
      why: 'a withheld span among further quotes',
      draft: draftOf([], { more: [plain] }),
      withheld: [floodSpan('June')],
      says: 'withheld',
    },
    {
      why: 'an accusation without its claim',
      draft: draftOf([claim({ ...accusation, touches: [] })]),
      says: 'without its claim',
    },
    {
      why: 'an accusation without a standing',
      draft: draftOf([claim({ ...accusation, shown: [] })]),
      says: 'without a standing',
    },
    {
      why: 'a wording outside its quote',
      draft: draftOf([claim({ ...plain, shown: accusation.shown })]),
      says: 'outside its quote',
    },
    {
      why: 'a claim in an answer that is none',
      draft: draftOf([claim(plain)], { outcome: 'not-addressed' }),
      says: 'a claim in an answer that is none',
    },
    {
      why: 'a nearest passage beside an answer',
      draft: draftOf([{ kind: 'nearest', ...plain }]),
      says: 'beside an answer',
    },
    {
      why: 'a fact that is the document’s own sentence',
      draft: draftOf([
        { kind: 'fact', fact: ReviewedFact.from(verdictOf({ fact: 'It fell in June.' }), [sourceOf()])! },
      ]),
      says: 'own sentence',
    },
    {
      why: 'a fact that is the document’s own sentence, spaced and cased otherwise',
      draft: draftOf([
        { kind: 'fact', fact: ReviewedFact.from(verdictOf({ fact: 'the River  rose in "May"' }), [sourceOf()])! },
      ]),
      says: 'own sentence',
    },
  ];
  it.each(breaches)('stops $why, as a bug of ours', ({ draft, withheld = [], says }) => {
    expect(() => guarded(draft, withheld)).toThrow(InvariantError);
    expect(() => guarded(draft, withheld)).toThrow(says);
  });

  it('lets a refused question pass without a document', () => {
    const draft = draftOf([], {
      document: undefined,
      outcome: 'refused',
      reason: 'empty',
      notices: ['Ask something.'],
    });
    expect(guard(draft, { in: undefined, ledger: emptyLedger, withheld: [] }, timings).outcome).toBe('refused');
  });
});

describe('a message that would be too long', () => {
  const long = (count: number, words = 'The river rose a little more that day.'): string =>
    Array.from({ length: count }, (_, at) => `${at}: ${words}`).join(' ');
  const answerTo = (
    text: string,
    spans: (text: string) => { start: number; end: number }[],
    facts: number[] = [],
    questions?: number,
  ) => {
    const indexed = indexedOf(text);
    const around = surroundings({ in: indexed, ledger: emptyLedger });
    const parts = [
      ...spans(text).map((span) => claim(quotedAt(span, around))),
      ...facts.map(
        (number): Part => ({
          kind: 'fact',
          fact: ReviewedFact.from(verdictOf({ claim: number, fact: `${number}: ${'It was high. '.repeat(25)}` }), [
            sourceOf(),
          ])!,
        }),
      ),
    ];
    return guard(
      draftOf(parts, { document: indexed.document, ledgerOrigin: null, questions }),
      { in: indexed, ledger: emptyLedger, withheld: [] },
      timings,
    );
  };
  const lengthOf = (answer: ReturnType<typeof answerTo>): number => visibleLength(messageOf(answer));

  it('loses its last quotes, which then are further ones, best first', () => {
    const text = ['one', 'two', 'three', 'four']
      .map((name) => `${name} ${'very high water '.repeat(28)}`.trim())
      .join('\n\n');
    const answer = answerTo(text, () => indexedOf(text).outline.blocks.slice(0, 4));
    expect(lengthOf(answer)).toBeLessThanOrEqual(maxVisibleCharacters);
    const shown = answer.parts.filter(isQuoted).map(({ quote }) => quote.text.split(' ')[0]);
    expect(shown).toEqual(['one', 'two']);
    expect(answer.more.map(({ quote }) => quote.text.split(' ')[0])).toEqual(['three', 'four']);
  });

  it('loses its second fact before a quote that answers a question of its own', () => {
    const text = ['one', 'two'].map((name) => `${name} ${'high water '.repeat(28)}`.trim()).join('\n\n');
    const spans = (): { start: number; end: number }[] => [...indexedOf(text).outline.blocks.slice(0, 2)];
    const kept = ({ parts }: ReturnType<typeof answerTo>): string[] => parts.map(({ kind }) => kind);
    expect(kept(answerTo(text, spans, [1, 2]))).toEqual(['claim', 'fact', 'fact']);
    expect(kept(answerTo(text, spans, [1, 2], 2))).toEqual(['claim', 'claim', 'fact']);
  });

  it('has a single quote cut after a sentence, and says so', () => {
    const answer = answerTo(long(60), (text) => [{ start: 0, end: text.length }]);
    expect(lengthOf(answer)).toBeLessThanOrEqual(maxVisibleCharacters);
    const [only] = answer.parts.filter(isQuoted);
    expect(only?.quote.text).toMatch(/that day\.$/);
    expect(only!.quote.text.length).toBeGreaterThan(700);
    expect(answer.notices).toEqual(['The quote is shortened; Check source shows all of it.']);
  });

  it('fits even where one sentence and its facts are long', () => {
    const answer = answerTo(
      `The river ${'rose and '.repeat(105)}fell.`,
      (text) => [{ start: 0, end: text.length }],
      [1, 2],
    );
    expect(lengthOf(answer)).toBeLessThanOrEqual(maxVisibleCharacters);
    const [only] = answer.parts.filter(isQuoted);
    expect(only?.quote.text.startsWith('The river rose')).toBe(true);
    expect(answer.parts.filter((part) => part.kind === 'fact').length).toBeGreaterThan(0);
    expect(answer.notices).toHaveLength(1);
  });

  it('keeps the standing of an accusation when it is cut', () => {
    const text = `Mayor Stone hid the report. ${long(60)}`;
    const indexed = indexedOf(text);
    const ledger = {
      ...floodLedger,
      claims: floodLedger.claims
        .filter(({ number }) => number === 2)
        .map((own) => ({ ...own, spans: [{ start: 0, end: 26 }] })),
    };
    const whole = quotedAt({ start: 0, end: text.length }, surroundings({ in: indexed, ledger }));
    const answer = guard(
      draftOf([claim(whole)], { document: indexed.document }),
      { in: indexed, ledger, withheld: [] },
      timings,
    );
    expect(lengthOf(answer)).toBeLessThanOrEqual(maxVisibleCharacters);
    expect(renderText(answer)).toContain('an accusation · evidence conflicts');
  });
});
