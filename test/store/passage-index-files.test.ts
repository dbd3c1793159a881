import { cp, mkdir, readdir, readFile, rename, rm, stat, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { randomNumbers } from '../../scripts/bench/random-numbers.ts';
import { InvariantError, OperatorError } from '../../src/domain/errors.ts';
import type { Hit } from '../../src/retrieval/passage-index.ts';
import type { DerivedContent } from '../../src/store/derived-header.ts';
import type { Hnsw } from '../../src/store/hnsw.ts';
import {
  type Derived,
  type DerivedOptions,
  type DerivedSource,
  openDerived,
} from '../../src/store/passage-index-files.ts';
import { temporaryFolder } from '../contract/stores.ts';
import { contentOf, sourceOf, type TestDocument, testDocument, unitVector } from './libraries.ts';

const documents = [testDocument('first', 60), testDocument('second', 30, 8, 2)];

/** Opens, and says what the log was told. */
async function open(
  folder: string,
  of: readonly TestDocument[] = documents,
  { content = contentOf(of), source = sourceOf(of), ...options }: Partial<Opening> = {},
): Promise<{ derived: Derived; log: string[] }> {
  const log: string[] = [];
  const derived = await openDerived(folder, content, source, { log: (line) => log.push(line), ...options });
  onTestFinished(() => derived.close());
  return { derived, log };
}

type Opening = DerivedOptions & { readonly content: DerivedContent; readonly source: DerivedSource };

/** Fails the test where passages are asked for although everything needed is stored. */
const noSource: DerivedSource = () => {
  throw new InvariantError('nothing had to be made');
};

/** A graph sums up in 32 bits, exact search in 64. */
const rounded = (hits: readonly Hit[]): Hit[] => hits.map(({ at, score }) => ({ at, score: Number(score.toFixed(5)) }));

/** Everything that an index answers, from the same questions. */
function answersOf({ blocks, sentences, vocabulary }: Derived, dimension = 8): unknown {
  const random = randomNumbers(9);
  const queries = Array.from({ length: 5 }, () => unitVector(random, dimension));
  return [blocks, sentences].map(({ vectors, words }) => ({
    size: [vectors.size, words.size],
    vectors: Array.from({ length: vectors.size }, (_, at) => Array.from(vectors.vector(at))),
    nearest: queries.map((query) => [
      rounded(vectors.nearest(query, 7)),
      rounded(vectors.nearest(query, 3, { from: 2, to: 20 })),
    ]),
    words: ['word7', 'rare', 'second'].map((word) => words.matching([word, 'first'], 9)),
    vocabulary: ['word59', 'second', 'absent'].map((word) => [vocabulary.has(word), vocabulary.within1Edit(word)]),
  }));
}

const fresh = new Map<readonly TestDocument[], unknown>();

/** What files made from nothing answer. */
async function freshAnswers(of: readonly TestDocument[] = documents): Promise<unknown> {
  if (!fresh.has(of)) fresh.set(of, answersOf((await open(await temporaryFolder(), of)).derived));
  return fresh.get(of);
}

async function generationIn(folder: string): Promise<string> {
  const header: { generation: string } = JSON.parse(await readFile(join(folder, 'header.json'), 'utf8'));
  return join(folder, header.generation);
}

/** Subfolders and files beside the header. */
const entriesBeside = async (folder: string): Promise<string[]> =>
  (await readdir(folder)).filter((name) => name !== 'header.json');

const files = ['blocks.f32', 'sentences.f32', 'blocks.hnsw', 'sentences.hnsw', 'words.sqlite'];
const pathOf = async (folder: string, file: string): Promise<string> =>
  file === 'header.json' ? join(folder, file) : join(await generationIn(folder), file);

describe('derived index files', () => {
  it('are made once, with a line in the log, and opened from then on', async () => {
    const folder = await temporaryFolder();
    const first = await open(folder);
    expect(first.log).toEqual(['search index of everyone: made from the stored documents, because there was none']);
    const second = await open(folder, documents, { source: noSource });
    expect(second.log).toEqual([]);
    expect(answersOf(second.derived)).toEqual(answersOf(first.derived));
    expect(await entriesBeside(folder)).toHaveLength(1);
  });

  it('report how far they are, and end at the end', async () => {
    const reports: { done: number; total: number }[] = [];
    await open(await temporaryFolder(), documents, { onProgress: (report) => reports.push(report) });
    expect(reports.at(-1)).toEqual({ done: 180, total: 180 });
    expect(reports.map(({ done }) => done)).toEqual(reports.map(({ done }) => done).sort((a, b) => a - b));
  });

  it('find the same for words that were asked before, and after thousands of others', async () => {
    const { blocks, sentences } = (await open(await temporaryFolder())).derived;
    const asked = ['word7', 'rare', 'second', 'words', 'absent'];
    const found = () => [blocks, sentences].map(({ words }) => [words.matching(asked, 9), words.matching(['rare'], 9)]);
    const first = found();
    expect(first[0]![0]!.length).toBeGreaterThan(0);
    expect(found()).toEqual(first);
    for (let at = 0; at < 2_100; at++) blocks.words.matching([`other${at}`, `rare${at}`], 1);
    expect(found()).toEqual(first);
  });

  it('give way to the event loop while passages are put in', async () => {
    const large = [testDocument('large', 2_500, 64)];
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await open(await temporaryFolder(), large, { content: contentOf(large, 'model/1', 64) });
    clearInterval(timer);
    expect(turns).toBeGreaterThan(5);
  });
});

describe('a derived file that is', () => {
  const places = [0, 0.01, 0.5, 0.999];
  const damages = [...files, 'header.json'].flatMap((file) => [
    { file, how: 'deleted', damage: (path: string) => rm(path) },
    { file, how: 'emptied', damage: (path: string) => truncate(path) },
    { file, how: 'cut', damage: async (path: string) => truncate(path, Math.floor((await stat(path)).size * 0.6)) },
    {
      file,
      how: 'longer',
      damage: async (path: string) => writeFile(path, `${await readFile(path, 'latin1')}x`, 'latin1'),
    },
    ...places.map((place) => ({
      file,
      how: `flipped at ${place}`,
      damage: async (path: string) => {
        const bytes = await readFile(path);
        const at = Math.floor(bytes.length * place);
        bytes[at] = (bytes[at] ?? 0) ^ 0x04;
        await writeFile(path, bytes);
      },
    })),
  ]);

  it.each(damages)('$how ($file) is made again, with one line in the log', async ({ file, damage }) => {
    const folder = await temporaryFolder();
    (await open(folder)).derived.close();
    await damage(await pathOf(folder, file));
    const { derived, log } = await open(folder);
    expect(log).toHaveLength(1);
    expect(log[0]).toMatch(/^search index of everyone: made from the stored documents, because .+/);
    if (file !== 'header.json') expect(log[0]).toContain(file);
    expect(answersOf(derived)).toEqual(await freshAnswers());
    expect((await open(folder, documents, { source: noSource })).log).toEqual([]);
  });
});

describe('derived files of something else', () => {
  it.each([
    { what: 'another model', content: contentOf(documents, 'model/0'), why: 'it was made with model/0' },
    {
      what: 'another library',
      content: { ...contentOf(documents), library: '123' },
      why: 'it is of another library',
    },
    {
      what: 'documents in another order',
      content: contentOf([documents[1]!, documents[0]!]),
      of: [documents[1]!, documents[0]!],
      why: 'it is of other documents',
    },
    {
      what: 'more documents',
      content: contentOf([...documents, testDocument('third', 3)]),
      of: [...documents, testDocument('third', 3)],
      why: 'it is of other documents',
    },
    {
      what: 'another splitter',
      content: {
        ...contentOf(documents),
        documents: contentOf(documents).documents.map((each) => ({ ...each, splitter: 'split/0' })),
      },
      why: 'it is of other documents',
    },
    {
      what: 'another revision',
      content: {
        ...contentOf(documents),
        documents: contentOf(documents).documents.map((each) => ({ ...each, sha256: 'aa' })),
      },
      why: 'it is of other documents',
    },
  ])('($what) are made again', async ({ content, of = documents, why }) => {
    const folder = await temporaryFolder();
    await open(folder, of, { content });
    const { derived, log } = await open(folder);
    expect(log).toEqual([`search index of everyone: made from the stored documents, because ${why}`]);
    expect(answersOf(derived)).toEqual(await freshAnswers());
    expect(await entriesBeside(folder)).toHaveLength(1);
  });

  it('(another dimension) are made again', async () => {
    const folder = await temporaryFolder();
    const narrow = [testDocument('first', 60, 4)];
    await open(folder, narrow, { content: contentOf(narrow, 'model/1', 4) });
    const { derived, log } = await open(folder);
    expect(log).toEqual([expect.stringContaining('its vectors have 4 dimensions')]);
    expect(answersOf(derived)).toEqual(await freshAnswers());
  });

  it('(another format) are made again', async () => {
    const folder = await temporaryFolder();
    await open(folder);
    const header = join(folder, 'header.json');
    await writeFile(header, (await readFile(header, 'utf8')).replace('"format": 2', '"format": 0'));
    expect((await open(folder)).log).toEqual([expect.stringContaining('the files have another format')]);
  });

  it('(a header that points out of its folder) are not opened', async () => {
    const folder = await temporaryFolder();
    await open(folder);
    const header = join(folder, 'header.json');
    const text = await readFile(header, 'utf8');
    await writeFile(header, text.replace(/"generation": "\w+"/, '"generation": "../elsewhere"'));
    expect((await open(folder)).log).toEqual([expect.stringContaining('header.json is damaged')]);
  });
});

describe('documents that came after the stored ones', () => {
  const third = testDocument('third', 25, 8, 3);
  const more = [...documents, third];

  it('are added, without asking for the stored ones, and found like the rest', async () => {
    const folder = await temporaryFolder();
    const before = (await open(folder)).derived;
    const asked: number[] = [];
    const source: DerivedSource = (from) => {
      asked.push(from);
      return sourceOf(more)(from);
    };
    const { derived, log } = await open(folder, more, { source });
    expect(log).toEqual(['search index of everyone: adding 1 to 2 documents']);
    expect(asked).toEqual([2]);
    expect(answersOf(derived)).toEqual(await freshAnswers(more));
    expect(answersOf(before)).toEqual(await freshAnswers());
    expect((await open(folder, more, { source: noSource })).log).toEqual([]);
  });

  it('are added to an index of nothing', async () => {
    const folder = await temporaryFolder();
    await open(folder, []);
    const { derived } = await open(folder, more);
    expect(answersOf(derived)).toEqual(await freshAnswers(more));
  });

  it.each(files)('are not added to files of which %s is damaged: all are made again', async (file) => {
    const folder = await temporaryFolder();
    await open(folder);
    await truncate(await pathOf(folder, file), 10);
    const { derived, log } = await open(folder, more);
    expect(log).toEqual([expect.stringContaining(`because ${file} has 10 bytes`)]);
    expect(answersOf(derived)).toEqual(await freshAnswers(more));
  });
});

describe('where hnswlib cannot be loaded', () => {
  const loadHnsw = (): Promise<Hnsw> => Promise.reject(new Error('Could not locate the bindings file'));

  it('says so once, and finds the same by looking at every passage', async () => {
    const { derived, log } = await open(await temporaryFolder(), documents, { loadHnsw });
    expect(log).toEqual([
      expect.stringMatching(/hnswlib-node could not be loaded.*npm rebuild/),
      expect.stringContaining('there was none'),
    ]);
    expect(answersOf(derived)).toEqual(await freshAnswers());
  });

  it('opens files made with it, even where a graph is damaged', async () => {
    const folder = await temporaryFolder();
    await open(folder);
    await truncate(await pathOf(folder, 'blocks.hnsw'));
    const { log } = await open(folder, documents, { loadHnsw, source: noSource });
    expect(log).toEqual([expect.stringContaining('hnswlib-node could not be loaded')]);
  });

  it('makes files that are made again once it can be', async () => {
    const folder = await temporaryFolder();
    await open(folder, documents, { loadHnsw });
    const { derived, log } = await open(folder);
    expect(log).toEqual([expect.stringContaining('it was made without blocks.hnsw')]);
    expect(answersOf(derived)).toEqual(await freshAnswers());
  });
});

describe('making derived files', () => {
  it('stops where it is told to and leaves what was there', async () => {
    const folder = await temporaryFolder();
    await open(folder);
    const large = [...documents, testDocument('large', 5_000)];
    const stop = new AbortController();
    const reason = new Error('enough');
    const opening = open(folder, large, { signal: stop.signal, onProgress: () => stop.abort(reason) });
    await expect(opening).rejects.toBe(reason);
    expect(await entriesBeside(folder)).toHaveLength(1);
    expect((await open(folder, documents, { source: noSource })).log).toEqual([]);
  });

  it.each([
    { what: 'fewer documents', source: sourceOf(documents.slice(0, 1)) },
    { what: 'more documents', source: sourceOf([...documents, testDocument('third', 1)]) },
    { what: 'other passages', source: sourceOf([testDocument('first', 61), documents[1]!]) },
    { what: 'vectors of another dimension', source: sourceOf([testDocument('first', 60, 4), documents[1]!]) },
  ])('refuses a source that gives $what and leaves nothing behind', async ({ source }) => {
    const folder = await temporaryFolder();
    await expect(open(folder, documents, { source })).rejects.toThrow(InvariantError);
    expect(await readdir(folder)).toEqual([]);
  });

  it('says what to do where the folder cannot be written', async () => {
    const folder = join(await temporaryFolder(), 'file');
    await writeFile(folder, '');
    await expect(open(folder)).rejects.toThrow(OperatorError);
    await expect(open(folder)).rejects.toThrow(/may not write/);
  });

  it('notices that a graph was not written whole, as on a full disk', async () => {
    const { default: hnswlib } = await import('hnswlib-node');
    class Cut extends hnswlib.HierarchicalNSW {
      override async writeIndex(file: string): Promise<boolean> {
        const written = await super.writeIndex(file);
        await truncate(file, 4_000);
        return written;
      }
    }
    const folder = await temporaryFolder();
    const opening = open(folder, documents, { loadHnsw: async () => ({ HierarchicalNSW: Cut }) });
    await expect(opening).rejects.toThrow(/could not be written whole. Free some space/);
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('several that use one folder at once', () => {
  it('all make it, one stays in force, and each answers', async () => {
    const folder = await temporaryFolder();
    const opened = await Promise.all(Array.from({ length: 4 }, () => open(folder)));
    const expected = await freshAnswers();
    for (const { derived } of opened) expect(answersOf(derived)).toEqual(expected);
    expect((await open(folder, documents, { source: noSource })).log).toEqual([]);
  });

  it('keep what they have open while another puts something else in its place', async () => {
    const folder = await temporaryFolder();
    const { derived } = await open(folder);
    await open(folder, documents.slice(1));
    expect(await entriesBeside(folder)).toHaveLength(1);
    expect(answersOf(derived)).toEqual(await freshAnswers());
  });

  it('read the new files where theirs went while they were reading', async () => {
    const folder = await temporaryFolder();
    await open(folder);
    const old = await generationIn(folder);
    const newer = join(folder, '0123456789abcdef');
    await cp(old, newer, { recursive: true });
    const header = join(folder, 'header.json');
    const text = await readFile(header, 'utf8');
    // another process replaces the files at the moment when this one, having read the header, reads the first graph
    const { default: hnswlib } = await import('hnswlib-node');
    let reads = 0;
    class Replacing extends hnswlib.HierarchicalNSW {
      override async readIndex(file: string): Promise<boolean> {
        if (reads++ === 0) {
          await writeFile(header, text.replace(/"generation": "\w+"/, '"generation": "0123456789abcdef"'));
          await rm(old, { recursive: true });
        }
        return super.readIndex(file);
      }
    }
    const loadHnsw = async () => ({ HierarchicalNSW: Replacing });
    const { derived, log } = await open(folder, documents, { source: noSource, loadHnsw });
    expect(log).toEqual([]);
    expect(answersOf(derived)).toEqual(await freshAnswers());
  });

  it.each([
    { when: 'made', before: 0 },
    { when: 'opened', before: 1 },
  ])(
    'leave alone what another is still making, and when $when remove what one left behind an hour ago',
    async ({ before }) => {
      const folder = await temporaryFolder();
      if (before > 0) await open(folder);
      const [making, abandoned] = [join(folder, 'aaaaaaaaaaaaaaaa'), join(folder, 'bbbbbbbbbbbbbbbb')];
      for (const path of [making, abandoned, join(folder, 'notes')]) await mkdir(path);
      await writeFile(join(folder, 'header.json.bbbbbbbbbbbbbbbb'), '');
      const long = new Date(Date.now() - 2 * 60 * 60_000);
      for (const path of [abandoned, join(folder, 'notes'), join(folder, 'header.json.bbbbbbbbbbbbbbbb')])
        await utimes(path, long, long);
      await open(folder);
      const kept = await entriesBeside(folder);
      expect(kept).toEqual(expect.arrayContaining(['aaaaaaaaaaaaaaaa', 'notes']));
      expect(kept).toHaveLength(3);
    },
  );

  it('find a folder that was moved as a whole', async () => {
    const parent = await temporaryFolder();
    (await open(join(parent, 'here'))).derived.close();
    await rename(join(parent, 'here'), join(parent, 'there'));
    expect((await open(join(parent, 'there'), documents, { source: noSource })).log).toEqual([]);
  });
});
