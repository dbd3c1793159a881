import { join } from 'node:path';
import Database from 'libsql';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { DependencyError, OperatorError } from '../../src/domain/errors.ts';
import { everyone } from '../../src/domain/everyone.ts';
import { Library } from '../../src/library/library.ts';
import { rankPassages } from '../../src/retrieval/rank-passages.ts';
import type { Searchable } from '../../src/retrieval/searchable.ts';
import { openSmallLibrary, type SmallLibrary } from '../helpers/small-library.ts';
import { WordEmbedder } from '../helpers/word-embedder.ts';

const river = 'The river\n\nThe river rose in May. The mill stood still.';
const bridge = 'The bridge\n\nThe bridge fell in June. Nobody crossed it.';

const idsIn = (searchable: Searchable | undefined): string[] | undefined =>
  searchable?.documents.map(({ document }) => `${document.facts.owner}/${document.id}`);

/** The words of the best sentence for a question. */
async function bestFor({ library, embedder }: SmallLibrary, server: string, question: string): Promise<string> {
  const searchable = (await library.searchable(server))!;
  const vector = await embedder.embedQuestion(question);
  const [best] = rankPassages(searchable, { vector, words: question.toLowerCase().split(' ') }).sentences;
  return best!.in.document.text.slice(best!.sentence.start, best!.sentence.end);
}

describe('a library', () => {
  it('without documents has nothing to search', async () => {
    const { library } = await openSmallLibrary();
    expect(await library.searchable(everyone)).toBeUndefined();
    expect(await library.documents('42')).toEqual([]);
  });

  it('finds the passage that answers, in the words of its document', async () => {
    const own = await openSmallLibrary();
    await own.add(river);
    await own.add(bridge, { id: 'bridge' });
    expect(await bestFor(own, everyone, 'bridge fell')).toBe('The bridge fell in June.');
    expect(await bestFor(own, everyone, 'mill stood')).toBe('The mill stood still.');
  });

  it('lays its documents one behind the other, in the order they were added', async () => {
    const { library, add } = await openSmallLibrary();
    await add(river);
    await add(bridge, { id: 'bridge' });
    const { documents, blocks, sentences } = (await library.searchable(everyone))!;
    expect(documents.map(({ firstBlock, firstSentence }) => [firstBlock, firstSentence])).toEqual([
      [0, 0],
      [2, 3],
    ]);
    expect([blocks.vectors.size, sentences.vectors.size, blocks.words.size, sentences.words.size]).toEqual([
      4, 6, 4, 6,
    ]);
  });

  it('knows the words that occur in it, for spelling', async () => {
    const { library, add } = await openSmallLibrary();
    await add(river);
    const { vocabulary } = (await library.searchable(everyone))!;
    expect(vocabulary.has('river')).toBe(true);
    expect(vocabulary.has('bridge')).toBe(false);
    expect(vocabulary.within1Edit('rivr')).toEqual(['river']);
  });
});

describe('a library that changes', () => {
  it('serves the new revision', async () => {
    const own = await openSmallLibrary();
    await own.add(river);
    expect(await bestFor(own, everyone, 'mill stood')).toBe('The mill stood still.');
    await own.add(`${river.replace('stood still', 'stood in water')}`);
    expect(await bestFor(own, everyone, 'mill stood')).toBe('The mill stood in water.');
  });

  it('serves new facts of the same text', async () => {
    const { library, add } = await openSmallLibrary();
    await add(river);
    await library.searchable(everyone);
    await add(river, { genre: 'report', title: 'High water', url: 'https://courier.example/river' });
    const [served] = (await library.searchable(everyone))!.documents;
    expect(served?.document.facts).toMatchObject({
      genre: 'report',
      title: 'High water',
      url: 'https://courier.example/river',
    });
  });

  it('follows what another process adds and removes', async () => {
    const own = await openSmallLibrary();
    const other = await openSmallLibrary(own.folder);
    await own.add(river);
    expect(idsIn(await own.library.searchable(everyone))).toEqual(['everyone/river-report']);
    await other.add(bridge, { id: 'bridge' });
    expect(await bestFor(own, everyone, 'bridge fell')).toBe('The bridge fell in June.');
    await other.stores.documents.remove(everyone, 'river-report');
    expect(idsIn(await own.library.searchable(everyone))).toEqual(['everyone/bridge']);
    await other.stores.documents.remove(everyone, 'bridge');
    expect(await own.library.searchable(everyone)).toBeUndefined();
  });

  it('does not forget a question that is still being answered from the index before', async () => {
    const own = await openSmallLibrary();
    await own.add(river);
    const before = (await own.library.searchable(everyone))!;
    await own.add(bridge, { id: 'bridge' });
    await own.library.searchable(everyone);
    expect(before.sentences.words.matching(['mill'], 5)).toHaveLength(1);
    expect(before.sentences.vectors.nearest(await own.embedder.embedQuestion('mill'), 3)).toHaveLength(3);
  });

  it('is opened once while it stays the same', async () => {
    const { library, add, opened } = await openSmallLibrary();
    await add(river);
    expect(await library.searchable(everyone)).toBe(await library.searchable(everyone));
    await add(river);
    await library.searchable(everyone);
    expect(opened()).toBe(1);
  });

  it('is opened once by questions that come at the same time', async () => {
    const { library, add, opened } = await openSmallLibrary();
    await add(river);
    const asked = await Promise.all(['1', '2', everyone, '3', everyone].map((server) => library.searchable(server)));
    expect(new Set(asked).size).toBe(1);
    expect(opened()).toBe(1);
  });

  it('closes each of its indexes once: those it replaced after a while, or all of them when it is closed', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => void vi.useRealTimers());
    const { library: whole, add, stores, embedder } = await openSmallLibrary();
    const closed: number[] = [];
    let opened = 0;
    const library = new Library({
      store: stores.documents,
      embedder,
      openIndex: async () => {
        const [number, { blocks, sentences, vocabulary }] = [opened++, (await whole.searchable(everyone))!];
        return { blocks, sentences, vocabulary, close: () => closed.push(number) };
      },
      log: () => {},
    });
    for (const text of [river, bridge]) {
      await add(text);
      await library.searchable(everyone);
    }
    expect(closed).toEqual([]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(closed).toEqual([0]);
    await add(river);
    await library.searchable(everyone);
    await library.close();
    expect(closed).toEqual([0, 1, 2]);
    await vi.advanceTimersByTimeAsync(60_000);
    await library.close();
    expect(closed).toEqual([0, 1, 2]);
  });

  it('that could not be opened is opened again for the next question', async () => {
    const { library: whole, add, stores, embedder } = await openSmallLibrary();
    await add(river);
    let fails = true;
    const library = new Library({
      store: stores.documents,
      embedder,
      openIndex: async () => {
        if (fails) throw new DependencyError('store', new Error('the disk is away'));
        const { blocks, sentences, vocabulary } = (await whole.searchable(everyone))!;
        return { blocks, sentences, vocabulary, close: () => {} };
      },
      log: () => {},
    });
    await expect(library.searchable(everyone)).rejects.toThrow(DependencyError);
    fails = false;
    expect(idsIn(await library.searchable(everyone))).toEqual(['everyone/river-report']);
  });

  it('makes the vectors of another model itself, and keeps them', async () => {
    const { folder, add } = await openSmallLibrary();
    const { sha256 } = await add(river);
    const embedder = new WordEmbedder('words/2');
    const other = await openSmallLibrary(folder, embedder);
    expect(await bestFor(other, everyone, 'mill stood')).toBe('The mill stood still.');
    expect(await other.stores.documents.vectors(everyone, 'river-report', sha256, 'words/2')).toBeDefined();
  });
});

/** Changes the rows of one document behind Hearsay's back. */
function damage({ folder }: SmallLibrary, id: string, change: string): void {
  const database = new Database(join(folder, 'hearsay.sqlite'));
  database.prepare(`update revision set ${change} where id = ?`).run(id);
  database.close();
}

const damages = [
  { what: 'its text is another one', change: "text = cast('The river rose in June.' as blob)" },
  { what: 'its text is no text', change: "text = x'ff00'" },
  { what: 'its outline can’t be read', change: "outline = x'0102'" },
  { what: 'its outline leaves the text', change: "outline = replace(outline, x'0a000000', x'0a000100')" },
  { what: 'passages are missing', change: 'sentences = sentences + 1' },
];

describe('a document that is damaged', () => {
  it.each(damages)(
    'as $what is left out with one line saying what to do, and all others answer',
    async ({ change }) => {
      const own = await openSmallLibrary();
      await own.add('The mill\n\nThe mill burned in March.', { id: 'mill' });
      await own.add(bridge, { id: 'bridge' });
      await own.add(river, { id: 'notes' });
      expect(idsIn(await own.library.searchable(everyone))).toHaveLength(3);
      damage(own, 'mill', change);
      const after = await openSmallLibrary(own.folder);
      expect(idsIn(await after.library.searchable(everyone))).toEqual(['everyone/bridge', 'everyone/notes']);
      expect(await bestFor(after, everyone, 'bridge fell')).toBe('The bridge fell in June.');
      expect(await bestFor(after, everyone, 'mill stood')).toBe('The mill stood still.');
      expect(after.lines).toEqual([expect.stringMatching(/\bmill\b.* index .*again.* left out/)]);
    },
  );

  it.each(damages)('as $what gives a sentence saying what to do where it is the only one', async ({ change }) => {
    const own = await openSmallLibrary();
    await own.add('The mill\n\nThe mill burned in March.', { id: 'mill' });
    damage(own, 'mill', change);
    const asking = own.library.searchable(everyone);
    await expect(asking).rejects.toThrow(OperatorError);
    await expect(asking).rejects.toThrow(/\bmill\b.* index .*again/);
  });

  it.each(damages)('as $what is told apart from one that is not there', async ({ change }) => {
    const own = await openSmallLibrary();
    await own.add(river, { id: 'mill' });
    await own.add(bridge, { id: 'bridge' });
    await own.add(river, { id: 'theirs', owner: '42' });
    for (const id of ['mill', 'theirs']) damage(own, id, change);
    expect((await own.library.damageOf(everyone, 'mill'))?.userMessage).toMatch(/\bmill\b.* index .*again/);
    expect((await own.library.damageOf('42', 'theirs'))?.userMessage).toMatch(/\btheirs\b/);
    for (const id of ['bridge', 'no-such', 'theirs']) expect(await own.library.damageOf(everyone, id)).toBeUndefined();
  });

  it('gives a sentence that counts them where all are', async () => {
    const own = await openSmallLibrary();
    await own.add(river);
    await own.add(bridge, { id: 'bridge' });
    for (const id of ['river-report', 'bridge']) damage(own, id, "outline = x'0102'");
    await expect(own.library.searchable(everyone)).rejects.toThrow(/None of the 2 documents .*river-report/);
  });

  it.each(damages)('as $what is whole again once it is indexed again', async ({ change }) => {
    const own = await openSmallLibrary();
    await own.add(river, { id: 'mill' });
    await own.add(bridge, { id: 'bridge' });
    damage(own, 'mill', change);
    expect(idsIn(await own.library.searchable(everyone))).toEqual(['everyone/bridge']);
    expect(await own.add(river, { id: 'mill' })).toMatchObject({ result: 'added' });
    expect(await own.add(river, { id: 'mill' })).toMatchObject({ result: 'unchanged' });
    expect(await bestFor(own, everyone, 'mill stood')).toBe('The mill stood still.');
    const after = await openSmallLibrary(own.folder);
    expect(idsIn(await after.library.searchable(everyone))).toHaveLength(2);
    expect(after.lines).toEqual([]);
  });

  it('in its vectors only is embedded anew', async () => {
    const own = await openSmallLibrary();
    const { sha256 } = await own.add(river);
    const database = new Database(join(own.folder, 'hearsay.sqlite'));
    database.exec("update vector_part set floats = x'0102'");
    database.close();
    expect(await bestFor(own, everyone, 'mill stood')).toBe('The mill stood still.');
    expect(await own.stores.documents.vectors(everyone, 'river-report', sha256, own.embedder.id)).toBeDefined();
  });
});

describe('servers', () => {
  it('see everybody’s documents and their own, never another’s', async () => {
    const { library, add } = await openSmallLibrary();
    await add(river);
    await add(bridge, { id: 'bridge', owner: '42' });
    expect(idsIn(await library.searchable('42'))).toEqual(['everyone/river-report', '42/bridge']);
    expect(idsIn(await library.searchable('43'))).toEqual(['everyone/river-report']);
    expect(idsIn(await library.searchable(everyone))).toEqual(['everyone/river-report']);
    expect((await library.documents('43')).map(({ facts }) => facts.id)).toEqual(['river-report']);
  });

  it('learn no word and no statistics of another’s documents', async () => {
    const { library, add } = await openSmallLibrary();
    await add(river);
    const before = (await library.searchable('43'))!.sentences.words.matching(['river'], 9);
    await add(`${bridge} The river, the river, the river.`, { id: 'bridge', owner: '42' });
    const after = (await library.searchable('43'))!;
    expect(after.vocabulary.has('bridge')).toBe(false);
    expect(after.vocabulary.within1Edit('bridg')).toEqual([]);
    expect(after.sentences.words.matching(['bridge'], 9)).toEqual([]);
    expect(after.sentences.words.matching(['river'], 9)).toEqual(before);
  });

  it('without documents of their own share everybody’s index', async () => {
    const { library, add, opened } = await openSmallLibrary();
    await add(river);
    expect(await library.searchable('43')).toBe(await library.searchable(everyone));
    await add(bridge, { id: 'bridge', owner: '42' });
    expect(await library.searchable('43')).toBe(await library.searchable(everyone));
    expect(await library.searchable('42')).not.toBe(await library.searchable(everyone));
    expect(opened()).toBe(2);
  });

  it('may have a document of the same id as another’s, each its own words', async () => {
    const own = await openSmallLibrary();
    await own.add(river, { id: 'notes', owner: '42' });
    await own.add(bridge, { id: 'notes', owner: '43' });
    expect(await bestFor(own, '42', 'mill stood')).toBe('The mill stood still.');
    expect(await bestFor(own, '43', 'mill stood')).not.toContain('mill');
    await own.stores.documents.remove('42', 'notes');
    expect(await own.library.searchable('42')).toBeUndefined();
    expect(idsIn(await own.library.searchable('43'))).toEqual(['43/notes']);
  });
});
