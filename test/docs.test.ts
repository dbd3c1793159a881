import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

describe('the README', () => {
  it('gives the held-out figures of docs/quality.md, which a command writes', () => {
    const figures = /^In one line, held out: (.+)$/mu.exec(read('docs/quality.md'))?.[1];
    expect(figures).toMatch(/hit@1 0\.\d{3}/u);
    expect(read('README.md').replace(/\s+/gu, ' ')).toContain(figures);
  });

  it('gives the figures on speed of docs/performance.md, which a command writes out of docs/performance.json', () => {
    const figures = /^In one line, 10,000 passages: (.+)$/mu.exec(read('docs/performance.md'))?.[1];
    expect(figures).toMatch(/^search \d+\.\d ms/u);
    expect(read('README.md').replace(/\s+/gu, ' ')).toContain(figures);
  });
});
