import fc from 'fast-check';
import { getDomain } from 'tldts';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/domain/errors.ts';
import { type EvidenceDraft, missingIn } from '../../src/ledger/draft.ts';
import {
  countWords,
  type EvidenceContext,
  independenceOf,
  isSamePage,
  normalizeLink,
  proposeOrigin,
  proposePublisher,
  refusalsOf,
  shareWords,
  siteOf,
  whyNotFile,
} from '../../src/ledger/evidence-rules.ts';
import { sourceOf } from '../helpers/ledgers.ts';

describe('a link', () => {
  it.each([
    { link: ' https://News.Example/a/?utm_source=x&id=2#top ', as: 'https://news.example/a?id=2' },
    { link: 'http://news.example:80', as: 'http://news.example/' },
    { link: 'https://news.example:8443/a', as: 'https://news.example:8443/a' },
    { link: 'https://news.example/a?fbclid=1', as: 'https://news.example/a' },
    { link: 'https://news.example./a', as: 'https://news.example/a' },
    { link: 'https://пример.рф/а', as: 'https://xn--e1afmkfd.xn--p1ai/%D0%B0' },
    { link: 'https://bbc.co.uk/news?page=2&gclid=7', as: 'https://bbc.co.uk/news?page=2' },
  ])('$link is kept as $as', ({ link, as }) => {
    expect(normalizeLink(link)).toBe(as);
  });

  it.each([
    { link: 'javascript:alert(1)', why: /no web address/u },
    { link: 'news.example/a', why: /no web address/u },
    { link: 'ftp://news.example/a', why: /no web address/u },
    { link: 'https://me:secret@news.example/a', why: /name or a password/u },
    { link: 'https://localhost/a', why: /no public site/u },
    { link: 'https://127.0.0.1/a', why: /no public site/u },
    { link: 'https://[::1]/a', why: /no public site/u },
    { link: `https://news.example/${'a'.repeat(2_000)}`, why: /longer than/u },
  ])('$link is refused', ({ link, why }) => {
    expect(() => normalizeLink(link)).toThrow(InputError);
    expect(() => normalizeLink(link)).toThrow(why);
  });

  it('that was normalised stays as it is', () => {
    // a.er is no site but a suffix, as co.uk is, and so is refused
    const page = fc
      .webUrl({ withFragments: true, withQueryParameters: true })
      .filter((link) => getDomain(link) !== null);
    fc.assert(
      fc.property(page, (link) => {
        const once = normalizeLink(link);
        expect(normalizeLink(once)).toBe(once);
      }),
    );
  });

  it.each([
    { a: 'https://news.example/a', b: 'http://www.news.example/a/', same: true },
    { a: 'https://m.news.example/a', b: 'https://news.example/a', same: true },
    { a: 'https://web.archive.org/web/20240101/https://news.example/a', b: 'https://news.example/a', same: true },
    { a: 'https://news.example/a', b: 'https://news.example/b', same: false },
    { a: 'https://news.example/a?id=1', b: 'https://news.example/a?id=2', same: false },
  ])('$a and $b are one page: $same', ({ a, b, same }) => {
    expect(isSamePage(a, b)).toBe(same);
  });

  it.each([
    { link: 'https://www.news.example/a', site: 'news.example' },
    { link: 'https://uk.news.co.uk/a', site: 'news.co.uk' },
    { link: 'https://web.archive.org/web/2024/http://paper.example/x', site: 'paper.example' },
    { link: 'https://web.archive.org/about', site: 'archive.org' },
    { link: 'https://web.archive.org/web/2024if_/paper.example/x', site: 'paper.example' },
    { link: 'https://my--paper-example.translate.goog/x?_x_tr_sl=de', site: 'my-paper.example' },
  ])('$link is of $site', ({ link, site }) => {
    expect(siteOf(link)).toBe(site);
  });
});

describe('what is proposed for a link', () => {
  const earlier = [
    sourceOf({ publisher: 'The Courier', url: 'https://courier.example/1', origin: 'courier.example' }),
    sourceOf({ publisher: 'Courier World', url: 'https://courier-world.example/2', origin: 'courier.example' }),
    sourceOf({ publisher: 'Wire, by AFP', url: 'https://wire.example/3', origin: 'afp' }),
    sourceOf({ origin: 'mill.example', url: null, independence: 'interested party' }),
  ];

  it.each([
    { link: 'https://www.courier.example/9', publisher: 'The Courier', origin: 'courier.example' },
    { link: 'https://courier-world.example/9', publisher: 'Courier World', origin: 'courier.example' },
    { link: 'https://wire.example/9', publisher: 'Wire, by AFP', origin: 'wire.example' },
    { link: 'https://new.example/9', publisher: null, origin: 'new.example' },
  ])('$link is by $publisher, of $origin', ({ link, publisher, origin }) => {
    expect(proposePublisher(link, earlier)).toBe(publisher);
    expect(proposeOrigin(link, earlier)).toBe(origin);
  });

  it('is the agency that a publisher names', () => {
    expect(proposeOrigin('https://new.example/9', earlier, 'Le Jour with AFP and Reuters')).toBe('afp+reuters');
  });

  it('is no more independent than earlier records of its origin', () => {
    expect(independenceOf('mill.example', earlier)).toBe('interested party');
    expect(independenceOf('new.example', earlier)).toBe('independent');
  });
});

describe('words', () => {
  it.each([
    { text: 'one two  three', count: 3 },
    { text: 'state-aligned — press, 2024', count: 3 },
    { text: '…', count: 0 },
    { text: 'and/or', count: 2 },
    { text: 'ارتفع النهر مترين', count: 3 },
  ])('of "$text" are $count', ({ text, count }) => {
    expect(countWords(text)).toBe(count);
  });

  it('of a script without spaces are counted too', () => {
    expect(countWords('川の水位は五月に二メートル上昇したと報告されている')).toBeGreaterThan(8);
  });

  const thirty = Array.from({ length: 30 }, (_, at) => `word${at}`);
  it.each([
    { why: 'thirty in a row', other: `Before, ${thirty.join('\n').toUpperCase()} after`, shared: true },
    { why: 'twenty-nine in a row', other: `Before ${thirty.slice(1).join(' ')} after`, shared: false },
    {
      why: 'thirty with one between',
      other: [...thirty.slice(0, 15), 'x', ...thirty.slice(15)].join(' '),
      shared: false,
    },
  ])('of two texts are a copy where they share $why: $shared', ({ other, shared }) => {
    expect(shareWords(thirty.join(' '), other)).toBe(shared);
  });
});

const draft: EvidenceDraft = {
  id: 'd',
  server: '1',
  author: 'ada',
  documentOwner: 'everyone',
  documentId: 'river-report',
  claim: 1,
  link: 'https://courier.example/high-water',
  stance: 'supports',
  paraphrase: 'The river rose.',
  quote: 'it rose by two metres',
  confirmed: 'page',
  publisher: 'The Courier',
  title: 'High water',
  date: '2024-05-31',
  dateNote: null,
  locator: null,
  origin: 'courier.example',
  expiresAt: '2026-11-24T00:00:00Z',
};
const text = `The river rose. ${Array.from({ length: 40 }, (_, at) => `word${at}`).join(' ')}.`;
const context: EvidenceContext = {
  against: { url: 'https://www.paper.example/op-ed', publisher: 'The Paper', text },
  excludedPublishers: ['middle-east.example'],
  links: ['https://known.example/a'],
  now: new Date('2026-11-23T12:00:00Z'),
};

describe('a draft', () => {
  it('that is complete can be filed', () => {
    expect(missingIn(draft)).toEqual([]);
    expect(refusalsOf(draft, context)).toEqual([]);
    expect(whyNotFile(draft, context)).toBeUndefined();
  });

  it.each<{ why: string; change: Partial<EvidenceDraft>; sentence: RegExp }>([
    { why: 'the document’s own site', change: { link: 'https://blog.paper.example/x' }, sentence: /document itself/u },
    {
      why: 'an archive’s copy of the document',
      change: { link: 'https://web.archive.org/web/2024/https://paper.example/op-ed' },
      sentence: /document itself/u,
    },
    ...[
      'https://web.archive.org/web/2024id_/paper.example/op-ed',
      'https://archive.ph/2024.01.01-000000/https://paper.example/op-ed',
      'https://www.google.com/url?q=https%3A%2F%2Fpaper.example%2Fop-ed&sa=D',
      'https://translate.google.com/translate?sl=en&u=https://paper.example/op-ed',
      'https://www-paper-example.translate.goog/op-ed',
      'https://middle--east-example.cdn.ampproject.org/c/s/middle-east.example/x',
      'https://proxy.example/https://paper.example/op-ed',
      'https://PAPER.example.:8443/op-ed',
    ].map((link) => ({ why: `the document by way of ${link}`, change: { link }, sentence: /document itself/u })),
    {
      why: 'an archive’s copy of nobody knows what',
      change: { link: 'https://archive.ph/AbCdE' },
      sentence: /does not say which page/u,
    },
    { why: 'an excluded publisher', change: { link: 'https://middle-east.example/x' }, sentence: /document itself/u },
    { why: 'the document’s publisher by name', change: { publisher: 'the paper' }, sentence: /document itself/u },
    { why: 'the document’s site as origin', change: { origin: 'Paper.example' }, sentence: /document itself/u },
    { why: 'a copy of the document', change: { paraphrase: text.slice(16) }, sentence: /shares 30 words/u },
    { why: 'a link that is there', change: { link: 'http://www.known.example/a/#x' }, sentence: /there already/u },
    { why: 'no link', change: { link: 'courier' }, sentence: /no web address/u },
    {
      why: 'a quote of 16 words',
      change: { quote: Array.from({ length: 16 }, () => 'so').join(' ') },
      sentence: /has 16 words/u,
    },
    { why: 'no date', change: { date: '31 May' }, sentence: /Write the date as/u },
    { why: 'the 31st of June', change: { date: '2024-06-31' }, sentence: /Write the date as/u },
    { why: 'a date to come', change: { date: '2027' }, sentence: /in the future/u },
  ])('is refused for $why', ({ change, sentence }) => {
    expect(refusalsOf({ ...draft, ...change }, context).join(' ')).toMatch(sentence);
    expect(whyNotFile({ ...draft, ...change }, context)).toMatch(sentence);
  });

  it('may have a quote of 15 words, and a date that is today', () => {
    const quote = Array.from({ length: 15 }, () => 'so').join(' ');
    expect(refusalsOf({ ...draft, quote, date: '2026-11-23' }, context)).toEqual([]);
  });

  it.each<{ what: string; change: Partial<EvidenceDraft> }>([
    { what: 'the publisher', change: { publisher: null } },
    { what: 'the title', change: { title: ' ' } },
    { what: 'the date, or why there is none', change: { date: null } },
    { what: 'the origin: who stands behind it', change: { origin: '' } },
    { what: 'what the source says, in your own words', change: { paraphrase: ' ' } },
  ])('lacks $what', ({ what, change }) => {
    expect(missingIn({ ...draft, ...change })).toEqual([what]);
    expect(whyNotFile({ ...draft, ...change }, context)).toContain(what);
  });

  it('needs no date where a note says why', () => {
    expect(missingIn({ ...draft, date: null, dateNote: 'a page without a date' })).toEqual([]);
  });
});
