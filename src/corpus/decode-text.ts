import { InputError } from '../domain/errors.ts';
import { hasWord, isBlank } from './white-space.ts';

/** The largest file that is read as a document: 20 MB. */
export const maxDocumentBytes = 20_000_000;

/** How files begin that are no text, and what people call them. The longer beginning stands first. */
const foreignBeginnings: readonly { readonly bytes: string; readonly name: string }[] = [
  { bytes: '%PDF-', name: 'a PDF file' },
  { bytes: 'PK\x03\x04', name: 'a ZIP archive or an Office document (.docx, .odt, .epub)' },
  { bytes: '\xd0\xcf\x11\xe0', name: 'an old Office document (.doc, .xls, .ppt)' },
  { bytes: '{\\rtf', name: 'an RTF document' },
  { bytes: '\x89PNG', name: 'a picture' },
  { bytes: '\xff\xd8\xff', name: 'a picture' },
  { bytes: 'GIF8', name: 'a picture' },
  { bytes: '\x1f\x8b', name: 'a gzip archive' },
  { bytes: '7z\xbc\xaf\x27\x1c', name: 'a 7z archive' },
];

const foreignEncodings: readonly { readonly bytes: string; readonly name: string }[] = [
  { bytes: '\xff\xfe\x00\x00', name: 'UTF-32' },
  { bytes: '\x00\x00\xfe\xff', name: 'UTF-32' },
  { bytes: '\xff\xfe', name: 'UTF-16' },
  { bytes: '\xfe\xff', name: 'UTF-16' },
];

/**
 * The characters of a text file, unchanged: a byte order mark, CRLF and odd spaces stay.
 * @param label what to call the file in an error, usually its name
 * @throws InputError if the file is too large, is not text, is not UTF-8 or holds no words
 */
export function decodeText(bytes: Uint8Array, label: string): string {
  requireSize(bytes, label);
  requireTextFile(bytes, label);
  const text = decodeUtf8(bytes, label);
  requireWords(text, label);
  return text;
}

/** @throws InputError if there is no letter and no digit to ask about */
export function requireWords(text: string, label: string): void {
  if (hasWord(text)) return;
  const found = text === '' ? 'is empty' : isBlank(text) ? 'holds nothing but white space' : 'holds no words';
  throw new InputError(`${label} ${found}: check that it was saved, and give a file with text in it.`);
}

function requireSize(bytes: Uint8Array, label: string): void {
  if (bytes.length <= maxDocumentBytes) return;
  const limit = `${maxDocumentBytes / 1_000_000} MB`;
  throw new InputError(
    `${label} has ${(bytes.length / 1_000_000).toFixed(1)} MB, and at most ${limit} can be read: split it into smaller files.`,
  );
}

function requireTextFile(bytes: Uint8Array, label: string): void {
  const encoding = foreignEncodings.find((known) => beginsWith(bytes, known.bytes));
  if (encoding)
    throw new InputError(`${label} is ${encoding.name} text: save it with the encoding UTF-8 and try again.`);
  const foreign = foreignBeginnings.find((known) => beginsWith(bytes, known.bytes));
  const name = foreign?.name ?? (bytes.includes(0) ? 'a binary file' : undefined);
  if (name)
    throw new InputError(`${label} is ${name}, not text: save its words as a UTF-8 .txt or .md file and give that.`);
}

const beginsWith = (bytes: Uint8Array, beginning: string): boolean =>
  bytes.length >= beginning.length && [...beginning].every((character, at) => bytes[at] === character.charCodeAt(0));

function decodeUtf8(bytes: Uint8Array, label: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new InputError(
      `${label} is not UTF-8 text: open it in an editor, save it with the encoding UTF-8 and try again.`,
      {
        cause,
      },
    );
  }
}
