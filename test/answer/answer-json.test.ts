import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type AnswerJson, answerJson, rules } from '../../src/answer/answer-json.ts';
import { reasons } from '../../src/answer/part.ts';
import { parseReceipt } from '../../src/corpus/receipt.ts';
import { labels } from '../../src/domain/claim.ts';
import { emptyLedger } from '../../src/ledger/ledger.ts';
import { draftOf, flood, floodLedger, floodText, guarded, quotedWords, timings } from '../helpers/flood.ts';

const standing = z.enum([...labels, 'not-checked']);
const claimId = z.string().regex(/^[A-Z0-9]-\d+$/);
const offset = z.number().int().nonnegative();
const quoted = z.strictObject({
  statement: z.string().optional(),
  speaker: z.string().regex(/^the \S/),
  standing,
  claimId: claimId.optional(),
  touches: z.array(z.strictObject({ claimId, standing, start: offset, end: offset })),
  quote: z.strictObject({
    text: z.string().min(1),
    start: offset,
    end: offset,
    unit: z.literal('utf-16'),
    paragraph: z.number().int().positive(),
    part: z.literal(true).optional(),
    page: z.number().optional(),
    document: z.string(),
    revision: z.string().regex(/^[0-9a-f]{64}$/),
    receipt: z.string(),
  }),
});
/** The contract of the command line, field by field; nothing else may be in it. */
const contract = z.strictObject({
  id: z.string().optional(),
  question: z.string(),
  outcome: z.enum(['answered', 'not-addressed', 'refused']),
  reason: z.enum(reasons).optional(),
  language: z.string().min(2),
  notices: z.array(z.string()),
  claims: z.array(quoted),
  verified: z.array(
    z.strictObject({
      fact: z.string(),
      claimId,
      label: z.enum(labels),
      asOf: z.string().optional(),
      reviewed: z.strictObject({ by: z.string(), at: z.string(), rule: z.string() }),
      evidence: z.array(
        z.strictObject({
          publisher: z.string(),
          title: z.string().nullable(),
          date: z.string().nullable(),
          url: z.string().nullable(),
          independence: z.string(),
        }),
      ),
    }),
  ),
  nearest: z.array(quoted),
  text: z.string(),
  rules: z.strictObject({ ranker: z.string(), composer: z.string(), guard: z.string() }),
  timingsMs: z.strictObject({
    embed: z.number(),
    search: z.number(),
    read: z.number(),
    compose: z.number(),
    total: z.number(),
  }),
});
/** As it is printed: what JSON drops is not there. */
const printed = (json: AnswerJson): unknown => JSON.parse(JSON.stringify(json));

const fact = { kind: 'fact', fact: floodLedger.facts.get(1)! } as const;
const answered = answerJson(
  guarded(
    draftOf([
      { kind: 'claim', ...quotedWords('The river rose in May.') },
      { kind: 'claim', ...quotedWords('It fell in June.') },
      fact,
    ]),
  ),
  floodLedger,
);

describe('an answer as JSON', () => {
  it.each([
    { what: 'answered', json: answered },
    {
      what: 'uncertain',
      json: answerJson(
        guarded(draftOf([{ kind: 'claim', ...quotedWords('It fell in June.') }], { reason: 'uncertain' })),
        floodLedger,
      ),
    },
    {
      what: 'not addressed',
      json: answerJson(
        guarded(
          draftOf(
            [
              { kind: 'not-addressed', explanation: '' },
              { kind: 'nearest', ...quotedWords('It fell in June.') },
            ],
            {
              outcome: 'not-addressed',
              reason: 'no-passage',
            },
          ),
        ),
        floodLedger,
      ),
    },
    {
      what: 'refused',
      json: answerJson(
        guarded(draftOf([], { document: undefined, outcome: 'refused', reason: 'empty', language: 'und' })),
        emptyLedger,
      ),
    },
  ])('that is $what keeps to the contract', ({ json }) => {
    expect(contract.safeParse(printed(json)).error).toBeUndefined();
  });

  it('has claims beside an answer and nearest passages beside none', () => {
    expect([answered.claims.length, answered.nearest.length]).toEqual([2, 0]);
    const silent = answerJson(
      guarded(draftOf([{ kind: 'nearest', ...quotedWords('It fell in June.') }], { outcome: 'not-addressed' })),
      floodLedger,
    );
    expect([silent.claims.length, silent.nearest.length]).toEqual([0, 1]);
  });

  it('quotes with offsets that a reader can check, and a receipt that leads there', () => {
    for (const { quote } of answered.claims) {
      expect(quote.text).toBe(floodText.slice(quote.start, quote.end));
      expect(parseReceipt(quote.receipt)).toEqual({
        revisionPrefix: flood.document.sha256.slice(0, 10),
        start: quote.start,
        length: quote.end - quote.start,
      });
    }
  });

  it('restates a claim in the ledger’s words, with the document as its speaker', () => {
    const [first, second] = answered.claims;
    expect(first).toMatchObject({
      statement: 'The op-ed claims that the river rose.',
      speaker: 'the op-ed',
      standing: 'supported',
      claimId: 'R-1',
    });
    expect(second).toMatchObject({ standing: 'not-checked', touches: [] });
    expect(second).not.toHaveProperty('statement');
    expect(second).not.toHaveProperty('claimId');
  });

  it('states facts with their claim, label, date, reviewer and read records', () => {
    expect(answered.verified).toEqual([
      {
        fact: 'A gauge “at the bridge” showed two metres more on 4 May 2020.',
        claimId: 'R-1',
        label: 'supported',
        asOf: '2020-05',
        reviewed: { by: 'starter ledger', at: '2026-11-22', rule: 'starter/1' },
        evidence: [
          expect.objectContaining({ publisher: 'The Courier', date: '2020-05-01' }),
          expect.objectContaining({ publisher: 'Water Board (archive)', date: null }),
        ],
      },
    ]);
  });

  it('says which rules made it and how long it took', () => {
    expect(answered.rules).toEqual(rules);
    expect(answered.timingsMs).toEqual(timings);
  });
});
