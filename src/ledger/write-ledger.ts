import { Document as YamlDocument } from 'yaml';
import type { Evidence, Source, Verdict } from '../domain/claim.ts';
import { codePointCounter } from '../domain/code-points.ts';
import type { NameGroup } from '../domain/name.ts';
import { averitecLabels } from './averitec-labels.ts';
import type { ExportedClaim, ExportedQuote, ExportView } from './export-view.ts';
import { asWritten } from './imported-reviewer.ts';

const header = ` Claims ledger, written by Hearsay to be read, compared and imported again (\`hearsay import\`).
 corpus/meo-mossalaha/ledger.yaml explains the fields. Beside those:
 number       of the claim, shown as M-11; never given to another one
 origin       who stands behind a source: sources of one origin count once
 id           of a record, which stays the same
 reviewed     who decided, when and by which rule, where it is not whoever made the file
 rests_on     the records that were shown when it was decided; borne_out_by: those that bear out the fact
 hidden       why the claim is hidden while it is looked at
 replies      what somebody who is accused says to it, as theirs`;

/**
 * Writes a ledger as `parseLedger` reads it: claims by number, everything else in the order of the ledger, one field a
 * line. The same ledger gives the same bytes, and so does what was read from them.
 */
export function writeLedger(view: ExportView): string {
  const { document, checked, rule, excludedPublishers, names, sources, claims } = view;
  const { facts } = document;
  const codePoints = codePointCounter(document.text);
  const placeOf = ({ text, start }: ExportedQuote): Place => ({ quote: text, char_start: codePoints(start) });
  const content = {
    schema_version: 1,
    checked,
    ...(rule === 'starter/1' ? {} : { rule }),
    article: {
      id: document.id,
      title: facts.title,
      publisher: facts.publisher,
      author: facts.author,
      published: facts.published,
      url: facts.url,
      genre: facts.genre,
      language: facts.language,
      publisher_excluded_as_evidence: excludedPublishers,
      sha256: document.sha256,
    },
    names: names.map(nameFields),
    sources: sources.map(sourceFields),
    claims: claims.map((claim) => claimFields(claim, { placeOf, checked })),
  };
  // Readers of YAML 1.1 take `yes` and a date for something else than words.
  const file = new YamlDocument(content, { compat: 'yaml-1.1' });
  file.commentBefore = header;
  return file.toString({ lineWidth: 0, blockQuote: false });
}

type Place = { readonly quote: string; readonly char_start: number };

const nameFields = ({ canonical, kind, forms, widening }: NameGroup): object => ({ canonical, kind, forms, widening });

const readWords = (read: boolean): string => (read ? 'read' : 'from memory, not read');

const sourceFields = (source: Source): object => ({
  id: source.id,
  publisher: source.publisher,
  title: source.title,
  ...given({
    described_as: source.describedAs,
    author: source.author,
    date: source.date,
    date_note: source.dateNote,
    url: source.url,
    lang: source.language,
  }),
  independence: source.independence,
  origin: source.origin,
  how_confirmed: readWords(source.read),
});

function claimFields(
  { claim, quotes, verdict, records, hidden, replies }: ExportedClaim,
  { placeOf, checked }: { readonly placeOf: (quote: ExportedQuote) => Place; readonly checked: string | null },
): object {
  const [main, ...others] = quotes.map(placeOf);
  return {
    number: claim.number,
    id: claim.key,
    ...main,
    ...(others.length > 0 ? { also_stated: others } : {}),
    statement: claim.statement,
    kind: claim.kind,
    subjects: claim.subjects,
    accuses: { identifiable: claim.accused.length > 0, who: claim.accused },
    checkable: claim.checkable,
    ...verdictFields(verdict, checked),
    ...given({ hidden: hidden ?? null }),
    ...(replies.length > 0 ? { replies: replies.map(({ text, from, at }) => ({ text, from, at })) } : {}),
    evidence: records.map(({ evidence }) => evidenceFields(evidence)),
  };
}

function verdictFields(verdict: Verdict | undefined, checked: string | null): object {
  if (!verdict) return { verdict: null };
  const { label, reason, fact, asOf, reviewed, basis } = verdict;
  return {
    verdict: averitecLabels[label],
    verdict_reason: reason,
    verified_fact: fact,
    ...given({ as_of: asOf }),
    ...(isOfTheFile(reviewed, checked) ? {} : { reviewed: asWritten(reviewed) }),
    ...(basis ? basisFields(basis) : {}),
  };
}

const basisFields = ({ evidence, bornOutBy, primary }: NonNullable<Verdict['basis']>): object => ({
  rests_on: evidence,
  borne_out_by: bornOutBy,
  ...(primary ? { primary: { record: primary.evidence, reason: primary.reason } } : {}),
});

/** What a reader takes to be so where a verdict says nothing on it. */
const isOfTheFile = ({ by, at, rule }: Verdict['reviewed'], checked: string | null): boolean =>
  by === 'starter ledger' && rule === 'starter/1' && at === checked;

const evidenceFields = (evidence: Evidence): object => ({
  id: evidence.id,
  source: evidence.source,
  stance: evidence.stance,
  ...given({ locator: evidence.locator }),
  paraphrase: evidence.paraphrase,
  ...given({ quote: evidence.quote }),
  how_confirmed: readWords(evidence.read),
});

/** Without what is not given. */
const given = (fields: Readonly<Record<string, string | null>>): object =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
