import { parse } from 'yaml';
import { z } from 'zod';
import { InputError } from '../domain/errors.ts';

const text = z.string().min(1);
const place = z.object({ quote: text, paragraph: z.number().int().optional(), char_start: z.number().int().min(0) });
const fields = z.object({
  schema_version: z.literal(1),
  checked: text,
  /** Under which rule the file was made; exports of ledgers that moderators added to say `import/1`. */
  rule: z.enum(['starter/1', 'import/1']).default('starter/1'),
  article: z.object({ publisher_excluded_as_evidence: z.array(text).default([]), sha256: text }),
  names: z
    .array(
      z.object({
        canonical: text,
        kind: text,
        in_article: z.array(text).default([]),
        variants: z.array(text).default([]),
        arabic: z.array(text).default([]),
        forms: z.array(text).optional(),
        widening: z.array(text).default([]),
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
      kind: text.nullish(),
      independence: text,
      origin: text.nullish(),
      how_confirmed: text,
    }),
  ),
  claims: z.array(
    place.extend({
      number: z.number().int().min(1).optional(),
      id: text,
      also_stated: z.array(place).default([]),
      statement: text,
      kind: text,
      subjects: z.array(text).default([]),
      accuses: z.object({ identifiable: z.boolean(), who: z.array(text) }),
      checkable: z.enum(['yes', 'partly', 'no']),
      verdict: text.nullable(),
      verdict_reason: text.nullish(),
      verified_fact: text.nullish(),
      as_of: text.nullish(),
      reviewed: z.object({ by: text, at: text, rule: text }).optional(),
      rests_on: z.array(text).optional(),
      borne_out_by: z.array(text).default([]),
      primary: z.object({ record: text, reason: text }).optional(),
      hidden: z.string().optional(),
      replies: z.array(z.object({ text, from: text, at: z.iso.datetime() })).default([]),
      evidence: z.array(
        z.object({
          id: text.optional(),
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
export type LedgerFile = z.infer<typeof fields>;

export type ClaimFields = LedgerFile['claims'][number];
type Issues = z.core.$RefinementCtx;

/** A record that led to no source, or to either of two, would be lost without a word. */
const file = fields.superRefine(({ sources, claims }, context) => {
  const known = noneTwice(sources, 'sources', ({ id }) => id, context);
  noneTwice(claims, 'claims', (claim, at) => `claim ${numberOf(claim, at)}`, context);
  const records = new Set<string>();
  for (const [at, claim] of claims.entries()) checkRecords(claim, ['claims', at], { known, records, context });
});

function noneTwice<T>(
  all: readonly T[],
  list: string,
  nameOf: (one: T, at: number) => string,
  context: Issues,
): Set<string> {
  const known = new Set<string>();
  for (const [at, one] of all.entries()) {
    const name = nameOf(one, at);
    if (known.has(name)) issue(context, [list, at, 'id'], `${name} names two ${list}`);
    known.add(name);
  }
  return known;
}

/** @param seen ids of sources, and of the records of all claims before */
function checkRecords(
  { evidence, rests_on = [], borne_out_by, primary }: ClaimFields,
  path: readonly (string | number)[],
  { known, records, context }: { known: ReadonlySet<string>; records: Set<string>; context: Issues },
): void {
  const own = new Set<string>();
  for (const [at, { id, source }] of evidence.entries()) {
    if (!known.has(source)) issue(context, [...path, 'evidence', at, 'source'], `there is no source ${source}`);
    if (id === undefined) continue;
    if (records.has(id)) issue(context, [...path, 'evidence', at, 'id'], `${id} names two records`);
    records.add(id);
    own.add(id);
  }
  for (const id of [...rests_on, ...borne_out_by, ...(primary ? [primary.record] : [])])
    if (!own.has(id)) issue(context, [...path, 'rests_on'], `the claim has no record ${id}`);
}

const issue = (context: Issues, path: (string | number)[], message: string): void =>
  context.addIssue({ code: 'custom', path, message });

/** A claim without a number is known by its place in the file. */
export const numberOf = ({ number }: ClaimFields, at: number): number => number ?? at + 1;

/** @throws InputError naming the line or the field that does not fit */
export function readLedgerFile(yaml: string): LedgerFile {
  let value: unknown;
  try {
    value = parse(yaml);
  } catch (cause) {
    const where = cause instanceof Error ? cause.message.split('\n')[0]!.replace(/:$/u, '') : '';
    throw new InputError(`The ledger is not valid YAML. Correct it there: ${where}.`, { cause });
  }
  const result = file.safeParse(value);
  if (result.success) return result.data;
  const [first] = result.error.issues;
  const where = first?.path.join('.') || 'its top';
  throw new InputError(`The ledger does not fit its schema at ${where}: ${first?.message}.`);
}
