import { describe, expect, it } from 'vitest';
import { barPlotOf } from '../../../scripts/eval/bar-plot.ts';

const rate = (value: number) => ({ value, low: value / 2, high: value, of: 10 });
const svg = barPlotOf({
  title: 'a < b',
  legend: [{ colour: '#000001', words: 'one' }],
  rows: [
    { name: 'half', bars: [{ rate: rate(0.5), colour: '#000002', target: { value: 0.75, words: '≥ .75' } }] },
    {
      name: 'both',
      bars: [
        { rate: rate(1), colour: '#000002' },
        { rate: rate(0), colour: '#000002' },
      ],
    },
  ],
});
const numbers = (pattern: RegExp): number[] => [...svg.matchAll(pattern)].map(([, value]) => Number(value));

describe('a plot of bars', () => {
  const [half = 0, whole = 0, none = 0] = numbers(/width="([\d.]+)" height="12" fill="#000002"/g);
  const [zero = 0] = numbers(/<rect x="([\d.]+)" y="[\d.]+" width="[\d.]+" height="12" fill="#000002"/g);

  it('draws each as long as its value, and nothing at all so that it can still be seen', () => {
    expect(whole).toBeCloseTo(2 * half, 0);
    expect(none).toBeGreaterThan(0);
    expect(none).toBeLessThan(whole / 50);
  });

  it('marks what is to be reached on the same scale', () => {
    const [target = 0] = numbers(/<line x1="([\d.]+)"[^>]*stroke-width="3"/g);
    expect(target - zero).toBeCloseTo(0.75 * whole, 0);
    expect(svg).toContain('0.500 of 10, to reach ≥ .75');
  });

  it('draws no bar over another', () => {
    const ys = numbers(/y="([\d.]+)" width="[\d.]+" height="12" fill="#000002"/g);
    expect(ys).toHaveLength(3);
    for (const [at, y] of ys.entries()) if (at > 0) expect(y - ys[at - 1]!).toBeGreaterThan(12);
  });

  it('escapes what is no XML', () => {
    expect(svg).toContain('a &#60; b');
  });
});
