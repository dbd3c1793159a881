import { beforeAll, describe, expect, it } from 'vitest';
import { makeDataDir } from './data-dir.ts';
import { hearsay } from './run-program.ts';

let dataDir = '';
beforeAll(async () => {
  dataDir = await makeDataDir();
});

describe('hearsay page', () => {
  it('says that a page is private until it is published, and notes who published it', async () => {
    expect((await hearsay(['page', 'meo-mossalaha'], { dataDir })).stdout).toContain('is private');
    expect((await hearsay(['page', 'meo-mossalaha', '--publish'], { dataDir })).stdout).toContain('is published');
    expect((await hearsay(['page', 'meo-mossalaha'], { dataDir })).stdout).toContain('is published');
    expect((await hearsay(['page', 'meo-mossalaha', '--private'], { dataDir })).stdout).toContain('is private');
    const audit = await hearsay(['audit'], { dataDir });
    expect(audit.stdout).toContain('page published');
    expect(audit.stdout).toContain('page made private');
  });

  it.each([
    { why: 'both at once', args: ['page', 'meo-mossalaha', '--publish', '--private'], code: 1 },
    { why: 'an unknown document', args: ['page', 'nothing'], code: 1 },
    { why: 'no document', args: ['page'], code: 2 },
  ])('refuses $why in a sentence', async ({ args, code }) => {
    const ended = await hearsay(args, { dataDir });
    expect(ended).toMatchObject({ code, stdout: '' });
    expect(ended.stderr).toMatch(/^hearsay: \S.*[.`]/u);
  });
});
