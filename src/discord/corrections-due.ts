import type { ShownAnswer } from '../domain/shown-answer.ts';
import type { ShownPlace } from '../servers/server-store.ts';
import type { BotParts } from './show-answer.ts';

/** Answers that are looked at together. */
const pageSize = 200;

/** Answers of a place that say of a claim what does not hold any more; some of them twice. */
export async function* correctionsDueIn(
  place: ShownPlace,
  parts: Pick<BotParts, 'assistant' | 'servers'>,
): AsyncGenerator<ShownAnswer> {
  const { documentOwner, documentId, server } = place;
  const { standingOf, filed } = await parts.assistant.shownStandings(place);
  yield* await parts.servers.staleAnswers(documentOwner, documentId, server, standingOf);
  if (filed) yield* concernedByFiled(place, parts);
}

/** Every answer of the place is looked at: claims that were filed later stand in no list of theirs. */
async function* concernedByFiled(
  place: ShownPlace,
  { assistant, servers }: Pick<BotParts, 'assistant' | 'servers'>,
): AsyncGenerator<ShownAnswer> {
  let after: string | undefined = '';
  while (after !== undefined) {
    const page: readonly ShownAnswer[] = await servers.answersShown(place, after, pageSize);
    for (const shown of page) if ((await assistant.correctionsDue(shown)).length > 0) yield shown;
    after = page.at(-1)?.id;
  }
}
