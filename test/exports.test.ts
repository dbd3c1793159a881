import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Document } from '@langchain/core/documents';
import { Embeddings } from '@langchain/core/embeddings';
import { BaseRetriever } from '@langchain/core/retrievers';
import { RunnableLambda, RunnablePassthrough, RunnableSequence } from '@langchain/core/runnables';
import { openHearsayEmbeddings } from 'hearsay/embeddings';
import { openHearsayRetriever } from 'hearsay/retriever';
import Database from 'libsql';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { hearsay } from './cli/run-program.ts';

const article = await readFile(new URL('../corpus/meo-mossalaha/text.txt', import.meta.url), 'utf8');
const dataDir = await mkdtemp(join(tmpdir(), 'hearsay-exports-'));
afterAll(() => rm(dataDir, { recursive: true, force: true }));

const cosine = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, value, at) => sum + value * b[at]!, 0);

describe('hearsay/embeddings', () => {
  let embeddings: Awaited<ReturnType<typeof openHearsayEmbeddings>>;
  beforeAll(async () => {
    embeddings = await openHearsayEmbeddings();
  });
  afterAll(() => embeddings.close());

  it('is a LangChain embedding model whose vectors find what is meant', async () => {
    expect(embeddings).toBeInstanceOf(Embeddings);
    const asked = await embeddings.embedQuery('How do bakers make dough rise?');
    const [bread, sea] = await embeddings.embedDocuments([
      'Yeast lifts the bread.',
      'The harbour froze over in winter.',
    ]);
    expect(asked).toHaveLength(384);
    expect(cosine(asked, asked)).toBeCloseTo(1, 5);
    expect(cosine(asked, bread!)).toBeGreaterThan(cosine(asked, sea!));
  });

  it('takes its place in a chain', async () => {
    const chain = RunnableSequence.from([
      RunnableLambda.from((question: string) => embeddings.embedQuery(question)),
      RunnableLambda.from((vector: number[]) => vector.length),
    ]);
    expect(await chain.invoke('What is Mossalaha?')).toBe(384);
  });

  it('answers nothing more once it is closed', async () => {
    const other = await openHearsayEmbeddings();
    await other.close();
    await expect(other.embedQuery('What is Mossalaha?')).rejects.toThrow();
  });
});

describe('hearsay/retriever', () => {
  let retriever: Awaited<ReturnType<typeof openHearsayRetriever>>;
  beforeAll(async () => {
    retriever = await openHearsayRetriever({ document: 'meo-mossalaha', k: 3, dataDir });
  });
  afterAll(() => retriever.close());

  it('is a LangChain retriever over the built-in document', () => {
    expect(retriever).toBeInstanceOf(BaseRetriever);
  });

  it.each([
    { question: 'What is Mossalaha?', says: 'reintegration program' },
    { question: 'What does it say about taqiyya?', says: '"Taqqiya"' },
    { question: 'محمد حاجب', says: 'Hajib' },
  ])('finds $question, word for word and in its place', async ({ question, says }) => {
    const found = await retriever.invoke(question);
    expect(found).toHaveLength(3);
    for (const { pageContent, metadata } of found) {
      expect(metadata).toMatchObject({ document: 'meo-mossalaha', unit: 'utf-16' });
      expect(pageContent).toBe(article.slice(metadata.start, metadata.end));
    }
    expect(found[0]!.pageContent).toContain(says);
  });

  it('gives the context of a prompt in a chain of LangChain, best passage first', async () => {
    const contextOf = (found: Document[]): string =>
      found.map(({ pageContent, metadata }) => `[${metadata.paragraph}] ${pageContent}`).join('\n');
    const chain = RunnableSequence.from([
      { context: retriever.pipe(contextOf), question: new RunnablePassthrough<string>() },
      ({ context, question }: { context: string; question: string }) => `${context}\n\nQuestion: ${question}`,
    ]);
    const prompt = await chain.invoke('How many people did Anis Amri kill?');
    expect(prompt.split('\n')[0]).toMatch(/^\[\d+\] .*left 12 people dead/);
    expect(prompt).toMatch(/Question: How many people did Anis Amri kill\?$/);
  });

  it('looks in the whole library where no document is named', async () => {
    const whole = await openHearsayRetriever({ dataDir });
    expect(await whole.invoke('What is Mossalaha?')).toHaveLength(4);
    await whole.close();
  });

  it('says which documents there are where one is unknown', async () => {
    await expect(openHearsayRetriever({ document: 'no-such', dataDir })).rejects.toThrow(/no-such.*meo-mossalaha/);
  });

  it('says how to get a document where none is left', async () => {
    const emptied = await mkdtemp(join(tmpdir(), 'hearsay-exports-'));
    onTestFinished(() => rm(emptied, { recursive: true, force: true }));
    expect(await hearsay(['remove', 'meo-mossalaha'], { dataDir: emptied })).toMatchObject({ code: 0 });
    await expect(openHearsayRetriever({ dataDir: emptied })).rejects.toThrow('`hearsay documents --restore`');
  });

  it('says of a damaged document what to do', async () => {
    const damaged = await mkdtemp(join(tmpdir(), 'hearsay-exports-'));
    onTestFinished(() => rm(damaged, { recursive: true, force: true }));
    const path = join(damaged, 'notes.txt');
    await writeFile(path, 'The harbour was built in 1904.');
    expect(await hearsay(['index', path], { dataDir: damaged })).toMatchObject({ code: 0 });
    const database = new Database(join(damaged, 'hearsay.sqlite'));
    database.exec("update revision set text = x'41' where id = 'notes'");
    database.close();
    await expect(openHearsayRetriever({ document: 'notes', dataDir: damaged })).rejects.toThrow(/notes.*index/);
  });

  it('refuses to give no passages at all', async () => {
    await expect(openHearsayRetriever({ k: 0, dataDir })).rejects.toThrow(RangeError);
  });
});
