import { type BriefFormat, briefFile, briefFormats, briefText, makeBrief } from '../../answer/brief.ts';
import { numberIn } from '../../answer/claim-rows.ts';
import { claimOf, viewOf } from '../../answer/claim-screens.ts';
import { renderLines } from '../../answer/render-text.ts';
import { InputError } from '../../domain/errors.ts';
import { type Call, type Command, documentOption, serverOption } from '../command.ts';
import { findDocument, local, serverFrom } from '../find-document.ts';
import { writeFileTo } from '../output-file.ts';
import { untilStopped } from '../stopped.ts';
import { UsageError } from '../usage-error.ts';

export const brief: Command = {
  name: 'brief',
  summary: 'Write one claim on one page: quotes, evidence for and against, history, open questions.',
  usage: ['brief CLAIM [--document ID] [--format md|html] [--out FILE]'],
  options: {
    document: { ...documentOption, help: 'Which document; left out: the first.' },
    format: { value: 'FORMAT', help: `${briefFormats.join(' or ')}, which prints well; left out: plain text.` },
    out: { value: 'FILE', help: 'Where to write it; left out or -: standard output.' },
    server: serverOption,
  },
  notes: ['Nobody of the desk is named in it. Hidden claims have none.'],
  words: { min: 1, max: 1, called: 'The claim' },
  async run(call, session) {
    const format = formatFrom(call);
    const app = await session.app();
    const { out } = session.terminal;
    const server = serverFrom(call.value('server'));
    const id = call.value('document');
    const place = id === undefined ? { server: server ?? local } : await findDocument(app, id, server);
    const open = await untilStopped(app.screens.openNamed(place.server, id), session.signal);
    const number = numberIn(call.words[0] ?? '', open.in.document);
    const claim = number === undefined ? undefined : claimOf(open, number);
    const made = claim && makeBrief(viewOf(open, claim, false));
    if (!made)
      throw new InputError(
        'There is no such claim, or it is withheld while it is reviewed. `hearsay claims` lists those there are.',
      );
    const path = call.value('out') ?? '-';
    const plain = (): string => `${renderLines(briefText(made))}\n`;
    const words = (): string => (format ? briefFile(made, format) : plain());
    if (path !== '-') await writeFileTo(path, words());
    else if (format) await out.write(words());
    else await out.text(renderLines(briefText(made), out.style));
    return 0;
  },
};

function formatFrom(call: Call): BriefFormat | undefined {
  const typed = call.value('format');
  const format = briefFormats.find((known) => known === typed);
  if (typed === undefined || format) return format;
  throw new UsageError(`'${typed}' is no format: there are ${briefFormats.join(', ')}.`, call.command.name);
}
