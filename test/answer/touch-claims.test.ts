import { describe, expect, it } from 'vitest';
import { claimsAccusingPersons, shownTouches, touchesOf } from '../../src/answer/touch-claims.ts';
import { opEd, opEdText, starterLedger } from '../helpers/built-in.ts';
import { spanOf } from '../helpers/documents.ts';
import { flood, floodLedger, floodSpan, floodText } from '../helpers/flood.ts';

const touches = (words: string) => touchesOf(flood.document, floodLedger, floodSpan(words));
const inOpEd = (words: string) => touchesOf(opEd.document, starterLedger, spanOf(opEdText, words));
/** From the first to the last code unit that a claim touches. */
const hull = (found: ReturnType<typeof touches>) => ({
  start: Math.min(...found.map(({ span }) => span.start)),
  end: Math.max(...found.map(({ span }) => span.end)),
});
const shown = (found: ReturnType<typeof touches>, nearest: readonly number[] = []) =>
  shownTouches(found, hull(found), nearest).map(({ claim, standing }) => `${claim} ${standing}`);

describe('the claims that a quote touches', () => {
  it('are all that it overlaps, with their standing and the shared words', () => {
    const found = touches('the mill stood. Mayor Stone hid');
    expect(found.map(({ claim, standing, accuses, whole }) => ({ claim, standing, accuses, whole }))).toEqual([
      { claim: 2, standing: 'conflicting', accuses: true, whole: false },
      { claim: 4, standing: 'not-checked', accuses: false, whole: true },
    ]);
    expect(found.map(({ span }) => floodText.slice(span.start, span.end))).toEqual([
      'Mayor Stone hid',
      'the mill stood',
    ]);
  });

  it('are none where it only stands beside them', () => {
    expect(touches(' and then ')).toEqual([]);
    expect(touches('. However, ').map(({ claim }) => claim)).toEqual([]);
  });

  it('are one each, however many of its places the quote holds', () => {
    const all = touchesOf(flood.document, floodLedger, { start: 0, end: floodText.length });
    expect(all.map(({ claim }) => claim)).toEqual([1, 2, 3, 4]);
  });

  it('have the shortest wording of the claim within the quote, cut at a word', () => {
    const [lead] = inOpEd(
      'Morocco confronted the terrorist threat by adopting a reintegration program named "Mossalaha" in order to protect its youth from the threat of extremism.',
    );
    expect(lead?.wording.text).toBe('adopting a reintegration program named "Mossalaha"');
    const [long] = inOpEd('others are just pretending to do so, pursuing their extremist activities through internet');
    expect(long?.wording.text).toBe('others are just pretending to do so, pursuing their extremist');
  });

  it('have their wording within the quote, always', () => {
    for (const sentence of opEd.outline.sentences)
      for (const { wording, span } of touchesOf(opEd.document, starterLedger, sentence)) {
        expect(sentence.start <= wording.start && wording.end <= sentence.end).toBe(true);
        expect(sentence.start <= span.start && span.end <= sentence.end).toBe(true);
        expect(wording.text.length).toBeLessThanOrEqual(62);
      }
  });
});

describe('the touches that a message shows', () => {
  it('are at most two, in the order of the text', () => {
    expect(shown(touches(floodText))).toHaveLength(2);
  });

  it('are those wholly in the quote before those it only begins', () => {
    expect(shown(touches('the mill stood. Mayor Stone hid'))).toEqual(['4 not-checked']);
  });

  it('are the accusation that it holds most of, where it holds none whole', () => {
    expect(shown(touches('Mayor Stone hid'))).toEqual(['2 conflicting']);
  });

  it('are the nearest to the question, and an accusation in any case', () => {
    const both = touches('The river rose in May. However, the mill stood. Mayor Stone hid the report');
    expect(shown(both, [1, 4, 2])).toEqual(['1 supported', '2 conflicting']);
    expect(shown(both, [4, 1, 2])).toEqual(['4 not-checked', '2 conflicting']);
  });

  it('show no standing twice', () => {
    const many = inOpEd('the experienced terrorist and ex-convict Mohammad Hajib');
    expect(shown(many, [11, 12, 10, 9])).toEqual(['11 conflicting', '12 supported']);
  });

  it('are never only a harmless one where the quote is cut out of an accusation', () => {
    const cut = inOpEd('terrorist and ex-convict Mohammad Hajib');
    expect(shown(cut, [])).toEqual(['9 not-enough-evidence', '12 supported']);
    expect(shown(cut, [11])).toEqual(['11 conflicting', '12 supported']);
  });
});

describe('claims that accuse persons', () => {
  it('are those that accuse somebody whom the ledger names as a person', () => {
    expect([...claimsAccusingPersons(floodLedger)]).toEqual([2, 3]);
    expect([...claimsAccusingPersons(starterLedger)]).toEqual([9, 10, 11, 12, 14, 23, 28]);
  });
});
