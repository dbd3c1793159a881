import type { Document } from '../domain/document.ts';
import { claimId } from './claim-id.ts';
import type { Entry, EntryBody } from './entry.ts';
import { type Ledger, listedNumber } from './ledger.ts';

const changeWords: Readonly<Record<EntryBody['kind'], string>> = {
  header: 'a ledger was imported',
  name: 'a name was added',
  source: 'a source was named',
  claim: 'the claim was described anew',
  evidence: 'evidence was added',
  'imported-verdict': 'a verdict was imported',
  'evidence-withdrawn': 'evidence was withdrawn',
  'claim-merged': 'claims were merged',
  proposed: 'a verdict was proposed',
  approved: 'a verdict was approved',
  'sent-back': 'a proposal was sent back',
  confirmed: 'the imported verdict was confirmed',
  hidden: 'the claim was hidden',
  'shown-again': 'the claim was shown again',
  starter: 'the starter ledger was switched',
  appealed: 'an appeal came in',
  'appeal-closed': 'an appeal was closed',
  replied: 'a reply was recorded',
};

/**
 * What somebody else did to these claims between two states of a ledger, as a sentence for whoever was slower; undefined
 * where nobody touched them. Appeals get in nobody's way.
 */
export function describeChanges(
  before: Ledger,
  after: Ledger,
  claims: readonly number[],
  document: Pick<Document, 'id'>,
): string | undefined {
  const touched = claims.flatMap((number) => {
    const did = changesOf(before, after, number);
    return did.length > 0 ? [`${claimId(document, number)}: ${new Intl.ListFormat('en').format(did)}`] : [];
  });
  if (touched.length === 0) return undefined;
  return `Somebody else was quicker, so nothing of yours was written. ${touched.join('; ')}. Open the claim again to see how it stands now.`;
}

function changesOf(before: Ledger, after: Ledger, number: number): string[] {
  const known = new Set((before.history.get(listedNumber(before, number)) ?? []).map(sameEntry));
  const news = (after.history.get(listedNumber(after, number)) ?? []).filter((entry) => !known.has(sameEntry(entry)));
  const kinds = new Set(news.map(({ body }) => body.kind).filter((kind) => kind !== 'appealed'));
  return [...kinds].map((kind) => changeWords[kind]);
}

/** Folds of the same entries hold other objects where the store was read again. */
const sameEntry = ({ seq, rule, at }: Entry): string => `${seq} ${rule} ${at}`;
