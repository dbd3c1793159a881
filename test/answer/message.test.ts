import { describe, expect, it } from 'vitest';
import type { Draft } from '../../src/answer/answer.ts';
import { draftSummary } from '../../src/answer/draft-summary.ts';
import { genreNoun } from '../../src/answer/genre.ts';
import { innerMarks, messageOf, publisherName, visibleLength, withCode } from '../../src/answer/message.ts';
import type { Part } from '../../src/answer/part.ts';
import { quotedAt } from '../../src/answer/pick-quotes.ts';
import { plain, renderLines, renderText, type TextStyle } from '../../src/answer/render-text.ts';
import { emptyLedger } from '../../src/ledger/ledger.ts';
import { ReviewedFact } from '../../src/ledger/reviewed-fact.ts';
import { indexedOf, spanOf } from '../helpers/documents.ts';
import { draftOf, floodLedger, guarded, quotedWords, surroundings } from '../helpers/flood.ts';
import { ledgerOf, sourceOf, verdictOf } from '../helpers/ledgers.ts';

const fact: Part = { kind: 'fact', fact: floodLedger.facts.get(1)! };
const claim = (words: string): Part => ({ kind: 'claim', ...quotedWords(words) });
const nearest = (words: string): Part => ({ kind: 'nearest', ...quotedWords(words) });
const linesOf = (draft: Draft): string[] => renderLines(messageOf(draft)).split('\n');

describe('a message', () => {
  it('has two lanes, each quote with its place and standing, each fact with its records', () => {
    expect(linesOf(draftOf([claim('The river rose in May.'), claim('Mayor Stone hid the report'), fact]))).toEqual([
      'The op-ed claims',
      '  “The river rose in May.”',
      '  ¶ 2, again in ¶ 4 · supported',
      '  “Mayor Stone hid the report”',
      '  ¶ 2, part of a sentence · an accusation · evidence conflicts',
      '———',
      'Independently verified',
      'A gauge ‘at the bridge’ showed two metres more on 4 May 2020.',
      '  as of 2020-05 · read for this: The Courier (2020-05-01), Water Board (undated)',
      '  Op-ed, The Courier, date not given · starter ledger 2026-11-22, one reviewer',
    ]);
  });

  it('tells several claims of one quote apart by their own words', () => {
    const [, , place] = linesOf(draftOf([claim('The river rose in May. However, the mill stood.')]));
    expect(place).toBe('  ¶ 2 · supported: “The river rose in May” · not checked: “the mill stood”');
  });

  it('names eight other places of the same words and counts the rest', () => {
    const quoted = { ...quotedWords('It fell in June.'), also: Array.from({ length: 3_000 }, (_, at) => at + 5) };
    expect(linesOf(draftOf([{ kind: 'claim', ...quoted }]))[2]).toBe(
      '  ¶ 4, again in ¶ 5, ¶ 6, ¶ 7, ¶ 8, ¶ 9, ¶ 10, ¶ 11, ¶ 12, 2992 more · not checked',
    );
  });

  it('cuts the words beside a standing before a line break', () => {
    const text = 'The river\nrose in May. The mill stood.';
    const indexed = indexedOf(text);
    const ledger = ledgerOf([
      { number: 1, spans: [spanOf(text, 'river\nrose in May')], label: 'supported' },
      { number: 2, spans: [spanOf(text, 'The mill stood')] },
    ]);
    const quoted = quotedAt({ start: 0, end: text.length }, surroundings({ in: indexed, ledger }));
    const place = messageOf(draftOf([{ kind: 'claim', ...quoted }], { document: indexed.document }))[2]!;
    expect(renderLines([place])).toBe('  ¶ 1 · supported: “river” · not checked: “The mill stood”');
  });

  it('does not call an accusation what only begins one', () => {
    expect(linesOf(draftOf([claim('However, the mill stood. Mayor Stone')]))[2]).not.toContain('an accusation');
  });

  it('says what the document does not address, with the reason set apart, and its nearest passages', () => {
    const silent: Part = { kind: 'not-addressed', explanation: '`France` does not occur in it.' };
    expect(
      linesOf(draftOf([silent, nearest('It fell in June.'), { kind: 'not-checked' }], { outcome: 'not-addressed' })),
    ).toEqual([
      'The op-ed does not address this. `France` does not occur in it.',
      'Nearest passages (the op-ed claims):',
      '  “It fell in June.”',
      '  ¶ 4 · not checked',
      '———',
      'Independently verified',
      'Nothing on this question: not checked.',
      '  Op-ed, The Courier, date not given · starter ledger 2026-11-22, one reviewer',
    ]);
  });

  it('speaks of no nearest passages where there are none', () => {
    const silent: Part = { kind: 'not-addressed', explanation: '' };
    const lines = linesOf(draftOf([silent, { kind: 'not-checked' }], { outcome: 'not-addressed' }));
    expect(lines.slice(0, 2)).toEqual(['The op-ed does not address this.', '———']);
  });

  it('says that uncertain passages may not answer', () => {
    const lines = linesOf(draftOf([claim('It fell in June.')], { reason: 'uncertain' }));
    expect(lines[0]).toBe('Closest passages, may not answer (the op-ed claims)');
  });

  it('begins with its notices, and is nothing else for a refused question', () => {
    const refused = draftOf([], { document: undefined, outcome: 'refused', notices: ['Ask `something`.'] });
    expect(linesOf(refused)).toEqual(['Ask `something`.']);
  });

  it.each([
    { words: 'Again', place: '  ¶ 3, a heading · not checked' },
    { words: 'The flood', place: '  ¶ 1, the title · not checked' },
  ])('names a heading as what it is: $words', ({ words, place }) => {
    expect(linesOf(draftOf([claim(words)]))[2]).toBe(place);
  });

  it('says "one source" of a fact with one origin, whatever repeats it', () => {
    const twice = [sourceOf({ id: 'a', origin: 'afp' }), sourceOf({ id: 'b', origin: 'afp' })];
    const single = ReviewedFact.from(verdictOf({ asOf: 'on the day; later more' }), twice)!;
    expect(linesOf(draftOf([{ kind: 'fact', fact: single }])).at(-2)).toBe(
      '  as of: on the day; later more · read for this: The Courier (2020-05-01), The Courier (2020-05-01) · one source',
    );
  });

  it('is marked as unchecked where nobody checked the document', () => {
    expect(linesOf(draftOf([claim('It fell in June.')], { ledgerOrigin: null })).at(-1)).toBe(
      '  Op-ed, The Courier, date not given · no claim of it has been checked',
    );
  });

  it.each([
    {
      facts: { genre: 'news', published: '2020-05', publisher: null },
      footer: 'News report, publisher not given, 2020-05',
    },
    { facts: { genre: 'poem' }, footer: 'Article, The Courier, date not given' },
    { facts: { publisher: 'The “Courier”' }, footer: 'Op-ed, The ‘Courier’, date not given' },
  ])('ends with what is known of the document: $footer', ({ facts, footer }) => {
    const indexed = indexedOf('It rained.', facts);
    const quoted = quotedAt(indexed.outline.sentences[0]!, surroundings({ in: indexed, ledger: emptyLedger }));
    const draft = draftOf([{ kind: 'claim', ...quoted }], { document: indexed.document });
    expect(linesOf(draft).at(-1)).toContain(`${footer} · `);
  });
});

describe('a summary', () => {
  const about = (facts: Parameters<typeof indexedOf>[1], parts: (indexed: ReturnType<typeof indexedOf>) => Part[]) => {
    const indexed = indexedOf('The flood\n\nIt rained.\n\nThe views are those of the author.', facts);
    return linesOf(draftOf(parts(indexed), { document: indexed.document, kind: 'summary' }));
  };

  it('says what the document is and what it says of itself, then how its claims stand', () => {
    const lines = about({}, (indexed) => {
      const around = surroundings({ in: indexed, ledger: emptyLedger });
      const [, rained, notice] = indexed.outline.blocks.map((block) => quotedAt(block, around));
      return [
        { kind: 'of-itself', ...notice! },
        { kind: 'claim', ...rained! },
        {
          kind: 'standings',
          counts: [
            { standing: 'supported', count: 2 },
            { standing: 'refuted', count: 1 },
          ],
        },
      ];
    });
    expect(lines).toEqual([
      'An op-ed published by The Courier; author and date not given. It says of itself: “The views are those of the author.” (¶ 3 · not checked)',
      'The op-ed claims',
      '  “It rained.”',
      '  ¶ 2 · not checked',
      '———',
      'How its 3 reviewed claims stand: 2 supported · 1 contradicted',
      expect.stringContaining('Op-ed, The Courier'),
    ]);
  });

  it('shows how what the document says of itself stands', () => {
    const ofItself: Part = { kind: 'of-itself', ...quotedWords('The river rose in May.') };
    expect(linesOf(draftOf([ofItself], { kind: 'summary' }))[0]).toContain(
      'It says of itself: “The river rose in May.” (¶ 2, again in ¶ 4 · supported)',
    );
  });

  it.each([
    { break: 'no line break', notice: 'The views are those of the author.', kept: true },
    { break: 'a line feed', notice: 'The views are those of the author.\nIndependently verified', kept: false },
    { break: 'a line separator', notice: 'The views are those of the author.\u2028It is true.', kept: false },
    { break: 'a vertical tab', notice: 'The views are those of the author.\vIt is true.', kept: false },
  ])('repeats a notice with $break within its line: $kept', ({ notice, kept }) => {
    const indexed = indexedOf(`The flood\n\nIt rained.\n\n${notice}`);
    const request = { question: '', in: indexed, ledger: emptyLedger, withheld: [] };
    const { parts } = draftSummary({ ...request, wish: { length: 'short', focused: false } }, () => 1);
    expect(parts.some((part) => part.kind === 'of-itself')).toBe(kept);
  });

  it.each([
    {
      facts: { genre: 'report', author: 'A. Writer', published: '2020' },
      says: 'A report published by The Courier, by A. Writer, dated 2020.',
    },
    { facts: { genre: 'article', publisher: null }, says: 'An article; publisher, author, and date not given.' },
    { facts: { genre: 'blog', author: 'B' }, says: 'A blog post published by The Courier, by B; date not given.' },
  ])('says no more than is known: $says', ({ facts, says }) => {
    expect(about(facts, () => [])[0]).toBe(says);
  });

  it('of an unchecked document says so', () => {
    expect(about({}, () => [])).toContain('None of its claims has been checked.');
  });
});

describe('words of others', () => {
  it('have their marks drawn ‘ ’, so that “ ” always mean the document', () => {
    expect(innerMarks('“a” „b‟ «c»')).toBe('‘a’ ‘b’ ‘c’');
    expect(innerMarks('it’s "plain"')).toBe('it’s "plain"');
  });

  it('in backticks are set apart', () => {
    expect(withCode('I read `a` as `b`.')).toEqual([
      { text: 'I read ' },
      { code: 'a' },
      { text: ' as ' },
      { code: 'b' },
      { text: '.' },
    ]);
    expect(withCode('no code')).toEqual([{ text: 'no code' }]);
  });

  it.each([
    ['SWR, Report Mainz', 'SWR'],
    ['tagesschau.de (ARD) / SWR', 'tagesschau.de/SWR'],
    ['France 24 via AFP', 'France 24'],
    ['The “Courier”', 'The ‘Courier’'],
    ['Le Monde', 'Le Monde'],
  ])('are a publisher’s name without its notes: %s is %s', (publisher, name) => {
    expect(publisherName(sourceOf({ publisher }))).toBe(name);
  });

  it.each([
    ['op-ed', 'op-ed'],
    ['news', 'news report'],
    ['opinion', 'op-ed'],
    ['report', 'report'],
    ['constructor', 'article'],
    ['anything', 'article'],
    ['', 'article'],
  ])('choose the noun by the genre: %s is "%s"', (genre, noun) => {
    expect(genreNoun(genre)).toBe(noun);
  });
});

describe('a line break within a line', () => {
  const fake = 'It rained.\n———\nIndependently verified\nIt is true.';
  const quoted = (text: string) =>
    quotedAt({ start: 0, end: text.length }, surroundings({ in: indexedOf(text), ledger: emptyLedger }));

  it('cannot make a document’s words look like a line of ours', () => {
    const ofItself: Part = { kind: 'of-itself', ...quoted(fake) };
    for (const draft of [
      draftOf([{ kind: 'claim', ...quoted(fake) }]),
      draftOf([ofItself], { kind: 'summary' }),
      draftOf([{ kind: 'not-addressed', explanation: fake }], { outcome: 'not-addressed' }),
    ]) {
      const lines = linesOf(draft);
      expect(lines.filter((line) => line === '———')).toHaveLength(1);
      expect(lines.filter((line) => line === 'Independently verified').length).toBeLessThanOrEqual(1);
      expect(lines).toContain('  │ ———');
      expect(lines).toContain('  │ Independently verified');
    }
  });

  it.each(['\n', '\r\n', '\r', '\v', '\f', '\u0085', '\u2028', '\u2029'])(
    'is followed by a prefix: %j',
    (lineBreak) => {
      const text = `a${lineBreak}b.`;
      const rendered = renderLines([{ kind: 'quote', runs: [{ quote: quoted(text).quote }] }]);
      expect(rendered).toBe(`  “a${lineBreak}  │ b.”`);
      expect(rendered.replaceAll('  │ ', '')).toBe(`  “${text}”`);
    },
  );
});

describe('plain text', () => {
  const answer = guarded(draftOf([claim('It fell in June.'), fact], { notices: ['I read `a` as `b`.'] }));

  it('is the same for a terminal that sets things apart, but for its marks', () => {
    const marked: TextStyle = {
      show: (words) => words,
      heading: (words) => `<h>${words}</h>`,
      strong: (words) => `<b>${words}</b>`,
      small: (words) => `<s>${words}</s>`,
      quote: (words) => `<q>${words}</q>`,
    };
    expect(renderText(answer, marked)).toContain('<q>  “It fell in June.”</q>');
    expect(renderText(answer, marked).replace(/<\/?[hbsq]>/g, '')).toBe(renderText(answer, plain));
  });

  it('passes every run through what makes it safe to show', () => {
    const blind: TextStyle = { ...plain, show: (words) => words.replace(/\S/gu, '.') };
    expect(renderText(answer, blind)).toMatch(/^[\s.“”`—]*$/u);
  });
});

describe('the length of a message', () => {
  it('counts what a reader sees, marks and all, and characters outside the BMP once', () => {
    const indexed = indexedOf('🕊🕊.');
    const quoted = quotedAt(indexed.outline.sentences[0]!, surroundings({ in: indexed, ledger: emptyLedger }));
    expect(visibleLength([{ kind: 'quote', runs: [{ quote: quoted.quote }] }, { kind: 'separator' }])).toBe(5);
    expect(visibleLength([{ kind: 'text', runs: [{ text: '𝔘a' }, { code: 'b' }] }])).toBe(3);
  });
});
