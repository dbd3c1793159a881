import { innerMarks, type Line } from '../../answer/message.ts';
import { noDocuments } from '../../answer/no-documents.ts';
import { renderLines } from '../../answer/render-text.ts';
import { everyone } from '../../domain/everyone.ts';
import type { RevisionSummary } from '../../library/document-store.ts';
import { type Command, jsonOption, serverOption } from '../command.ts';
import { count } from '../count.ts';
import { local, serverFrom } from '../find-document.ts';
import { jsonLine } from '../json-line.ts';

export const documents: Command = {
  name: 'documents',
  summary: 'List the documents that can be asked.',
  usage: ['documents [--json]', 'documents --restore'],
  options: {
    restore: { help: 'Bring back the built-in documents that were removed, then list.' },
    json: jsonOption,
    server: serverOption,
  },
  words: { min: 0, max: 0, called: 'documents' },
  async run(call, session) {
    const { out } = session.terminal;
    const app = await session.app();
    if (call.switchedOn('restore')) {
      const restored = await app.restoreBuiltIns();
      const sentence =
        restored.length > 0 ? `Brought back ${restored.join(', ')}.` : 'No built-in document was removed.';
      await session.terminal.err.line(sentence);
    }
    const known = await app.library.documents(serverFrom(call.value('server')) ?? local);
    if (call.switchedOn('json')) await out.write(jsonLine(known.map(documentJson)));
    else if (known.length === 0) await out.line(noDocuments);
    else for (const summary of known) await out.text(renderLines(linesOf(summary), out.style));
    return 0;
  },
};

/** What is known of a document, without its words. */
export const documentJson = ({ facts, sha256, bytesSha256, blocks, sentences, addedAt }: RevisionSummary) => ({
  ...facts,
  revision: sha256,
  bytesSha256,
  paragraphs: blocks,
  sentences,
  addedAt,
});

/** Titles and publishers are untrusted words, so they are drawn as an answer's are. */
function linesOf({ facts, blocks, sentences, addedAt }: RevisionSummary): Line[] {
  const about = [
    facts.genre,
    facts.publisher ?? 'publisher not given',
    facts.published ?? 'date not given',
    `${count(blocks, 'paragraph')}, ${count(sentences, 'sentence')}`,
    `added ${addedAt.slice(0, 10)}`,
    ...(facts.owner === everyone ? [] : [facts.owner === local ? 'on this computer only' : `server ${facts.owner}`]),
  ];
  return [
    { kind: 'text', runs: [{ text: facts.id, strong: true }, { text: `  ${innerMarks(facts.title)}` }] },
    { kind: 'small', runs: [{ text: innerMarks(about.join(' · ')) }] },
  ];
}
