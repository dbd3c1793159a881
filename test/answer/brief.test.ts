import { describe, expect, it } from 'vitest';
import { briefCard, briefFile, briefText, makeBrief, openQuestions } from '../../src/answer/brief.ts';
import type { ClaimView } from '../../src/answer/claim-card.ts';
import { renderLines } from '../../src/answer/render-text.ts';
import { withheldOf } from '../../src/answer/withhold.ts';
import type { Ledger } from '../../src/ledger/ledger.ts';
import { opEd, opEdText, starterLedger } from '../helpers/built-in.ts';

const viewOf = (number: number, ledger: Ledger = starterLedger): ClaimView => ({
  claim: ledger.claims.find((claim) => claim.number === number)!,
  in: opEd,
  ledger,
  withheld: withheldOf(ledger),
  orphaned: false,
  forDesk: true,
});

const briefs = starterLedger.claims.map(({ number }) => makeBrief(viewOf(number))!);

describe('a brief', () => {
  it('quotes the document exactly and nothing else between “ ”', () => {
    const quoted = briefs.flatMap((brief) => renderLines(briefText(brief)).match(/“[^”]*”/gu) ?? []);
    expect(quoted.filter((words) => !opEdText.includes(words.slice(1, -1)))).toEqual([]);
    expect(quoted.length).toBeGreaterThan(briefs.length);
  });

  it('holds no key of the ledger and nobody’s id', () => {
    const all = briefs.flatMap((brief) => [briefFile(brief, 'md'), briefFile(brief, 'html')]).join('\n');
    expect(
      starterLedger.claims.filter(({ key }) => new RegExp(`(?<![\\w/.-])${key}(?![\\w/.-])`, 'u').test(all)),
    ).toEqual([]);
    expect(all).not.toMatch(/<@!?\d+>/u);
  });

  it('has no word of the claim in its title', () => {
    expect(briefs.map(({ title }) => title).every((title) => /^M-\d+ · meo-mossalaha$/u.test(title))).toBe(true);
  });

  it('of a hidden claim is none, and others do not quote its words', () => {
    const withheld = starterLedger.claims.find(({ number }) => number === 11)?.spans ?? [];
    const hidden = { ...starterLedger, hidden: new Set([11]), withheld };
    expect(makeBrief(viewOf(11, hidden))).toBeUndefined();
    const others = starterLedger.claims.flatMap(({ number }) => makeBrief(viewOf(number, hidden)) ?? []);
    expect(others.map((brief) => renderLines(briefText(brief))).join('\n')).not.toContain('the experienced terrorist');
    expect(makeBrief(viewOf(1, hidden))).toBeDefined();
  });

  it('says which evidence is missing, under which rule', () => {
    expect(openQuestions(viewOf(11)).join('\n')).toMatch(
      /To be called ‘supported’ \(rule desk\/1\): .*two independent origins/u,
    );
    expect(openQuestions(viewOf(18)).join('\n')).toContain('no evidence makes it true or false (rule desk/1)');
    expect(openQuestions(viewOf(1))).toContain(
      '1 record is from memory only and counts for nothing until somebody reads it.',
    );
  });

  it('has a card that begins with its title', () => {
    const { lines } = briefCard(briefs[0]!);
    expect(renderLines(lines.slice(0, 2))).toBe('M-1 · meo-mossalaha\nThe claim');
  });
});
