import { describe, expect, it } from 'vitest';
import { describeProgress, duration, IngestMeter } from '../../src/cli/ingest-meter.ts';

describe('the progress of an ingest', () => {
  it('counts documents and passages, and tells speed and time left', () => {
    const meter = new IngestMeter([1_000, 1_000, 2_000]);
    meter.begin('a.txt', 5_000);
    meter.passages(100, 100);
    meter.end();
    meter.begin('b.md', 7_000);
    meter.passages(50, 100);
    // 150 passages in 3 s; 50 left here, and 200 in the 2,000 bytes ahead, as 1,000 bytes gave 100 so far.
    expect(describeProgress(meter.state(8_000))).toBe(
      'document 2 of 3 · b.md · 50 of 100 passages · 50 a second · about 5 s left',
    );
  });

  it('does not guess before anything was done', () => {
    const meter = new IngestMeter([1_000]);
    meter.begin('a.txt', 0);
    expect(describeProgress(meter.state(0))).toBe('document 1 of 1 · a.txt · 0 of 0 passages');
  });

  it('learns nothing about the time left from documents that were there already', () => {
    const meter = new IngestMeter([1_000_000, 100, 100]);
    meter.begin('there already', 0);
    meter.end();
    meter.begin('new', 0);
    meter.passages(10, 10);
    expect(describeProgress(meter.state(1_000))).toContain('10 a second · about 1 s left');
  });

  it.each([
    { seconds: 0.2, words: '1 s' },
    { seconds: 99, words: '99 s' },
    { seconds: 100, words: '2 min' },
    { seconds: 3_599, words: '1 h 0 min' },
    { seconds: 4_800, words: '1 h 20 min' },
  ])('writes $seconds seconds as $words', ({ seconds, words }) => {
    expect(duration(seconds)).toBe(words);
  });
});
