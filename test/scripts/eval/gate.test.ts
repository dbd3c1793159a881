import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { judgeRun, recordOf, recordWorseThanBefore, worseThan } from '../../../scripts/eval/gate.ts';
import type { Judged } from '../../../scripts/eval/judge-answer.ts';
import { committedBefore, parseRecord, recordText } from '../../../scripts/eval/quality-record.ts';
import { temporaryFolder } from '../../cli/run-program.ts';
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
const record = (all: readonly Judged[], accepted?: string) => recordOf(all, 'a hash', accepted);
const kept = record(before);
const worse = (now: readonly Judged[]): string[] => worseThan(kept, record(now));
const namesOf = (all: readonly string[]): string[] => all.map((why) => why.split(': ')[1] ?? why);
/** Of the held-out half, which the made-up questions are of. */
const figures = kept.halves['held out'] ?? {};

describe('the gate', () => {
  it('lets the same figures pass', () => {
    expect(worse(before)).toEqual([]);
  });

  it('says which half it is that got worse, from how much to how much', () => {
    expect(worse([...before.slice(0, 22), ...times(2, wrongly)])).toEqual([
      'held out: answered although off topic: 0.000 of 4 before, 0.500 of 4 now.',
    ]);
    const other = before.map((one) => ({ ...one, question: { ...one.question, split: 'fitted' as const } }));
    expect(namesOf(worse(other))).toContain('refused although answerable');
  });

  it.each([
    {
      what: 'one question more that is answered wrongly, which rounding may do',
      now: [...times(15, right), ...times(3, wrong), ...times(2, refused), ...times(4, rightly)],
      names: [],
    },
    {
      what: 'two questions more that are answered wrongly',
      now: [...times(14, right), ...times(4, wrong), ...times(2, refused), ...times(4, rightly)],
      names: ['first quote right (of answered)', 'one of three right (of answered)', 'shown quotes on point'],
    },
    {
      what: 'two answerable questions more that are refused',
      now: [...times(16, right), ...times(4, refused), ...times(4, rightly)],
      names: ['refused although answerable'],
    },
    {
      what: 'two more answered off topic',
      now: [...before.slice(0, 22), ...times(2, wrongly)],
      names: ['answered although off topic'],
    },
    {
      what: 'a single quote that is not exact',
      now: [...before.slice(1), inexact],
      names: ['quotes that are not exact', 'own-voice assertions'],
    },
    {
      what: 'a single assertion of our own',
      now: [...before.slice(1), aloud],
      names: ['own-voice assertions'],
    },
    { what: 'better figures', now: [...times(20, right), ...times(4, rightly)], names: [] },
  ])('given $what, names what is worse: $names', ({ now, names }) => {
    expect(namesOf(worse(now))).toEqual(names);
  });

  it('never takes an inexact quote or an own voice for usual, even where there was one before', () => {
    const now = record([aloud, inexact]);
    expect(namesOf(worseThan(now, now))).toEqual(['quotes that are not exact', 'own-voice assertions']);
  });

  it('says of a measure that is missing on either side, or has another name, that it is', () => {
    const { 'refused although answerable': refusedFigure, ...others } = figures;
    const without = { ...kept, halves: { ...kept.halves, 'held out': others } };
    expect(worseThan(without, kept)).toEqual(['held out: refused although answerable is not in the record.']);
    const renamed = { ...kept, halves: { ...kept.halves, 'held out': { ...others, refusals: refusedFigure! } } };
    expect(worseThan(renamed, kept)).toEqual([
      'held out: refused although answerable is not in the record.',
      'held out: refusals is not measured any more, or has another name.',
    ]);
    expect(worse(before.slice(0, 20))).toEqual([
      'held out: answered although off topic: nothing is measured any more, of 4 before.',
    ]);
    expect(worseThan({ ...kept, halves: {} }, kept).length).toBeGreaterThan(20);
  });

  it('compares nothing where the golden set changed, and says so', () => {
    expect(worseThan(kept, recordOf(before, 'another hash'))).toEqual([
      'The golden set is another one than that of the record, so that their figures can’t be compared.',
    ]);
  });
});

describe('a run', () => {
  const fewer = [...times(16, right), ...times(4, refused), ...times(4, rightly)];
  const ofRefused = 'held out: refused although answerable: 0.100 of 20 before, 0.200 of 20 now.';
  it.each([
    { what: 'that is no worse is written', now: record(before), gate: false, worse: [], writes: true },
    {
      what: 'that is worse says so and is not written',
      now: record(fewer),
      gate: false,
      worse: [ofRefused],
      writes: false,
    },
    { what: 'that is worse for a reason is written', now: record(fewer, 'why'), gate: false, worse: [], writes: true },
    { what: 'of the gate is never written', now: record(before), gate: true, worse: [], writes: false },
    { what: 'of the gate that is worse says so', now: record(fewer), gate: true, worse: [ofRefused], writes: false },
  ])('$what', ({ now, gate, worse, writes }) => {
    expect(judgeRun({ gate }, { kept, committed: null, now })).toEqual({ worse, writes });
  });

  it('is written where there is no record', () => {
    expect(judgeRun({ gate: false }, { kept: undefined, committed: null, now: kept }).writes).toBe(true);
  });

  it('of the gate fails, however good it is, where the record became worse without a reason', () => {
    const now = record(fewer);
    expect(judgeRun({ gate: true }, { kept: now, committed: recordText(kept), now }).worse).toEqual([
      `the record itself: ${ofRefused}`,
    ]);
    const accepted = record(fewer, 'a new reader');
    expect(judgeRun({ gate: true }, { kept: accepted, committed: recordText(kept), now }).worse).toEqual([]);
  });
});

describe('the record of headline figures', () => {
  it('is read as it was written, with the reason why it may be worse', () => {
    for (const one of [kept, record(before, 'a new reader')]) expect(parseRecord(recordText(one), 'it')).toEqual(one);
  });

  it.each([
    '',
    '{',
    '[]',
    '7',
    '{"first quote right (of answered)": 0.8}',
    '{"questions": "x", "halves": {"a": {"b": 1}}}',
  ])('is refused with a sentence where it is damaged: %s', (text) => {
    expect(() => parseRecord(text, 'docs/quality.json')).toThrow(
      /^docs\/quality\.json is no record of headline figures\. `npm run eval -- --accept REASON` writes it anew\.$/u,
    );
  });

  it('may not be worse than the one committed before it, but where it says why', () => {
    const fewer = [...times(16, right), ...times(4, refused), ...times(4, rightly)];
    expect(recordWorseThanBefore(null, record(fewer))).toEqual([]);
    expect(recordWorseThanBefore(recordText(kept), kept)).toEqual([]);
    expect(recordWorseThanBefore(recordText(kept), record(fewer))).toEqual([
      'held out: refused although answerable: 0.100 of 20 before, 0.200 of 20 now.',
    ]);
    expect(recordWorseThanBefore(recordText(kept), record(fewer, 'a new reader'))).toEqual([]);
    expect(recordWorseThanBefore('{}', record(fewer))).toHaveLength(1);
  });

  it('is held against the last committed text that is not its own, and against nothing where there is no history', async () => {
    const folder = await temporaryFolder();
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: folder, stdio: 'pipe' });
    expect(committedBefore(folder, 'record.json', 'now')).toBeNull();
    git('init', '-q');
    for (const text of ['first', 'second']) {
      await writeFile(join(folder, 'record.json'), text);
      git('add', 'record.json');
      git('commit', '-qm', text);
    }
    expect(committedBefore(folder, 'record.json', 'second')).toBe('first');
    expect(committedBefore(folder, 'record.json', 'changed, not committed')).toBe('second');
    expect(committedBefore(folder, 'other.json', 'x')).toBeNull();
  });
});
