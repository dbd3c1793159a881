import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { InputError } from '../domain/errors.ts';
import { explainReading } from '../library/document-file.ts';

/** A file to be indexed. `name` is what its id is made of: for a file in a folder, with the folders below that one. */
export type FoundFile = { readonly path: string; readonly name: string; readonly bytes: number };

const readable = /\.(?:txt|md|markdown)$/iu;

/**
 * The files that are meant: those named, and in named folders every .txt and .md file below, in the order of their names.
 * Hidden files and folders, and links, are left out.
 * @throws InputError where a path leads nowhere or a folder has no such file
 */
export async function findFiles(paths: readonly string[]): Promise<FoundFile[]> {
  const found = new Map<string, FoundFile>();
  for (const path of paths) for (const file of await filesAt(path)) found.set(file.path, file);
  return [...found.values()];
}

async function filesAt(path: string): Promise<FoundFile[]> {
  try {
    const about = await stat(path);
    if (!about.isDirectory()) return [{ path, name: basename(path), bytes: about.size }];
    const files = await Promise.all((await walk(path)).map((file) => describe(file, path)));
    if (files.length === 0) throw new InputError(`${path} holds no .txt or .md file: name the files themselves.`);
    return files;
  } catch (error) {
    throw explainReading(error, path);
  }
}

async function walk(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const found: string[] = [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.name.startsWith('.')) continue;
    if (entry.isDirectory()) found.push(...(await walk(path)));
    else if (entry.isFile() && readable.test(entry.name)) found.push(path);
  }
  return found;
}

const describe = async (path: string, folder: string): Promise<FoundFile> => ({
  path,
  name: relative(folder, path).split(sep).join(' '),
  bytes: (await stat(path)).size,
});
