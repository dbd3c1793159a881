import { describe, expect, it } from 'vitest';
import { inverseFrequency } from '../../src/answer/inverse-frequency.ts';
import { DocumentPreparer } from '../../src/answer/prepare-document.ts';
import { everyone } from '../../src/domain/everyone.ts';
import type { NameGroup } from '../../src/domain/name.ts';
import { emptyLedger, type Ledger } from '../../src/ledger/ledger.ts';
import type { IndexedDocument } from '../../src/retrieval/searchable.ts';
import { ledgerOf } from '../helpers/ledgers.ts';
import { openSmallLibrary } from '../helpers/small-library.ts';

const name = (canonical: string, ...forms: string[]): NameGroup => ({ canonical, kind: 'term', forms, widening: [] });
const ledgerWith = (...names: NameGroup[]): Ledger => ({ ...emptyLedger, names });

async function twoDocuments(): Promise<readonly [IndexedDocument, IndexedDocument]> {
  const { add, library } = await openSmallLibrary();
  await add('The Ouse rose in May.', { id: 'ouse' });
  await add('Taqqiya is a word of many spellings.', { id: 'word' });
  const [first, second] = (await library.searchable(everyone))!.documents;
  return [first!, second!];
}

describe('the names of several documents', () => {
  it('are known as each of them writes them', async () => {
    const [ouse, word] = await twoDocuments();
    const preparer = new DocumentPreparer(async () => []);
    const { matcher, own } = preparer.joinNames([
      await preparer.prepare(ouse, ledgerWith(name('River Ouse', 'Ouse'))),
      await preparer.prepare(word, ledgerWith(name('taqiyya', 'taqiyya', 'taqqiya'))),
    ]);
    expect(matcher.find('Does taqiyya rise with the Ouse?').map(({ group }) => group.canonical)).toEqual([
      'taqiyya',
      'River Ouse',
    ]);
    expect(own.get('taqiyya')?.name).toBe('Taqqiya');
    expect(own.get('River Ouse')?.name).toBe('Ouse');
  });

  it('are joined once, and anew when a ledger or the documents change', async () => {
    const [ouse, word] = await twoDocuments();
    const preparer = new DocumentPreparer(async () => []);
    const first = await preparer.prepare(ouse, emptyLedger);
    const second = await preparer.prepare(word, emptyLedger);
    const changed = await preparer.prepare(word, ledgerWith(name('taqiyya', 'taqqiya')));
    const joined = preparer.joinNames([first, second]);
    expect(preparer.joinNames([first, second])).toBe(joined);
    expect(preparer.joinNames([first, changed]).own.has('taqiyya')).toBe(true);
    expect(preparer.joinNames([first]).own.has('taqiyya')).toBe(false);
    expect(preparer.joinNames([first, second]).own.has('taqiyya')).toBe(false);
  });
});

describe('the words of a document', () => {
  it('are counted by sentence, with names written one way beside the document’s own', async () => {
    const { add, library } = await openSmallLibrary();
    await add('The Ouse rose. Nobody swam.\n\nThe Ouse, the Ouse fell.');
    const [indexed] = (await library.searchable(everyone))!.documents;
    const preparer = new DocumentPreparer(async () => []);
    const { idf } = await preparer.prepare(indexed!, ledgerWith(name('River Ouse', 'Ouse')));
    const sentences = ['The Ouse River Ouse rose.', 'Nobody swam.', 'The Ouse River Ouse fell.'];
    const expected = inverseFrequency(sentences);
    for (const stem of ['river', 'ouse', 'swam', 'bridge']) expect(idf(stem)).toBe(expected(stem));
  });
});

describe('a stored ledger with a fact that the document itself says', () => {
  it('is used without that fact, and with all else', async () => {
    const [ouse] = await twoDocuments();
    const spans = [{ start: 0, end: 8 }];
    const ledger = ledgerOf([
      { number: 1, spans, label: 'supported', fact: 'the Ouse  rose in May' },
      { number: 2, spans, label: 'supported', fact: 'A gauge showed two metres more in May.' },
    ]);
    const prepared = await new DocumentPreparer(async (texts) => texts.map(() => new Float32Array(4))).prepare(
      ouse,
      ledger,
    );
    expect([...prepared.ledger.facts.keys()]).toEqual([2]);
    expect([...prepared.ledger.verdicts.keys()]).toEqual([1, 2]);
    expect(prepared.ledger.claims).toEqual(ledger.claims);
  });
});

describe('a prepared document', () => {
  it('knows the stop words of its own language', async () => {
    const { add, library } = await openSmallLibrary();
    await add('La rivière a monté en mai.', { id: 'riviere', language: 'fr' });
    await add('The Ouse rose in May.', { id: 'ouse' });
    const preparer = new DocumentPreparer(async () => []);
    const stopWordsOf = async (id: string): Promise<ReadonlySet<string>> => {
      const documents = (await library.searchable(everyone))!.documents;
      const indexed = documents.find(({ document }) => document.facts.id === id)!;
      return (await preparer.prepare(indexed, emptyLedger)).stopWords;
    };
    expect((await stopWordsOf('riviere')).has('combien')).toBe(true);
    expect((await stopWordsOf('ouse')).size).toBe(0);
  });
});
