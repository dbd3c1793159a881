import type { Entry, EntryBody } from '../../dist/ledger/entry.js';
import { foldLedger, type Ledger, shownEvidence, standingOf } from '../../dist/ledger/ledger.js';
import { queueOf } from '../../dist/ledger/queue.js';
import { median } from './statistics.ts';

/** Milliseconds that a large ledger takes: the median of some runs. */
export type DeskTimes = {
  readonly claims: number;
  readonly records: number;
  readonly foldMs: number;
  readonly listMs: number;
  readonly queueMs: number;
};

const claims = 1_000;
const recordsPerClaim = 10;
const runs = 15;

/** A ledger of 1,000 claims and 10,000 records: folded, listed and filtered by standing, and made a queue of. */
export function measureDesk(): DeskTimes {
  const entries = largeLedger();
  const ledger = foldLedger([], entries);
  const flags = Array.from({ length: 200 }, (_, at) => ({ shownId: `shown-${at % 150}`, at: atMinute(at) }));
  const input = { orphans: new Set([3, 5, 7]), flags, takes: [], now: new Date(atMinute(0)) };
  return {
    claims,
    records: claims * recordsPerClaim,
    foldMs: medianMs(() => foldLedger([], entries)),
    listMs: medianMs(() => uncheckedAccusations(ledger)),
    queueMs: medianMs(() => queueOf(ledger, input)),
  };
}

/** What a list shows of each claim: its standing and how many records there are. */
const uncheckedAccusations = (ledger: Ledger) =>
  ledger.claims
    .filter(({ number, accused }) => accused.length > 0 && standingOf(ledger, number) === 'not-checked')
    .map(({ number }) => ({ number, records: shownEvidence(ledger, number).length }));

function largeLedger(): Entry[] {
  const bodies: EntryBody[] = [];
  for (let number = 1; number <= claims; number++) bodies.push(...claimEntries(number));
  return bodies.map((body, at) => ({ seq: at + 1, at: atMinute(at), by: `person-${at % 7}`, rule: 'desk/1', body }));
}

/** A claim with its records; every second one has a verdict. @param start where its words begin, 60 characters */
export function claimEntries(number: number, start = number * 100): EntryBody[] {
  const records = Array.from({ length: recordsPerClaim }, (_, at) => recordEntries(number, at));
  const evidence = records.map((_, at) => `${number}-${at}`);
  const proposal = {
    id: `p${number}`,
    claim: number,
    label: 'supported',
    reason: 'Papers report it.',
    fact: null,
    asOf: null,
    evidence,
    bornOutBy: [],
    primary: null,
  } as const;
  return [
    {
      kind: 'claim',
      claim: {
        number,
        key: `claim-${number}`,
        spans: [{ start: Math.floor(start), end: Math.floor(start) + 60 }],
        statement: 'The article claims that the river rose.',
        kind: 'factual',
        subjects: [],
        accused: number % 3 === 0 ? ['a mill'] : [],
        checkable: 'yes',
      },
      textSha256: 'a',
    },
    ...records.flat(),
    ...(number % 2 === 0
      ? ([
          { kind: 'proposed', proposal },
          { kind: 'approved', proposal: proposal.id, mode: 'one-person' },
        ] as const)
      : []),
  ];
}

const recordEntries = (claim: number, at: number): EntryBody[] => [
  {
    kind: 'source',
    source: {
      id: `source-${claim}-${at}`,
      publisher: `Paper ${at}`,
      title: 'High water',
      describedAs: null,
      author: null,
      date: '2020-05-01',
      dateNote: null,
      url: `https://paper-${at}.example/${claim}`,
      language: 'en',
      independence: 'independent',
      origin: `paper-${at}.example`,
      read: true,
    },
  },
  {
    kind: 'evidence',
    evidence: {
      id: `${claim}-${at}`,
      claim,
      source: `source-${claim}-${at}`,
      stance: 'supports',
      locator: null,
      paraphrase: 'The river rose in May.',
      quote: null,
      read: true,
    },
  },
];

const atMinute = (at: number): string => new Date(Date.UTC(2026, 10, 22, 0, at)).toISOString();

function medianMs(work: () => unknown): number {
  const took = Array.from({ length: runs }, () => {
    const since = performance.now();
    work();
    return performance.now() - since;
  });
  return median(took);
}
