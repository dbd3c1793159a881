// Started by two-processes.test.ts with a data folder and a name: saves documents until it is killed, and says of each,
// on a line of its own, that it was acknowledged. Ends by itself after as many as argv[4] says.
import { createHash } from 'node:crypto';
import { openSqlite } from '../../dist/store/open-sqlite.js';

const [folder, name, count = 'Infinity'] = process.argv.slice(2);
const dimension = 64;
const stores = await openSqlite(folder);

for (let at = 0; at < Number(count); at++) {
  const text = Array.from({ length: 2_500 }, (_, line) => `${name} ${at}, line ${line}.`).join('\n');
  const blocks = [];
  for (const { index: start, 0: line } of text.matchAll(/[^\n]+/g))
    blocks.push({ kind: 'paragraph', start, end: start + line.length, number: blocks.length + 1, under: 0 });
  const sentences = blocks.map(({ start, end, number }) => ({ start, end, ordinal: number - 1, block: number }));
  const sha256 = createHash('sha256').update(text).digest('hex');
  const facts = { id: `${name}-${at}`, title: name, publisher: null, author: null, genre: 'report', published: null };
  await stores.documents.save(
    {
      facts: { ...facts, url: null, language: 'en', owner: 'everyone' },
      format: 'text',
      text,
      sha256,
      bytesSha256: sha256,
      outline: { blocks, sentences },
      splitter: 'split/1',
      addedAt: '2026-11-22T10:00:00.000Z',
    },
    'model/1',
    { blocks: new Float32Array(2_500 * dimension).fill(at), sentences: new Float32Array(2_500 * dimension).fill(at) },
  );
  const ledger = { owner: 'everyone', documentId: 'shared' };
  const entry = { at: '2026-11-22', by: `${name}-${at}`, rule: 'test/1' };
  const body = { kind: 'header', checked: '2026-11-22', excludedPublishers: [] };
  for (let appended = false; !appended; ) {
    const { length } = await stores.ledgers.entries(ledger);
    appended = await stores.ledgers.append(ledger, length, [{ ...entry, body }]);
  }
  process.stdout.write(`${name}-${at}\n`);
}
await stores.close();
