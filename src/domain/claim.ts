import type { Span } from './span.ts';

/** AVeriTeC's labels, and opinion, which cannot be checked. */
export const labels = ['supported', 'refuted', 'not-enough-evidence', 'conflicting', 'opinion'] as const;
export type Label = (typeof labels)[number];

/** How a claim stands: the label of its latest published verdict, or that nobody has checked it. */
export type Standing = Label | 'not-checked';

export type Checkable = 'yes' | 'partly' | 'no';

/** Something a document claims. `number` (shown as M-11) never changes and is never given to another claim. */
export type Claim = {
  readonly number: number;
  /** Internal; may hold a name, so no surface shows it. */
  readonly key: string;
  /** Where the document makes the claim; the first is the main place. */
  readonly spans: readonly Span[];
  /** Begins "The article claims"; rendering puts the genre's noun there and changes nothing else. */
  readonly statement: string;
  readonly kind: string;
  readonly subjects: readonly string[];
  /** Who is accused or labelled; empty where nobody can be identified. */
  readonly accused: readonly string[];
  readonly checkable: Checkable;
};

export type Stance = 'supports' | 'refutes' | 'context';

/** Where evidence comes from. */
export type Source = {
  readonly id: string;
  readonly publisher: string;
  readonly title: string | null;
  readonly describedAs: string | null;
  readonly author: string | null;
  readonly date: string | null;
  readonly dateNote: string | null;
  readonly url: string | null;
  readonly language: string | null;
  readonly independence: string;
  /** Who stands behind it: an agency where one is named, else the publisher's registrable domain. */
  readonly origin: string;
  /** false: known from memory only, so never shown as evidence and never counted. */
  readonly read: boolean;
};

/** A record of what a source says on a claim. */
export type Evidence = {
  /** Unique in its ledger. Imported: `<claim>:<source>`, with `#2`, … where that repeats. */
  readonly id: string;
  readonly claim: number;
  readonly source: string;
  /** Towards the claim, not towards a fact. */
  readonly stance: Stance;
  readonly locator: string | null;
  readonly paraphrase: string;
  /** At most 15 words, verbatim from the source. */
  readonly quote: string | null;
  readonly read: boolean;
};

/** A published judgement on a claim: who decided, when, under which rule. */
export type Verdict = {
  readonly claim: number;
  readonly label: Label;
  readonly reason: string;
  /** What may be stated as fact; never the document's own sentence. */
  readonly fact: string | null;
  readonly asOf: string | null;
  /** `by` is words for people ("two moderators of this server"), never an id. */
  readonly reviewed: { readonly by: string; readonly at: string; readonly rule: string };
  /** What it rests on; imported verdicts don't say. */
  readonly basis?: Basis;
};

/** The records that a verdict rests on, by their ids. */
export type Basis = {
  /** Every record that was shown for the claim when the verdict was proposed. */
  readonly evidence: readonly string[];
  /** Those that bear out the fact. */
  readonly bornOutBy: readonly string[];
  /** One primary record in the place of two origins, and why it is enough. */
  readonly primary: { readonly evidence: string; readonly reason: string } | null;
};

/** A verdict that waits for a second person. */
export type Proposal = Basis & {
  readonly id: string;
  readonly claim: number;
  readonly label: Label;
  readonly reason: string;
  readonly fact: string | null;
  readonly asOf: string | null;
};

/** What somebody may do on a server; each may also do what those before may. */
export const roles = ['member', 'moderator', 'owner'] as const;
export type Role = (typeof roles)[number];
