import { describe, expect, it } from 'vitest';
import { breakdown, measured, measureOf } from '../../../scripts/eval/golden-report.ts';
import { isRight } from '../../../scripts/eval/judge-answer.ts';
import { outsideQuotesAndCode, ownVoice } from '../../../scripts/eval/own-voice.ts';
import { judged, material } from './judged.ts';

describe('a right quote', () => {
  const question = { right: ['The river rose in March'] }; // 23 characters
  it.each([
    { why: 'all of it', start: 0, end: 24, right: true },
    { why: '14 of 23 characters', start: 9, end: 40, right: true },
    { why: '13 of 23 characters', start: 10, end: 40, right: false },
    { why: 'none of it', start: 25, end: 40, right: false },
  ])('has to cover 60 % of right words: $why', ({ start, end, right }) => {
    expect(isRight(material.text, question, { start, end })).toBe(right);
  });

  it('may cover them at any place where they stand', () => {
    expect(isRight('No. Yes. No.', { right: ['No'] }, { start: 9, end: 12 })).toBe(true);
  });
});

describe('a judged answer', () => {
  it('counts each of its quotes, and the first by itself', () => {
    expect(judged({ quotes: ['The mayor slept.', 'The river rose in March.'] })).toMatchObject({
      answered: true,
      quotes: 2,
      onPoint: 1,
      firstRight: false,
      anyRight: true,
      inexact: 0,
      ownVoice: [],
    });
  });

  it.each([
    { quotes: ['The river rose in March.', 'The mayor slept.'], both: true },
    { quotes: ['The mayor slept.', '“Nobody came,” said the baker.'], both: true },
    { quotes: ['The river rose in March.', '“Nobody came,” said the baker.'], both: false },
    { quotes: [], both: false },
  ])('shows both passages that a question needs only where each part is covered: $quotes', ({ quotes, both }) => {
    const parts = [['The river rose in March', 'Nobody came'], ['The mayor slept']];
    const one = judged({ asked: { kind: 'two-passages', right: parts.flat(), parts }, quotes });
    expect(one.allRight).toBe(both);
    expect(breakdown([one], ({ question }) => question.kind)).toContain('| both passages shown (of answered) |');
    const rate = measured(measureOf('both passages'), [one, judged({ quotes })]);
    expect(rate).toMatchObject({ value: Number(both), of: quotes.length === 0 ? 0 : 1 });
  });

  it('has an own voice where forbidden words stand outside quotation marks, whatever their case', () => {
    const asked = { never: ['the mayor slept'] };
    expect(judged({ asked, quotes: ['The mayor slept.'] }).ownVoice).toEqual([]);
    expect(judged({ asked, saying: 'Indeed The Mayor slept' }).ownVoice).toEqual([
      'the mayor slept',
      'Indeed The Mayor slept',
    ]);
  });
});

describe('the rule against an own voice', () => {
  it('takes a quote whole where the document has quotation marks of its own', () => {
    const { text } = judged({ quotes: ['“Nobody came,” said the baker.', 'The mayor slept.'] }).answer;
    expect(ownVoice(text, material)).toEqual([]);
    expect(outsideQuotesAndCode(text, material.text)).not.toMatch(/baker|came|mayor/u);
  });

  it.each([
    '  “Nobody came,” said the mayor.”',
    '  “The mayor slept.” He did. “The river rose in March.”',
    '  “The mayor slept',
    '  The mayor slept.”',
    '  ““',
  ])('is not misled by quotation marks that stand otherwise: %s', (line) => {
    const { text } = judged({ quotes: ['The mayor slept.'] }).answer;
    const [heading = '', ...rest] = text.split('\n');
    expect(ownVoice([heading, line, ...rest].join('\n'), material)).toEqual([line]);
  });
});
