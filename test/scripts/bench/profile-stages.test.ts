import { describe, expect, it } from 'vitest';
import { otherStage, shareStages, sharesIn, stageNames } from '../../../scripts/bench/profile-stages.ts';

const node = (id: number, url: string, functionName: string, children: number[] = []) => ({
  id,
  children,
  callFrame: { functionName, url, scriptId: '0', lineNumber: 0, columnNumber: 0 },
});
const [vectors, words, spellings, cosines, composing] = stageNames as [string, string, string, string, string];

describe('the stages of an answer', () => {
  const nodes = [
    node(1, '', '(root)', [2, 7, 8]),
    node(2, 'file:///p/dist/answer/assistant.js', 'ask', [3, 4, 5, 9]),
    node(3, 'file:///p/dist/store/stored-vector-index.js', '#approximate', [6]),
    node(4, 'file:///p/dist/store/words-file.js', 'matching'),
    node(5, 'file:///p/dist/retrieval/widen-question.js', 'read'),
    node(6, '', 'searchKnn'),
    node(7, '', '(idle)'),
    node(8, '', '(garbage collector)'),
    node(9, 'file:///p/dist/retrieval/rank-passages.js', 'rankPassages', [10]),
    node(10, 'file:///p/dist/store/stored-vector-index.js', '#cosine'),
  ];
  const sampled = (...samples: number[]) =>
    sharesIn({ nodes, startTime: 0, endTime: 0, samples, timeDeltas: [0, ...samples.map(() => 100)] });

  it.each([
    { of: 'what native code does for the graph', id: 6, stage: vectors },
    { of: 'looking for words', id: 4, stage: words },
    { of: 'reading misspelt words', id: 5, stage: spellings },
    { of: 'one cosine', id: 10, stage: cosines },
    { of: 'the rest of an answer', id: 2, stage: composing },
    { of: 'freeing memory', id: 8, stage: otherStage },
  ])('count $of as $stage', ({ id, stage }) => {
    expect(sampled(id)[stage]).toBe(1);
  });

  it('share the time that was not idle', () => {
    const shares = sampled(4, 7, 7, 6, 6, 6);
    expect(shares[words]).toBeCloseTo(0.25);
    expect(shares[vectors]).toBeCloseTo(0.75);
    expect(Object.values(shares).reduce((sum, share) => sum + share)).toBeCloseTo(1);
  });

  it('are found in a profile of this process', async () => {
    const shares = await shareStages(async () => {
      for (let at = 0; at < 2e6; at++) Math.hypot(at, 1);
    });
    expect(Object.keys(shares)).toEqual([...stageNames]);
    expect(shares[otherStage]).toBeGreaterThan(0);
  });
});
