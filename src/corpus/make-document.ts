import { Document, type DocumentFacts, type DocumentFormat } from '../domain/document.ts';
import { DamagedDocumentError, InputError, InvariantError } from '../domain/errors.ts';
import { sha256 } from './sha256.ts';

const maxIdLength = 64;

/**
 * A document of these words, which are kept as they are.
 * @throws InputError if the id is not one
 * @throws InvariantError if the text has half a character, which no UTF-8 file can hold
 */
export function makeDocument(facts: DocumentFacts, format: DocumentFormat, text: string): Document {
  requireDocumentId(facts.id);
  if (/\p{Surrogate}/u.test(text)) throw new InvariantError(`the text of ${facts.id} holds half of a surrogate pair`);
  return Document.make(facts, format, text, sha256(text));
}

/**
 * A document that was kept somewhere, if its words are still the same.
 * @param expectedSha256 of the text as UTF-8, lower-case hex
 * @throws DamagedDocumentError if the text is not the one that was kept
 */
export function restoreDocument(
  facts: DocumentFacts,
  format: DocumentFormat,
  text: string,
  expectedSha256: string,
): Document {
  const document = makeDocument(facts, format, text);
  if (document.sha256 === expectedSha256) return document;
  throw new DamagedDocumentError(
    `The text of the document ${facts.id} was changed or damaged (its sha256 is ${document.sha256}, not ${expectedSha256}): ` +
      'index the original text again, or put a backup of the database in place.',
  );
}

/** By the file's extension: `.md` and `.markdown` are Markdown, everything else is plain text. */
export const formatOf = (fileName: string): DocumentFormat =>
  /\.(?:md|markdown)$/i.test(fileName) ? 'markdown' : 'text';

/**
 * @returns the id itself
 * @throws InputError if it is not 1 to 64 of a-z, 0-9 and hyphens, beginning with a letter or digit
 */
export function requireDocumentId(id: string): string {
  if (/^[a-z0-9][a-z0-9-]{0,63}$/.test(id)) return id;
  throw new InputError(
    `${id === '' ? 'An empty name' : id} cannot be a document's id: use 1 to ${maxIdLength} small letters a-z, digits and hyphens, beginning with a letter or digit, for example annual-report-2024.`,
  );
}

/** Letters that Unicode does not take apart into a Latin letter and its marks. */
const latinLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/**
 * An id made of a file's name, without folder and extension: `Rapport été.md` gives `rapport-ete`. A name without Latin
 * letters or digits gives `document-` and eight hex digits of its hash, so the same name always gives the same id.
 */
export function documentIdFrom(fileName: string): string {
  const name = fileName.replace(/^.*[/\\]/s, '').replace(/(?!^)\.[^.]*$/s, '');
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{Mn}/gu, '')
    .replace(/[^\x00-\x7f]/g, (letter) => latinLetters[letter] ?? ' ')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, maxIdLength)
    .replace(/-$/, '');
  return slug === '' ? `document-${sha256(name).slice(0, 8)}` : slug;
}
