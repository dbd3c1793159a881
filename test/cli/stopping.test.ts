import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Database from 'libsql';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeDataDir } from './data-dir.ts';
import { generatedBook, seededRandom } from './generated-book.ts';
import { ended, hearsay, start, written } from './run-program.ts';

const paragraphs = 40;
const sentences = 3 * paragraphs;
const moments = 20;
/** Printed where it fails; put a number here to see the same moments again. */
const seed = Date.now() % 1_000_000;

let dataDir = '';
let book = '';
/** How long an undisturbed run takes on this machine, so that the moments fall into all of it. */
let wholeRunMs = 0;

beforeAll(async () => {
  dataDir = await makeDataDir();
  book = join(dataDir, 'book.txt');
  await writeFile(book, generatedBook(paragraphs, 1));
  const from = performance.now();
  expect(await index()).toMatchObject({
    code: 0,
    stdout: `book: ${paragraphs} paragraphs, ${sentences} sentences, added\n`,
  });
  wholeRunMs = performance.now() - from;
  expect(await hearsay(['remove', 'book'], { dataDir })).toMatchObject({ code: 0 });
});

const index = () => hearsay(['index', book], { dataDir });

/** What of the book is stored; every row of a document or none. */
function stored() {
  const database = new Database(join(dataDir, 'hearsay.sqlite'), { readonly: true });
  const count = (sql: string): number => Number(Object.values(Object(database.prepare(sql).get()))[0]);
  try {
    return {
      documents: count("select count(*) from document where id = 'book'"),
      sentences: count("select coalesce(sum(sentences), 0) from revision where id = 'book'"),
      embeddings: count("select count(*) from embedding where id = 'book'"),
      floats: count("select coalesce(sum(length(floats)), 0) from vector_part where id = 'book'"),
      healthy: Object.values(Object(database.prepare('pragma integrity_check').get()))[0],
    };
  } finally {
    database.close();
  }
}

const nothing = { documents: 0, sentences: 0, embeddings: 0, floats: 0, healthy: 'ok' };
const everything = {
  documents: 1,
  sentences,
  embeddings: 1,
  floats: (paragraphs + sentences) * 384 * 4,
  healthy: 'ok',
};

describe('index', () => {
  it(`stopped at ${moments} random moments stores the whole revision or nothing, and never aborts`, {
    timeout: 300_000,
  }, async () => {
    const random = seededRandom(seed);
    let interrupted = 0;
    for (let moment = 0; moment < moments; moment++) {
      const signal = random() < 0.5 ? 'SIGINT' : 'SIGTERM';
      const afterMs = Math.round(random() * wholeRunMs);
      const where = `seed ${seed}, moment ${moment}: ${signal} after ${afterMs} of ${Math.round(wholeRunMs)} ms`;
      const child = start(['index', book], { dataDir, input: '' });
      const end = ended(child);
      await sleep(afterMs);
      child.kill(signal);
      const { code, stderr } = await end;
      expect([0, signal === 'SIGINT' ? 130 : 143], `${where}: ${stderr}`).toContain(code);
      expect(stderr, where).not.toMatch(/\n +at |Error/u);
      const now = stored();
      expect(now.documents === 0 ? nothing : everything, where).toEqual(now);
      if (code !== 0) interrupted++;
      if (now.documents > 0) expect(await hearsay(['remove', 'book'], { dataDir })).toMatchObject({ code: 0 });
    }
    expect(interrupted, `seed ${seed}`).toBeGreaterThan(0);
    expect(await index(), `seed ${seed}`).toMatchObject({ code: 0 });
    expect(stored()).toEqual(everything);
    const asked = await hearsay(['ask', '--document', 'book', 'What happened in the year 1017?'], { dataDir });
    expect(asked.stdout).toContain('“In the year 1017');
  });

  it('says what was finished when it is stopped', async () => {
    const long = join(dataDir, 'long.txt');
    await writeFile(long, generatedBook(3_000, 2));
    const first = join(dataDir, 'first.txt');
    await writeFile(first, 'The harbour was built in 1904.');
    const child = start(['index', first, long], { dataDir, input: '' });
    const end = ended(child);
    await written(child, 'stdout', 'first: ');
    child.kill('SIGINT');
    const { code, stdout, stderr } = await end;
    expect({ code, stdout }).toEqual({ code: 130, stdout: 'first: 1 paragraph, 1 sentence, added\n' });
    expect(stderr).toContain('Stopped. 1 of 2 documents stored whole');
  });
});

describe('ask', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('stopped by %s in the middle ends without a trace', async (signal) => {
    const child = start(['ask', '--batch', '-'], { dataDir });
    const end = ended(child);
    child.stdin?.on('error', () => {});
    child.stdin?.write('{"question":"What is Mossalaha?"}\n'.repeat(1_000));
    await written(child, 'stdout', '"outcome"');
    child.kill(signal);
    const { code, stdout, stderr } = await end;
    expect({ code, stderr }).toEqual({ code: signal === 'SIGINT' ? 130 : 143, stderr: '' });
    for (const line of stdout.trimEnd().split('\n')) expect(() => JSON.parse(line)).not.toThrow();
  });

  it('stopped at once, before anything is open, does not abort', async () => {
    for (const afterMs of [150, 300]) {
      const child = start(['ask', 'What is Mossalaha?'], { dataDir, input: '' });
      const end = ended(child);
      await sleep(afterMs);
      child.kill('SIGTERM');
      const { code, stderr } = await end;
      expect([0, 143], `after ${afterMs} ms: ${stderr}`).toContain(code);
      expect(stderr).toBe('');
    }
  });
});
