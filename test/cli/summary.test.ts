import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { opEdText } from '../helpers/built-in.ts';
import { makeDataDir } from './data-dir.ts';
import { hearsay, temporaryFolder } from './run-program.ts';

let dataDir = '';
beforeAll(async () => {
  dataDir = await makeDataDir();
});

/** Every quote of an answer or summary as JSON, with its place. */
const quotesIn = (value: unknown): { text: string; start: number; end: number }[] => {
  if (typeof value !== 'object' || value === null) return [];
  if ('text' in value && 'start' in value && 'end' in value && 'unit' in value)
    return [value as { text: string; start: number; end: number }]; // as: what Quote.toJSON gives
  return Object.values(value).flatMap(quotesIn);
};

describe('hearsay summary', () => {
  it('says heading by heading what the document argues, who is accused and what is verified', async () => {
    const { code, stdout, stderr } = await hearsay(['summary'], { dataDir });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const words of ['The op-ed claims', 'its section gives no figure', 'ndependently verified'])
      expect(stdout).toContain(words);
  });

  it('gives every quote with its exact place as JSON, at each length', async () => {
    for (const length of ['short', 'standard', 'sections']) {
      const { code, stdout } = await hearsay(['summary', '--length', length, '--json'], { dataDir });
      expect(code).toBe(0);
      const quotes = quotesIn(JSON.parse(stdout));
      expect(quotes.length).toBeGreaterThan(2);
      expect(quotes.filter(({ text, start, end }) => opEdText.slice(start, end) !== text)).toEqual([]);
    }
  });

  it('is framed in German or French, with the quotes as they are', async () => {
    const { stdout } = await hearsay(['summary', '--frame', 'de'], { dataDir });
    expect(stdout).not.toContain('The op-ed claims');
    expect(stdout).toContain('Morocco confronted the terrorist threat');
  });

  it.each([
    { why: 'an unknown length', args: ['--length', 'long'] },
    { why: 'an unknown language of the frame', args: ['--frame', 'xx'] },
  ])('refuses $why, naming those there are', async ({ args }) => {
    const { code, stderr } = await hearsay(['summary', ...args], { dataDir });
    expect(code).toBe(2);
    expect(stderr).toMatch(/short|en, de/u);
  });
});

describe('hearsay brief', () => {
  it('writes one claim on one page, as text, Markdown or HTML without a script', async () => {
    const text = await hearsay(['brief', 'M-11'], { dataDir });
    expect(text).toMatchObject({ code: 0, stderr: '' });
    expect(text.stdout).toContain('M-11');
    expect(text.stdout).toContain('the experienced terrorist and ex-convict Mohammad Hajib');
    const markdown = await hearsay(['brief', '11', '--format', 'md'], { dataDir });
    expect(markdown.stdout).toMatch(/^#/mu);
    const folder = await temporaryFolder();
    const file = join(folder, 'brief.html');
    expect(await hearsay(['brief', 'm-11', '--format', 'html', '--out', file], { dataDir })).toMatchObject({ code: 0 });
    const html = await readFile(file, 'utf8');
    expect(html).toMatch(/^<!doctype html>/iu);
    expect(html).not.toMatch(/<script|<img|<link|url\(/u);
  });

  it.each([
    { why: 'a claim that is not there', args: ['M-999'], code: 1, says: 'There is no such claim' },
    { why: 'a word that is no claim', args: ['hajib-terrorist'], code: 1, says: 'There is no such claim' },
    { why: 'an unknown format', args: ['M-11', '--format', 'pdf'], code: 2, says: 'md, html' },
  ])('refuses $why in a sentence', async ({ args, code, says }) => {
    const ended = await hearsay(['brief', ...args], { dataDir });
    expect(ended).toMatchObject({ code, stdout: '', stderr: expect.stringContaining(says) });
  });
});
