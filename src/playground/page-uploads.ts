import { randomUUID } from 'node:crypto';
import { ImpossibleAction } from './impossible-action.ts';
import type { UploadedFile } from './messages.ts';
import type { Upload, UploadReply } from './page/view.ts';

/** What Discord takes from somebody without Nitro. */
export const maxUploadBytes = 10 * 1024 * 1024;

/** Files that the page has sent and no form or command has used yet; older ones go first. */
const kept = 20;

/** Holds the files of forms and commands between their choosing and their sending. */
export class PageUploads {
  readonly #files = new Map<string, UploadedFile>();

  /** @param name as the person's machine has it @returns how values name the file */
  keep(name: string, contentType: string, bytes: Uint8Array): UploadReply {
    if (bytes.byteLength > maxUploadBytes) return { problem: 'A file may have at most 10 MB.' };
    const id = randomUUID();
    // A path in a name would mean something to whoever saves the file.
    const bare = name.split(/[/\\]/).at(-1)?.slice(0, 260) || 'file';
    this.#files.set(id, { index: '0', name: bare, contentType, bytes });
    const [oldest] = this.#files.keys();
    if (this.#files.size > kept && oldest !== undefined) this.#files.delete(oldest);
    return { upload: id };
  }

  /** @throws ImpossibleAction where it has gone since */
  file({ upload }: Upload): UploadedFile {
    const file = this.#files.get(upload);
    if (file === undefined) throw new ImpossibleAction('The file is not here any more. Choose it again');
    return file;
  }
}
