import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NameGroup } from '../../src/domain/name.ts';
import { addCanonicalNames, NameMatcher, unifyNames } from '../../src/retrieval/match-names.ts';
import { opEdText, starterLedger } from '../helpers/built-in.ts';

const matcher = new NameMatcher(starterLedger.names);
const found = (text: string) =>
  matcher
    .find(text)
    .map(({ start, end, group, loose }) => `${text.slice(start, end)}=${group.canonical}${loose ? '?' : ''}`);

const name = (canonical: string, forms: readonly string[], rest: Partial<NameGroup> = {}): NameGroup => ({
  canonical,
  kind: 'person',
  forms,
  widening: [],
  ...rest,
});

describe('names of the starter ledger', () => {
  it.each([
    ['Is Hajib a terrorist?', ['Hajib=Mohamed Hajib']],
    ['Is Hajeb a terrorist?', ['Hajeb=Mohamed Hajib']],
    ['is HAJIB a terrorist?', ['HAJIB=Mohamed Hajib']],
    ['is muhammad hajeb here', ['muhammad hajeb=Mohamed Hajib']],
    ['من هو محمد حاجب؟', ['محمد حاجب=Mohamed Hajib']],
    ['من هو حاجب؟', ['حاجب=Mohamed Hajib']],
    ['Hajib’s videos, Hajib: "Hajib"', ['Hajib=Mohamed Hajib', 'Hajib=Mohamed Hajib', 'Hajib=Mohamed Hajib']],
    ['What is Mossalaha?', ['Mossalaha=Moussalaha programme']],
    ['What is Moussalaha?', ['Moussalaha=Moussalaha programme']],
    ['the mossalaha program', ['mossalaha program=Moussalaha programme']],
    ['taqiyya or Taqqiya or takiyya', ['taqiyya=taqiyya', 'Taqqiya=taqiyya', 'takiyya=taqiyya']],
    ['taqīya', ['taqīya=taqiyya']],
    ['taqi\u0304ya', ['taqi\u0304ya=taqiyya']],
    ['تقيّة', ['تقيّة=taqiyya']],
    ['Who is Rafiqi, or Rafiki?', ['Rafiqi=Mohamed Abdelwahab Rafiki', 'Rafiki=Mohamed Abdelwahab Rafiki']],
    ['Mohammed Abdul-Wahhab Rafiqi', ['Mohammed Abdul-Wahhab Rafiqi=Mohamed Abdelwahab Rafiki']],
    ['What did Amri do?', ['Amri=Anis Amri']],
    ['ISIS, ISIL, Daesh', ['ISIS=Islamic State', 'ISIL=Islamic State', 'Daesh=Islamic State']],
    ['What did the BKA know?', ['BKA=German security services']],
    ['the Joint Counter-Terrorism Centre (Germany)', ['Joint Counter-Terrorism Centre=GTAZ']],
  ])('stand in "%s"', (text, names) => {
    expect(found(text)).toEqual(names);
  });

  it.each([
    ['what is it?', '"IS" is not "is"'],
    ['Is this true?', '"IS" is not "Is"'],
    ['Anis is here', 'a given name is no person'],
    ['Mohamed and Mohammed', 'a given name that several share is no person'],
    ['Abdul-Wahhab', 'a middle name is no person'],
    ['hajibs', 'a longer word is no name'],
    ['reconciliation', 'a word of a longer name is no name'],
    ['Germany, Morocco and Berlin', 'the ledger does not list countries'],
    ['Moroccan services', 'a part of a name is no name'],
    ['alias, related', 'a note in brackets is no name'],
    ['', 'there is nothing'],
  ])('do not stand in "%s": %s', (text) => {
    expect(found(text)).toEqual([]);
  });

  it('of up to three letters stand only in capitals', () => {
    expect(found('IS and is, DST and dst')).toEqual(['IS=Islamic State', 'DST=DGST']);
    expect(found('WHAT IS TAQIYYA?')).toEqual(['TAQIYYA=taqiyya']);
    expect(found('IS')).toEqual(['IS=Islamic State']);
  });

  it.each([
    ['What is kitman?', 'kitman=taqiyya?', 'taqiyya'],
    ['Who is Mohamed Hassa?', 'Mohamed Hassa=Anis Amri?', 'Anis Amri'],
  ])('that are aliases or related words widen and do not count: "%s"', (text, match, canonical) => {
    expect(found(text)).toEqual([match]);
    const group = starterLedger.names.find((own) => own.canonical === canonical)!;
    expect(matcher.holds(text, group)).toBe(false);
    expect(matcher.holds(`${text} ${group.forms[0]}`, group)).toBe(true);
  });

  it('take the fullest spelling, and none overlaps another', () => {
    expect(found('the Berlin Christmas market attack by Anis Ben Othman Amri')).toEqual([
      'Berlin Christmas market attack=Breitscheidplatz attack',
      'Anis Ben Othman Amri=Anis Amri',
    ]);
  });

  it('are found in the op-ed as often as they stand there', () => {
    const counts = new Map<string, number>();
    for (const { group } of matcher.find(opEdText)) counts.set(group.canonical, (counts.get(group.canonical) ?? 0) + 1);
    expect(Object.fromEntries(counts)).toEqual({
      'Moussalaha programme': 4,
      'Mohamed Hajib': 2,
      'Islamic State': 1,
      'German security services': 1,
      DGST: 1,
      'Breitscheidplatz attack': 1,
      'Anis Amri': 1,
      taqiyya: 3,
      'Mohamed Abdelwahab Rafiki': 1,
    });
  });
});

describe('surnames', () => {
  const shared = new NameMatcher([
    name('John Miller', ['John Miller', 'Jack Miller']),
    name('Ann Miller', ['Ann Miller']),
    name('Max Li', ['Max Li']),
    name('Green Mill', ['Green Mill'], { kind: 'place' }),
    name('Solo', ['Solo']),
  ]);
  const canonical = (text: string) => shared.find(text).map(({ group }) => group.canonical);

  it.each([
    ['Miller', [], 'two persons share it'],
    ['Ann Miller', ['Ann Miller'], 'the whole name is one person’s'],
    ['Li', [], 'it has but two letters'],
    ['Mill', [], 'a place has none'],
    ['Solo', ['Solo'], 'a name of one word is itself'],
  ])('"%s" is %j, because %s', (text, names) => {
    expect(canonical(text)).toEqual(names);
  });
});

describe('a text with its names written one way', () => {
  it('has the canonical spelling for each, and every other character as it was', () => {
    expect(unifyNames('“Taqqiya”\u00a0— Hajeb’s?', matcher)).toBe('“taqiyya”\u00a0— Mohamed Hajib’s?');
    expect(addCanonicalNames('“Taqqiya”\u00a0— Hajeb’s?', matcher)).toBe(
      '“Taqqiya taqiyya”\u00a0— Hajeb Mohamed Hajib’s?',
    );
  });

  it('keeps aliases and related words as they are', () => {
    expect(unifyNames('kitman and Mohamed Hassa', matcher)).toBe('kitman and Mohamed Hassa');
  });

  const forms = starterLedger.names.flatMap((group) => group.forms.map((form) => ({ form, group })));
  /** Between names: no name’s letters, and a small one, because in a text of capitals they tell nothing. */
  const gap = fc
    .string({ unit: fc.constantFrom(' ', ',', '\n', '\u00a0', '🕊', '"', '\u200f', '\ud83d', '.', '(') })
    .map((own) => ` and ${own} `);

  it('changes nothing beside the names, whatever stands there', () => {
    const parts = fc.array(fc.tuple(gap, fc.constantFrom(...forms)), { maxLength: 6 });
    fc.assert(
      fc.property(parts, gap, (names, rest) => {
        const text = names.map(([own, { form }]) => own + form).join('') + rest;
        const joined = (by: (at: { form: string; group: NameGroup }) => string): string =>
          names.map(([own, at]) => own + by(at)).join('') + rest;
        // A bracketed initial or a full stop that ends a form ("Mohamed H.") is no letter, so it stays beside the name.
        const tail = (form: string): string => /[^\p{L}\p{M}\p{N}]*$/u.exec(form)![0];
        const trunk = (form: string): string => form.slice(0, form.length - tail(form).length);
        expect(unifyNames(text, matcher)).toBe(joined(({ form, group }) => group.canonical + tail(form)));
        expect(addCanonicalNames(text, matcher)).toBe(
          joined(({ form, group }) => `${trunk(form)} ${group.canonical}${tail(form)}`),
        );
      }),
    );
  });

  it('never fails, and leaves a text without names alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const unified = unifyNames(text, matcher);
        if (matcher.find(text).length === 0) expect(unified).toBe(text);
        expect(addCanonicalNames(text, matcher).length).toBeGreaterThanOrEqual(text.length);
      }),
    );
  });

  it('finds names from left to right, none overlapping, each within the text', () => {
    const words = fc.array(
      fc.constantFrom('Hajib', 'Anis', 'Amri', 'Berlin', 'Christmas', 'market', 'IS', 'Mohamed', '.'),
    );
    fc.assert(
      fc.property(words, (parts) => {
        const text = parts.join(' ');
        let reached = 0;
        for (const { start, end } of matcher.find(text)) {
          expect(start).toBeGreaterThanOrEqual(reached);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          reached = end;
        }
      }),
    );
  });
});
