import type { Document } from '../domain/document.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { fuseScores } from '../retrieval/fuse-scores.ts';
import { addCanonicalNames, type NameMatcher } from '../retrieval/match-names.ts';
import { dot } from '../retrieval/rank-passages.ts';
import { contentStems } from '../retrieval/words.ts';
import { type InverseFrequency, inverseFrequency } from './inverse-frequency.ts';

/** The vectors of short texts, kept between runs. */
export type EmbedTexts = (texts: readonly string[]) => Promise<readonly Float32Array[]>;

/** A claim and how near the question is to it. */
export type RelevantClaim = {
  readonly number: number;
  /** Fused; only its order and distances within one question mean anything. */
  readonly score: number;
  /** Highest cosine of the question and the claim's statement, wordings or fact. */
  readonly cosine: number;
  /** Share of the question's idf weight found in the claim's texts. */
  readonly coverage: number;
  /** The same two for the claim's fact alone; 0 where it has none. */
  readonly factCosine: number;
  readonly factCoverage: number;
};

type ClaimTexts = { readonly number: number; readonly said: readonly string[]; readonly fact: string | null };

/** Everything known of a ledger's claims that ranking needs; made once a ledger. */
export type ClaimIndex = {
  readonly claims: readonly (ClaimTexts & {
    readonly stems: ReadonlySet<string>;
    readonly factStems: ReadonlySet<string>;
    readonly vectors: readonly Float32Array[];
    readonly factVector: Float32Array | null;
  })[];
  readonly idf: InverseFrequency;
};

export async function indexClaims(
  ledger: Ledger,
  document: Document,
  matcher: NameMatcher,
  embed: EmbedTexts,
): Promise<ClaimIndex> {
  const texts: ClaimTexts[] = ledger.claims.map((claim) => ({
    number: claim.number,
    said: [
      claim.statement.replace(/^The article claims,? ?(?:that )?/u, ''),
      ...new Set(claim.spans.map(({ start, end }) => document.text.slice(start, end))),
    ],
    fact: ledger.facts.get(claim.number)?.text ?? null,
  }));
  const vectors = await embed(texts.flatMap(({ said, fact }) => [...said, ...(fact === null ? [] : [fact])]));
  let next = 0;
  const claims = texts.map((claim) => {
    const own = claim.said.map(() => vectors[next++]!);
    const factVector = claim.fact === null ? null : vectors[next++]!;
    const stemsOf = (text: string): string[] => contentStems(addCanonicalNames(text, matcher));
    const factStems = new Set(claim.fact === null ? [] : stemsOf(claim.fact));
    const stems = new Set([...claim.said.flatMap(stemsOf), ...factStems]);
    return { ...claim, stems, factStems, vectors: own, factVector };
  });
  return {
    claims,
    idf: inverseFrequency(texts.map(({ said, fact }) => addCanonicalNames([...said, fact].join('\n'), matcher))),
  };
}

/**
 * Claims by nearness to the question: z(coverage) + 2 z(cosine), nearest first.
 * @param question with names written one way
 */
export function rankClaims(index: ClaimIndex, question: string, vector: Float32Array): RelevantClaim[] {
  const stems = [...new Set(contentStems(question))];
  const all = stems.reduce((sum, stem) => sum + index.idf(stem), 0);
  const covered = (own: ReadonlySet<string>): number =>
    all === 0 ? 0 : stems.filter((stem) => own.has(stem)).reduce((sum, stem) => sum + index.idf(stem), 0) / all;
  const found = index.claims.map((claim) => ({
    number: claim.number,
    cosine: Math.max(...claim.vectors.map((own) => dot(vector, own))),
    coverage: covered(claim.stems),
    factCosine: claim.factVector ? dot(vector, claim.factVector) : 0,
    factCoverage: claim.fact === null ? 0 : covered(claim.factStems),
  }));
  const scores = fuseScores(found.length, [
    { name: 'coverage', weight: 1, values: found.map((claim) => claim.coverage) },
    { name: 'cosine', weight: 2, values: found.map((claim) => Math.max(claim.cosine, claim.factCosine)) },
  ]);
  return found.map((claim, at) => ({ ...claim, score: scores[at]! })).sort((a, b) => b.score - a.score);
}
