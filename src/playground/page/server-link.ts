import type { PageAction, PageEvents, PageReply } from './view.ts';

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
  source.addEventListener('messages', ({ data }) => listener.messages(JSON.parse(data)));
  source.addEventListener('open', () => listener.connection('open'));
  source.addEventListener('error', () =>
    listener.connection(source.readyState === EventSource.CLOSED ? 'refused' : 'lost'),
  );
  return () => source.close();
}

/** Tells the server what a person did. @returns what came of it; a problem where the server cannot be reached */
export async function act(as: string, action: PageAction): Promise<PageReply> {
  try {
    const response = await fetch('actions', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ as, action }),
    });
    if (!response.ok) return { problem: `The playground refused this (${response.status}). Load the page again.` };
    return await response.json();
  } catch {
    return { problem: 'The playground cannot be reached. Is it still running?' };
  }
}
