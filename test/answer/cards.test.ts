import { describe, expect, it } from 'vitest';
import {
  type Card,
  evidenceCard,
  moreQuotesCard,
  sentenceCard,
  sourceCard,
  withheldWords,
} from '../../src/answer/cards.ts';
import { quotedAt } from '../../src/answer/pick-quotes.ts';
import { renderLines } from '../../src/answer/render-text.ts';
import { emptyLedger } from '../../src/ledger/ledger.ts';
import { opEd, starterLedger } from '../helpers/built-in.ts';
import { indexedOf, spanOf } from '../helpers/documents.ts';
import { flood, floodLedger, floodSpan, floodText, quotedWords, surroundings } from '../helpers/flood.ts';
import { ledgerOf } from '../helpers/ledgers.ts';

const linesOf = (card: Card): string[] => renderLines(card.lines).split('\n');

describe('the source of a quote', () => {
  it('is its paragraph, its place, its receipt and the published page', () => {
    const indexed = indexedOf(floodText, { url: 'https://courier.example/flood' });
    const quoted = quotedAt(floodSpan('However, the mill stood.'), surroundings({ in: indexed, ledger: emptyLedger }));
    expect(linesOf(sourceCard(quoted, indexed, emptyLedger, []))).toEqual([
      'The op-ed claims',
      '  “However, the mill stood.”',
      '  ¶ 2 · not checked',
      'The paragraph it stands in (¶ 2):',
      `  “${floodText.split('\n\n')[1]}”`,
      `  characters 34–58 (UTF-16) of river-report · revision ${indexed.document.sha256.slice(0, 12)}`,
      expect.stringMatching(/^ {2}receipt `[0-9A-Z]{8}-12-R-[0-9A-Z]{2}`$/),
      '  the published page: https://courier.example/flood',
    ]);
  });

  it('is not shown twice where the quote is its whole paragraph', () => {
    expect(linesOf(sourceCard(quotedWords('Again'), flood, floodLedger, [])).join('\n')).not.toContain('The paragraph');
  });

  it('says what is withheld, and shows none of it', () => {
    const withheld = [floodSpan('hid the report')];
    const lines = linesOf(sourceCard(quotedWords('However, the mill stood.'), flood, floodLedger, withheld));
    expect(lines).toContain(withheldWords);
    expect(lines.join('\n')).toContain('“The river rose in May. However, the mill stood.”');
    expect(lines.join('\n')).not.toContain('report and');
  });

  it('of a long paragraph is the part around the quote, and says so', () => {
    const sentences = Array.from({ length: 90 }, (_, at) => `Sentence ${at} says that it rained.`);
    const indexed = indexedOf(sentences.join(' '));
    const quoted = quotedAt(indexed.outline.sentences[45]!, surroundings({ in: indexed, ledger: emptyLedger }));
    const text = linesOf(sourceCard(quoted, indexed, emptyLedger, [])).join('\n');
    expect(text).toContain('Sentence 44 says');
    expect(text).toContain('Sentence 46 says');
    expect(text).not.toContain('Sentence 0 says');
    expect(text).toContain('The paragraph is longer; this is the part around the quote.');
    expect(text.length).toBeLessThan(2_200);
  });

  it('says how the accusations around the quote stand that its own line does not show', () => {
    const quoted = quotedWords('However, the mill stood.');
    const lines = linesOf(sourceCard(quoted, flood, floodLedger, []));
    const paragraph = lines.findIndex((line) => line.includes('“The river rose in May. However'));
    expect(lines[paragraph + 1]).toBe(
      '  Accusations in it · R-2: evidence conflicts · R-3: checked, not enough evidence',
    );
    const own = quotedWords('Mayor Stone hid the report');
    expect(linesOf(sourceCard(own, flood, floodLedger, []))).toContain(
      '  Accusations in it · R-3: checked, not enough evidence',
    );
  });

  it('names none of the accusations that are withheld', () => {
    const withheld = [floodSpan('hid the report')];
    const lines = linesOf(sourceCard(quotedWords('However, the mill stood.'), flood, floodLedger, withheld));
    expect(lines.join('\n')).not.toContain('Accusations');
  });

  it('counts the accusations that it has no room to name', () => {
    const text = `It rained. ${Array.from({ length: 20 }, (_, at) => `Ned stole cow ${at + 10}.`).join(' ')}`;
    const indexed = indexedOf(text);
    const ledger = ledgerOf(
      Array.from({ length: 20 }, (_, at) => ({
        number: at + 1,
        spans: [spanOf(text, `Ned stole cow ${at + 10}`)],
        accused: ['Ned'],
      })),
    );
    const quoted = quotedAt(indexed.outline.sentences[0]!, surroundings({ in: indexed, ledger }));
    const line = linesOf(sourceCard(quoted, indexed, ledger, [])).find((words) => words.includes('Accusations'));
    expect(line?.match(/R-\d+: not checked/gu)).toHaveLength(12);
    expect(line).toMatch(/ · 8 more$/u);
  });

  it('holds only the document’s words between “ ”', () => {
    for (const sentence of opEd.outline.sentences) {
      const text = linesOf(
        sourceCard(quotedAt(sentence, surroundings({ in: opEd, ledger: starterLedger })), opEd, starterLedger, []),
      ).join('\n');
      for (const [, words = ''] of text.matchAll(/“([^”]*)”/gu)) expect(opEd.document.text).toContain(words);
    }
  });
});

describe('the evidence', () => {
  it('for what nobody checked says so', () => {
    expect(linesOf(evidenceCard([4], flood, floodLedger, 0))).toEqual([
      'No evidence is on record for what this answer shows: not checked.',
    ]);
  });

  it('lists what was read for a claim, under its number and standing, never its key', () => {
    const lines = linesOf(evidenceCard([1], flood, floodLedger, 0));
    expect(lines.slice(0, 5)).toEqual([
      'R-1 · supported',
      'Two papers report it.',
      expect.stringMatching(/^ {2}Decided by .+, \d{4}-\d{2}-\d{2}$/),
      'The Courier, 2020-05-01 (independent), for: The river rose in May.',
      '  High water: https://courier.example/high-water',
    ]);
    expect(lines.filter((line) => line.includes(', for: '))).toHaveLength(2);
    expect(lines.join('\n')).not.toContain('claim-1');
    expect(lines.at(-1)).toBe('  starter ledger 2026-11-22, one reviewer');
  });

  it('of the starter ledger never shows a record from memory, nor marks that mean the document', () => {
    const all = starterLedger.claims.map(({ number }) => number);
    const pages = evidenceCard(all, opEd, starterLedger, 0).pages;
    const text = Array.from({ length: pages }, (_, page) =>
      linesOf(evidenceCard(all, opEd, starterLedger, page)).join('\n'),
    ).join('\n');
    expect(text).not.toContain('Global Terrorism Index 2024');
    expect(text).not.toMatch(/[“”]/u);
    expect(text.match(/^.*, (?:for|against|context): /gmu)).toHaveLength(121);
    expect(starterLedger.claims.filter(({ key }) => text.includes(key))).toEqual([]);
  });

  it('comes page by page, each record on one of them, whatever page is asked for', () => {
    const first = evidenceCard([3, 30], opEd, starterLedger, 0);
    expect(first.pages).toBeGreaterThan(1);
    expect(evidenceCard([3, 30], opEd, starterLedger, 99).page).toBe(first.pages - 1);
    expect(evidenceCard([3, 30], opEd, starterLedger, -4).page).toBe(0);
    expect(linesOf(first).at(-2)).toMatch(/^ {2}Records 1 to 6 of \d+$/);
    expect(linesOf(evidenceCard([3, 30], opEd, starterLedger, 1))[0]).toMatch(/^M-(?:3|30) · /);
  });
});

describe('other cards', () => {
  it('show further quotes under their speaker, or say that there are none', () => {
    expect(linesOf(moreQuotesCard([quotedWords('It fell in June.')], 'op-ed'))).toEqual([
      'The op-ed also claims',
      '  “It fell in June.”',
      '  ¶ 4 · not checked',
    ]);
    expect(linesOf(moreQuotesCard([], 'op-ed'))).toEqual(['There are no further passages near this question.']);
  });

  it('say one sentence for what cannot be shown', () => {
    expect(sentenceCard('It is gone.')).toEqual({
      lines: [{ kind: 'text', runs: [{ text: 'It is gone.' }] }],
      page: 0,
      pages: 1,
    });
  });
});
