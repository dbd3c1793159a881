import type { Label, Source, Verdict } from '../domain/claim.ts';

/**
 * A sentence that may be stated as fact. Only a published verdict makes one, so no generated text and no sentence of a
 * document can reach the verified lane: the private constructor and #private field make look-alikes not compile.
 */
export class ReviewedFact {
  readonly #verdict: Verdict;

  private constructor(
    verdict: Verdict,
    readonly text: string,
    /** The records read for it: independent, dated ones first, then as listed. */
    readonly sources: readonly Source[],
  ) {
    this.#verdict = verdict;
    Object.freeze(this);
  }

  /** @returns undefined where the verdict states no fact or nothing that was read bears it out. */
  static from(verdict: Verdict, sources: readonly Source[]): ReviewedFact | undefined {
    if (!verdict.fact?.trim() || sources.length === 0) return undefined;
    return new ReviewedFact(
      verdict,
      verdict.fact,
      [...sources].sort((a, b) => rank(a) - rank(b)),
    );
  }

  get claim(): number {
    return this.#verdict.claim;
  }
  get label(): Label {
    return this.#verdict.label;
  }
  get asOf(): string | null {
    return this.#verdict.asOf;
  }
  get reviewed(): Verdict['reviewed'] {
    return this.#verdict.reviewed;
  }
  /** Promise 4 asks for two origins; with fewer the surfaces say "one source". */
  get origins(): number {
    return new Set(this.sources.map((source) => source.origin)).size;
  }
}

const rank = (source: Source): number =>
  (source.independence === 'independent' ? 0 : 2) + (source.date === null ? 1 : 0);
