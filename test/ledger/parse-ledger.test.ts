import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { quoteFinder } from '../../src/built-in.ts';
import { sha256 } from '../../src/corpus/sha256.ts';
import { InputError } from '../../src/domain/errors.ts';
import { saysWords } from '../../src/domain/same-words.ts';
import { shownEvidence } from '../../src/ledger/ledger.ts';
import { parseLedger } from '../../src/ledger/parse-ledger.ts';
import { opEdText, starterEntries, starterLedger, starterLedgerYaml } from '../helpers/built-in.ts';

const bodiesOf = <Kind extends string>(kind: Kind) =>
  starterEntries().entries.flatMap(({ body }) => (body.kind === kind ? [body] : []));

describe('the starter ledger', () => {
  it('belongs to the text beside it', () => {
    expect(starterEntries().documentSha256).toBe(sha256(opEdText));
  });

  it('holds 33 claims, 76 sources and 124 records, and a verdict for each claim', () => {
    expect(['claim', 'source', 'evidence', 'imported-verdict', 'header'].map((kind) => bodiesOf(kind).length)).toEqual([
      33, 76, 124, 33, 1,
    ]);
    expect(starterLedger.claims.map((claim) => claim.number)).toEqual(Array.from({ length: 33 }, (_, at) => at + 1));
  });

  it('quotes exactly what stands in the text, at every place that it names', () => {
    // Read here with another reader, so that the parser is not its own witness.
    const file: { claims: { quote: string; char_start: number; also_stated?: { quote: string }[] }[] } =
      parse(starterLedgerYaml);
    const stated = file.claims.map((claim) => [claim.quote, ...(claim.also_stated ?? []).map(({ quote }) => quote)]);
    expect(
      starterLedger.claims.map((claim) => claim.spans.map(({ start, end }) => opEdText.slice(start, end))),
    ).toEqual(stated);
  });

  it('stands as the designers counted it', () => {
    const labels = [...starterLedger.verdicts.values()].map((verdict) => verdict.label);
    const count = (label: string): number => labels.filter((own) => own === label).length;
    expect({
      supported: count('supported'),
      refuted: count('refuted'),
      conflicting: count('conflicting'),
      notEnough: count('not-enough-evidence'),
      opinion: count('opinion'),
    }).toEqual({ supported: 12, refuted: 1, conflicting: 8, notEnough: 10, opinion: 2 });
  });

  it('writes entries of rule starter/1, by the starter ledger and never by a person', () => {
    const { entries } = starterEntries();
    expect(new Set(entries.map(({ rule, by }) => `${rule} ${by}`))).toEqual(new Set(['starter/1 starter ledger']));
    expect(starterLedger.origin).toBe('starter ledger 2026-11-22, one reviewer');
  });

  it('keeps its three records from memory and never shows them', () => {
    const all = [...starterLedger.evidence.values()].flat();
    const unread = all.filter((record) => !record.read);
    expect(unread).toHaveLength(3);
    const shown = starterLedger.claims.flatMap((claim) => shownEvidence(starterLedger, claim.number));
    expect(shown).toHaveLength(121);
    expect(shown.filter(({ evidence, source }) => !evidence.read || !source.read)).toEqual([]);
    const memorised = new Set(unread.map((record) => record.source));
    expect(
      [...starterLedger.facts.values()].flatMap((fact) => fact.sources).filter(({ id }) => memorised.has(id)),
    ).toEqual([]);
  });

  it('names nobody as accused where nobody can be identified', () => {
    const file: { claims: { accuses: { identifiable: boolean } }[] } = parse(starterLedgerYaml);
    expect(starterLedger.claims.map((claim) => claim.accused.length > 0)).toEqual(
      file.claims.map((claim) => claim.accuses.identifiable),
    );
  });

  it('states no fact that is a sentence of the document', () => {
    expect(starterLedger.facts.size).toBe(21);
    const says = saysWords(opEdText);
    expect([...starterLedger.facts.values()].filter((fact) => says(fact.text))).toEqual([]);
  });

  it('never counts the document’s own publisher as evidence', () => {
    expect(starterLedger.excludedPublishers).toEqual(['middle-east-online.com', 'meo.news']);
    const excluded = new Set(starterLedger.excludedPublishers);
    expect([...starterLedger.sources.values()].filter((source) => excluded.has(source.origin))).toEqual([]);
  });

  it('quotes at most fifteen words of a source', () => {
    const quotes = [...starterLedger.evidence.values()].flat().flatMap((record) => record.quote ?? []);
    expect(quotes.length).toBeGreaterThan(0);
    expect(quotes.filter((quote) => quote.split(/\s+/).length > 15)).toEqual([]);
  });

  it('begins every statement as the rendering expects it', () => {
    expect(starterLedger.claims.filter((claim) => !claim.statement.startsWith('The article claims'))).toEqual([]);
  });
});

describe('names', () => {
  const group = (canonical: string) => starterLedger.names.find((name) => name.canonical === canonical);

  it.each([
    { canonical: 'Anis Amri', form: 'Mohamed Hassa', loose: true, why: 'an alias' },
    { canonical: 'taqiyya', form: 'kitman', loose: true, why: 'a related word' },
    { canonical: 'CNDH', form: 'National Human Rights Council', loose: false, why: 'a name with a note on its place' },
    { canonical: 'GTAZ', form: 'Joint Counter-Terrorism Centre', loose: false, why: 'a name with a note on its place' },
    { canonical: 'Mohamed Hajib', form: 'محمد حاجب', loose: false, why: 'a name in another script' },
  ])('hold $form as $why', ({ canonical, form, loose }) => {
    expect(group(canonical)?.widening.includes(form)).toBe(loose);
    expect(group(canonical)?.forms.includes(form)).toBe(!loose);
  });

  it('have no note in brackets in any spelling', () => {
    const spellings = starterLedger.names.flatMap((name) => [...name.forms, ...name.widening]);
    expect(spellings.filter((spelling) => /[()]/.test(spelling))).toEqual([]);
  });

  it('list the document’s own spelling first, and none twice', () => {
    expect(group('Mohamed Hajib')?.forms[0]).toBe('Mohammad Hajib');
    for (const { forms } of starterLedger.names) expect(new Set(forms).size).toBe(forms.length);
  });
});

describe('origins', () => {
  const source = (source: object) => ({
    id: 'a',
    publisher: 'The Courier',
    title: 'T',
    url: 'https://www.courier.example/a',
    kind: 'news',
    independence: 'independent',
    how_confirmed: 'read in a stored copy',
    ...source,
  });
  const originsOf = (...sources: object[]): string[] =>
    parseLedger(
      ledgerYaml({ sources: sources.map((own, at) => source({ id: `s${at}`, ...own })) }),
      finder,
      says,
    ).entries.flatMap(({ body }) => (body.kind === 'source' ? [body.source.origin] : []));

  it.each([
    {
      why: 'the registrable domain of the publisher',
      sources: [{ url: 'https://news.courier.co.uk/a' }],
      origins: ['courier.co.uk'],
    },
    { why: 'the agency where one is named', sources: [{ publisher: 'Vienna.at (AFP)' }], origins: ['afp'] },
    {
      why: 'one agency whoever carries its report',
      sources: [{ publisher: 'AFP' }, { publisher: 'France 24 via AFP', url: 'https://france24.com/x' }],
      origins: ['afp', 'afp'],
    },
    {
      why: 'one house for two of its pages, one without an address',
      sources: [{}, { url: null }],
      origins: ['courier.example', 'courier.example'],
    },
    {
      why: 'the publisher’s name where there is no address at all',
      sources: [{ publisher: 'An Archive', url: null }],
      origins: ['an archive'],
    },
    {
      why: 'no agency for letters within a word',
      sources: [{ publisher: 'APEX Daily', url: 'https://apex.example' }],
      origins: ['apex.example'],
    },
  ])('are $why', ({ sources, origins }) => {
    expect(originsOf(...sources)).toEqual(origins);
  });

  it('of the starter ledger are fewer than its sources, because houses and agencies repeat', () => {
    const origins = new Set([...starterLedger.sources.values()].map(({ origin }) => origin));
    expect(origins.size).toBeGreaterThan(30);
    expect(origins.size).toBeLessThan(starterLedger.sources.size);
  });
});

const text = 'The river 🕊 rose. It stood “two metres” over\nthe old bridge’s deck, and Ned’s mill fell.';
const finder = quoteFinder(text);
const says = saysWords(text);

/** A whole small ledger of `text`; `change` replaces fields of the file. */
function ledgerYaml(change: object = {}, claim: object = {}): string {
  return stringify({
    schema_version: 1,
    checked: '2026-11-22',
    article: { sha256: sha256(text), publisher_excluded_as_evidence: [] },
    names: [],
    sources: [],
    claims: [
      {
        id: 'river-rose',
        quote: 'rose',
        paragraph: 1,
        char_start: 12,
        statement: 'The article claims that it rose.',
        kind: 'factual',
        accuses: { identifiable: false, who: [] },
        checkable: 'yes',
        verdict: 'Supported',
        verdict_reason: 'It did.',
        verified_fact: null,
        evidence: [],
        ...claim,
      },
    ],
    ...change,
  });
}

describe('a ledger', () => {
  it('counts characters as code points, and is given back in code units', () => {
    const claims = parseLedger(ledgerYaml(), finder, says).entries.flatMap(({ body }) =>
      body.kind === 'claim' ? [body.claim] : [],
    );
    expect(claims.map(({ spans }) => spans)).toEqual([[{ start: 13, end: 17 }]]);
  });

  const source = {
    id: 'a',
    publisher: 'P',
    title: null,
    kind: 'news',
    independence: 'independent',
    how_confirmed: 'read in a stored copy',
  };
  const record = { source: 'a', stance: 'supports', paraphrase: 'It rose.', how_confirmed: 'read in a stored copy' };
  const place = { quote: 'river', paragraph: 1, char_start: 4 };

  it.each([
    { why: 'no mapping', yaml: '- 1', field: 'its top' },
    { why: 'an empty file', yaml: '', field: 'its top' },
    { why: 'no schema version', yaml: ledgerYaml({ schema_version: undefined }), field: 'schema_version' },
    { why: 'another schema version', yaml: ledgerYaml({ schema_version: 2 }), field: 'schema_version' },
    { why: 'no date', yaml: ledgerYaml({ checked: undefined }), field: 'checked' },
    { why: 'no hash of its text', yaml: ledgerYaml({ article: {} }), field: 'article.sha256' },
    { why: 'no claims', yaml: ledgerYaml({ claims: undefined }), field: 'claims' },
    { why: 'claims that are no list', yaml: ledgerYaml({ claims: 'none' }), field: 'claims' },
    { why: 'no sources', yaml: ledgerYaml({ sources: undefined }), field: 'sources' },
    {
      why: 'a source without an id',
      yaml: ledgerYaml({ sources: [{ ...source, id: undefined }] }),
      field: 'sources.0.id',
    },
    {
      why: 'a source without an independence',
      yaml: ledgerYaml({ sources: [{ ...source, independence: '' }] }),
      field: 'sources.0.independence',
    },
    {
      why: 'a source that does not say how it was confirmed',
      yaml: ledgerYaml({ sources: [{ ...source, how_confirmed: null }] }),
      field: 'sources.0.how_confirmed',
    },
    { why: 'a name without a kind', yaml: ledgerYaml({ names: [{ canonical: 'A' }] }), field: 'names.0.kind' },
    { why: 'a claim without a quote', yaml: ledgerYaml({}, { quote: '' }), field: 'claims.0.quote' },
    {
      why: 'a claim that starts before the text',
      yaml: ledgerYaml({}, { char_start: -1 }),
      field: 'claims.0.char_start',
    },
    {
      why: 'a claim that starts between two characters',
      yaml: ledgerYaml({}, { char_start: 1.5 }),
      field: 'claims.0.char_start',
    },
    { why: 'a claim without a statement', yaml: ledgerYaml({}, { statement: undefined }), field: 'claims.0.statement' },
    {
      why: 'a claim that does not say whom it accuses',
      yaml: ledgerYaml({}, { accuses: undefined }),
      field: 'claims.0.accuses',
    },
    {
      why: 'a claim that is checkable somehow',
      yaml: ledgerYaml({}, { checkable: 'somehow' }),
      field: 'claims.0.checkable',
    },
    {
      why: 'a verdict without a reason',
      yaml: ledgerYaml({}, { verdict_reason: '' }),
      field: 'claims.0.verdict_reason',
    },
    {
      why: 'a stance that is none',
      yaml: ledgerYaml({}, { evidence: [{ ...record, stance: 'agrees' }] }),
      field: 'claims.0.evidence.0.stance',
    },
    {
      why: 'a record without words',
      yaml: ledgerYaml({}, { evidence: [{ ...record, paraphrase: undefined }] }),
      field: 'claims.0.evidence.0.paraphrase',
    },
    {
      why: 'a place without a quote',
      yaml: ledgerYaml({}, { also_stated: [{ ...place, quote: undefined }] }),
      field: 'claims.0.also_stated.0.quote',
    },
    { why: 'an unknown verdict', yaml: ledgerYaml({}, { verdict: 'Probably' }), field: 'verdict `Probably`' },
    {
      why: 'a verdict that only an object has',
      yaml: ledgerYaml({}, { verdict: 'constructor' }),
      field: 'verdict `constructor`',
    },
    { why: 'a quote that stands elsewhere', yaml: ledgerYaml({}, { char_start: 11 }), field: 'character 11' },
    { why: 'a quote with other words', yaml: ledgerYaml({}, { quote: 'Rose' }), field: 'character 12' },
    {
      why: 'a second place that does not fit',
      yaml: ledgerYaml({}, { also_stated: [{ ...place, char_start: 5 }] }),
      field: 'character 5',
    },
    { why: 'a place behind the end of the text', yaml: ledgerYaml({}, { char_start: 400 }), field: 'character 400' },
    { why: 'two sources of one id', yaml: ledgerYaml({ sources: [source, source] }), field: 'sources.1.id' },
    {
      why: 'a record of an unknown source',
      yaml: ledgerYaml({}, { evidence: [record] }),
      field: 'claims.0.evidence.0.source',
    },
  ])('with $why is refused with a sentence that names the field', ({ yaml, field }) => {
    const read = () => parseLedger(yaml, finder, says);
    expect(read).toThrow(InputError);
    expect(read).toThrow(field);
    expect(read).toThrow(/^[A-Z].*\.$/s);
  });

  it('that is no YAML is refused with the line', () => {
    const read = () => parseLedger('claims:\n  - [1, 2\n', finder, says);
    expect(read).toThrow(InputError);
    expect(read).toThrow(/not valid YAML.*line/);
  });

  it('that is a bomb of aliases is refused, not unrolled', () => {
    const levels = Array.from({ length: 30 }, (_, at) => `l${at + 1}: &l${at + 1} [${`*l${at},`.repeat(9)}]`);
    expect(() => parseLedger(`l0: &l0 [x]\n${levels.join('\n')}`, finder, says)).toThrow(InputError);
  });

  it('may have a read record and a fact', () => {
    const yaml = ledgerYaml({ sources: [source] }, { evidence: [record], verified_fact: 'It rose by two metres.' });
    const kinds = parseLedger(yaml, finder, says).entries.map(({ body }) => body.kind);
    expect(kinds).toEqual(['header', 'source', 'claim', 'evidence', 'imported-verdict']);
  });

  it.each([
    { why: 'as it stands there', fact: 'The river 🕊 rose.' },
    { why: 'with one more space', fact: 'The river  🕊 rose.' },
    { why: 'in other letters and without its mark', fact: 'THE RIVER ROSE' },
    { why: 'as a part of a sentence', fact: 'the old bridge’s deck, and Ned’s mill fell' },
    { why: 'on one line', fact: 'It stood “two metres” over the old bridge’s deck' },
    { why: 'with other quotation marks', fact: 'It stood "two metres" over the old bridge\'s deck' },
    {
      why: 'with a full-width letter and a soft hyphen',
      fact: 'Ｉt stood two me\u00adtres over the old bridge´s deck',
    },
  ])('whose fact is the document’s own sentence $why is refused, and its claim is named', ({ fact }) => {
    const read = () => parseLedger(ledgerYaml({}, { verified_fact: fact }), finder, says);
    expect(read).toThrow(InputError);
    expect(read).toThrow(/^Claim 1 of the ledger has a `verified_fact` in the document's own words\./);
  });

  it.each([
    { why: 'other words', fact: 'A gauge stood two metres over the deck.' },
    { why: 'the document’s words and one more', fact: 'It stood two metres over the old bridge’s decking.' },
    { why: 'a few words that stand within a sentence', fact: 'Ned’s mill fell.' },
    { why: 'no words', fact: '—' },
  ])('may have a fact with $why', ({ fact }) => {
    const { entries } = parseLedger(ledgerYaml({}, { verified_fact: fact }), finder, says);
    expect(entries.flatMap(({ body }) => (body.kind === 'imported-verdict' ? [body.verdict.fact] : []))).toEqual([
      fact,
    ]);
  });
});
