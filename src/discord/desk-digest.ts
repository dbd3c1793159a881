import { createHash } from 'node:crypto';
import { heading, small, text } from '../answer/lines.ts';
import { countsOf, type WaitingItem, waitingOn } from './desk/queue-acts.ts';
import { logError } from './explain-error.ts';
import { outgoing } from './outgoing.ts';
import type { PostedMessages } from './posted-messages.ts';
import { renderLines } from './render-lines.ts';
import type { BotParts } from './show-answer.ts';

/** A server is told at most this often. */
const everyMs = 60 * 60_000;

/** What a server was told last: when, and how many claims had lost their words by then. */
type LastTold = { readonly at: string; readonly orphans: number };

type Parts = Pick<BotParts, 'screens' | 'servers' | 'desks' | 'assistant' | 'log' | 'now'> & {
  readonly messages: Pick<PostedMessages, 'post'>;
};

/**
 * Tells each of these servers in its desk's channel what is new in the queue, if anything is and an hour has passed. What
 * was told is stored before the send, so a restart repeats nothing. Never throws.
 */
export async function tellDesks(servers: readonly string[], parts: Parts): Promise<void> {
  for (const server of servers)
    try {
      await tellDesk(server, parts);
    } catch (error) {
      logError(parts.log, error, 'telling a desk what waits');
    }
}

async function tellDesk(server: string, parts: Parts): Promise<void> {
  const { servers, now, messages } = parts;
  const { deskChannel } = await servers.settings(server);
  if (deskChannel === null) return;
  const key = `desk-digest/${server}`;
  const last = lastTold(await servers.setting(key));
  if (last !== undefined && now().getTime() - Date.parse(last.at) < everyMs) return;
  // Before the queue is read, so that nothing falls between two notices.
  const at = now().toISOString();
  const waiting = await waitingOn({ ...parts, server });
  const orphans = waiting.filter(({ item }) => item.kind === 'orphan').length;
  const fresh = waiting.filter((one) => isNew(one, last));
  if (fresh.length === 0 && orphans <= (last?.orphans ?? 0)) {
    if (last !== undefined && orphans < last.orphans)
      await servers.setSetting(key, JSON.stringify({ ...last, orphans }));
    return;
  }
  await servers.setSetting(key, JSON.stringify({ at, orphans }));
  await messages.post(deskChannel, digest(fresh, waiting, last), nonceOf(server, at));
}

/** Claims that lost their words wait for as long as they are there, so they are counted instead. */
const isNew = ({ item }: WaitingItem, last: LastTold | undefined): boolean =>
  item.kind !== 'orphan' && (last === undefined || item.since > last.at);

function lastTold(stored: string | undefined): LastTold | undefined {
  return stored === undefined ? undefined : JSON.parse(stored); // only tellDesk writes it
}

/** How much is new, and how much waits in all: no claim's words, and nobody is pinged. */
function digest(fresh: readonly WaitingItem[], waiting: readonly WaitingItem[], last: LastTold | undefined) {
  const isFirst = last === undefined || fresh.length === waiting.length;
  const since = last === undefined ? '' : ` since ${last.at.slice(0, 16).replace('T', ' ')} UTC`;
  return outgoing(
    renderLines(
      [
        heading('What waits for the moderators'),
        ...(isFirst ? [] : [text(`New${since}: ${countsOf(fresh)}`)]),
        text(`${isFirst ? '' : 'In all: '}${countsOf(waiting)}`),
        small({ code: '/desk' }, ' opens the queue.'),
      ],
      [],
    ),
  );
}

/** The same notice sent twice is one message. */
const nonceOf = (server: string, at: string): string =>
  createHash('sha256').update(`${server}/${at}`).digest('base64url').slice(0, 24);
