import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { DocumentRequest } from '../answer/assistant.ts';
import { noDocuments } from '../answer/no-documents.ts';
import { InputError } from '../domain/errors.ts';
import { everyone } from '../domain/everyone.ts';
import { documentFromFile, readDocumentFile } from '../library/document-file.ts';
import type { RevisionSummary } from '../library/document-store.ts';
import { ingestWithProgress } from './ingest-with-progress.ts';
import { languageOf } from './language-of.ts';
import type { CliApp, Session } from './session.ts';
import { sha256 } from './sha256.ts';
import { UsageError } from './usage-error.ts';

/** Owner of the files that were asked from this computer without being indexed for anybody: nobody else sees them. */
export const local = 'local';

/** @throws UsageError where it can be no server's id: it names a folder under DATA_DIR */
export function serverFrom(typed: string | undefined): string | undefined {
  if (typed === undefined || /^[a-z0-9][a-z0-9-]{0,63}$/u.test(typed)) return typed;
  throw new UsageError(`'${typed}' is no server's id: it is a number, such as 1133557799.`);
}

type Place = Required<Pick<DocumentRequest, 'server'>> & { readonly document: string };

/** Whose library to ask for a document that is known. The one that everybody shares needs no index of its own. */
const placeOf = ({ facts }: RevisionSummary, server: string): Place => ({
  server: facts.owner === everyone ? everyone : server,
  document: facts.id,
});

/** A document by its id. @throws InputError where there is none */
export async function findDocument(
  app: CliApp,
  id: string,
  server: string | undefined,
): Promise<Place & { readonly summary: RevisionSummary }> {
  const known = await app.library.documents(server ?? local);
  const summary = known.findLast(({ facts }) => facts.id === id);
  if (!summary) throw new InputError(`There is no document '${id.slice(0, 200)}'. ${thereAre(known)}`);
  return { ...placeOf(summary, server ?? local), summary };
}

/** A document by its id, or by a file that is indexed once, by its bytes, for this computer only. An id wins. */
export async function findOrIndexDocument(
  session: Session,
  idOrPath: string,
  server: string | undefined,
): Promise<Place> {
  const app = await session.app();
  const library = server ?? local;
  const known = await app.library.documents(library);
  const byId = known.findLast(({ facts }) => facts.id === idOrPath);
  if (byId) return placeOf(byId, library);
  if (!(await exists(idOrPath)))
    throw new InputError(
      `There is no document and no file '${idOrPath.slice(0, 200)}'. Check its name and folder. ${thereAre(known)}`,
    );
  const bytes = await readDocumentFile(idOrPath);
  const hash = sha256(bytes);
  const byBytes = [...known, ...(await app.library.documents(local))].find((summary) => summary.bytesSha256 === hash);
  if (byBytes) return placeOf(byBytes, byBytes.facts.owner === local ? local : library);
  return indexLocally(session, app, idOrPath, bytes, hash);
}

async function indexLocally(
  session: Session,
  app: CliApp,
  path: string,
  bytes: Uint8Array,
  hash: string,
): Promise<Place> {
  const facts = { owner: local, language: await languageOf(bytes) };
  const named = documentFromFile(basename(path), bytes, facts);
  // Files of one name may differ, and each is kept, so the id says which bytes it stands for.
  const id = `${named.facts.id.slice(0, 55).replace(/-$/u, '')}-${hash.slice(0, 8)}`;
  const incoming = { ...named, facts: { ...named.facts, id } };
  const job = { label: incoming.label, bytes: bytes.length, read: async () => incoming };
  for await (const result of ingestWithProgress([job], app, session)) if (!result.ok) throw result.error;
  return { server: local, document: id };
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

const listed = 10;

function thereAre(known: readonly RevisionSummary[]): string {
  if (known.length === 0) return noDocuments;
  const names = known.slice(0, listed).map(({ facts }) => facts.id);
  const rest = known.length - names.length;
  return `There ${known.length === 1 ? 'is' : 'are'}: ${names.join(', ')}${rest > 0 ? ` and ${rest} more (\`hearsay documents\`)` : ''}.`;
}
