import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  documentIdFrom,
  formatOf,
  makeDocument,
  requireDocumentId,
  restoreDocument,
} from '../../src/corpus/make-document.ts';
import type { DocumentFacts } from '../../src/domain/document.ts';
import { InputError, InvariantError, OperatorError } from '../../src/domain/errors.ts';
import { generatedText } from './generated-text.ts';

const facts: DocumentFacts = {
  id: 'a-report',
  title: 'A report',
  publisher: null,
  author: null,
  genre: 'report',
  published: null,
  url: null,
  language: 'en',
  owner: 'everyone',
};

describe('a document', () => {
  it('keeps its text, and is named by the sha256 of its UTF-8', () => {
    fc.assert(
      fc.property(generatedText, (text) => {
        const document = makeDocument(facts, 'text', text);
        expect(document.text).toBe(text);
        expect(document.sha256).toBe(createHash('sha256').update(Buffer.from(text)).digest('hex'));
        expect(restoreDocument(facts, 'text', text, document.sha256)).toEqual(document);
      }),
      { numRuns: 300 },
    );
  });

  it('has the hash that the built-in article is catalogued with', () => {
    const read = (name: string): string =>
      readFileSync(new URL(`../../corpus/meo-mossalaha/${name}`, import.meta.url), 'utf8');
    expect(read('document.json')).toContain(makeDocument(facts, 'text', read('text.txt')).sha256);
  });

  it('is not restored from a text that changed by one character', () => {
    const { sha256 } = makeDocument(facts, 'text', 'One. Two.');
    const act = () => restoreDocument(facts, 'text', 'One. Two!', sha256);
    expect(act).toThrow(OperatorError);
    expect(act).toThrow(/a-report was changed or damaged .*: index the original text again/);
  });

  it('is not made of half a character', () => {
    expect(() => makeDocument(facts, 'text', 'a\ud83d')).toThrow(InvariantError);
  });

  it('is not made with an id that is none', () => {
    expect(() => makeDocument({ ...facts, id: '../x' }, 'text', 'a')).toThrow(InputError);
  });
});

describe('the format of a file', () => {
  it.each([
    { fileName: 'a.md', format: 'markdown' },
    { fileName: 'A.MARKDOWN', format: 'markdown' },
    { fileName: 'a.txt', format: 'text' },
    { fileName: 'README', format: 'text' },
    { fileName: 'a.md.txt', format: 'text' },
  ])('of $fileName is $format', ({ fileName, format }) => {
    expect(formatOf(fileName)).toBe(format);
  });
});

describe('the id of a document', () => {
  it.each(['a', '0', 'meo-mossalaha', 'a'.repeat(64)])('may be %s', (id) => {
    expect(requireDocumentId(id)).toBe(id);
  });

  it.each(['', '-a', 'A', 'a b', 'a/b', '..', 'é', 'a\n', 'a'.repeat(65)])('may not be %j', (id) => {
    expect(() => requireDocumentId(id)).toThrow(InputError);
  });

  it.each([
    { fileName: 'Rapport été 2021.md', id: 'rapport-ete-2021' },
    { fileName: '/srv/me/Straße & Łódź.tar.gz', id: 'strasse-lodz-tar' },
    { fileName: 'C:\\docs\\The_Report (final).txt', id: 'the-report-final' },
    { fileName: '.hidden', id: 'hidden' },
    { fileName: `${'a'.repeat(63)} b.txt`, id: 'a'.repeat(63) },
    { fileName: 'ﬁle.txt', id: 'file' },
  ])('made of $fileName is $id', ({ fileName, id }) => {
    expect(documentIdFrom(fileName)).toBe(id);
  });

  it('made of a name without Latin letters is the same every time', () => {
    expect(documentIdFrom('تقرير.txt')).toMatch(/^document-[0-9a-f]{8}$/);
    expect(documentIdFrom('تقرير.txt')).toBe(documentIdFrom('/tmp/تقرير.md'));
    expect(documentIdFrom('تقرير.txt')).not.toBe(documentIdFrom('报告.txt'));
  });

  it('made of any name is an id', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (name) => {
        expect(requireDocumentId(documentIdFrom(name))).toBe(documentIdFrom(name));
      }),
      { numRuns: 500 },
    );
  });
});
