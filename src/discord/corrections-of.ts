import { linkTo } from './correct-answer.ts';
import { correctionsDueIn } from './corrections-due.ts';
import type { BotParts } from './show-answer.ts';

/** How far the corrections of a server's messages have come. */
export type CorrectionCounts = {
  /** Messages that still say what does not hold any more, and are on their way. */
  readonly waiting: number;
  /** Drawn again in place. */
  readonly edited: number;
  /** Said in the channel, because the message can't be changed. */
  readonly answered: number;
  /** Given up, because the message or its channel is deleted. */
  readonly gone: number;
  /** Latest first. They are tried again when a ledger changes, once a day, and when the bot starts. */
  readonly failed: readonly FailedCorrection[];
};

export type FailedCorrection = {
  /** Where the message is; null where that is not known. */
  readonly link: string | null;
  /** A sentence of ours. */
  readonly problem: string;
  /** ISO 8601, UTC. */
  readonly at: string;
};

/** For a server's moderators. */
export async function correctionsOf(
  server: string,
  { assistant, servers, now }: Pick<BotParts, 'assistant' | 'servers' | 'now'>,
): Promise<CorrectionCounts> {
  const works = await servers.corrections(server);
  const failed: FailedCorrection[] = [];
  for (const { shownId, problem, at } of works.filter(({ state }) => state === 'failed').reverse()) {
    const shown = await servers.shown(shownId, now());
    failed.push({ link: shown?.message ? linkTo(shown) : null, problem: problem ?? 'It did not work.', at });
  }
  const due = new Set<string>();
  for (const place of (await servers.shownPlaces()).filter((one) => one.server === server))
    for await (const { id } of correctionsDueIn(place, { assistant, servers })) due.add(id);
  for (const { shownId, state } of works) if (state === 'failed') due.delete(shownId);
  const count = (state: string): number => works.filter((work) => work.state === state).length;
  return { waiting: due.size, edited: count('edited'), answered: count('answered'), gone: count('gone'), failed };
}
