import { getDomain } from 'tldts';
import type { Claim, Label, Source, Verdict } from '../domain/claim.ts';
import { InputError } from '../domain/errors.ts';
import type { NameGroup } from '../domain/name.ts';
import type { SaysWords } from '../domain/same-words.ts';
import type { Span } from '../domain/span.ts';
import { agencyIn } from './agency.ts';
import { averitecLabels } from './averitec-labels.ts';
import type { Entry, EntryBody, StoredEvidence } from './entry.ts';
import { asImported } from './imported-reviewer.ts';
import { type ClaimFields, type LedgerFile, numberOf, readLedgerFile } from './ledger-file.ts';

/**
 * Finds an exact quote in the document the ledger belongs to.
 * @param codePoint where it should start, in code points from 0, as ledger files count
 * @returns undefined where exactly these words do not stand exactly there
 */
export type FindQuote = (quote: string, codePoint: number) => Span | undefined;

const labels: ReadonlyMap<string, Label> = new Map(
  Object.entries(averitecLabels).map(([label, words]) => [words, label as Label]), // Object.entries forgets the keys' type
);
const wasRead = (howConfirmed: string): boolean => howConfirmed === 'read in a stored copy' || howConfirmed === 'read';

/**
 * Reads a ledger file (YAML, the fields explained in its own header) into entries: of rule `starter/1`, or `import/1`
 * where moderators had added to the ledger that was exported.
 * @param says whether the document that the ledger belongs to says these words: no document bears itself out
 * @throws InputError naming the field, the quote or the claim's fact that does not fit; nothing is half read.
 */
export function parseLedger(
  yaml: string,
  findQuote: FindQuote,
  says: SaysWords,
): { documentSha256: string; entries: Omit<Entry, 'seq'>[] } {
  const ledger = readLedgerFile(yaml);
  const { rule, checked } = ledger;
  const header: EntryBody = {
    kind: 'header',
    checked,
    excludedPublishers: ledger.article.publisher_excluded_as_evidence,
    textSha256: ledger.article.sha256,
  };
  const bodies = [
    header,
    ...ledger.names.map((name): EntryBody => ({ kind: 'name', name: nameGroup(name) })),
    ...sourcesOf(ledger).map((source): EntryBody => ({ kind: 'source', source })),
  ];
  const by = rule === 'starter/1' ? 'starter ledger' : 'imported ledger';
  const at = `${checked}T00:00:00.000Z`;
  return {
    documentSha256: ledger.article.sha256,
    entries: [
      ...bodies.map((body) => ({ at, body })),
      ...ledger.claims.flatMap((claim, place) =>
        claimEntries(claim, numberOf(claim, place), { at, checked, findQuote, says }),
      ),
    ].map((entry) => ({ at: entry.at, by, rule, body: entry.body })),
  };
}

type Dated = { readonly at: string; readonly body: EntryBody };

function claimEntries(
  claim: ClaimFields,
  number: number,
  { at, checked, findQuote, says }: { at: string; checked: string; findQuote: FindQuote; says: SaysWords },
): Dated[] {
  const verdict = verdictOf(claim, number, { checked, says });
  const bodies: EntryBody[] = [
    { kind: 'claim', claim: claimOf(claim, number, findQuote) },
    ...claim.evidence.map((record): EntryBody => ({ kind: 'evidence', evidence: evidenceOf(record, number) })),
    ...(verdict ? [{ kind: 'imported-verdict', verdict } as const] : []),
    ...(claim.hidden === undefined ? [] : [{ kind: 'hidden', claim: number, reason: claim.hidden } as const]),
  ];
  return [
    ...bodies.map((body) => ({ at, body })),
    ...claim.replies.map(({ text, from, at: replied }) => ({
      at: replied,
      body: { kind: 'replied', claim: number, text, from } as const,
    })),
  ];
}

function claimOf(claim: ClaimFields, number: number, findQuote: FindQuote): Claim {
  const spans = [claim, ...claim.also_stated].map((at) => {
    const span = findQuote(at.quote, at.char_start);
    if (!span)
      throw new InputError(
        `Claim ${number} of the ledger quotes words that do not stand at character ${at.char_start}.`,
      );
    return span;
  });
  return {
    number,
    key: claim.id,
    spans,
    statement: claim.statement,
    kind: claim.kind,
    subjects: claim.subjects,
    accused: claim.accuses.identifiable ? claim.accuses.who : [],
    checkable: claim.checkable,
  };
}

/** @returns undefined where nobody has checked the claim */
function verdictOf(
  claim: ClaimFields,
  number: number,
  { checked, says }: { readonly checked: string; readonly says: SaysWords },
): Verdict | undefined {
  if (claim.verdict === null) return undefined;
  const label = labels.get(claim.verdict);
  if (!label) throw new InputError(`Claim ${number} of the ledger has the unknown verdict \`${claim.verdict}\`.`);
  if (!claim.verdict_reason)
    throw new InputError(`Claim ${number} of the ledger has a verdict without \`verdict_reason\`.`);
  if (claim.verified_fact && says(claim.verified_fact))
    throw new InputError(
      `Claim ${number} of the ledger has a \`verified_fact\` in the document's own words. A document does not bear itself out: write what the sources say in other words, or leave the fact out.`,
    );
  const { reviewed, rests_on, borne_out_by, primary } = claim;
  return {
    claim: number,
    label,
    reason: claim.verdict_reason,
    fact: claim.verified_fact ?? null,
    asOf: claim.as_of ?? null,
    reviewed: reviewed ? asImported(reviewed) : { by: 'starter ledger', at: checked, rule: 'starter/1' },
    ...(rests_on && {
      basis: {
        evidence: rests_on,
        bornOutBy: borne_out_by,
        primary: primary ? { evidence: primary.record, reason: primary.reason } : null,
      },
    }),
  };
}

const evidenceOf = (record: ClaimFields['evidence'][number], claim: number): StoredEvidence => ({
  ...(record.id === undefined ? {} : { id: record.id }),
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
  if (name.forms) return { canonical: name.canonical, kind: name.kind, forms: name.forms, widening: name.widening };
  const forms: string[] = [];
  const widening: string[] = [];
  for (const variant of [...name.in_article, name.canonical, ...name.variants, ...name.arabic]) {
    const [, words = variant, note = ''] = /^(.*?)\s*(?:\(([^)]*)\))?$/u.exec(variant) ?? [];
    (/\b(related|alias)\b/iu.test(note) ? widening : forms).push(words);
  }
  return { canonical: name.canonical, kind: name.kind, forms: [...new Set(forms)], widening: [...new Set(widening)] };
}

/**
 * Who stands behind a source: the agencies it names, else the publisher, known by the registrable domain of its first
 * source that has one. So two pages of one house, or one wire report carried twice, are one origin.
 */
function sourcesOf(ledger: LedgerFile): Source[] {
  const domains = new Map<string, string>();
  const originOf = (source: LedgerFile['sources'][number]): string => {
    const agency = agencyIn(source.publisher);
    if (agency) return agency;
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
    origin: source.origin ?? originOf(source),
    read: wasRead(source.how_confirmed),
  }));
}
