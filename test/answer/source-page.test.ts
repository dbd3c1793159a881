import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PageSource, partsOf, type SourcePage, sourcePage } from '../../src/answer/source-page.ts';
import { halvesPair, overlapOf, type Span } from '../../src/domain/span.ts';
import { foldLedger } from '../../src/ledger/ledger.ts';
import { generatedText } from '../corpus/generated-text.ts';
import { opEd, starterEntries } from '../helpers/built-in.ts';
import { indexedOf, spanOf } from '../helpers/documents.ts';
import { ledgerOf } from '../helpers/ledgers.ts';

/** Every place of a text that stands under a claim, as the page marks it. */
const marked = ({ blocks }: SourcePage, claim: number): number[] =>
  blocks.flatMap(({ runs }) =>
    runs.flatMap((run) =>
      run.kind === 'words' && run.claims.includes(claim)
        ? Array.from({ length: run.quote.end - run.quote.start }, (_, at) => run.quote.start + at)
        : [],
    ),
  );

const placesIn = ({ start, end }: Span): number[] => Array.from({ length: end - start }, (_, at) => start + at);

/** A text with spans in it, which overlap, touch, repeat and run from one block into another as chance has it. */
const generated = fc
  .record({
    text: generatedText.filter((text) => text.length > 1),
    cuts: fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 1, maxLength: 8 }),
    hidden: fc.option(fc.tuple(fc.nat(), fc.nat())),
  })
  .map(({ text, cuts, hidden }) => {
    const span = ([a, b]: readonly [number, number]): Span | undefined => {
      const [start, end] = [a % text.length, (b % text.length) + 1].sort((x, y) => x - y) as [number, number]; // two in, two out
      return start < end && ![start, end].some((at) => halvesPair(text, at)) ? { start, end } : undefined;
    };
    return {
      text,
      spans: cuts.flatMap((cut) => span(cut) ?? []),
      hidden: hidden ? span(hidden) : undefined,
    };
  })
  .filter(({ spans }) => spans.length > 0);

const sourceOf = (text: string, spans: readonly Span[], withheld: readonly Span[] = []): PageSource => ({
  in: indexedOf(text),
  ledger: ledgerOf(spans.map((span, at) => ({ number: at + 1, spans: [span], label: 'supported' as const }))),
  withheld,
});

describe('a source page', () => {
  it('says nothing of a hidden claim, also where its words are not found any more', () => {
    const source = sourceOf('The mill burned down. It stood by the river.', [{ start: 0, end: 21 }]);
    const { ledger } = source;
    const claims = ledger.claims.map((claim) => ({ ...claim, spans: [] }));
    expect(sourcePage({ ...source, ledger: { ...ledger, claims } }).claims).toHaveLength(1);
    expect(sourcePage({ ...source, ledger: { ...ledger, claims, hidden: new Set([1]) } }).claims).toEqual([]);
  });

  it('marks exactly the characters of each claim, however claims overlap and whatever the text holds', () => {
    fc.assert(
      fc.property(generated, ({ text, spans }) => {
        const source = sourceOf(text, spans);
        const page = sourcePage(source);
        const shown = new Set(source.in.outline.blocks.flatMap(placesIn));
        for (const [at, span] of spans.entries())
          expect(marked(page, at + 1)).toEqual(placesIn(span).filter((place) => shown.has(place)));
      }),
      { numRuns: 300 },
    );
  });

  it('holds every character of every block once, in order', () => {
    fc.assert(
      fc.property(generated, ({ text, spans }) => {
        const source = sourceOf(text, spans);
        const drawn = sourcePage(source).blocks.map(({ runs }) =>
          runs.map((run) => (run.kind === 'words' ? run.quote.text : '')).join(''),
        );
        expect(drawn).toEqual(source.in.outline.blocks.map(({ start, end }) => text.slice(start, end)));
      }),
      { numRuns: 300 },
    );
  });

  it('shows nothing of a withheld span, nor any claim that touches it', () => {
    fc.assert(
      fc.property(
        generated.filter(({ hidden }) => hidden !== undefined),
        ({ text, spans, hidden }) => {
          const withheld = hidden ? [hidden] : [];
          const page = sourcePage(sourceOf(text, spans, withheld), hidden);
          const shown = page.blocks.flatMap(({ runs }) =>
            runs.flatMap((run) => (run.kind === 'words' ? [run.quote] : [])),
          );
          expect(shown.filter((quote) => withheld.some((span) => overlapOf(span, quote) > 0))).toEqual([]);
          expect(page.claims.map(({ number }) => number)).toEqual(
            spans.flatMap((span, at) => (withheld.some((one) => overlapOf(one, span) > 0) ? [] : [at + 1])),
          );
          expect(page.asked).toBeNull();
        },
      ),
      { numRuns: 200 },
    );
  });

  it('marks what a link asks for, and says in which block it begins', () => {
    const text = 'A title\n\nThe river rose. It fell again.\n\nNobody saw it.';
    const asked = spanOf(text, 'It fell again.');
    const page = sourcePage(sourceOf(text, [spanOf(text, 'The river rose. It fell')]), asked);
    const words = page.blocks.flatMap(({ runs }) =>
      runs.flatMap((run) => (run.kind === 'words' && run.asked ? [run.quote.text] : [])),
    );
    expect(words).toEqual(['It fell', ' again.']);
    expect(page.asked).toMatchObject({ block: 2 });
  });

  it.each([
    { why: 'past the end', asked: { start: 0, end: 9_999 } },
    { why: 'that is empty', asked: { start: 3, end: 3 } },
    { why: 'that halves a character', asked: { start: 0, end: 5 } },
  ])('is drawn without a span $why', ({ asked }) => {
    expect(sourcePage(sourceOf('Bird🕊 flies.', [{ start: 0, end: 4 }]), asked).asked).toBeNull();
  });

  it('lists who is accused, each with the claims by number, and makes no sum of them', () => {
    const ledger = foldLedger(starterEntries().entries.map((entry, at) => ({ ...entry, seq: at + 1 })));
    const page = sourcePage({ in: opEd, ledger, withheld: [] });
    expect(page.accused.length).toBeGreaterThan(3);
    for (const { who, claims } of page.accused)
      for (const number of claims)
        expect(page.claims.find((claim) => claim.number === number)?.accused.join('; ')).toContain(who);
    expect(page.accused.filter(({ who }) => who.includes('('))).toEqual([]);
    expect(page.claims).toHaveLength(ledger.claims.length);
  });

  it('says what a claim says with the noun of the document', () => {
    const ledger = foldLedger(starterEntries().entries.map((entry, at) => ({ ...entry, seq: at + 1 })));
    const document = indexedOf(opEd.document.text, { ...opEd.document.facts, genre: 'op-ed' });
    for (const { statement } of sourcePage({ in: document, ledger, withheld: [] }).claims)
      expect(statement).toMatch(/^The op-ed claims/u);
  });
});

describe('the parts of a page', () => {
  it('hold every block once, in order, and none is much longer than the others', () => {
    const text = Array.from({ length: 900 }, (_, at) => `Paragraph ${at}. ${'It rained again. '.repeat(12)}`).join(
      '\n\n',
    );
    const page = sourcePage(sourceOf(text, [{ start: 0, end: 9 }]));
    const parts = partsOf(page);
    expect(parts.flat()).toEqual(page.blocks);
    expect(parts.length).toBeGreaterThan(4);
    const lengths = parts.map((blocks) => blocks.length);
    expect(Math.max(...lengths)).toBeLessThan(200);
  });

  it('are one for a short document', () => {
    expect(partsOf(sourcePage(sourceOf('One line.', [{ start: 0, end: 3 }])))).toHaveLength(1);
  });
});
