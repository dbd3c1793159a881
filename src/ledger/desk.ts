import type { Claim, Proposal, Role } from '../domain/claim.ts';
import { InvariantError } from '../domain/errors.ts';
import type { SaysWords } from '../domain/same-words.ts';
import type { Span } from '../domain/span.ts';
import type { EvidenceDraft } from './draft.ts';
import type { ApprovalMode, StarterState } from './entry.ts';
import type { Ledger } from './ledger.ts';
import type { LedgerStore } from './ledger-store.ts';
import type { Ledgers } from './ledgers.ts';

/** Who acts: a person on a server, with what they may do there. */
export type Who = { readonly id: string; readonly role: Role; readonly server: string };

/** Which document it is about. `documentOwner` is `everyone` or the server itself. */
export type About = { readonly documentOwner: string; readonly documentId: string };

/** Finds claims that say much the same as words of a document; made where claims can be compared by meaning. */
export interface SimilarClaims {
  /** @returns numbers of claims, nearest first; none that is not near */
  near(about: About, server: string, spans: readonly Span[]): Promise<readonly number[]>;
}

/** Claims at the same words first, then those near by meaning. */
export type Similar = { readonly exact: readonly number[]; readonly near: readonly number[] };

export type NewClaim = Pick<Claim, 'spans' | 'kind' | 'accused' | 'checkable' | 'statement'> & {
  /** sha256 of the text that the spans are places of. */
  readonly textSha256: string;
};

/** The document that evidence is for, which never is evidence itself. */
export type AgainstDocument = {
  readonly url: string | null;
  readonly publisher: string | null;
  /** Where given, an excerpt of the source is compared with it. */
  readonly text?: string;
};

export type NewProposal = Pick<Proposal, 'claim' | 'label' | 'reason' | 'fact' | 'asOf' | 'bornOutBy' | 'primary'>;

/** What an act changed: the ledger as it stands after it, and the claim it was about. */
export type Done = { readonly ledger: Ledger; readonly claim: number };

const later = (): never => {
  throw new InvariantError('not there yet');
};

/**
 * The moderators' desk. Every act checks the role and the rules, is one transaction with its audit record, and loses
 * nothing where two people act at once: where somebody else touched the same claim meanwhile, an InputError says what
 * changed. Whatever can't be done is an InputError that says what to do.
 */
export class Desk {
  constructor(
    readonly parts: {
      readonly store: LedgerStore;
      readonly ledgers: Ledgers;
      readonly similar?: SimilarClaims;
      readonly now: () => Date;
      /** 8 random base64url characters. */
      readonly newId: () => string;
    },
  ) {}

  /** For anybody: claims that are on record for these words or near them. */
  async similarTo(_who: Who, _about: About, _spans: readonly Span[]): Promise<Similar> {
    return later();
  }
  /** For members too: it stands as not checked until the desk decides. */
  async addClaim(_who: Who, _about: About, _claim: NewClaim): Promise<Done> {
    return later();
  }
  /** Sets what a claim is: what a member left open, or got wrong. Its verdict is reopened where that changes. */
  async describeClaim(
    _who: Who,
    _about: About,
    _claim: number,
    _as: Partial<Pick<Claim, 'kind' | 'accused' | 'checkable' | 'statement'>>,
  ): Promise<Done> {
    return later();
  }
  /** Files a complete draft; the draft itself is dropped by the caller. */
  async addEvidence(
    _who: Who,
    _about: About,
    _draft: EvidenceDraft,
    _against: AgainstDocument,
  ): Promise<Done & { evidence: string }> {
    return later();
  }
  async withdrawEvidence(_who: Who, _about: About, _evidence: string, _reason: string): Promise<Done> {
    return later();
  }
  async merge(_who: Who, _about: About, _claim: number, _into: number, _reason: string): Promise<Done> {
    return later();
  }
  /** @param says whether the document says these words itself: then they are no fact */
  async propose(
    _who: Who,
    _about: About,
    _proposal: NewProposal,
    _says: SaysWords,
  ): Promise<Done & { proposal: string }> {
    return later();
  }
  /** @param options.onePerson whether the server's owner allows one person to decide */
  async approve(
    _who: Who,
    _about: About,
    _proposal: string,
    _options: { readonly onePerson: boolean },
  ): Promise<Done & { mode: ApprovalMode }> {
    return later();
  }
  async sendBack(_who: Who, _about: About, _proposal: string, _reason: string): Promise<Done> {
    return later();
  }
  async hide(_who: Who, _about: About, _claim: number, _reason: string): Promise<Done> {
    return later();
  }
  async showAgain(_who: Who, _about: About, _claim: number, _reason: string): Promise<Done> {
    return later();
  }
  /** Stands by an imported verdict. */
  async confirm(_who: Who, _about: About, _claim: number): Promise<Done> {
    return later();
  }
  /** For the owner. */
  async setStarter(_who: Who, _about: About, _state: StarterState, _reason: string): Promise<{ ledger: Ledger }> {
    return later();
  }
  /** For anybody; nobody is kept. */
  async appeal(_who: Who, _about: About, _claim: number, _reason: string): Promise<Done & { appeal: string }> {
    return later();
  }
  async closeAppeal(_who: Who, _about: About, _appeal: string, _reason: string): Promise<Done> {
    return later();
  }
  /** Records what somebody accused says to it, as theirs, and where it comes from. */
  async reply(_who: Who, _about: About, _claim: number, _text: string, _from: string): Promise<Done> {
    return later();
  }
}
