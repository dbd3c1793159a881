import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanQuestion } from '../../src/answer/clean-question.ts';

const textOf = (raw: string): string => {
  const clean = cleanQuestion(raw);
  return clean.ok ? clean.text : `(${clean.reason})`;
};

describe('a question', () => {
  it.each([
    ['zero-width characters', 'Ha\u200bj\u200dib\ufeff?', 'Hajib?'],
    ['control characters', 'What\u0000 is\u0007\u001b this?', 'What is this?'],
    ['colours of a terminal, numbers and all', 'What \u001b[1;31mis\u001b[0m this?', 'What is this?'],
    ['line ends and tabs', ' What\r\nis\tthis?\u2028 ', 'What is this?'],
    ['no-break and wide spaces', 'What\u00a0is\u3000this?', 'What is this?'],
    ['direction marks', '\u202eWhat is\u202c \u2066this\u2069?', 'What is this?'],
    ['soft hyphens', 'Mossa\u00adlaha', 'Mossalaha'],
    ['lone surrogates', 'What is \ud83d this\udc00?', 'What is this?'],
    ['invisible fillers', 'What\u3164 is\u115f this?', 'What is this?'],
    ['private and unassigned characters', 'What \ue000is\u{e0041} this?', 'What is this?'],
  ])('loses its %s', (_, raw, text) => {
    expect(textOf(raw)).toBe(text);
  });

  it.each([
    ['another script', 'من هو محمد حاجب؟'],
    ['accents, composed or not', 'Oulémas Oule\u0301mas'],
    ['emoji', 'Why 🕊 Hajib?'],
    ['Markdown, mentions and links', '**Who** is `Hajib` @everyone <@1> https://a.example'],
    ['a single digit', '7'],
  ])('keeps %s', (_, raw) => {
    expect(textOf(raw)).toBe(raw);
  });

  it.each(['', '   ', '?!… —', '\u200b\u200c\u2060', '\u0000\u0001', '🕊🕊', '***', '\ud83d', '\u3164'])(
    'without words is refused with a sentence that says what to ask: "%s"',
    (raw) => {
      const clean = cleanQuestion(raw);
      expect(clean).toMatchObject({ ok: false, reason: 'empty' });
      expect(clean).toMatchObject({ sentence: expect.stringMatching(/What is Mossalaha\?$/) });
    },
  );

  it('of 3,000 characters is refused and says both numbers', () => {
    expect(cleanQuestion('a'.repeat(3_000))).toEqual({
      ok: false,
      reason: 'too-long',
      sentence: 'This question has 3,000 characters; please ask it in at most 1,000.',
    });
  });

  it('is counted as people count, after cleaning', () => {
    expect(cleanQuestion(`${'𝔘'.repeat(999)}a`).ok).toBe(true);
    expect(cleanQuestion(`a${' \u200b'.repeat(2_000)}b`)).toEqual({ ok: true, text: 'a b' });
    expect(cleanQuestion('a'.repeat(1_001)).ok).toBe(false);
  });

  it('becomes one line of plain text with a word in it, or is refused; cleaning again changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (raw) => {
        const clean = cleanQuestion(raw);
        if (!clean.ok) return;
        expect(clean.text).toMatch(/[\p{L}\p{N}]/u);
        expect(clean.text).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]| {2}|^ | $/u);
        expect(clean.text.isWellFormed()).toBe(true);
        expect(cleanQuestion(clean.text)).toEqual(clean);
      }),
      { numRuns: 500 },
    );
  });
});
