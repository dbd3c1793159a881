import { setImmediate } from 'node:timers/promises';
import Database from 'libsql';
import type { Hit, Range, Vocabulary, WordIndex } from '../retrieval/passage-index.ts';
import { wordsOf } from '../retrieval/words.ts';
import { bytesOf, integersOf } from './byte-arrays.ts';
import { Bm25, type Postings } from './postings.ts';
import { within } from './stored-vector-index.ts';
import { isWithin1Edit } from './within-1-edit.ts';

/** A table each; rowid is the position + 1, because FTS5 counts from 1. */
export const passageKinds = ['blocks', 'sentences'] as const;
export type PassageKind = (typeof passageKinds)[number];

const tokenize = "tokenize = 'porter unicode61'";
/**
 * FTS5 cuts a longer word after so many bytes, within a character too, which libsql can't read as text: it ends the
 * process. So words that reach it are left out; they could only be found by asking for thousands of letters.
 */
const isWhole = 'length(cast(term as blob)) < 32768';
/** The longest that the event loop is held while postings are gathered, but for a hundred terms. */
const sliceMs = 8;

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
      this.#database.exec(`create virtual table if not exists ${kind} using fts5 (text, content = '', ${tokenize})`);
    this.#database.exec(
      'create table if not exists vocabulary (length integer primary key, words text not null, counts text not null)',
    );
    this.#database.exec(
      'create table if not exists postings (kind text primary key, terms text not null, ends blob not null, passages blob not null, counts blob not null)',
    );
    this.#insert = {
      blocks: this.#database.prepare('insert into blocks (rowid, text) values (?, ?)'),
      sentences: this.#database.prepare('insert into sentences (rowid, text) values (?, ?)'),
    };
    this.#counts = storedCounts(this.#database);
  }

  add(kind: PassageKind, at: number, text: string): void {
    this.#insert[kind].run([at + 1, withoutNul(text)]);
    if (kind === 'sentences') return; // every word of a sentence stands in its block
    for (const word of wordsOf(text)) this.#counts.set(word, (this.#counts.get(word) ?? 0) + 1);
  }

  async finish(): Promise<void> {
    const insert = this.#database.prepare('insert or replace into vocabulary (length, words, counts) values (?, ?, ?)');
    for (const [length, words] of byLength(this.#counts))
      insert.run([length, words.join(' '), words.map((word) => this.#counts.get(word)).join(' ')]);
    for (const kind of passageKinds) await keepPostings(this.#database, kind);
    this.#database.exec('commit');
    this.close();
  }

  /** Also gives up what was not finished. */
  close(): void {
    if (this.#database.open) this.#database.close();
  }
}

/** FTS5 is asked once for all that it knows, so that questions need not ask it. */
async function keepPostings(database: Database.Database, kind: PassageKind): Promise<void> {
  database.exec(`create virtual table temp.${kind}_terms using fts5vocab (main, ${kind}, instance)`);
  // as: the columns of the statement; a passage is listed as often as the term stands in it, one after the other
  const rows = database
    .prepare(`select term, group_concat(doc) as docs from temp.${kind}_terms where ${isWhole} group by term`)
    .iterate([]) as Iterable<{ term: string; docs: string }>;
  const [terms, ends, passages, counts]: [string[], number[], number[], number[]] = [[], [], [], []];
  let since = performance.now();
  for (const { term, docs } of rows) {
    let last: string | undefined;
    for (const doc of docs.split(',')) {
      if (doc === last) counts[counts.length - 1]! += 1;
      else {
        passages.push(Number(doc) - 1);
        counts.push(1);
      }
      last = doc;
    }
    terms.push(term);
    ends.push(passages.length);
    if (performance.now() - since < sliceMs) continue;
    await setImmediate();
    since = performance.now();
  }
  database
    .prepare('insert or replace into postings (kind, terms, ends, passages, counts) values (?, ?, ?, ?, ?)')
    .run([kind, terms.join(' '), ...[ends, passages, counts].map((numbers) => bytesOf(Int32Array.from(numbers)))]);
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
  readonly #tokenizer = new Tokenizer();
  readonly #ofLength: Database.Statement;
  readonly #byLength = new Map<number, ReadonlySet<string>>();

  constructor(file: string, sizes: Readonly<Record<PassageKind, number>>) {
    this.#database = new Database(file);
    this.#database.exec('pragma query_only = on');
    this.#ofLength = this.#database.prepare('select words from vocabulary where length = ?');
    this.blocks = wordIndex(this.#database, 'blocks', sizes.blocks, this.#tokenizer);
    this.sentences = wordIndex(this.#database, 'sentences', sizes.sentences, this.#tokenizer);
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
    this.#tokenizer.close();
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

/** Words in memory; phrases by FTS5, which alone knows where they stand. */
function wordIndex(database: Database.Database, kind: PassageKind, size: number, tokenizer: Tokenizer): WordIndex {
  const inMemory = new Bm25(storedPostings(database, kind), size);
  // All hits in one value: libsql takes longer to hand over 200 rows than to find them.
  const statement = database.prepare(
    `select group_concat(rowid || ' ' || rank) as hits from (
       select rowid, rank from ${kind} where ${kind} match ? and rowid between ? and ? order by rank limit ?)`,
  );
  return {
    size,
    matching(words: readonly string[], k: number, range?: Range): Hit[] {
      const wanted = [...new Set(words)].filter((word) => word !== '');
      if (wanted.length === 0 || k <= 0) return [];
      const run = within(range, size);
      const terms = tokenizer.termsOf(wanted);
      if (terms !== undefined) return inMemory.best(terms, k, run);
      // as: the column of the statement; null where nothing was found
      const { hits } = statement.get([anyOf(wanted), run.from + 1, run.to, Math.min(k, size)]) as {
        hits: string | null;
      };
      return hits === null ? [] : hits.split(',').map(hitOf);
    },
  };
}

function storedPostings(database: Database.Database, kind: PassageKind): Postings {
  // as: the columns of the statement, all `not null`
  const { terms, ...runs } = database
    .prepare('select terms, ends, passages, counts from postings where kind = ?')
    .get([kind]) as Record<'terms', string> & Record<'ends' | 'passages' | 'counts', ArrayBuffer>;
  return {
    terms: terms === '' ? [] : terms.split(' '),
    ends: integersOf(runs.ends),
    passages: integersOf(runs.passages),
    counts: integersOf(runs.counts),
  };
}

/** So many words of questions are remembered with their terms; then it is begun anew. */
const wordsRemembered = 2_000;

/** What FTS5 makes of a question's words: cut and stemmed as the passages' were. */
class Tokenizer {
  readonly #database = new Database(':memory:');
  readonly #put: Database.Statement;
  readonly #read: Database.Statement;
  readonly #forget: Database.Statement;
  /** What a word becomes never changes, and asking SQLite for it takes as long as comparing a thousand vectors. */
  readonly #known = new Map<string, readonly string[]>();

  constructor() {
    this.#database.exec(`create virtual table asked using fts5 (word, content = '', ${tokenize});
      create virtual table terms using fts5vocab (asked, instance)`);
    this.#put = this.#database.prepare('insert into asked (rowid, word) select key, value from json_each(?)');
    this.#read = this.#database.prepare(`select group_concat(doc || ' ' || term) as found from terms where ${isWhole}`);
    this.#forget = this.#database.prepare("insert into asked (asked) values ('delete-all')");
  }

  /** A term for each word that has one, in their order; undefined where a word is a phrase, of which more than one is made. */
  termsOf(words: readonly string[]): readonly string[] | undefined {
    if (this.#known.size > wordsRemembered) this.#known.clear();
    const unknown = words.filter((word) => !this.#known.has(word));
    if (unknown.length > 0) this.#learn(unknown);
    const terms = words.map((word) => this.#known.get(word)!);
    return terms.some(({ length }) => length > 1) ? undefined : terms.flat();
  }

  close(): void {
    this.#database.close();
  }

  #learn(words: readonly string[]): void {
    this.#put.run([JSON.stringify(words.map(withoutNul))]);
    // as: the column of the statement; null where no word has a term
    const { found } = this.#read.get([]) as { found: string | null };
    this.#forget.run([]);
    const terms = words.map((): string[] => []);
    for (const row of found?.split(',') ?? []) {
      const space = row.indexOf(' ');
      terms[Number(row.slice(0, space))]!.push(row.slice(space + 1));
    }
    for (const [at, word] of words.entries()) this.#known.set(word, terms[at]!);
  }
}

/** "rowid rank" as a hit: FTS5's rank is bm25, where lower is better. */
function hitOf(row: string): Hit {
  const [rowid, rank] = row.split(' ').map(Number);
  return { at: rowid! - 1, score: -rank! };
}

/** Each word in FTS5's quotation marks, where only a quotation mark means anything. */
const anyOf = (words: readonly string[]): string =>
  words.map((word) => `"${withoutNul(word).replaceAll('"', '""')}"`).join(' OR ');

/** SQLite reads a text up to its first U+0000. */
const withoutNul = (text: string): string => text.replaceAll('\0', ' ');
