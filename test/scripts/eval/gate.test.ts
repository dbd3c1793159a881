import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { judgeRun, judgeSquadRun, recordOf, recordWorseThanBefore, worseThan } from '../../../scripts/eval/gate.ts';
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
    { what: 'that is no worse is written', now: record(before), gate: false, worse: [], written: record(before) },
    {
      what: 'that is worse says so and is not written',
      now: record(fewer),
      gate: false,
      worse: [ofRefused],
      written: undefined,
    },
    {
      what: 'that is worse for a reason is written',
      now: record(fewer, 'why'),
      gate: false,
      worse: [],
      written: record(fewer, 'why'),
    },
    { what: 'of the gate is never written', now: record(before), gate: true, worse: [], written: undefined },
    {
      what: 'of the gate that is worse says so',
      now: record(fewer),
      gate: true,
      worse: [ofRefused],
      written: undefined,
    },
  ])('$what', ({ now, gate, worse, written }) => {
    expect(judgeRun({ gate }, { kept, committed: recordText(kept), now })).toEqual({ worse, written, notes: [] });
  });

  it('is written where there is no record', () => {
    expect(judgeRun({ gate: false }, { kept: undefined, committed: null, now: kept }).written).toBe(kept);
  });

  it('of the gate that finds no earlier record in git passes, and says that it could not compare', () => {
    const { worse, notes } = judgeRun({ gate: true }, { kept, committed: null, now: kept });
    expect(worse).toEqual([]);
    expect(notes).toEqual([expect.stringContaining('could not be compared')]);
  });

  const oneWorse = record([...times(16, right), wrong, ...times(3, refused), ...times(4, rightly)]);
  const best = { value: 0.1, of: 20 };

  it('that is worse within the slack keeps the best beside its own figure, so that none can fall run by run', () => {
    const { worse, written } = judgeRun({ gate: false }, { kept, committed: null, now: oneWorse });
    expect(worse).toEqual([]);
    const refusedIn = (one: typeof written) => one?.halves['held out']?.['refused although answerable'];
    expect(refusedIn(written)).toEqual({ value: 0.15, of: 20, best });
    expect(parseRecord(recordText(written!), 'it')).toEqual(written);
    const again = judgeRun({ gate: false }, { kept: written, committed: null, now: oneWorse });
    expect(again.written).toEqual(written);
    const next = judgeRun({ gate: false }, { kept: written, committed: null, now: record(fewer) });
    expect(next).toMatchObject({ worse: [ofRefused.replace('20 before', '20 at best before')], written: undefined });
    expect(recordWorseThanBefore(recordText(written!), record(fewer))).toHaveLength(1);
    const back = judgeRun({ gate: false }, { kept: written, committed: null, now: kept });
    expect(refusedIn(back.written)).toEqual({ value: 0.1, of: 20 });
  });

  it('that is accepted is what later ones are held against', () => {
    const { written } = judgeRun({ gate: false }, { kept: undefined, committed: null, now: record(fewer, 'why') });
    expect(judgeRun({ gate: false }, { kept: written, committed: null, now: record(fewer) }).worse).toEqual([]);
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

describe('a run on SQuAD-format data', () => {
  const compared = [{ name: 'answered', better: 'more' as const, target: null }];
  const run = (value: number, more: { sha256?: string; accepted?: string } = {}) => ({
    sha256: 'a',
    ...more,
    figures: { answered: { value, of: 100 } },
  });

  it('that is worse than its record by more than the slack keeps the old one', () => {
    expect(judgeSquadRun(compared, run(0.9), run(0.88))).toEqual({
      worse: ['answered: 0.900 of 100 before, 0.880 of 100 now.'],
      written: undefined,
    });
  });

  it.each([
    { what: 'that is better', kept: run(0.9), now: run(0.95), figure: { value: 0.95, of: 100 } },
    {
      what: 'that is worse within the slack, with the best beside it,',
      kept: run(0.9),
      now: run(0.89),
      figure: { value: 0.89, of: 100, best: { value: 0.9, of: 100 } },
    },
    {
      what: 'that is worse for a reason',
      kept: run(0.9),
      now: run(0.5, { accepted: 'why' }),
      figure: { value: 0.5, of: 100 },
    },
    { what: 'without a record', kept: undefined, now: run(0.5), figure: { value: 0.5, of: 100 } },
  ])('$what is kept', ({ kept, now, figure }) => {
    const { worse, written } = judgeSquadRun(compared, kept, now);
    expect(worse).toEqual([]);
    expect(written?.figures).toEqual({ answered: figure });
  });

  it('of another file is not kept without a reason, however good it is', () => {
    const { worse, written } = judgeSquadRun(compared, run(0.5), run(0.9, { sha256: 'b' }));
    expect(worse).toEqual([expect.stringContaining('The file is another one')]);
    expect(written).toBeUndefined();
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
    git('clone', '-q', '--depth', '1', `file://${folder}`, 'shallow');
    expect(committedBefore(join(folder, 'shallow'), 'record.json', 'second')).toBeNull();
  });
});
