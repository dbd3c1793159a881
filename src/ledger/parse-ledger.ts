import { getDomain } from 'tldts';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Claim, Label, Source, Verdict } from '../domain/claim.ts';
import { InputError } from '../domain/errors.ts';
import type { NameGroup } from '../domain/name.ts';
import type { SaysWords } from '../domain/same-words.ts';
import type { Span } from '../domain/span.ts';
import type { Entry, EntryBody, StoredEvidence } from './entry.ts';

/**
 * Finds an exact quote in the document the ledger belongs to.
 * @param codePoint where it should start, in code points from 0, as ledger files count
 * @returns undefined where exactly these words do not stand exactly there
 */
export type FindQuote = (quote: string, codePoint: number) => Span | undefined;

const text = z.string().min(1);
const place = z.object({ quote: text, paragraph: z.number().int(), char_start: z.number().int().min(0) });
const fields = z.object({
  schema_version: z.literal(1),
  checked: text,
  article: z.object({ publisher_excluded_as_evidence: z.array(text).default([]), sha256: text }),
  names: z
    .array(
      z.object({
        canonical: text,
        kind: text,
        in_article: z.array(text).default([]),
        variants: z.array(text).default([]),
        arabic: z.array(text).default([]),
      }),
    )
    .default([]),
  sources: z.array(
    z.object({
      id: text,
      publisher: text,
      title: text.nullable(),
      described_as: text.nullish(),
      author: text.nullish(),
      date: text.nullish(),
      date_note: text.nullish(),
      url: text.nullish(),
      lang: text.nullish(),
      kind: text,
      independence: text,
      how_confirmed: text,
    }),
  ),
  claims: z.array(
    place.extend({
      id: text,
      also_stated: z.array(place).default([]),
      statement: text,
      kind: text,
      subjects: z.array(text).default([]),
      accuses: z.object({ identifiable: z.boolean(), who: z.array(text) }),
      checkable: z.enum(['yes', 'partly', 'no']),
      verdict: text,
      verdict_reason: text,
      verified_fact: text.nullish(),
      as_of: text.nullish(),
      evidence: z.array(
        z.object({
          source: text,
          stance: z.enum(['supports', 'refutes', 'context']),
          locator: text.nullish(),
          paraphrase: text,
          quote: text.nullish(),
          how_confirmed: text,
        }),
      ),
    }),
  ),
});
type LedgerFile = z.infer<typeof fields>;

/** A record that led to no source, or to either of two, would be lost without a word. */
const file = fields.superRefine(({ sources, claims }, context) => {
  const known = new Set<string>();
  for (const [at, { id }] of sources.entries()) {
    if (known.has(id))
      context.addIssue({ code: 'custom', path: ['sources', at, 'id'], message: `${id} names two sources` });
    known.add(id);
  }
  for (const [claim, { evidence }] of claims.entries())
    for (const [at, { source }] of evidence.entries())
      if (!known.has(source)) {
        const path = ['claims', claim, 'evidence', at, 'source'];
        context.addIssue({ code: 'custom', path, message: `there is no source ${source}` });
      }
});

const labels: ReadonlyMap<string, Label> = new Map([
  ['Supported', 'supported'],
  ['Refuted', 'refuted'],
  ['Not Enough Evidence', 'not-enough-evidence'],
  ['Conflicting Evidence/Cherrypicking', 'conflicting'],
  ['Opinion - not checkable', 'opinion'],
]);
const wasRead = (howConfirmed: string): boolean => howConfirmed === 'read in a stored copy';

/**
 * Reads a starter ledger (YAML, the fields explained in its own header) into entries of rule `starter/1`.
 * @param says whether the document that the ledger belongs to says these words: no document bears itself out
 * @throws InputError naming the field, the quote or the claim's fact that does not fit; nothing is half read.
 */
export function parseLedger(
  yaml: string,
  findQuote: FindQuote,
  says: SaysWords,
): { documentSha256: string; entries: Omit<Entry, 'seq'>[] } {
  const ledger = checked(yaml);
  const at = `${ledger.checked}T00:00:00.000Z`;
  const reviewed = { by: 'starter ledger', at: ledger.checked, rule: 'starter/1' };
  const bodies: EntryBody[] = [
    {
      kind: 'header',
      checked: ledger.checked,
      excludedPublishers: ledger.article.publisher_excluded_as_evidence,
      textSha256: ledger.article.sha256,
    },
    ...ledger.names.map((name): EntryBody => ({ kind: 'name', name: nameGroup(name) })),
    ...sourcesOf(ledger).map((source): EntryBody => ({ kind: 'source', source })),
    ...ledger.claims.flatMap((claim, index) => claimEntries(claim, index + 1, reviewed, { findQuote, says })),
  ];
  return {
    documentSha256: ledger.article.sha256,
    entries: bodies.map((body) => ({ at, by: reviewed.by, rule: reviewed.rule, body })),
  };
}

function checked(yaml: string): LedgerFile {
  let value: unknown;
  try {
    value = parse(yaml);
  } catch (cause) {
    const where = cause instanceof Error ? cause.message.split('\n')[0]!.replace(/:$/u, '') : '';
    throw new InputError(`The ledger is not valid YAML. Correct it there: ${where}.`, { cause });
  }
  const result = file.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const where = issue?.path.join('.') || 'its top';
  throw new InputError(`The ledger does not fit its schema at ${where}: ${issue?.message}.`);
}

function claimEntries(
  claim: LedgerFile['claims'][number],
  number: number,
  reviewed: Verdict['reviewed'],
  { findQuote, says }: { findQuote: FindQuote; says: SaysWords },
): EntryBody[] {
  const spans = [claim, ...claim.also_stated].map((at) => {
    const span = findQuote(at.quote, at.char_start);
    if (!span)
      throw new InputError(
        `Claim ${number} of the ledger quotes words that do not stand at character ${at.char_start}.`,
      );
    return span;
  });
  const label = labels.get(claim.verdict);
  if (!label) throw new InputError(`Claim ${number} of the ledger has the unknown verdict \`${claim.verdict}\`.`);
  if (claim.verified_fact && says(claim.verified_fact))
    throw new InputError(
      `Claim ${number} of the ledger has a \`verified_fact\` in the document's own words. A document does not bear itself out: write what the sources say in other words, or leave the fact out.`,
    );
  const asClaim: Claim = {
    number,
    key: claim.id,
    spans,
    statement: claim.statement,
    kind: claim.kind,
    subjects: claim.subjects,
    accused: claim.accuses.identifiable ? claim.accuses.who : [],
    checkable: claim.checkable,
  };
  const verdict: Verdict = {
    claim: number,
    label,
    reason: claim.verdict_reason,
    fact: claim.verified_fact ?? null,
    asOf: claim.as_of ?? null,
    reviewed,
  };
  return [
    { kind: 'claim', claim: asClaim },
    ...claim.evidence.map((record): EntryBody => ({ kind: 'evidence', evidence: evidenceOf(record, number) })),
    { kind: 'imported-verdict', verdict },
  ];
}

const evidenceOf = (record: LedgerFile['claims'][number]['evidence'][number], claim: number): StoredEvidence => ({
  claim,
  source: record.source,
  stance: record.stance,
  locator: record.locator ?? null,
  paraphrase: record.paraphrase,
  quote: record.quote ?? null,
  read: wasRead(record.how_confirmed),
});

/** Splits "Mohamed Hassa (alias)" into the words and the note: a note in brackets is no part of a name. */
function nameGroup(name: LedgerFile['names'][number]): NameGroup {
  const forms: string[] = [];
  const widening: string[] = [];
  for (const variant of [...name.in_article, name.canonical, ...name.variants, ...name.arabic]) {
    const [, words = variant, note = ''] = /^(.*?)\s*(?:\(([^)]*)\))?$/u.exec(variant) ?? [];
    (/\b(related|alias)\b/iu.test(note) ? widening : forms).push(words);
  }
  return { canonical: name.canonical, kind: name.kind, forms: [...new Set(forms)], widening: [...new Set(widening)] };
}

const agencies = /\b(AFP|AP|APA|ANSA|dpa|EFE|IANS|Reuters)\b/gu;

/**
 * Who stands behind a source: the agencies it names, else the publisher, known by the registrable domain of its first
 * source that has one. So two pages of one house, or one wire report carried twice, are one origin.
 */
function sourcesOf(ledger: LedgerFile): Source[] {
  const domains = new Map<string, string>();
  const originOf = (source: LedgerFile['sources'][number]): string => {
    const named = source.publisher.match(agencies);
    if (named) return [...new Set(named)].join('+').toLowerCase();
    const house = source.publisher.split(/,| \(/u)[0]!.trim().toLowerCase();
    const origin = domains.get(house) ?? (source.url ? getDomain(source.url) : null) ?? house;
    domains.set(house, origin);
    return origin;
  };
  return ledger.sources.map((source) => ({
    id: source.id,
    publisher: source.publisher,
    title: source.title,
    describedAs: source.described_as ?? null,
    author: source.author ?? null,
    date: source.date ?? null,
    dateNote: source.date_note ?? null,
    url: source.url ?? null,
    language: source.lang ?? null,
    independence: source.independence,
    origin: originOf(source),
    read: wasRead(source.how_confirmed),
  }));
}
