import { describe, expect, it } from 'vitest';
import { listClaims } from '../../src/answer/list-claims.ts';
import { pickQuotes, quotedAt } from '../../src/answer/pick-quotes.ts';
import { isWithheld, withhold } from '../../src/answer/withhold.ts';
import { emptyLedger } from '../../src/ledger/ledger.ts';
import { documentOf, indexedOf } from '../helpers/documents.ts';
import {
  flood,
  floodLedger,
  floodSpan,
  floodText,
  nearestClaims,
  quotedWords,
  rankedSentences,
  surroundings,
} from '../helpers/flood.ts';

const title = 0;
const rose = 1;
const leaning = 2;
const accusing = 3;
const roseAgain = 5;
const fell = 6;

const pick = (
  ordinals: readonly number[],
  around = surroundings(),
  limit = 3,
  spare: Parameters<typeof pickQuotes>[3] = 'later',
) => pickQuotes(rankedSentences(...ordinals), around, limit, spare);
const texts = (...given: Parameters<typeof pick>) => pick(...given).map(({ quote }) => quote.text);

describe('quotes', () => {
  it('are whole sentences, best first, with their place', () => {
    const [first, second] = pick([fell, title]);
    expect(first).toMatchObject({ block: 4, blockKind: 'paragraph', part: false, speaker: 'op-ed' });
    expect(first?.quote.text).toBe('It fell in June.');
    expect(second).toMatchObject({ block: 1, blockKind: 'title' });
  });

  it('are no more than asked for', () => {
    expect(pick([fell, title, rose], surroundings(), 2)).toHaveLength(2);
    expect(pick([fell], surroundings(), 0)).toEqual([]);
  });

  it.each([
    [rose, roseAgain],
    [roseAgain, rose],
  ])('that stand twice are shown once, at the first place, with both', (...both) => {
    const picked = pick(both);
    expect(picked).toHaveLength(1);
    expect(picked[0]).toMatchObject({ block: 2, also: [4], quote: { text: 'The river rose in May.' } });
    expect(picked[0]?.quote.start).toBe(floodText.indexOf('The river rose in May.'));
  });

  it('of a part of a sentence that was too long and cut say so; all of it together is whole', () => {
    const long = `It rained. ${'The rain came down on the mill, '.repeat(50)}and stopped. It was dry.`;
    const indexed = indexedOf(long);
    const { sentences } = indexed.outline;
    const around = surroundings({ in: indexed, ledger: emptyLedger });
    expect(sentences.map((sentence) => quotedAt(sentence, around).part)).toEqual([false, true, true, false]);
    const whole = { start: sentences[1]!.start, end: sentences[2]!.end };
    expect(quotedAt(whole, around).part).toBe(false);
    expect(quotedAt({ start: sentences[0]!.start, end: sentences[1]!.end }, around).part).toBe(true);
    expect(quotedAt({ start: sentences[2]!.start, end: sentences[3]!.end }, around).part).toBe(true);
  });

  it('never overlap', () => {
    expect(texts([leaning, rose])).toEqual(['The river rose in May. However, the mill stood.']);
  });
});

describe('the nearest passages of a question that none answers', () => {
  const stone = floodLedger.names.find(({ canonical }) => canonical === 'Ann Stone')!;
  const named = { surface: 'Mayor Stone', group: stone };

  it('accuse nobody whom the question does not name, not even in the first place', () => {
    expect(texts([accusing, fell], surroundings(), 2, 'all')).toEqual(['It fell in June.']);
  });

  it('accuse whom the question names', () => {
    const around = surroundings({ asked: [named] });
    expect(texts([accusing, fell], around, 2, 'all')[0]).toContain('Mayor Stone hid the report');
  });
});

describe('a sentence that leans on the one before it', () => {
  it('brings it along, as one slice', () => {
    const [first] = pick([leaning]);
    expect(first?.quote.text).toBe('The river rose in May. However, the mill stood.');
    expect(first?.part).toBe(false);
  });

  it('stands alone where the one before it is shown already', () => {
    expect(texts([rose, leaning])).toEqual(['The river rose in May.', 'However, the mill stood.']);
  });

  it('stands alone where the one before it is withheld', () => {
    const around = surroundings({ withheld: [floodSpan('river rose')] });
    expect(texts([leaning], around)).toEqual(['However, the mill stood.']);
  });

  it('stands alone where the one before it accuses of something else', () => {
    const text = 'Mayor Stone hid the report. However, the mill stood.';
    const indexed = indexedOf(text);
    const [, second] = indexed.outline.sentences;
    const ledger = { ...surroundings().ledger };
    const around = surroundings({
      in: indexed,
      ledger: {
        ...ledger,
        claims: ledger.claims
          .filter(({ number }) => number === 2)
          .map((claim) => ({ ...claim, spans: [{ start: 0, end: 26 }] })),
      },
    });
    const ranked = [{ in: indexed, sentence: second!, score: 1, cosine: 0.9 }];
    expect(pickQuotes(ranked, around, 1, 'later').map(({ quote }) => quote.text)).toEqual(['However, the mill stood.']);
  });

  it('does not reach into another paragraph', () => {
    const indexed = indexedOf('It rained.\n\nHowever, the mill stood. Nobody knew.');
    const ranked = [{ in: indexed, sentence: indexed.outline.sentences[1]!, score: 1, cosine: 0.9 }];
    const around = surroundings({ in: indexed, ledger: emptyLedger });
    expect(pickQuotes(ranked, around, 1, 'later')[0]?.quote.text).toBe('However, the mill stood.');
  });
});

describe('a sentence that accuses of two things', () => {
  it('is quoted in the part that was asked about, marked as a part', () => {
    const [only] = pick([accusing], surroundings({ nearest: nearestClaims({ 2: 5, 3: 1 }) }));
    expect(only?.quote.text).toBe('Mayor Stone hid the report');
    expect(only?.part).toBe(true);
    expect(only?.shown.map(({ claim }) => claim)).toEqual([2]);
  });

  it('is quoted whole where both were asked about', () => {
    expect(texts([accusing], surroundings({ nearest: nearestClaims({ 2: 5, 3: 4.5 }) }))[0]).toContain(
      'Mayor Stone hid the report and then sold',
    );
  });

  it('is quoted whole where none of it is near the question', () => {
    const [only] = pick([accusing], surroundings({ nearest: nearestClaims({ 1: 5, 2: 1, 3: 1 }) }));
    expect(only?.part).toBe(false);
    expect(only?.shown.length).toBeGreaterThan(0);
  });

  it('is no second quote where the question is about something else', () => {
    const around = surroundings({ nearest: nearestClaims({ 1: 5, 2: 1, 3: 1 }) });
    expect(texts([rose, accusing, fell], around)).toEqual(['The river rose in May.', 'It fell in June.']);
    expect(texts([rose, accusing, fell], around, 3, 'none')).toHaveLength(3);
  });
});

describe('a quote’s place', () => {
  it('says that it is a part of a sentence where it begins or ends within one', () => {
    expect(quotedWords('the mill stood.').part).toBe(true);
    expect(quotedWords('However, the mill stood.').part).toBe(false);
  });

  it('counts no repetition in its own block', () => {
    const indexed = indexedOf('No. It is so. No.\n\nNo.');
    const quoted = quotedAt(indexed.outline.sentences[0]!, surroundings({ in: indexed, ledger: emptyLedger }));
    expect([quoted.block, quoted.also]).toEqual([1, [2]]);
  });

  it('counts no longer sentence that begins with its words, before or behind it', () => {
    const indexed = indexedOf('The bridge fell in June.\n\nThe bridge\n\nThe bridge fell.');
    const around = surroundings({ in: indexed, ledger: emptyLedger });
    const [, heading] = indexed.outline.sentences;
    expect(quotedAt(heading!, around).also).toEqual([]);
    const ranked = [{ in: indexed, sentence: heading!, score: 1, cosine: 0.9 }];
    expect(pickQuotes(ranked, around, 1, 'later')[0]).toMatchObject({ block: 2, also: [] });
  });

  it('counts no repetition that is withheld', () => {
    const start = floodText.lastIndexOf('The river rose in May.');
    const around = surroundings({ withheld: [{ start, end: start + 5 }] });
    expect(quotedAt(flood.outline.sentences[rose]!, around).also).toEqual([]);
  });

  it('is that of the document it was cut from', () => {
    const quoted = quotedWords('It fell in June.');
    expect(quoted.quote.isFrom(flood.document)).toBe(true);
    expect(quoted.quote.isFrom(documentOf(floodText))).toBe(false);
  });
});

describe('what is withheld', () => {
  const hidden = [floodSpan('the mill stood')];

  it('takes out everything that overlaps it, and nothing that only touches it', () => {
    const left = withhold(flood.outline.sentences, hidden).map(({ ordinal }) => ordinal);
    expect(left).toEqual(
      flood.outline.sentences.map(({ ordinal }) => ordinal).filter((ordinal) => ordinal !== leaning),
    );
    expect(isWithheld({ start: hidden[0]!.end, end: hidden[0]!.end + 1 }, hidden)).toBe(false);
  });

  it('is nothing at the start', () => {
    expect(withhold(flood.outline.sentences, [])).toEqual(flood.outline.sentences);
  });

  it('leaves a claim in the list without the words that are hidden', () => {
    const listed = listClaims(flood, floodLedger, hidden);
    expect(listed.map(({ id, quotes }) => [id, quotes.length])).toEqual([
      ['R-1', 2],
      ['R-2', 1],
      ['R-3', 1],
      ['R-4', 0],
    ]);
  });
});
