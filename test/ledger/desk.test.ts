import { describe, expect, it } from 'vitest';
import type { Role } from '../../src/domain/claim.ts';
import { InputError } from '../../src/domain/errors.ts';
import { verifyChain } from '../../src/ledger/audit.ts';
import { type About, Desk, type NewClaim, type NewProposal, type Who } from '../../src/ledger/desk.ts';
import type { EvidenceDraft } from '../../src/ledger/draft.ts';
import { standingOf } from '../../src/ledger/ledger.ts';
import type { LedgerStore } from '../../src/ledger/ledger-store.ts';
import { Ledgers } from '../../src/ledger/ledgers.ts';
import { databases } from '../contract/stores.ts';
import { claimOf, evidenceOf, sourceOf, verdictOf } from '../helpers/ledgers.ts';

const server = '100000000000000001';
const about: About = { documentOwner: 'everyone', documentId: 'river-report' };
const person = (id: string, role: Role = 'moderator'): Who => ({ id, role, server });
const [ada, ben, cy] = [person('ada'), person('ben'), person('cy')];
const member = person('mia', 'member');
const owner = person('olga', 'owner');
const against = { url: 'https://paper.example/op-ed', publisher: 'The Paper' };
const saysNothing = () => false;

/** A desk of its own process, over a store; ids are counted. */
function deskOver(store: LedgerStore, prefix = 'id'): Desk {
  let count = 0;
  return new Desk({
    store,
    ledgers: new Ledgers(store),
    now: () => new Date('2026-11-23T12:00:00Z'),
    newId: () => `${prefix}${count++}`,
  });
}

async function open() {
  const { stores, other } = await databases[0]!.open();
  return { store: stores.ledgers, desk: deskOver(stores.ledgers), otherDesk: deskOver(other.ledgers, 'other') };
}

const newClaim = (claim: Partial<NewClaim> = {}): NewClaim => ({
  spans: [{ start: 0, end: 12 }],
  kind: 'factual',
  accused: [],
  checkable: 'yes',
  statement: 'The article claims that the river rose.',
  textSha256: 'aa',
  ...claim,
});

const draftOf = (claim: number, site: string, draft: Partial<EvidenceDraft> = {}): EvidenceDraft => ({
  id: 'draft',
  server,
  author: 'ada',
  ...about,
  claim,
  link: `https://${site}/report?utm_source=mail#top`,
  stance: 'supports',
  paraphrase: 'The river rose by two metres.',
  quote: null,
  confirmed: 'page',
  publisher: site,
  title: 'High water',
  date: '2024-05',
  dateNote: null,
  locator: null,
  origin: site,
  expiresAt: '2026-11-24T12:00:00Z',
  ...draft,
});

const proposalOf = (claim: number, proposal: Partial<NewProposal> = {}): NewProposal => ({
  claim,
  label: 'supported',
  reason: 'Two papers report it.',
  fact: null,
  asOf: null,
  bornOutBy: [],
  primary: null,
  ...proposal,
});

/** A claim with two records by Ada. */
async function ready(desk: Desk): Promise<number> {
  const { claim } = await desk.addClaim(ada, about, newClaim());
  await desk.addEvidence(ada, about, draftOf(claim, 'one.example'), against);
  await desk.addEvidence(ada, about, draftOf(claim, 'two.example'), against);
  return claim;
}

/** The sentence with which something is refused. */
async function refusal(doing: Promise<unknown>): Promise<string> {
  const error = await doing.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof InputError) return error.userMessage;
  throw error ?? new Error('it was not refused');
}

describe('the desk', () => {
  it('takes a claim from a report to a verdict of two persons, each act in the audit log', async () => {
    const { store, desk } = await open();
    const { claim } = await desk.addClaim(member, about, newClaim());
    expect(claim).toBe(1001);
    const first = await desk.addEvidence(ada, about, draftOf(claim, 'one.example'), against);
    const { evidence } = await desk.addEvidence(ada, about, draftOf(claim, 'two.example'), against);
    expect([...first.ledger.sources.values()][0]?.url).toBe('https://one.example/report');
    const bornOutBy = [first.evidence, evidence];
    const wanted = proposalOf(claim, { fact: 'It rose by two metres.', bornOutBy, seen: bornOutBy });
    const { proposal } = await desk.propose(ben, about, wanted, saysNothing);
    const { ledger, mode } = await desk.approve(cy, about, proposal, { onePerson: true });
    expect(mode).toBe('two-persons');
    expect(standingOf(ledger, claim)).toBe('supported');
    expect(ledger.facts.get(claim)?.origins).toBe(2);
    const records = await store.audit(server);
    expect(records.map(({ by, act, subject }) => `${by} ${act} ${subject}`)).toEqual([
      'mia claim filed R-1001',
      'ada source named R-1001',
      'ada evidence added R-1001',
      'ada source named R-1001',
      'ada evidence added R-1001',
      'ben proposed R-1001',
      'cy approved R-1001',
    ]);
    expect(verifyChain(records, await store.digests(server))).toMatchObject({ ok: true, count: 7 });
  });

  it('numbers what a server adds from 1001 where a document is everybody’s, else on from the highest', async () => {
    const { desk } = await open();
    const own = { documentOwner: server, documentId: 'minutes' };
    const numbers = [
      await desk.addClaim(ada, about, newClaim()),
      await desk.addClaim(ada, about, newClaim({ spans: [{ start: 20, end: 30 }] })),
      await desk.addClaim(ada, own, newClaim()),
      await desk.addClaim(ada, own, newClaim({ spans: [{ start: 20, end: 30 }] })),
    ];
    expect(numbers.map(({ claim }) => claim)).toEqual([1001, 1002, 1, 2]);
    await desk.merge(ada, own, 2, 1, 'One claim.');
    expect((await desk.addClaim(ada, own, newClaim({ spans: [{ start: 40, end: 50 }] }))).claim).toBe(3);
  });

  it('lets one person decide where the owner allows it, and says so', async () => {
    const { desk } = await open();
    const claim = await ready(desk);
    const { proposal } = await desk.propose(ben, about, proposalOf(claim), saysNothing);
    expect(await refusal(desk.approve(ben, about, proposal, { onePerson: false }))).toMatch(/second person/u);
    expect(await refusal(desk.approve(ada, about, proposal, { onePerson: false }))).toMatch(/You added evidence/u);
    const { mode, ledger } = await desk.approve(ben, about, proposal, { onePerson: true });
    expect(mode).toBe('one-person');
    expect(ledger.verdicts.get(claim)?.reviewed.by).toBe('one moderator (one-person mode)');
  });

  it('sends back, withdraws, hides, shows again, describes, replies, appeals and closes', async () => {
    const { desk } = await open();
    const claim = await ready(desk);
    const { proposal } = await desk.propose(ben, about, proposalOf(claim), saysNothing);
    expect((await desk.sendBack(cy, about, proposal, 'Look again.')).ledger.proposals.size).toBe(0);
    const again = await desk.propose(ben, about, proposalOf(claim), saysNothing);
    await desk.approve(cy, about, again.proposal, { onePerson: false });
    const { appeal, ledger } = await desk.appeal(member, about, claim, 'It did not.');
    expect(ledger.appeals).toMatchObject([{ claim, reason: 'It did not.' }]);
    expect(ledger.history.get(claim)?.at(-1)?.by).toBe('');
    expect((await desk.closeAppeal(ben, about, appeal, 'It did.')).ledger.appeals).toEqual([]);
    expect((await desk.hide(ben, about, claim, 'A look.')).ledger.withheld).toHaveLength(1);
    expect((await desk.showAgain(ben, about, claim, 'Fine.')).ledger.withheld).toEqual([]);
    expect((await desk.reply(ben, about, claim, 'We\nobject.', 'the mill')).ledger.replies.get(claim)).toMatchObject([
      { text: 'We object.', from: 'the mill' },
    ]);
    const described = await desk.describeClaim(ben, about, claim, { accused: ['the mill'] });
    expect(standingOf(described.ledger, claim)).toBe('supported');
    const record = described.ledger.evidence.get(claim)?.[0]?.id ?? '';
    const withdrawn = await desk.withdrawEvidence(ben, about, record, 'Retracted.');
    expect(standingOf(withdrawn.ledger, claim)).toBe('not-checked');
    expect(withdrawn.ledger.reopened.get(claim)?.was).toBe('supported');
  });

  it('confirms an imported verdict, and adopts, hides or leaves out the starter ledger for the owner', async () => {
    const { store, desk } = await open();
    const entry = { at: '2026-11-22T00:00:00.000Z', by: 'starter ledger', rule: 'starter/1' };
    const bodies = [
      { kind: 'claim', claim: claimOf() },
      { kind: 'source', source: sourceOf() },
      { kind: 'evidence', evidence: evidenceOf() },
      { kind: 'imported-verdict', verdict: verdictOf() },
    ] as const;
    const id = { owner: 'everyone', documentId: about.documentId };
    await store.append(
      id,
      0,
      bodies.map((body) => ({ ...entry, body })),
    );
    expect(await refusal(desk.setStarter(ada, about, 'off', 'No.'))).toMatch(/owners/u);
    const hidden = await desk.setStarter(owner, about, 'hidden', 'Not ours.');
    expect(standingOf(hidden.ledger, 1)).toBe('not-checked');
    const confirmed = await desk.confirm(ada, about, 1);
    expect(standingOf(confirmed.ledger, 1)).toBe('supported');
    expect(await refusal(desk.confirm(ben, about, 1))).toMatch(/No imported verdict/u);
    expect((await desk.setStarter(owner, about, 'off', 'No.')).ledger.claims).toEqual([]);
  });

  it('knows claims at the same words', async () => {
    const { desk } = await open();
    const { claim } = await desk.addClaim(ada, about, newClaim());
    expect(await desk.similarTo(member, about, [{ start: 5, end: 7 }], 'aa')).toEqual({ exact: [claim], near: [] });
    expect(await desk.similarTo(member, about, [{ start: 5, end: 7 }], 'bb')).toEqual({ exact: [], near: [] });
    expect(await refusal(desk.addClaim(ben, about, newClaim()))).toMatch(/R-1001 is on record/u);
  });
});

describe('the desk refuses', () => {
  it.each<{ why: string; doing: (desk: Desk, claim: number) => Promise<unknown>; sentence: RegExp }>([
    {
      why: 'a member what is for moderators',
      doing: (desk, claim) => desk.hide(member, about, claim, 'No.'),
      sentence: /Only moderators/u,
    },
    {
      why: 'another server’s document',
      doing: (desk) => desk.addClaim(ada, { documentOwner: '2', documentId: 'x' }, newClaim()),
      sentence: /no such claim/u,
    },
    {
      why: 'private messages',
      doing: (desk) => desk.addClaim({ ...ada, server: 'everyone' }, about, newClaim()),
      sentence: /on a server/u,
    },
    { why: 'an unknown claim', doing: (desk) => desk.hide(ada, about, 7, 'No.'), sentence: /no such claim/u },
    {
      why: 'an act without a reason',
      doing: (desk, claim) => desk.hide(ada, about, claim, ' \u200b '),
      sentence: /reason/u,
    },
    {
      why: 'a statement in its own voice',
      doing: (desk) =>
        desk.addClaim(ada, about, newClaim({ spans: [{ start: 1, end: 3 }], statement: 'The mill lies.' })),
      sentence: /Begin the statement/u,
    },
    {
      why: 'a claim without words',
      doing: (desk) => desk.addClaim(ada, about, newClaim({ spans: [] })),
      sentence: /Pick the words/u,
    },
    {
      why: 'somebody else’s draft',
      doing: (desk, claim) => desk.addEvidence(ben, about, draftOf(claim, 'three.example'), against),
      sentence: /somebody else’s/u,
    },
    {
      why: 'the document itself as evidence',
      doing: (desk, claim) => desk.addEvidence(ada, about, draftOf(claim, 'www.paper.example'), against),
      sentence: /document itself/u,
    },
    {
      why: 'a draft that lacks something',
      doing: (desk, claim) => desk.addEvidence(ada, about, draftOf(claim, 'three.example', { title: null }), against),
      sentence: /Still missing: the title/u,
    },
    {
      why: 'a proposal on records that the proposer has not seen',
      doing: (desk, claim) => desk.propose(ben, about, proposalOf(claim, { seen: ['id0'] }), saysNothing),
      sentence: /changed since you opened/u,
    },
    {
      why: 'the document’s own sentence as a fact',
      doing: (desk, claim) => {
        const primary = { evidence: 'id0', reason: 'It is the gauge.' };
        const own = proposalOf(claim, { fact: 'The river rose.', bornOutBy: ['id0'], primary });
        return desk.propose(ben, about, own, () => true);
      },
      sentence: /sentence of the document itself/u,
    },
    {
      why: 'a date that is none',
      doing: (desk, claim) => desk.propose(ben, about, proposalOf(claim, { asOf: 'May' }), saysNothing),
      sentence: /Write the date as/u,
    },
    {
      why: 'an appeal where nothing was decided',
      doing: (desk, claim) => desk.appeal(member, about, claim, 'No.'),
      sentence: /nothing to appeal/u,
    },
    {
      why: 'a record that is not there',
      doing: (desk) => desk.withdrawEvidence(ada, about, 'nowhere', 'No.'),
      sentence: /not there any more/u,
    },
    {
      why: 'a proposal that is not there',
      doing: (desk) => desk.approve(cy, about, 'nowhere', { onePerson: true }),
      sentence: /no longer stands/u,
    },
    {
      why: 'to describe a claim as it is',
      doing: (desk, claim) => desk.describeClaim(ada, about, claim, { kind: 'factual' }),
      sentence: /Nothing is different/u,
    },
    {
      why: 'to merge a claim with itself',
      doing: (desk, claim) => desk.merge(ada, about, claim, claim, 'One.'),
      sentence: /one claim already/u,
    },
  ])('$why, and writes nothing', async ({ doing, sentence }) => {
    const { store, desk } = await open();
    const claim = await ready(desk);
    const before = await store.audit(server);
    expect(await refusal(doing(desk, claim))).toMatch(sentence);
    expect(await store.audit(server)).toEqual(before);
  });
});

describe('two moderators at the same moment', () => {
  it('on one claim: one wins, the other is told what changed, nothing is overwritten', async () => {
    const { store, desk, otherDesk } = await open();
    const claim = await ready(desk);
    await otherDesk.ledger(ben, about);
    const both = await Promise.allSettled([
      desk.propose(ben, about, proposalOf(claim), saysNothing),
      otherDesk.propose(cy, about, proposalOf(claim, { label: 'not-enough-evidence' }), saysNothing),
    ]);
    const lost = both.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect(lost).toHaveLength(1);
    expect(lost[0]).toBeInstanceOf(InputError);
    expect(String(lost[0].userMessage)).toMatch(/Somebody else was quicker.*R-1001: a verdict was proposed/u);
    const entries = await store.entries({ owner: server, documentId: about.documentId });
    expect(entries.filter(({ body }) => body.kind === 'proposed')).toHaveLength(1);
  });

  it('on two claims: both are written', async () => {
    const { store, desk, otherDesk } = await open();
    const first = await ready(desk);
    const { claim: second } = await desk.addClaim(ada, about, newClaim({ spans: [{ start: 50, end: 60 }] }));
    await Promise.all([desk.hide(ben, about, first, 'A look.'), otherDesk.hide(cy, about, second, 'A look.')]);
    const { hidden } = await deskOver(store).ledger(ada, about);
    expect([...hidden]).toEqual([first, second]);
  });

  it('who file claims: each gets a number of its own', async () => {
    const { desk, otherDesk } = await open();
    const filing = Array.from({ length: 12 }, (_, at) =>
      (at % 2 === 0 ? desk : otherDesk).addClaim(
        member,
        about,
        newClaim({ spans: [{ start: at * 10, end: at * 10 + 5 }] }),
      ),
    );
    const numbers = (await Promise.all(filing)).map(({ claim }) => claim);
    expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, at) => 1001 + at));
  });

  it('who approve one proposal: it is approved once', async () => {
    const { store, desk, otherDesk } = await open();
    const claim = await ready(desk);
    const { proposal } = await desk.propose(ben, about, proposalOf(claim), saysNothing);
    const both = await Promise.allSettled([
      desk.approve(cy, about, proposal, { onePerson: false }),
      otherDesk.approve(owner, about, proposal, { onePerson: false }),
    ]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const entries = await store.entries({ owner: server, documentId: about.documentId });
    expect(entries.filter(({ body }) => body.kind === 'approved')).toHaveLength(1);
  });
});
