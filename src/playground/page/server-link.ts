import type { PageAction, PageEvents, PageReply, UploadReply } from './view.ts';

/** What the page does with what it hears. */
export type Listener = { readonly [Name in keyof PageEvents]: (event: PageEvents[Name]) => void } & {
  /** @param state `lost` while it is tried again, `refused` where it never will be */
  readonly connection: (state: 'open' | 'lost' | 'refused') => void;
};

/** Hears what the server tells one person, until it is closed. A connection that breaks is made again by the browser. */
export function listenAs(person: string | undefined, listener: Listener): () => void {
  const source = new EventSource(person === undefined ? 'events' : `events?as=${encodeURIComponent(person)}`);
  // Both come from our own server, which shares their types.
  source.addEventListener('view', ({ data }) => listener.view(JSON.parse(data)));
  source.addEventListener('typing', ({ data }) => listener.typing(JSON.parse(data)));
  source.addEventListener('messages', ({ data }) => listener.messages(JSON.parse(data)));
  source.addEventListener('open', () => listener.connection('open'));
  source.addEventListener('error', () =>
    listener.connection(source.readyState === EventSource.CLOSED ? 'refused' : 'lost'),
  );
  return () => source.close();
}

/** Tells the server what a person did. @returns what came of it; a problem where the server cannot be reached */
export const act = (as: string, action: PageAction): Promise<PageReply> =>
  post<PageReply>('actions', 'application/json', JSON.stringify({ as, action }));

/** Sends a file, to be named in a form or a command. */
export const upload = (file: File): Promise<UploadReply> =>
  file.size > maxUploadBytes
    ? Promise.resolve({ problem: `"${file.name}" is larger than 10 MB.` })
    : post<UploadReply>(`uploads?name=${encodeURIComponent(file.name)}`, file.type || 'application/octet-stream', file);

/** What Discord takes from somebody without Nitro. */
const maxUploadBytes = 10 * 1024 * 1024;

/** @returns what our own server answers, which shares its types with the page */
async function post<T>(path: string, type: string, body: string | Blob): Promise<T | { problem: string }> {
  try {
    const response = await fetch(path, { method: 'POST', headers: { 'Content-Type': type }, body });
    if (!response.ok) return { problem: `The playground refused this (${response.status}). Load the page again.` };
    return await response.json();
  } catch {
    return { problem: 'The playground cannot be reached. Is it still running?' };
  }
}
