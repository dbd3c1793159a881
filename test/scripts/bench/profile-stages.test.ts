import { readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { otherStage, placesByStage, shareStages, sharesIn, stageNames } from '../../../scripts/bench/profile-stages.ts';

const node = (id: number, url: string, functionName: string, children: number[] = []) => ({
  id,
  children,
  callFrame: { functionName, url, scriptId: '0', lineNumber: 0, columnNumber: 0 },
});
const [vectors, words, ranking, names, composing] = stageNames as [string, string, string, string, string];
const file = (name: string): string => `file:///p/dist/${name}.js`;

describe('the stages of an answer', () => {
  const nodes = [
    node(1, '', '(root)', [2, 7, 8]),
    node(2, file('answer/assistant'), 'ask', [3, 4, 5, 9]),
    node(3, file('store/stored-vector-index'), '#approximate', [6]),
    node(4, file('store/words-file'), 'matching', [11, 15]),
    node(5, file('retrieval/widen-question'), 'read', [16]),
    node(6, '', 'searchKnn'),
    node(7, '', '(idle)'),
    node(8, '', '(garbage collector)'),
    node(9, file('retrieval/rank-passages'), 'rankPassages', [10, 13, 14]),
    node(10, file('store/vector-memory'), 'cosines', [12]),
    node(11, 'file:///p/node_modules/libsql/index.js', 'get'),
    node(12, 'wasm://wasm/1a2b3c4d', 'wasm-function[0]'),
    node(13, file('retrieval/rank-passages'), 'dot'),
    node(14, file('retrieval/best-hits'), 'bestFirst'),
    node(15, file('store/postings'), 'best'),
    node(16, file('store/words-file'), 'within1Edit', [17]),
    node(17, '', 'filter', [18]),
    node(18, file('store/words-file'), ''),
  ];
  const sampled = (...samples: number[]) =>
    sharesIn({ nodes, startTime: 0, endTime: 0, samples, timeDeltas: [0, ...samples.map(() => 100)] });

  it.each([
    { of: 'what native code does for the graph', id: 6, stage: vectors },
    { of: 'what WebAssembly does for all vectors', id: 12, stage: vectors },
    { of: 'one cosine', id: 13, stage: vectors },
    { of: 'adding up postings', id: 15, stage: words },
    { of: 'what FTS5 does for words', id: 11, stage: words },
    { of: 'ranking', id: 9, stage: ranking },
    { of: 'sorting for the ranking', id: 14, stage: ranking },
    { of: 'reading misspelt words', id: 5, stage: names },
    { of: 'comparing them with known ones', id: 18, stage: names },
    { of: 'the rest of an answer', id: 2, stage: composing },
    { of: 'freeing memory', id: 8, stage: otherStage },
  ])('count $of as $stage', ({ id, stage }) => {
    expect(sampled(id)[stage]).toBe(1);
  });

  it.each(Object.values(placesByStage).flat())('are told by what there is in src: %s', (place) => {
    const [path, functionName] = place.split(' ') as [string, string?];
    if (path.endsWith('/')) expect(statSync(`src/${path}`).isDirectory()).toBe(true);
    else
      expect(readFileSync(`src/${path}.ts`, 'utf8')).toMatch(
        new RegExp(
          functionName === undefined ? '' : `^ *(?:export )?(?:function |const )?${functionName}(?: = )?\\(`,
          'm',
        ),
      );
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
