import { describe, expect, it } from 'vitest';
import { timeWords } from '../../../src/playground/page/time-words.ts';

const now = Date.UTC(2026, 10, 22, 12);
const day = 86_400_000;

describe('a moment in words', () => {
  it.each([
    { why: 'seconds ago', at: now - 5_000, words: '5 seconds ago' },
    { why: 'minutes ahead', at: now + 120_000, words: 'in 2 minutes' },
    { why: 'hours ago', at: now - 3 * 3_600_000, words: '3 hours ago' },
    { why: 'the day before', at: now - day, words: 'yesterday' },
    { why: 'months ago', at: now - 70 * day, words: '2 months ago' },
    { why: 'years ahead', at: now + 800 * day, words: 'in 2 years' },
    { why: 'this very moment', at: now, words: 'now' },
  ])('says how far off $why is', ({ at, words }) => {
    expect(timeWords(at, 'R', now, 'en-US')).toBe(words);
  });

  it.each([
    { style: 'd', words: '11/22/26' },
    { style: 'D', words: 'November 22, 2026' },
    { style: 'F', words: /^Sunday, November 22, 2026/ },
    { style: 'f', words: /^November 22, 2026 at \d/ },
    { style: '?', words: /^November 22, 2026 at \d/ },
    { style: 't', words: /^\d+:00\s[AP]M$/ },
    { style: 'T', words: /^\d+:00:00\s[AP]M$/ },
  ])('writes the style $style', ({ style, words }) => {
    expect(timeWords(now, style, now, 'en-US')).toMatch(words);
  });

  it('says so where there is no such date', () => {
    expect(timeWords(1e18, 'f', now)).toBe('an impossible date');
  });
});
