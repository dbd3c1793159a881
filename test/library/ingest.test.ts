import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/domain/errors.ts';
import { everyone } from '../../src/domain/everyone.ts';
import { openSmallLibrary } from '../helpers/small-library.ts';
import { WordEmbedder } from '../helpers/word-embedder.ts';

const text = 'The river\n\nThe river rose in May. The mill stood still.';
/** Longer than the embedder is given at once, so that a stop can fall between. */
const long = Array.from({ length: 200 }, (_, line) => `Line ${line} of the long report.`).join('\n\n');

describe('an ingest', () => {
  it('stores a document with its text unchanged, its passages and their vectors', async () => {
    const { add, stores, embedder } = await openSmallLibrary();
    const crlf = '\ufeffThe river\r\n\r\nIt\u00a0rose…  \r\n';
    const { sha256, blocks, sentences, result } = await add(crlf);
    const row = await stores.documents.revision(everyone, 'river-report', sha256);
    const vectors = await stores.documents.vectors(everyone, 'river-report', sha256, embedder.id);
    expect(result).toBe('added');
    expect(row?.text).toBe(crlf);
    expect([row?.outline.blocks.length, row?.outline.sentences.length]).toEqual([blocks, sentences]);
    expect(vectors?.blocks).toHaveLength(blocks * embedder.dimension);
    expect(vectors?.sentences).toHaveLength(sentences * embedder.dimension);
    expect(row?.addedAt).toBe('2026-11-22T10:00:00.000Z');
  });

  it('of the same bytes is a no-op', async () => {
    const embedder = new WordEmbedder();
    const { add, stores } = await openSmallLibrary(undefined, embedder);
    const first = await add(text);
    const [before, embedded] = [await stores.documents.list([everyone]), embedder.embedded];
    expect(await add(text)).toEqual({ ...first, result: 'unchanged' });
    expect(embedder.embedded).toBe(embedded);
    expect(await stores.documents.list([everyone])).toEqual(before);
  });

  it('of changed bytes makes a new revision and keeps the old one for the answers that were shown', async () => {
    const { add, stores } = await openSmallLibrary();
    const first = await add(text);
    const second = await add(`${text} It fell.`);
    expect(second.result).toBe('added');
    expect(second.sha256).not.toBe(first.sha256);
    expect((await stores.documents.list([everyone])).map(({ sha256 }) => sha256)).toEqual([second.sha256]);
    expect((await stores.documents.revision(everyone, 'river-report', first.sha256))?.text).toBe(text);
  });

  it('of an edited text embeds only what changed', async () => {
    const embedder = new WordEmbedder();
    const { add, stores } = await openSmallLibrary(undefined, embedder);
    await add('The river rose.\n\nThe bridge held. Nobody was hurt.');
    const embedded = embedder.embedded;
    const { sha256 } = await add('The river rose.\n\nThe bridge held. Nobody was hurt.\n\nIt fell at night.');
    expect(embedder.embedded).toBe(embedded + 1);
    const alone = await openSmallLibrary();
    const fresh = await alone.add('The river rose.\n\nThe bridge held. Nobody was hurt.\n\nIt fell at night.');
    const [edited, anew] = await Promise.all([
      stores.documents.vectors(everyone, 'river-report', sha256, embedder.id),
      alone.stores.documents.vectors(everyone, 'river-report', fresh.sha256, embedder.id),
    ]);
    expect(edited).toEqual(anew);
  });

  it('of the first bytes again makes them current again', async () => {
    const { add, stores } = await openSmallLibrary();
    const first = await add(text);
    await add(`${text} It fell.`);
    await add(text);
    expect((await stores.documents.list([everyone])).map(({ sha256 }) => sha256)).toEqual([first.sha256]);
  });

  it('of the same bytes with other facts changes the facts, without embedding again', async () => {
    const embedder = new WordEmbedder();
    const { add, stores } = await openSmallLibrary(undefined, embedder);
    await add(text);
    const embedded = embedder.embedded;
    const { result } = await add(text, { title: 'High water', published: '2020-05' });
    expect(result).toBe('added');
    expect(embedder.embedded).toBe(embedded);
    expect((await stores.documents.list([everyone])).map(({ facts }) => [facts.title, facts.published])).toEqual([
      ['High water', '2020-05'],
    ]);
  });

  it('of the same text for another owner takes the vectors that are there', async () => {
    const embedder = new WordEmbedder();
    const { add } = await openSmallLibrary(undefined, embedder);
    await add(text);
    const embedded = embedder.embedded;
    await add(text, { owner: '42' });
    expect(embedder.embedded).toBe(embedded);
  });

  it('with another model makes vectors of its own', async () => {
    const first = await openSmallLibrary();
    await first.add(text);
    const embedder = new WordEmbedder('words/2');
    const second = await openSmallLibrary(first.folder, embedder);
    const { result, sha256 } = await second.add(text);
    expect(result).toBe('added');
    expect(embedder.embedded).toBeGreaterThan(0);
    for (const id of ['words/1', 'words/2'])
      expect(await second.stores.documents.vectors(everyone, 'river-report', sha256, id)).toBeDefined();
  });

  it('tells how far it has come, up to the end', async () => {
    const { add } = await openSmallLibrary();
    const told: number[] = [];
    await add(
      long,
      {},
      { onProgress: ({ done, of, label }) => void (label === 'river-report.txt' && told.push(done / of)) },
    );
    expect(told.length).toBeGreaterThan(1);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(told.at(-1)).toBe(1);
  });
});

describe('an ingest that is stopped', () => {
  it.each([0, 0.4, 1])('when %d of it is embedded leaves nothing, and can be done again', async (share) => {
    const { add, stores } = await openSmallLibrary();
    const stop = new AbortController();
    if (share === 0) stop.abort(new Error('stopped by Ctrl-C'));
    const onProgress = ({ done, of }: { done: number; of: number }): void => {
      if (done / of >= share) stop.abort(new Error('stopped by Ctrl-C'));
    };
    await expect(add(long, {}, { signal: stop.signal, onProgress })).rejects.toThrow('stopped by Ctrl-C');
    expect(await stores.documents.list([everyone])).toEqual([]);
    expect((await add(long)).result).toBe('added');
  });

  it('leaves the revision before it in place', async () => {
    const { add, stores } = await openSmallLibrary();
    const { sha256 } = await add(text);
    const stop = new AbortController();
    const onProgress = (): void => stop.abort(new Error('stopped'));
    await expect(add(long, {}, { signal: stop.signal, onProgress })).rejects.toThrow('stopped');
    expect((await stores.documents.list([everyone])).map((summary) => summary.sha256)).toEqual([sha256]);
  });
});

describe('a file that is no document', () => {
  it.each([
    { why: 'empty', bytes: new Uint8Array() },
    { why: 'white space', bytes: new TextEncoder().encode(' \r\n\u00a0') },
    { why: 'punctuation', bytes: new TextEncoder().encode('… — !') },
    { why: 'binary', bytes: Uint8Array.of(72, 0, 1, 2) },
    { why: 'not UTF-8', bytes: Uint8Array.of(72, 0xff, 72) },
    { why: 'a PDF', bytes: new TextEncoder().encode('%PDF-1.7 …') },
    { why: 'too large', bytes: new Uint8Array(50_000_000).fill(97) },
  ])('because it is $why is refused by its name, and nothing is stored', async ({ bytes }) => {
    const { add, stores } = await openSmallLibrary();
    const adding = add(bytes);
    await expect(adding).rejects.toThrow(InputError);
    await expect(adding).rejects.toThrow('river-report.txt');
    expect(await stores.documents.list([everyone])).toEqual([]);
  });

  it.each(['', 'Upper', '../up', 'a/b', 'x'.repeat(65)])('because its id is "%s" is refused', async (id) => {
    const { add } = await openSmallLibrary();
    await expect(add(text, { id })).rejects.toThrow(InputError);
  });
});
