import { BaseRetriever } from '@langchain/core/retrievers';
import { RunnableLambda } from '@langchain/core/runnables';
import { describe, expect, it } from 'vitest';
import { type FoundPassage, HearsayRetriever } from '../../src/models/hearsay-retriever.ts';

const text = '  “Bread\u00a0rises.”\r\nSalt falls. ';
const place = { document: 'kitchen', revision: 'ab12', paragraph: 1 };
const passages: FoundPassage[] = [
  { text: text.slice(2, 17), score: 1.5, metadata: { ...place, start: 2, end: 17 } },
  { text: text.slice(18, 30), score: -0.5, metadata: { ...place, start: 18, end: 30 } },
];
const search = async (question: string, k: number) => (question === 'nothing' ? [] : passages.slice(0, k));

describe('the retriever', () => {
  it('gives LangChain documents whose words can be cut again from the text', async () => {
    const found = await new HearsayRetriever({ search, k: 5 }).invoke('What rises?');
    expect(found).toHaveLength(2);
    for (const { pageContent, metadata } of found) expect(pageContent).toBe(text.slice(metadata.start, metadata.end));
    expect(found[0]!.metadata).toEqual({ ...place, start: 2, end: 17, unit: 'utf-16', score: 1.5 });
  });

  it('asks for k passages', async () => {
    expect(await new HearsayRetriever({ search, k: 1 }).invoke('What rises?')).toHaveLength(1);
  });

  it('finds nothing without an error', async () => {
    expect(await new HearsayRetriever({ search, k: 3 }).invoke('nothing')).toEqual([]);
  });

  it('takes its place in a chain', async () => {
    const retriever = new HearsayRetriever({ search, k: 1 });
    expect(retriever).toBeInstanceOf(BaseRetriever);
    const chain = retriever.pipe(RunnableLambda.from((found: { pageContent: string }[]) => found[0]!.pageContent));
    expect(await chain.invoke('What rises?')).toBe(text.slice(2, 17));
  });

  it('passes on why a search failed', async () => {
    const failing = new HearsayRetriever({ search: () => Promise.reject(new Error('no index')), k: 1 });
    await expect(failing.invoke('a')).rejects.toThrow('no index');
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses a k of %s', (k) => {
    expect(() => new HearsayRetriever({ search, k })).toThrow(RangeError);
  });
});
