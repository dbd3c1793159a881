import { describe, expect, it } from 'vitest';
import { headlineOf, worseThan } from '../../../scripts/eval/gate.ts';
import type { Judged } from '../../../scripts/eval/judge-answer.ts';
import { judged } from './judged.ts';

const right = judged({ quotes: ['The river rose in March.'] });
const wrong = judged({ quotes: ['The mayor slept.'] });
const refused = judged({});
const rightly = judged({ asked: { kind: 'off-topic', outcome: 'not-addressed', right: [] } });
const wrongly = judged({
  asked: { kind: 'off-topic', outcome: 'not-addressed', right: [] },
  quotes: ['The mayor slept.'],
});
const inexact = judged({ quotes: ['The river rose in May.'] });
const aloud = judged({ quotes: ['The river rose in March.'], saying: 'The mayor is a crook.' });

const times = (count: number, one: Judged): Judged[] => Array.from({ length: count }, () => one);
const before = [...times(16, right), ...times(2, wrong), ...times(2, refused), ...times(4, rightly)];
const kept = headlineOf(before);
const namesOf = (now: readonly Judged[]): string[] => worseThan(kept, now).map(({ name }) => name);

describe('the gate', () => {
  it('lets the same figures pass', () => {
    expect(namesOf(before)).toEqual([]);
  });

  it.each([
    {
      what: 'one question more that is answered wrongly, which rounding may do',
      now: [...times(15, right), ...times(3, wrong), ...times(2, refused), ...times(4, rightly)],
      worse: [],
    },
    {
      what: 'two questions more that are answered wrongly',
      now: [...times(14, right), ...times(4, wrong), ...times(2, refused), ...times(4, rightly)],
      worse: ['first quote right (of answered)', 'one of three right (of answered)', 'shown quotes on point'],
    },
    {
      what: 'two answerable questions more that are refused',
      now: [...times(16, right), ...times(4, refused), ...times(4, rightly)],
      worse: ['refused although answerable'],
    },
    {
      what: 'two more answered off topic',
      now: [...before.slice(0, 22), ...times(2, wrongly)],
      worse: ['answered although off topic'],
    },
    {
      what: 'a single quote that is not exact',
      now: [...before.slice(1), inexact],
      worse: ['quotes that are not exact', 'own-voice assertions'],
    },
    {
      what: 'a single assertion of our own',
      now: [...before.slice(1), aloud],
      worse: ['own-voice assertions'],
    },
    { what: 'better figures', now: [...times(20, right), ...times(4, rightly)], worse: [] },
  ])('given $what, names what is worse: $worse', ({ now, worse }) => {
    expect(namesOf(now)).toEqual(worse);
  });

  it('never takes an inexact quote or an own voice for usual, even where there was one before', () => {
    expect(worseThan(headlineOf([aloud, inexact]), [aloud, inexact]).map(({ name }) => name)).toEqual([
      'quotes that are not exact',
      'own-voice assertions',
    ]);
    expect(worseThan({}, [aloud])).toMatchObject([{ name: 'own-voice assertions', before: 0, now: 1 }]);
  });

  it('compares only figures that were kept before', () => {
    const { 'refused although answerable': _, ...others } = kept;
    expect(worseThan(others, [...times(16, right), ...times(8, refused)]).map(({ name }) => name)).toEqual([]);
  });
});
