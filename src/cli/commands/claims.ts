import type { ListedClaim } from '../../answer/list-claims.ts';
import { quoteLines, standingWords } from '../../answer/message.ts';
import { renderLines } from '../../answer/render-text.ts';
import { everyone } from '../../domain/everyone.ts';
import { type Command, documentOption, jsonOption, serverOption } from '../command.ts';
import { findDocument, serverFrom } from '../find-document.ts';
import { jsonLine } from '../json-line.ts';
import { untilStopped } from '../stopped.ts';

export const claims: Command = {
  name: 'claims',
  summary: 'List a document’s claims and how each stands.',
  usage: ['claims [--document ID] [--json]'],
  options: {
    document: { ...documentOption, help: 'Which document; left out: the first.' },
    json: jsonOption,
    server: serverOption,
  },
  words: { min: 0, max: 0, called: 'claims' },
  async run(call, session) {
    const { out } = session.terminal;
    const app = await session.app();
    const server = serverFrom(call.value('server'));
    const id = call.value('document');
    const found = id === undefined ? undefined : await findDocument(app, id, server);
    // What a server found out stands in its own ledger, also where the document is everybody's.
    const request = { server: server ?? found?.server ?? everyone, document: found?.document };
    const listed = await untilStopped(app.assistant.claims(request), session.signal);
    if (call.switchedOn('json')) await out.write(jsonLine(listed.map(claimJson)));
    else if (listed.length === 0) await out.line('Nobody has checked this document’s claims yet.');
    else for (const claim of listed) await out.text(describeClaim(claim, out.style));
    return 0;
  },
};

type Style = Parameters<typeof renderLines>[1];

/** "M-11 · evidence conflicts", and its words only as quotes. */
const describeClaim = ({ id, standing, accuses, quotes }: ListedClaim, style: Style): string =>
  renderLines(
    [
      {
        kind: 'heading',
        runs: [{ text: `${id} · ${accuses ? 'an accusation · ' : ''}${standingWords[standing]}` }],
      },
      ...quotes.flatMap((quoted) => quoteLines(quoted)),
    ],
    style,
  );

const claimJson = ({ id, number, standing, kind, checkable, accuses, quotes }: ListedClaim) => ({
  claimId: id,
  number,
  paragraph: quotes[0]?.block ?? null,
  standing,
  accuses,
  kind,
  checkable,
  quotes: quotes.map(({ quote, block, part }) => ({ ...quote.toJSON(), paragraph: block, ...(part ? { part } : {}) })),
});
