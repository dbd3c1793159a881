import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { maxDocumentBytes } from '../corpus/decode-text.ts';
import { documentIdFrom, formatOf, requireDocumentId } from '../corpus/make-document.ts';
import type { DocumentFacts } from '../domain/document.ts';
import { InputError } from '../domain/errors.ts';
import type { NewDocument } from './ingest.ts';

/** What somebody says of a file that they add; what is left out is taken from the file's name or "not given". */
export type FileFacts = Pick<DocumentFacts, 'owner' | 'language'> & {
  readonly [Fact in 'id' | 'title' | 'publisher' | 'author' | 'genre' | 'published' | 'url']?: string | undefined;
};

const maxAddressCharacters = 512;

/** What an address should be instead; undefined where it can stand beside a quote. Encoded, as a link carries it. */
export function addressProblem(url: string): string | undefined {
  if (!/^https?:\/\/\S+$/iu.test(url) || !URL.canParse(url)) return 'an address that begins with https://';
  return Math.max(url.length, new URL(url).href.length) > maxAddressCharacters
    ? `an address of at most ${maxAddressCharacters} characters`
    : undefined;
}

/**
 * A file as a document to ingest. Without an id it gets one made of the file's name.
 * @param fileName with its extension, which tells Markdown from plain text; folders before it are left out
 * @throws InputError if the id is not one, or the address is too long or none of a page
 */
export function documentFromFile(fileName: string, bytes: Uint8Array, facts: FileFacts): NewDocument {
  const label = basename(fileName);
  const problem = facts.url === undefined ? undefined : addressProblem(facts.url);
  if (problem !== undefined) throw new InputError(`The address of ${label} should be ${problem}.`);
  return {
    facts: {
      id: facts.id === undefined ? documentIdFrom(label) : requireDocumentId(facts.id),
      title: facts.title ?? label,
      publisher: facts.publisher ?? null,
      author: facts.author ?? null,
      genre: facts.genre ?? 'document',
      published: facts.published ?? null,
      url: facts.url ?? null,
      language: facts.language,
      owner: facts.owner,
    },
    format: formatOf(label),
    bytes,
    label,
  };
}

/**
 * The bytes of a file on disk, which may still be no text.
 * @throws InputError where it is missing, no file, not readable or larger than a document may be
 */
export async function readDocumentFile(path: string): Promise<Uint8Array> {
  try {
    return await readOrdinaryFile(path);
  } catch (error) {
    throw explainReading(error, path);
  }
}

async function readOrdinaryFile(path: string): Promise<Uint8Array> {
  // Opening a pipe would wait for its other end, so what the path leads to is looked at first.
  const about = await stat(path);
  if (about.isDirectory()) throw new InputError(`${path} is a folder: give a .txt or .md file in it.`);
  if (!about.isFile()) throw new InputError(`${path} is no ordinary file: save its words as a .txt or .md file.`);
  if (about.size > maxDocumentBytes)
    throw new InputError(
      `${path} has ${(about.size / 1_000_000).toFixed(1)} MB, and at most ${maxDocumentBytes / 1_000_000} MB can be read: split it into smaller files.`,
    );
  return readFile(path);
}

const adviceByCode: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist: check its name and folder.',
  ENOTDIR: 'does not exist: check its name and folder.',
  ENAMETOOLONG: 'is too long a name for a file: check what you typed.',
  ERR_INVALID_ARG_VALUE: 'cannot be the name of a file: check what you typed.',
  ELOOP: 'is a link that leads to itself: give the file it should lead to.',
  EACCES: 'may not be read: give your user the right to read it.',
  EPERM: 'may not be read: give your user the right to read it.',
};

/** Says what to do about a file that can't be read; other errors stay as they are. */
export function explainReading(error: unknown, path: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const advice =
    adviceByCode[code] ?? (/^E[A-Z0-9]+$/.test(code) && 'could not be read: check the disk that holds it.');
  return error instanceof InputError || !advice ? error : new InputError(`${path} ${advice}`, { cause: error });
}
