import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codePointToUtf16, locateExactly } from '../../src/corpus/locate.ts';
import { InputError } from '../../src/domain/errors.ts';
import type { Entry } from '../../src/ledger/entry.ts';
import { type ExportFormat, exportedFor, exportFormats } from '../../src/ledger/export-formats.ts';
import { exportLedger } from '../../src/ledger/export-ledger.ts';
import { foldLedger } from '../../src/ledger/ledger.ts';
import { opEd, starterEntries, starterLedger } from '../helpers/built-in.ts';
import { documentOf } from '../helpers/documents.ts';
import { people, story, storyDocument } from './desk-story.ts';
import { problemsWith } from './schema-org.ts';

const starter = starterEntries().entries.map((entry, at): Entry => ({ ...entry, seq: at + 1 }));
const starterFile = (format: ExportFormat) =>
  exportLedger(format, { document: opEd.document, base: starter, own: [], noun: 'op-ed', publisher: 'The River Desk' });
const textOf = ({ bytes }: { readonly bytes: Uint8Array }): string =>
  new TextDecoder('utf-8', { fatal: true }).decode(bytes);
const stories = story.filter(({ base, own }) => base.length + own.length > 0);
const storyText = (format: ExportFormat, entries: { base: Entry[]; own: Entry[] }, withHidden = false): string =>
  textOf(exportLedger(format, { document: storyDocument, ...entries, withHidden }));

/** A ledger of one claim that a moderator hid. */
const hiddenStory = (): { base: Entry[]; own: Entry[] } => {
  const claim = {
    number: 1,
    key: 'key-of-one',
    spans: [{ start: 0, end: 9 }],
    statement: 'The article claims that it accuses.',
    kind: 'factual',
    subjects: [],
    accused: ['Somebody'],
    checkable: 'yes',
  } as const;
  const around = {
    ...claim,
    number: 2,
    key: 'key-of-two',
    accused: [],
    spans: [{ start: 0, end: 20 }],
    statement: 'The article claims so.',
  };
  const bodies: Entry['body'][] = [
    { kind: 'claim', claim },
    { kind: 'claim', claim: around },
    { kind: 'hidden', claim: 1, reason: 'asked to wait' },
  ];
  const own = bodies.map((body, at) => ({
    seq: at + 1,
    at: '2026-11-22T10:00:00.000Z',
    by: people[0],
    rule: 'desk/1',
    body,
  }));
  return { base: [], own };
};

describe.each(exportFormats.map((format) => ({ format })))('an export as $format', ({ format }) => {
  it('names nobody of the desk', () => {
    fc.assert(
      fc.property(stories, (entries) => {
        const text = storyText(format, entries, true);
        for (const person of people) expect(text).not.toContain(person);
      }),
    );
  });

  it('holds no hidden claim, nor words that hold those of one, unless a moderator asks', () => {
    const without = storyText(format, hiddenStory());
    for (const words of ['it accuses', 'Somebody', 'asked to wait', 'The river 🕊'])
      expect(without).not.toContain(words);
    const file = exportLedger(format, { document: storyDocument, ...hiddenStory() });
    expect(file.leftOut.map(({ id }) => id)).toEqual(format === 'json' ? ['R-1'] : ['R-1', 'R-2']);
    if (format === 'yaml' || format === 'web-annotation' || format === 'json')
      expect(storyText(format, hiddenStory(), true)).toContain('it accuses');
  });

  it.runIf(format !== 'yaml')('(for other programs) names no claim by the ledger’s key', () => {
    const text = textOf(starterFile(format));
    const keys = starterLedger.claims.map(({ key }) => key);
    expect(keys.filter((key) => new RegExp(`(?<![\\p{L}\\p{N}-])${key}(?![\\p{L}\\p{N}-])`, 'u').test(text))).toEqual(
      [],
    );
  });

  it('is told apart from the others by how it begins', () => {
    expect(exportedFor(textOf(starterFile(format)))).toBe(format === 'yaml' ? undefined : format);
  });

  it('has a name that is safe as a file’s, and the type of its kind', () => {
    const { name, type } = starterFile(format);
    expect(name).toMatch(/^meo-mossalaha\.[a-z.]+$/u);
    expect(type).toMatch(/^application\//u);
  });

  it('of a ledger in which nothing was ever entered is refused', () => {
    expect(() => exportLedger(format, { document: storyDocument, base: [], own: [] })).toThrow(InputError);
  });
});

describe('ClaimReview', () => {
  const reviews = () => JSON.parse(textOf(starterFile('claimreview')))['@graph'];

  it('uses only terms of schema.org, each on a type that has it and with a value that it takes', () => {
    expect(problemsWith(JSON.parse(textOf(starterFile('claimreview'))))).toEqual([]);
    fc.assert(
      fc.property(stories, (entries) => {
        expect(problemsWith(JSON.parse(storyText('claimreview', entries, true)))).toEqual([]);
      }),
    );
  });

  it('reviews each claim that was checked, once, as an attributed statement; opinions are left out with the reason', () => {
    expect(reviews()).toHaveLength(31);
    for (const { claimReviewed } of reviews()) expect(claimReviewed).toMatch(/^The op-ed claims[ ,]/u);
    expect(starterFile('claimreview').leftOut).toHaveLength(2);
    for (const { id, reason } of starterFile('claimreview').leftOut) {
      expect(id).toMatch(/^M-\d+$/u);
      expect(reason).toBe('an opinion, which has no rating');
    }
  });

  it('is by the ledger’s publisher, and gives a number only where the scale has one', () => {
    const byWords = new Map<string, Set<unknown>>();
    for (const { author, reviewRating } of reviews()) {
      expect(author).toEqual({ '@type': 'Organization', name: 'The River Desk' });
      const seen = byWords.get(reviewRating.alternateName) ?? new Set();
      byWords.set(reviewRating.alternateName, seen.add(reviewRating.ratingValue));
    }
    expect(Object.fromEntries([...byWords].map(([words, values]) => [words, [...values]]))).toEqual({
      Supported: [5],
      Contradicted: [1],
      'Evidence conflicts': [undefined],
      'Not enough evidence': [undefined],
    });
  });
});

describe('Web Annotations', () => {
  type Selector = Record<string, string | number>;
  const selectorsIn = (text: string): Selector[][] =>
    JSON.parse(text).first.items.flatMap(({ target }: { target: { selector: Selector[] }[] }) =>
      target.map(({ selector }) => selector),
    );

  it('find their words again, by quote and by position, in a text with emoji and odd characters', () => {
    fc.assert(
      fc.property(stories, (entries) => {
        const { text } = storyDocument;
        for (const [quote, position] of selectorsIn(storyText('web-annotation', entries, true))) {
          const [start, end] = [position?.start, position?.end].map((at) => codePointToUtf16(text, Number(at)));
          expect(text.slice(start, end)).toBe(quote?.exact);
          expect([...text].slice(Number(position?.start), Number(position?.end)).join('')).toBe(quote?.exact);
          expect(text.slice(0, start)).toSatisfy((before: string) => before.endsWith(String(quote?.prefix)));
          expect(text.slice(end)).toSatisfy((after: string) => after.startsWith(String(quote?.suffix)));
          expect(position?.unit).toBe('unicode-code-point');
        }
      }),
    );
  });

  it('halve no character in what stands before and after', () => {
    const text = `${'🕊'.repeat(40)}word${'🕊'.repeat(40)}`;
    const document = documentOf(text);
    const claim = { ...starterLedger.claims[0]!, number: 1, spans: [{ start: 80, end: 84 }] };
    const own: Entry[] = [1].map((seq) => ({ seq, at: '', by: '', rule: 'desk/1', body: { kind: 'claim', claim } }));
    const [[quote]] = selectorsIn(textOf(exportLedger('web-annotation', { document, base: [], own }))) as [Selector[]]; // one claim, one place
    const found = locateExactly(text, 'word', { before: String(quote?.prefix), after: String(quote?.suffix) });
    expect(found).toEqual({ start: 80, end: 84 });
    expect([quote?.prefix, quote?.suffix]).toEqual(['🕊'.repeat(16), '🕊'.repeat(16)]);
  });

  it('hold each claim with its standing, checked or not', () => {
    const { total, first } = JSON.parse(textOf(starterFile('web-annotation')));
    expect(total).toBe(33);
    expect(first.items).toHaveLength(33);
    const standings = first.items.map(({ body }: { body: { value: string }[] }) => body[1]?.value);
    expect(standings).toEqual(starterLedger.claims.map(({ number }) => starterLedger.verdicts.get(number)?.label));
  });
});

describe('AVeriTeC', () => {
  const claims = () => JSON.parse(textOf(starterFile('averitec')));

  it('has the fields of the data set’s own files, in their order, and its words for labels, types and media', () => {
    for (const claim of claims()) {
      expect(Object.keys(claim)).toEqual([
        'claim',
        'required_reannotation',
        'label',
        'justification',
        'claim_date',
        'speaker',
        'original_claim_url',
        'cached_original_claim_url',
        'fact_checking_article',
        'reporting_source',
        'location_ISO_code',
        'claim_types',
        'fact_checking_strategies',
        'questions',
      ]);
      expect(['Supported', 'Refuted', 'Not Enough Evidence', 'Conflicting Evidence/Cherrypicking']).toContain(
        claim.label,
      );
      expect(['Event/Property Claim', 'Causal Claim', 'Numerical Claim']).toEqual(
        expect.arrayContaining(claim.claim_types),
      );
      for (const { answers } of claim.questions)
        for (const answer of answers) expect(['Web text', 'PDF']).toContain(answer.source_medium);
    }
  });

  it('answers with what was read, one question a source, and never from memory', () => {
    const answers = claims().flatMap(({ questions }: { questions: { answers: object[] }[] }) =>
      questions.flatMap((question) => question.answers),
    );
    const opinions = new Set(starterFile('averitec').leftOut.map(({ claim }) => claim));
    const read = [...starterLedger.evidence.values()]
      .flat()
      .filter((record) => record.read && !opinions.has(record.claim) && starterLedger.sources.get(record.source)?.read);
    expect(answers).toHaveLength(read.length);
    const asked = claims().flatMap(({ questions }: { questions: object[] }) => questions);
    expect(asked).toHaveLength(new Set(read.map(({ claim, source }) => `${claim} ${source}`)).size);
  });
});

describe('JSON', () => {
  it('holds every entry that counts, in its order, and without what is not decided yet unless a moderator asks', () => {
    fc.assert(
      fc.property(stories, (entries) => {
        const kinds = (withHidden: boolean): string[] =>
          JSON.parse(storyText('json', entries, withHidden)).documents[0].ledger.map(
            ({ body }: { body: { kind: string } }) => body.kind,
          );
        expect(kinds(false).filter((kind) => /appeal|sent-back/u.test(kind))).toEqual([]);
        const counted = [...foldLedger(entries.base, entries.own).history.values()].flat();
        expect(kinds(true).filter((kind) => !/^(header|name|source|starter)$/u.test(kind))).toHaveLength(
          counted.length,
        );
      }),
    );
  });
});
