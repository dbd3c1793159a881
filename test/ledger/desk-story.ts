import fc from 'fast-check';
import type { Claim, Evidence, Source } from '../../src/domain/claim.ts';
import { halvesPair } from '../../src/domain/span.ts';
import type { Entry, EntryBody } from '../../src/ledger/entry.ts';
import { foldLedger, shownEvidence } from '../../src/ledger/ledger.ts';
import { documentOf } from '../helpers/documents.ts';

/** Ids of the people in every story, as Discord writes them. */
export const people = ['111111111111111111', '222222222222222222'] as const;

const text =
  'The river 🕊 rose — e\u0301te\u0301. It stood “two metres” over\nthe old 👩‍👩‍👧 deck.\n\nمحمد said: no, it rose. '.repeat(
    3,
  );
export const storyDocument = documentOf(text);

const nasty = [
  '- a',
  ': x',
  'a: b',
  '# c',
  'yes',
  'No',
  'null',
  '~',
  '1',
  '0x1f',
  '2026-01-01',
  '<<',
  '*a',
  '&a',
  '!x',
  '|',
  '>',
  '%x',
  '@x',
  '`x`',
  ' before',
  'after ',
  'a\nb',
  'a\r\nb',
  '\n',
  '"',
  "'",
  '\\',
  '\u0085x',
  '\u2028',
  '\ufeffx',
  '\u0000',
  '\t',
  '\u001b[31m',
  '{a',
  '[b',
  ', c',
  '?',
  '---',
  '...',
  `<@${people[0]}> says`,
  `ask <@!${people[1]}>`,
  'half \ud800',
  '👩‍👩‍👧',
  'مرحبا',
];
const words = fc.oneof(fc.constantFrom(...nasty), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }));
const orNull = fc.option(words, { nil: null });

const boundaries = Array.from({ length: text.length + 1 }, (_, at) => at).filter((at) => !halvesPair(text, at));
const span = fc.tuple(fc.nat(boundaries.length - 2), fc.integer({ min: 1, max: 30 })).map(([from, length]) => ({
  start: boundaries[from]!,
  end: boundaries[Math.min(boundaries.length - 1, from + length)]!,
}));

const source = (id: string): fc.Arbitrary<Source> =>
  fc.record({
    id: fc.constant(id),
    publisher: words,
    title: orNull,
    describedAs: orNull,
    author: orNull,
    date: fc.constantFrom(null, '2020', '2020-02', '2020-02-03', 'spring'),
    dateNote: orNull,
    url: fc.constantFrom(null, 'https://example.org/a', 'javascript:alert(1)', 'http://example.org/b.pdf'),
    language: fc.constantFrom(null, 'en', 'ar'),
    independence: fc.constantFrom('independent', 'interested party'),
    origin: fc.constantFrom('example.org', 'example.net', 'afp'),
    read: fc.boolean(),
  });

const claimPlan = fc.record({
  spans: fc.array(span, { minLength: 1, maxLength: 3 }),
  words,
  kind: fc.constantFrom('factual', 'causal', 'opinion', 'prediction'),
  subjects: fc.array(words, { maxLength: 2 }),
  accused: fc.array(words, { maxLength: 2 }),
  checkable: fc.constantFrom('yes', 'partly', 'no'),
  records: fc.array(
    fc.record({
      source: fc.nat(2),
      stance: fc.constantFrom('supports', 'refutes', 'context'),
      locator: orNull,
      paraphrase: words,
      quote: orNull,
      read: fc.boolean(),
    }),
    { maxLength: 3 },
  ),
  verdict: fc.option(
    fc.record({
      label: fc.constantFrom('supported', 'refuted', 'conflicting', 'not-enough-evidence', 'opinion'),
      reason: words,
      fact: orNull,
      asOf: orNull,
    }),
  ),
  hidden: fc.option(words),
  reply: fc.option(fc.record({ text: words, from: words })),
  withdraws: fc.boolean(),
  merges: fc.boolean(),
  confirms: fc.boolean(),
});
type Plan = typeof claimPlan extends fc.Arbitrary<infer T> ? T : never;

/** What a ledger holds after some work at the desk; a rule may have made any step come to nothing. */
export const story: fc.Arbitrary<{ base: Entry[]; own: Entry[] }> = fc
  .record({
    sources: fc.tuple(source('a'), source('b'), source('c-2')),
    names: fc.array(fc.record({ canonical: words, kind: words, forms: fc.array(words), widening: fc.array(words) }), {
      maxLength: 2,
    }),
    shipped: fc.array(claimPlan, { maxLength: 3 }),
    entered: fc.array(claimPlan, { maxLength: 4 }),
    starter: fc.constantFrom('listed', 'adopted', 'hidden', 'off'),
    hasBase: fc.boolean(),
  })
  .map(({ sources, names, shipped, entered, starter, hasBase }) => {
    const bodies: EntryBody[] = [
      { kind: 'header', checked: '2026-11-22', excludedPublishers: ['example.com'], textSha256: storyDocument.sha256 },
      ...names.map((name) => ({ kind: 'name', name }) as const),
      ...sources.map((one) => ({ kind: 'source', source: one }) as const),
      ...shipped.flatMap((plan, at) => imported(plan, at + 1)),
    ];
    const base = hasBase
      ? numbered(bodies.map((body) => ({ at: day(0), by: 'starter ledger', rule: 'starter/1', body })))
      : [];
    const desk = new DeskWork(base);
    if (hasBase) desk.add({ kind: 'starter', state: starter, reason: 'so it is' });
    else for (const one of sources) desk.add({ kind: 'source', source: one });
    for (const [at, plan] of hasBase ? shipped.entries() : []) if (plan.confirms) desk.confirm(at + 1, plan);
    for (const [at, plan] of entered.entries()) desk.enter(plan, 1001 + at);
    return { base, own: desk.own };
  });

const day = (at: number): string => new Date(Date.UTC(2026, 10, 22) + at * 86_400_000).toISOString();
const numbered = (entries: readonly Omit<Entry, 'seq'>[]): Entry[] =>
  entries.map((entry, at) => ({ ...entry, seq: at + 1 }));

const claimOf = ({ spans, words: said, kind, subjects, accused, checkable }: Plan, number: number): Claim => ({
  number,
  key: `key-of-${number}`,
  spans,
  statement: `The article claims ${said}`,
  kind,
  subjects,
  accused,
  checkable,
});
const recordsOf = ({ records }: Plan, claim: number): Omit<Evidence, 'id'>[] =>
  records.map((record) => ({ ...record, claim, source: ['a', 'b', 'c-2'][record.source]! }));

function imported(plan: Plan, number: number): EntryBody[] {
  const reviewed = { by: 'starter ledger', at: '2026-11-22', rule: 'starter/1' };
  return [
    { kind: 'claim', claim: claimOf(plan, number) },
    ...recordsOf(plan, number).map((evidence) => ({ kind: 'evidence', evidence }) as const),
    ...(plan.verdict
      ? [{ kind: 'imported-verdict', verdict: { claim: number, ...plan.verdict, reviewed } } as const]
      : []),
  ];
}

/** Two people, who do what a plan says; the second approves what the first proposed. */
class DeskWork {
  readonly own: Entry[] = [];
  readonly #base: readonly Entry[];

  constructor(base: readonly Entry[]) {
    this.#base = base;
  }

  add(body: EntryBody, by: string = people[0]): void {
    this.own.push({ seq: this.own.length + 1, at: day(this.own.length), by, rule: 'desk/1', body });
  }

  confirm(claim: number, { verdict }: Plan): void {
    if (verdict) this.add({ kind: 'confirmed', claim, label: verdict.label, fact: verdict.fact });
  }

  enter(plan: Plan, number: number): void {
    this.add({ kind: 'claim', claim: claimOf(plan, number), textSha256: storyDocument.sha256 });
    for (const [at, evidence] of recordsOf(plan, number).entries())
      this.add({ kind: 'evidence', evidence: { ...evidence, id: `r${number}-${at}` } });
    if (plan.withdraws) this.add({ kind: 'evidence-withdrawn', evidence: `r${number}-0`, reason: plan.words });
    if (plan.merges) this.add({ kind: 'claim-merged', claim: number, into: number - 1, reason: plan.words });
    if (plan.verdict) this.#decide(plan.verdict, number);
    if (plan.hidden !== null) this.add({ kind: 'hidden', claim: number, reason: plan.hidden });
    if (plan.reply) this.add({ kind: 'replied', claim: number, ...plan.reply });
    this.add({ kind: 'appealed', appeal: `a${number}`, claim: number, reason: plan.words }, '');
  }

  #decide(verdict: NonNullable<Plan['verdict']>, claim: number): void {
    const evidence = shownEvidence(foldLedger(this.#base, this.own), claim).map((record) => record.evidence.id);
    const [first] = evidence;
    const primary = first === undefined ? null : { evidence: first, reason: verdict.reason };
    const proposal = { id: `p${claim}`, claim, ...verdict, evidence, bornOutBy: evidence.slice(0, 2), primary };
    this.add({ kind: 'proposed', proposal });
    this.add({ kind: 'approved', proposal: proposal.id, mode: 'one-person' }, people[1]);
  }
}
