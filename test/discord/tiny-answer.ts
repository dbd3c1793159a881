import type { Answer, Draft } from '../../src/answer/answer.ts';
import { guard } from '../../src/answer/guard.ts';
import type { Part, Quoted } from '../../src/answer/part.ts';
import { touchesOf } from '../../src/answer/touch-claims.ts';
import { makeDocument } from '../../src/corpus/make-document.ts';
import { outlineOf } from '../../src/corpus/outline.ts';
import type { Claim, Label, Source } from '../../src/domain/claim.ts';
import type { Document } from '../../src/domain/document.ts';
import { Quote } from '../../src/domain/quote.ts';
import type { ShownAnswer } from '../../src/domain/shown-answer.ts';
import { contains, overlapOf } from '../../src/domain/span.ts';
import type { EntryBody } from '../../src/ledger/entry.ts';
import { foldLedger, type Ledger } from '../../src/ledger/ledger.ts';
import type { IndexedDocument } from '../../src/retrieval/searchable.ts';

/** A document cut as the corpus cuts it, without an index. */
export function indexed(text: string, publisher: string | null = 'The *Mill* Gazette'): IndexedDocument {
  const document = makeDocument(
    {
      id: 'mill',
      title: 'The mill poisons the river',
      publisher,
      author: null,
      genre: 'op-ed',
      published: '2020-05',
      url: 'https://example.org/mill_(1)?a=b',
      language: 'en',
      owner: 'everyone',
    },
    'text',
    text,
  );
  return { document, outline: outlineOf(text, 'text', 'en'), firstBlock: 0, firstSentence: 0 };
}

/** A claim about some words of a document, judged so. */
export type Judged = {
  readonly words: string;
  readonly label: Label;
  readonly accused?: string;
  readonly fact?: string;
};

const source: Source = {
  id: 's1',
  publisher: 'River Authority',
  title: 'Water “quality” report',
  describedAs: null,
  author: null,
  date: '2019-03-01',
  dateNote: null,
  url: 'https://example.com/report',
  language: 'en',
  independence: 'independent',
  origin: 'example.com',
  read: true,
};

/** A ledger that knows these claims, each with one record that was read. */
export function ledgerOf({ document }: IndexedDocument, judged: readonly Judged[]): Ledger {
  const bodies = judged.flatMap(({ words, label, accused, fact }, at): EntryBody[] => {
    const start = document.text.indexOf(words);
    const claim: Claim = {
      number: at + 1,
      key: `key-${at}`,
      spans: [{ start, end: start + words.length }],
      statement: `The article claims something (${at}).`,
      kind: 'event',
      subjects: [],
      accused: accused === undefined ? [] : [accused],
      checkable: 'yes',
    };
    const reviewed = { by: 'a reviewer', at: '2026-11-22', rule: 'starter/1' };
    return [
      { kind: 'claim', claim },
      {
        kind: 'evidence',
        evidence: {
          claim: claim.number,
          source: 's1',
          stance: 'supports',
          locator: null,
          paraphrase: 'It says “so”.',
          quote: 'so it is',
          read: true,
        },
      },
      {
        kind: 'imported-verdict',
        verdict: { claim: claim.number, label, reason: 'It was read.', fact: fact ?? null, asOf: '2019', reviewed },
      },
    ];
  });
  const all: EntryBody[] = [
    { kind: 'header', checked: '2026-11-22', excludedPublishers: [] },
    { kind: 'source', source },
    ...bodies,
  ];
  return foldLedger(
    all.map((body, at) => ({ seq: at + 1, at: '2026-11-22T00:00:00Z', by: 'import', rule: 'starter/1', body })),
  );
}

/** The quote of `[start, end)` with its place and standings. */
export function quotedIn({ document, outline }: IndexedDocument, ledger: Ledger, start: number, end: number): Quoted {
  const quote = Quote.cut(document, start, end);
  const block = outline.blocks.find((candidate) => overlapOf(candidate, quote) > 0);
  const touches = touchesOf(document, ledger, quote);
  return {
    quote,
    speaker: 'op-ed',
    block: block?.number ?? 1,
    blockKind: block?.kind ?? 'paragraph',
    also: [],
    part: !outline.sentences.some((sentence) => contains(quote, sentence)),
    touches,
    shown: touches.slice(0, 2),
  };
}

export const quotedWords = (from: IndexedDocument, ledger: Ledger, words: string): Quoted => {
  const start = from.document.text.indexOf(words);
  return quotedIn(from, ledger, start, start + words.length);
};

const timingsMs = { embed: 0, search: 0, read: 0, compose: 0, total: 0 };

/** What the real guard makes of a draft. */
export function guarded(
  from: IndexedDocument,
  ledger: Ledger,
  draft: Pick<Draft, 'outcome' | 'parts'> & Partial<Draft>,
): Answer {
  const whole: Draft = {
    question: 'What does the mill do?',
    language: 'en',
    notices: [],
    document: from.document,
    ledgerOrigin: ledger.origin,
    more: [],
    kind: 'answer',
    ...draft,
  };
  return guard(whole, { in: from, ledger, withheld: [] }, timingsMs);
}

export const claimPart = (quoted: Quoted): Part => ({ kind: 'claim', ...quoted });

export const factParts = (ledger: Ledger): Part[] =>
  ledger.facts.size === 0
    ? [{ kind: 'not-checked' }]
    : [...ledger.facts.values()].map((fact) => ({ kind: 'fact', fact }));

/** A shown answer as the assistant would store it, with an id that is the same every time. */
export const shownWith = (answer: Answer, document: Document, quotes: number): ShownAnswer => ({
  id: 'AAAAAAAAAAAAAAAAAAAAAA',
  server: 'everyone',
  channel: null,
  message: null,
  documentOwner: 'everyone',
  documentId: document.id,
  revision: document.sha256,
  spans: [],
  shown: quotes,
  claims: [],
  corrections: [],
  facts: [],
  kind: answer.kind,
  outcome: answer.outcome,
  reason: answer.reason ?? null,
  locale: null,
  rules: {},
  at: '2026-11-22T00:00:00.000Z',
  expiresAt: null,
});
