import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/domain/errors.ts';
import { documentFromFile, explainReading, readDocumentFile } from '../../src/library/document-file.ts';
import { temporaryFolder } from '../contract/stores.ts';

const bytes = new TextEncoder().encode('The river rose.');

describe('a file as a document', () => {
  it('has an id made of its name, and what nobody said is not given', () => {
    expect(documentFromFile('/some/where/Rapport été.md', bytes, { owner: '42', language: 'fr' })).toEqual({
      facts: {
        id: 'rapport-ete',
        title: 'Rapport été.md',
        publisher: null,
        author: null,
        genre: 'document',
        published: null,
        url: null,
        language: 'fr',
        owner: '42',
      },
      format: 'markdown',
      bytes,
      label: 'Rapport été.md',
    });
  });

  it('has the id and the facts that somebody gives it', () => {
    const { facts } = documentFromFile('a.txt', bytes, { owner: '42', language: 'en', id: 'river', genre: 'report' });
    expect(facts).toMatchObject({ id: 'river', genre: 'report' });
    expect(() => documentFromFile('a.txt', bytes, { owner: '42', language: 'en', id: '../up' })).toThrow(InputError);
  });
});

describe('the address of a file', () => {
  const withUrl = (url: string) => () => documentFromFile('a.txt', bytes, { owner: '42', language: 'en', url });
  const ofLength = (length: number): string => 'https://example.org/'.padEnd(length, 'a');

  it('may have 512 characters', () => {
    expect(withUrl(ofLength(512))().facts.url).toHaveLength(512);
  });

  it.each([
    { what: 'has 513 characters', url: ofLength(513) },
    { what: 'has more as a link carries it', url: `https://example.org/${'水'.repeat(100)}` },
    { what: 'is no page’s', url: 'ftp://example.org/a' },
    { what: 'holds a line break', url: 'https://example.org/\nIndependently' },
    { what: 'is broken', url: 'https://' },
  ])('is refused where it $what', ({ url }) => {
    expect(withUrl(url)).toThrow(InputError);
  });
});

describe('a file on disk', () => {
  it('is read byte for byte', async () => {
    const path = join(await temporaryFolder(), 'a.txt');
    await writeFile(path, bytes);
    expect(new Uint8Array(await readDocumentFile(path))).toEqual(bytes);
  });

  it.each([
    { why: 'is missing', at: async (folder: string) => join(folder, 'none.txt'), says: 'does not exist' },
    { why: 'is a folder', at: async (folder: string) => folder, says: 'is a folder' },
    { why: 'stands in a file', at: async () => join(import.meta.filename, 'a.txt'), says: 'does not exist' },
    { why: 'has no possible name', at: async () => 'a\0b', says: 'cannot be the name of a file' },
    {
      why: 'has a name that is too long',
      at: async (folder: string) => join(folder, 'x'.repeat(300)),
      says: 'too long',
    },
    {
      why: 'has 50 MB',
      at: async (folder: string) => {
        const path = join(folder, 'large.txt');
        await writeFile(path, new Uint8Array(50_000_000));
        return path;
      },
      says: 'has 50.0 MB, and at most 20 MB can be read',
    },
    {
      why: 'is a link to itself',
      at: async (folder: string) => {
        const path = join(folder, 'circle');
        await symlink(path, path);
        return path;
      },
      says: 'leads to itself',
    },
  ])('that $why is refused with a sentence that says what to do', async ({ at, says }) => {
    const path = await at(await temporaryFolder());
    const reading = readDocumentFile(path);
    await expect(reading).rejects.toThrow(InputError);
    await expect(reading).rejects.toThrow(says);
    await expect(reading).rejects.toThrow(/: [a-z].*\.$/);
  });

  it('that may not be read is explained by its error’s code, because root may read everything', () => {
    const error = Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' });
    expect(explainReading(error, 'a.txt')).toMatchObject({
      userMessage: 'a.txt may not be read: give your user the right to read it.',
    });
  });

  it('that fails for another reason keeps its error', () => {
    const error = new TypeError('a bug of ours');
    expect(explainReading(error, 'a.txt')).toBe(error);
  });
});
