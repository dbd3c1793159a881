import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Annotation, agreement, readAnnotations } from '../../../scripts/eval/agreement.ts';
import { readGoldenSet } from '../../../scripts/eval/golden-set.ts';
import type { Judged } from '../../../scripts/eval/judge-answer.ts';
import { judged } from './judged.ts';

const yes = (...spans: [number, number][]): Annotation => ({ answers: 'yes', spans });
const no: Annotation = { answers: 'no', spans: [] };
const arguable: Annotation = { answers: 'arguable', spans: [] };
const rose: [number, number] = [0, 24]; // "The river rose in March."
const slept: [number, number] = [25, 41]; // "The mayor slept."

/** The figures of one half, by row. */
function figures(cases: readonly (readonly [Judged, readonly Annotation[]])[]): ReadonlyMap<string, string> {
  const of = new Map(cases);
  const half = [...of.keys()];
  const table = agreement([['held out', half]], (one) => of.get(one));
  return new Map(table.split('\n').map((line) => [line.split(' | ')[0]!.slice(2), line.split(' | ')[1]!.slice(0, 5)]));
}

describe('the agreement of annotations', () => {
  it('is counted by what the label says', () => {
    const answered = judged({ quotes: ['The river rose in March.'] });
    const refused = judged({});
    const missing = judged({ asked: { outcome: 'not-addressed', right: [] } });
    const rows = figures([
      [answered, [yes(rose), yes(rose)]],
      [refused, [yes(rose), arguable]],
      [judged({}), [no, yes(rose)]],
      [missing, [no, no]],
    ]);
    expect(rows.get('the two annotations say the same')).toBe('0.500');
    expect(rows.get('labelled answerable: both say so')).toBe('0.333');
    expect(rows.get('– one or both call it arguable, none denies it')).toBe('0.333');
    expect(rows.get('– one or both deny it')).toBe('0.333');
    expect(rows.get('labelled not addressed: both say so')).toBe('1.000');
  });

  it('leaves refusals out of which one may disagree', () => {
    const rows = figures([
      [judged({}), [yes(rose), yes(rose)]],
      [judged({ quotes: ['The river rose in March.'] }), [yes(rose), yes(rose)]],
      [judged({}), [yes(rose), arguable]],
    ]);
    expect(rows.get('refused although answerable, where all agree')).toBe('0.500');
  });

  it('counts a quote as right that both mark, and no other', () => {
    const beside = (): Judged => judged({ quotes: ['The mayor slept.'] });
    const rows = figures([
      [beside(), [yes(rose, slept), yes(slept)]],
      [beside(), [yes(rose, slept), yes(rose)]],
    ]);
    expect(rows.get('first quote right, what both mark counted as well')).toBe('0.500');
    expect(rows.get('one of three right, what both mark counted as well')).toBe('0.500');
  });

  it('does not take two sentences for one: each marks another of those in a quote', () => {
    const both = judged({ quotes: ['The mayor slept. “Nobody came,” said the baker.'] });
    const rows = figures([[both, [yes(slept), yes([42, 75])]]]);
    expect(rows.get('first quote right, what both mark counted as well')).toBe('0.000');
  });

  it('leaves answers out of which one may disagree', () => {
    const wrong = (): Judged =>
      judged({ asked: { outcome: 'not-addressed', right: [] }, quotes: ['The mayor slept.'] });
    const rows = figures([
      [wrong(), [no, no]],
      [wrong(), [no, arguable]],
      [judged({ asked: { outcome: 'not-addressed', right: [] } }), [no, no]],
    ]);
    expect(rows.get('answered although otherwise not addressed, where all agree')).toBe('0.500');
  });

  it('leaves out what nobody annotated', () => {
    expect(agreement([['held out', [judged({})]]], () => undefined)).toContain('say the same | – |');
  });
});

describe('the annotations of the golden questions', () => {
  const golden = join(import.meta.dirname, '..', '..', 'golden');
  it.each(readGoldenSet(golden).map(({ id }) => id))('are of questions on %s that are there', (id) => {
    const known = new Set(
      readGoldenSet(golden)
        .flatMap((one) => (one.id === id ? one.questions : []))
        .map((one) => one.id),
    );
    const annotated = [...readAnnotations(golden, id).keys()];
    expect(annotated.length).toBeGreaterThan(50);
    expect(annotated.filter((question) => !known.has(question))).toEqual([]);
  });
});
