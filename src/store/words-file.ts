import Database from 'libsql';
import type { Hit, Range, Vocabulary, WordIndex } from '../retrieval/passage-index.ts';
import { wordsOf } from '../retrieval/words.ts';
import { within } from './stored-vector-index.ts';
import { isWithin1Edit } from './within-1-edit.ts';

/** A table each; rowid is the position + 1, because FTS5 counts from 1. */
export const passageKinds = ['blocks', 'sentences'] as const;
export type PassageKind = (typeof passageKinds)[number];

/** Words are characters, not code units, long: that is how they are one edit apart. */
const lengthOf = (word: string): number => (/[\uD800-\uDFFF]/.test(word) ? [...word].length : word.length);

/** Fills one library's `words.sqlite`, which nobody else may have open meanwhile. */
export class WordsFileWriter {
  readonly #database: Database.Database;
  readonly #insert: Readonly<Record<PassageKind, Database.Statement>>;
  readonly #counts: Map<string, number>;

  /** Makes the file, or goes on with one that was made before. Nothing is kept until `finish`. */
  constructor(file: string) {
    this.#database = new Database(file);
    // derived and not yet in use: after a crash it is made again, so nothing has to be safe on the way
    this.#database.exec('pragma journal_mode = memory; pragma synchronous = off; begin');
    for (const kind of passageKinds)
      this.#database.exec(
        `create virtual table if not exists ${kind} using fts5 (text, content = '', tokenize = 'porter unicode61')`,
      );
    this.#database.exec(
      'create table if not exists vocabulary (length integer primary key, words text not null, counts text not null)',
    );
    this.#insert = {
      blocks: this.#database.prepare('insert into blocks (rowid, text) values (?, ?)'),
      sentences: this.#database.prepare('insert into sentences (rowid, text) values (?, ?)'),
    };
    this.#counts = storedCounts(this.#database);
  }

  add(kind: PassageKind, at: number, text: string): void {
    this.#insert[kind].run([at + 1, text.replaceAll('\0', ' ')]); // SQLite reads a text up to its first U+0000
    if (kind === 'sentences') return; // every word of a sentence stands in its block
    for (const word of wordsOf(text)) this.#counts.set(word, (this.#counts.get(word) ?? 0) + 1);
  }

  finish(): void {
    const insert = this.#database.prepare('insert or replace into vocabulary (length, words, counts) values (?, ?, ?)');
    for (const [length, words] of byLength(this.#counts))
      insert.run([length, words.join(' '), words.map((word) => this.#counts.get(word)).join(' ')]);
    this.#database.exec('commit');
    this.close();
  }

  /** Also gives up what was not finished. */
  close(): void {
    if (this.#database.open) this.#database.close();
  }
}

/** Most frequent first, so that of two words one edit away the likelier comes first. */
function byLength(counts: ReadonlyMap<string, number>): Map<number, string[]> {
  const lengths = new Map<number, string[]>();
  for (const [word] of [...counts].sort(([a, often], [b, oftenB]) => oftenB - often || (a < b ? -1 : 1))) {
    const length = lengthOf(word);
    const words = lengths.get(length);
    if (words) words.push(word);
    else lengths.set(length, [word]);
  }
  return lengths;
}

function storedCounts(database: Database.Database): Map<string, number> {
  // as: the columns of the statement, both `text not null`
  const rows = database.prepare('select words, counts from vocabulary').all() as { words: string; counts: string }[];
  return new Map(
    rows.flatMap(({ words, counts }) => {
      const numbers = counts.split(' ');
      return words.split(' ').map((word, at): [string, number] => [word, Number(numbers[at])]);
    }),
  );
}

/** Reads one library's `words.sqlite`, which nobody changes any more. */
export class WordsFile implements Vocabulary {
  readonly blocks: WordIndex;
  readonly sentences: WordIndex;
  readonly #database: Database.Database;
  readonly #ofLength: Database.Statement;
  readonly #byLength = new Map<number, ReadonlySet<string>>();

  constructor(file: string, sizes: Readonly<Record<PassageKind, number>>) {
    this.#database = new Database(file);
    this.#database.exec('pragma query_only = on');
    this.#ofLength = this.#database.prepare('select words from vocabulary where length = ?');
    this.blocks = wordIndex(this.#database, 'blocks', sizes.blocks);
    this.sentences = wordIndex(this.#database, 'sentences', sizes.sentences);
  }

  has(word: string): boolean {
    return this.#words(lengthOf(word)).has(word);
  }

  within1Edit(word: string): string[] {
    const length = lengthOf(word);
    return [length, length - 1, length + 1].flatMap((other) =>
      [...this.#words(other)].filter((candidate) => isWithin1Edit(word, length, candidate, other)),
    );
  }

  close(): void {
    this.#database.close();
  }

  /** Read when first asked for: a question needs the words of a few lengths only. */
  #words(length: number): ReadonlySet<string> {
    const known = this.#byLength.get(length);
    if (known) return known;
    // as: the column of the statement, `text not null`
    const rows = this.#ofLength.all([length]) as { words: string }[];
    const words = new Set(rows.flatMap((row) => row.words.split(' ')));
    this.#byLength.set(length, words);
    return words;
  }
}

function wordIndex(database: Database.Database, kind: PassageKind, size: number): WordIndex {
  // All hits in one value: libsql takes longer to hand over 200 rows than to find them.
  const statement = database.prepare(
    `select group_concat(rowid || ' ' || rank) as hits from (
       select rowid, rank from ${kind} where ${kind} match ? and rowid between ? and ? order by rank limit ?)`,
  );
  return {
    size,
    matching(words: readonly string[], k: number, range?: Range): Hit[] {
      const query = anyOf(words);
      if (query === '' || k <= 0) return [];
      const { from, to } = within(range, size);
      // as: the column of the statement; null where nothing was found
      const { hits } = statement.get([query, from + 1, to, Math.min(k, size)]) as { hits: string | null };
      return hits === null ? [] : hits.split(',').map(hitOf);
    },
  };
}

/** "rowid rank" as a hit: FTS5's rank is bm25, where lower is better. */
function hitOf(row: string): Hit {
  const [rowid, rank] = row.split(' ').map(Number);
  return { at: rowid! - 1, score: -rank! };
}

/** Each word in FTS5's quotation marks, where only a quotation mark means anything; a U+0000 would end the query. */
const anyOf = (words: readonly string[]): string =>
  [...new Set(words)]
    .filter((word) => word !== '')
    .map((word) => `"${word.replaceAll('\0', ' ').replaceAll('"', '""')}"`)
    .join(' OR ');
